"""A money line as it stood on a day, with its digest and the signature of this installation over it."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.agreements.models import Agreement
from koinon.cooperation.grants.permissions import is_funder
from koinon.cooperation.grants.pledges import Confided
from koinon.network.people.audience import Audience, AudiencedQuerySet, seen_through
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.ui.addresses import url


class FrozenLineQuerySet(AudiencedQuerySet["FrozenLine"]):
    def visible_to(self, reader: Reader) -> Self:
        """Public ones, as far as their subject is; a funder's own line is the funder's too."""
        if reader.is_secretariat:
            return self.all()
        seen = Q(audience=Audience.PUBLIC)
        if is_funder(reader):
            seen |= Q(funder__in=reader.bodies)
        subjects = (seen_through(FrozenLine, path, reader) for path in ("agreement", "funder"))
        return self.filter(seen, *subjects)


class FrozenLine(Record, Confided):
    """Of one agreement or of one funder. It is never changed; a later day is frozen anew.

    A public line holds what was public when it was frozen, and nothing else.
    """

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, verbose_name=_("agreement"), related_name="+"
    )
    funder = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, verbose_name=_("funder"), related_name="+"
    )
    on = models.DateField(_("as of"), editable=False)
    body: models.JSONField[Any, Any] = models.JSONField(editable=False)
    digest = models.CharField(_("digest"), max_length=64, editable=False)
    signature = models.CharField(_("signature"), max_length=120, editable=False)
    made_at = models.DateTimeField(_("made"), editable=False)

    objects: ClassVar[FrozenLineQuerySet] = FrozenLineQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-made_at", "-id"]
        verbose_name = _("frozen money line")
        verbose_name_plural = _("frozen money lines")
        constraints = [
            models.CheckConstraint(
                condition=Q(agreement=None, funder__isnull=False) | Q(agreement__isnull=False, funder=None),
                name="line_of_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.body['subject']['name']}, {self.on.isoformat()}"

    def get_absolute_url(self) -> str:
        return url("grants:frozen", key=self.key)
