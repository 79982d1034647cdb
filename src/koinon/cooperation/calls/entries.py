"""Entry: what a city hands in for a call, with co-applicants, answers and files; and how it was screened."""

from __future__ import annotations

import secrets
from typing import Any, ClassVar, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.calls.calls import Call, CallLanguage
from koinon.cooperation.calls.fields import FormField
from koinon.cooperation.calls.particulars import Category
from koinon.cooperation.calls.stages import Placing
from koinon.network.people.audience import seen_through
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.ui.addresses import url

FINGERPRINT = RegexValidator(r"^[0-9a-f]{64}$", _("This is no SHA-256 fingerprint."))


def own_entries(reader: Reader) -> Q:
    """The condition on entries that the reader speaks for the applicant, or for a co-applicant of what was sent."""
    together = CoApplicant.objects.filter(entry=OuterRef("pk"), body__in=reader.bodies)
    return Q(applicant__in=reader.bodies) | Q(Exists(together), sent_at__isnull=False)


def announced_entries(reader: Reader) -> Q:
    """The condition on entries that whoever sees the call and the applicant may know of: at an announced stage."""
    reached = Placing.objects.announced().filter(entry=OuterRef("pk"))
    return Q(Exists(reached)) & seen_through(Entry, "call", reader) & seen_through(Entry, "applicant", reader)


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, reader: Reader) -> Self:
        """The secretariat knows of all; an applicant of its own; everybody of those an announced stage names.

        That an entry is visible says nothing of its answers and files: ask ``Answer`` and ``EntryFile`` for them.
        Jurors see nothing through here.
        """
        if reader.is_secretariat:
            return self.all()
        seen = announced_entries(reader)
        return self.filter(seen | own_entries(reader) if reader.bodies else seen)

    def open_to(self, reader: Reader) -> Self:
        """Those whose answers, files and contact the reader may read: sent ones for the secretariat, and one's own."""
        if reader.is_system:
            return self.all()
        sent = Q(sent_at__isnull=False) if reader.is_secretariat else Q(pk__in=[])
        return self.filter(sent | own_entries(reader) if reader.bodies else sent)

    def sent(self) -> Self:
        """Those handed in and not withdrawn."""
        return self.filter(sent_at__isnull=False, withdrawn_at=None)

    def judged(self) -> Self:
        """Those a jury may get: handed in, not withdrawn, found eligible."""
        return self.sent().filter(eligible=True)


class Entry(Record):
    """One entry. Its number is given when it is sent; one on record from elsewhere has none."""

    call = models.ForeignKey(Call, models.PROTECT, verbose_name=_("call"), related_name="entries")
    number = models.PositiveIntegerField(_("number"), null=True, blank=True, editable=False)
    title = models.CharField(_("title"), max_length=254)
    applicant = models.ForeignKey(Body, models.PROTECT, verbose_name=_("applicant"), related_name="entries")
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, verbose_name=_("category"), related_name="entries"
    )
    language = models.CharField(_("written in"), max_length=12, choices=CallLanguage, default=CallLanguage.EN)
    contact = models.TextField(
        _("whom to ask"),
        blank=True,
        help_text=_("Seen by you and by those who run the call, by nobody else."),
    )
    email = models.EmailField(
        _("e-mail for letters"), blank=True, help_text=_("The receipt and later letters go there.")
    )
    saved_at = models.DateTimeField(_("draft saved"), null=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)
    changed_at = models.DateTimeField(_("sent again, changed"), null=True, editable=False)
    late_reason = models.TextField(_("why it comes late"), blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    withdrawn_reason = models.TextField(_("why it was withdrawn"), blank=True, editable=False)

    eligible = models.BooleanField(_("eligible"), null=True, editable=False)
    screened_at = models.DateTimeField(_("screened"), null=True, editable=False)
    screening_reason = models.TextField(_("reason given"), blank=True, editable=False)

    looked_at = models.DateTimeField(_("looked through for names"), null=True, editable=False)
    link_nonce = models.CharField(max_length=24, blank=True, editable=False)
    link_until = models.DateField(_("link good until"), null=True, editable=False)

    objects: ClassVar[EntryQuerySet] = EntryQuerySet.as_manager()  # type: ignore[assignment]

    # What a history tells to nobody but the secretariat, though the entry itself may be announced.
    confided: ClassVar[frozenset[str]] = frozenset(
        {
            "contact", "email", "saved_at", "sent_at", "changed_at", "late_reason",
            "withdrawn_at", "withdrawn_reason", "eligible",
            "screened_at", "screening_reason", "looked_at", "link_nonce", "link_until",
        }
    )  # fmt: skip

    class Meta:
        ordering = ["call", models.F("number").asc(nulls_last=True), "id"]
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints = [models.UniqueConstraint(fields=["call", "number"], name="entry_numbered_once")]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["call", "sent_at"], name="entries_as_sent"),
            models.Index(fields=["call", "eligible"], name="entries_as_screened"),
        ]

    def get_absolute_url(self) -> str:
        return url("calls:entry", key=self.key)

    @property
    def receipt(self) -> str:
        """Its number as the receipt says it; empty before it is sent. Reads the call."""
        return f"{self.call.code}-{self.number:04d}" if self.number else ""

    @property
    def is_draft(self) -> bool:
        """Whether the applicant is still writing; what is only on record was never a draft here."""
        return self.sent_at is None and self.saved_at is not None


class OfEntryQuerySet(models.QuerySet[Any]):
    def visible_to(self, reader: Reader) -> Self:
        """What an entry holds is read by the applicant, and by the secretariat once it is sent; by no juror here."""
        if reader.is_system:
            return self.all()
        return self.filter(entry__in=Entry.objects.open_to(reader).values("pk"))


class CoApplicantQuerySet(models.QuerySet["CoApplicant"]):
    def visible_to(self, reader: Reader) -> Self:
        """Who is in it with the applicant is known where the entry and the body are."""
        if reader.is_secretariat:
            return self.all()
        seen = Entry.objects.visible_to(reader)
        return self.filter(entry__in=seen.values("pk")).filter(seen_through(CoApplicant, "body", reader))


class CoApplicant(Record):
    """A body that enters together with the applicant, and its part."""

    entry = models.ForeignKey(Entry, models.CASCADE, verbose_name=_("entry"), related_name="co_applicants")
    body = models.ForeignKey(Body, models.PROTECT, verbose_name=_("body"), related_name="entries_together")
    part = models.CharField(_("part"), max_length=200, blank=True)

    objects: ClassVar[CoApplicantQuerySet] = CoApplicantQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["entry", "id"]
        verbose_name = _("co-applicant")
        verbose_name_plural = _("co-applicants")
        constraints = [models.UniqueConstraint(fields=["entry", "body"], name="co_applicant_once")]

    def __str__(self) -> str:
        return str(self.body)


class Answer(models.Model):
    """What an entry answers to one question of the form; see FormField for the shapes of ``value``."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="answers")
    field = models.ForeignKey(FormField, models.PROTECT, related_name="answers")
    value: models.JSONField[Any, Any] = models.JSONField(default=str, blank=True)

    objects: ClassVar[OfEntryQuerySet] = OfEntryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["entry", "field__rank", "id"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [models.UniqueConstraint(fields=["entry", "field"], name="question_answered_once")]

    def __str__(self) -> str:
        return f"{self.entry_id}/{self.field_id}"


class EntryFileQuerySet(OfEntryQuerySet):
    def visible_to(self, reader: Reader) -> Self:
        """As what an entry holds; a file that was put to the draft alone is read by the applicant only."""
        seen = super().visible_to(reader)
        return (
            seen
            if reader.is_system
            else seen.filter(Q(handed_in=True) | Q(entry__applicant__in=reader.bodies))
        )


def random_name(file: object, name: str) -> str:
    """Where a file is kept: a name that tells nothing and cannot be guessed; the given name is a column."""
    kept = secrets.token_hex(16)
    return f"entries/{kept[:2]}/{kept}"


class EntryFile(Record):
    """A file handed in with an entry, typed by its content; never served inline.

    ``handed_in`` is false while it stands in the draft only.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, verbose_name=_("entry"), related_name="files")
    field = models.ForeignKey(
        FormField, models.PROTECT, null=True, blank=True, verbose_name=_("question"), related_name="files"
    )
    file = models.FileField(_("file"), upload_to=random_name, max_length=120)
    name = models.CharField(_("name of the file"), max_length=254)
    media_type = models.CharField(_("media type"), max_length=100, blank=True, editable=False)
    size = models.PositiveBigIntegerField(_("size"), default=0, editable=False)
    sha256 = models.CharField(
        _("fingerprint"), max_length=64, blank=True, editable=False, validators=[FINGERPRINT]
    )

    handed_in = models.BooleanField(_("handed in"), default=False, editable=False)

    objects: ClassVar[EntryFileQuerySet] = EntryFileQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["entry", "id"]
        verbose_name = _("file of an entry")
        verbose_name_plural = _("files of entries")

    def __str__(self) -> str:
        return self.name
