"""Panel: a committee or a jury of a call. Its jurors hold dated roles in a body of kind jury."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.awards.permissions import sits_on
from koinon.cooperation.calls.models import Call
from koinon.network.people.models import Body, Person, Role
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.ui.addresses import url


class PanelKind(models.TextChoices):
    """Who judges: the committee makes the shortlist, the jury the winners."""

    COMMITTEE = "committee", _("committee")
    JURY = "jury", _("jury")


class PanelQuerySet(models.QuerySet["Panel"]):
    def visible_to(self, reader: Reader) -> Self:
        """The secretariat sees every panel, a juror the panels he or she sits on today, nobody else any."""
        return self.filter(sits_on(reader, "")) if not reader.is_secretariat else self.all()


class Panel(Record):
    """Those who judge the entries of one call together."""

    call = models.ForeignKey(Call, models.PROTECT, verbose_name=_("call"), related_name="panels")
    body = models.ForeignKey(Body, models.PROTECT, verbose_name=_("body"), related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=PanelKind, default=PanelKind.COMMITTEE)
    conflict_years = models.PositiveSmallIntegerField(
        _("years of conflicts"),
        default=5,
        help_text=_("ties between a juror and an applicant older than this are no conflict of interest"),
    )

    objects: ClassVar[PanelQuerySet] = PanelQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["call_id", "kind", "id"]
        verbose_name = _("panel")
        verbose_name_plural = _("panels")
        constraints = [models.UniqueConstraint(fields=["call", "body", "kind"], name="panel_once_a_call")]

    def __str__(self) -> str:
        return str(self.body)

    def get_absolute_url(self) -> str:
        return url("awards:panel", key=self.key)


class JurorQuerySet(models.QuerySet["Juror"]):
    def visible_to(self, reader: Reader) -> Self:
        """The members of a panel know each other."""
        return self.filter(sits_on(reader, "panel__")) if not reader.is_secretariat else self.all()

    def by_name(self) -> Self:
        return self.select_related("person").order_by("-chair", "person__family", "person__name", "id")


class Juror(Record):
    """One person on a panel, by the dated role that puts them there; one of them is in the chair."""

    panel = models.ForeignKey(Panel, models.CASCADE, verbose_name=_("panel"), related_name="jurors")
    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="+")
    role = models.ForeignKey(Role, models.PROTECT, verbose_name=_("role"), related_name="+")
    chair = models.BooleanField(_("in the chair"), default=False)
    languages = models.CharField(
        _("languages"), max_length=120, blank=True, help_text=_("language tags, such as en, zh-Hans, es, fr")
    )
    load_max = models.PositiveSmallIntegerField(
        _("most entries"), null=True, blank=True, help_text=_("where it differs from the phase's")
    )

    objects: ClassVar[JurorQuerySet] = JurorQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["panel_id", "id"]
        verbose_name = _("juror")
        verbose_name_plural = _("jurors")
        constraints = [
            models.UniqueConstraint(fields=["panel", "person"], name="juror_once_a_panel"),
            models.UniqueConstraint(fields=["panel"], condition=Q(chair=True), name="one_chair_a_panel"),
        ]

    def __str__(self) -> str:
        return str(self.person)

    def get_absolute_url(self) -> str:
        return url("awards:panel", key=self.panel.key)

    @property
    def tongues(self) -> tuple[str, ...]:
        """The languages as tags, the primary part only: zh-Hans is zh."""
        told = self.languages.replace(",", " ").split()
        return tuple(tag.partition("-")[0].lower() for tag in told)
