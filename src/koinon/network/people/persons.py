"""Person: somebody with a name as it was written, its parts, its order, and ways to be addressed."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from koinon.network.people.audience import Audience, Audienced, AudiencedQuerySet, FollowingQuerySet
from koinon.network.people.bodies import Body
from koinon.network.people.readers import Reader
from koinon.network.people.spelling import FoldedField, typed_like
from koinon.network.places.models import NameKind
from koinon.platform.audit.models import Record
from koinon.platform.dates.fields import DayField
from koinon.platform.folding import fold, has_han
from koinon.platform.recording.tongues import Spoken
from koinon.platform.ui.addresses import url


class NameOrder(models.TextChoices):
    """Which part of the name comes first when it is written in full."""

    GIVEN_FIRST = "given", _("given name first")
    FAMILY_FIRST = "family", _("family name first")


class PersonQuerySet(AudiencedQuerySet["Person"]):
    def current(self) -> Self:
        """Those who were not merged into another."""
        return self.filter(merged_into=None)

    def visible_to(self, reader: Reader) -> Self:
        """As for any record; and everybody may see oneself."""
        seen = super().visible_to(reader)
        return seen | self.filter(pk=reader.person_id) if reader.person_id else seen

    def typed(self, text: str) -> Self:
        """Those one of whose names has all the words typed: in any script, by pinyin, without accents."""
        if not fold(text):
            return self.none()
        named = PersonName.objects.filter(typed_like(text, "folded")).values("person")
        return self.filter(typed_like(text, "folded") | models.Q(pk__in=named))


class Person(Record, Audienced, Spoken):
    """One human being. The written form is never lost; a merged person points at the one who stayed."""

    name = models.CharField(_("name as written"), max_length=160, db_index=True)
    family = models.CharField(_("family name"), max_length=80, blank=True)
    given = models.CharField(_("given names"), max_length=80, blank=True)
    order = models.CharField(_("order"), max_length=8, choices=NameOrder, default=NameOrder.GIVEN_FIRST)
    honorific = models.CharField(_("title"), max_length=60, blank=True, help_text=_("Mr, Ms, Dr …"))
    language = models.CharField(_("language of the name"), max_length=20, blank=True)
    died = DayField(_("Died"))
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="merged_from", editable=False
    )
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
        editable=False,
    )
    note = models.TextField(_("note"), blank=True)
    folded = FoldedField(of=("name",))

    objects: ClassVar[PersonQuerySet] = PersonQuerySet.as_manager()  # type: ignore[assignment]

    # Those who sit in a body together see the people shown to the parties concerned.
    party_paths = ("roles__of_id", "roles__sits_for_id")

    class Meta:
        ordering = ["family", "name", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["merged_into", "family", "name", "id"], name="person_by_family")
        ]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.called(self.name)

    def get_absolute_url(self) -> str:
        return url("portal:person", key=self.key)

    def display(self) -> str:
        """The name with the SURNAME in capitals, in the order its bearer uses: CHEN Guo, Denis CODERRE."""
        called = self.called(self.name)
        if not self.family or called != self.name:
            return called
        family = self.family.upper()
        parts = [family, self.given] if self.order == NameOrder.FAMILY_FIRST else [self.given, family]
        between = "" if has_han(family) else " "
        return between.join(part for part in parts if part)


class PersonName(Record):
    """Another written form of a person's name: in another script, with or without accents, in full."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="names")
    text = models.CharField(pgettext_lazy("of a person", "name"), max_length=160, db_index=True)
    language = models.CharField(_("language tag"), max_length=20, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=NameKind, default=NameKind.ALIAS)
    folded = FoldedField(of=("text",))

    objects: ClassVar[FollowingQuerySet[PersonName]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "person"

    class Meta:
        ordering = ["person", "id"]
        verbose_name = _("other name")
        verbose_name_plural = _("other names")

    def __str__(self) -> str:
        return self.text


class FormOfAddress(Record):
    """How a person is addressed in one language: Mr, 先生, Excmo. Sr."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="forms_of_address")
    language = models.CharField(_("language tag"), max_length=20)
    salutation = models.CharField(_("in a letter"), max_length=120, help_text=_("Dear Mr Chen"))
    envelope = models.CharField(_("on an envelope"), max_length=120, blank=True)

    objects: ClassVar[FollowingQuerySet[FormOfAddress]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "person"

    class Meta:
        ordering = ["person", "language"]
        constraints = [models.UniqueConstraint(fields=["person", "language"], name="one_address_a_language")]
        verbose_name = _("form of address")
        verbose_name_plural = _("forms of address")

    def __str__(self) -> str:
        return self.salutation


class ContactQuerySet(AudiencedQuerySet["ContactDetail"]):
    def visible_to(self, reader: Reader) -> Self:
        """As for any record; and everybody may see the own contacts."""
        seen = super().visible_to(reader)
        return seen | self.filter(person=reader.person_id) if reader.person_id else seen

    def kept(self, on: date) -> Self:
        """Those that may still be kept on the day; the others are shown to nobody and removed at night."""
        return self.filter(models.Q(keep_until=None) | models.Q(keep_until__gte=on))


class ContactDetail(Record, Audienced):
    """A way to reach a person or a body, for named eyes, and only as long as it may be kept."""

    class Means(models.TextChoices):
        EMAIL = "email", _("e-mail")
        PHONE = "phone", _("telephone")
        ADDRESS = "address", _("postal address")
        WEB = "web", _("web page")

    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="contacts")
    body = models.ForeignKey(Body, models.CASCADE, null=True, blank=True, related_name="contacts")
    means = models.CharField(_("means"), max_length=10, choices=Means)
    value = models.CharField(_("contact"), max_length=254, blank=True)
    keep_until = models.DateField(_("keep until"), null=True, blank=True)
    audience = models.CharField(
        _("who may see this"), max_length=12, choices=Audience, default=Audience.SECRETARIAT
    )

    objects: ClassVar[ContactQuerySet] = ContactQuerySet.as_manager()  # type: ignore[assignment]

    party_paths = ("body_id", "body__parent_id", "person__roles__of_id")

    class Meta:
        ordering = ["id"]
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person=None, body__isnull=False)
                | models.Q(person__isnull=False, body=None),
                name="contact_of_one",
            )
        ]

    def __str__(self) -> str:
        return self.value or self.get_means_display()
