"""The ledger of letters. Addresses stand in a table of their own, so that they reach neither audit nor logs."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far a letter has come. What was *acted on* is a moment of its own, beside any of these."""

    PLANNED = "planned", pgettext_lazy("letter", "planned")
    SENDING = "sending", pgettext_lazy("letter", "on its way out")
    SENT = "sent", pgettext_lazy("letter", "sent")
    DELIVERED = "delivered", pgettext_lazy("letter", "delivered")
    BOUNCED = "bounced", pgettext_lazy("letter", "bounced")
    DOUBTFUL = "doubtful", pgettext_lazy("letter", "perhaps sent")
    HELD = "held", pgettext_lazy("letter", "held back")
    WITHDRAWN = "withdrawn", pgettext_lazy("letter", "withdrawn")


LEFT = (State.SENT, State.DELIVERED, State.BOUNCED)
# What a person has to look at: expected, and not known to have left.
TROUBLED = (State.BOUNCED, State.DOUBTFUL, State.HELD)


class Mailbox(models.Model):
    """One address. After a bounce nothing is sent there until somebody mends it."""

    address = models.EmailField(_("address"))
    bounced_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=254, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("address"), name="one_mailbox_per_address")]
        verbose_name = _("mailbox")
        verbose_name_plural = _("mailboxes")

    def __str__(self) -> str:
        return f"mailbox {self.pk}"  # never the address: this is what audit and logs would show

    @property
    def is_dead(self) -> bool:
        """Whether the last letter came back."""
        return self.bounced_at is not None


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, on: date) -> Self:
        """Those that ought to have left by the day."""
        return self.filter(due_on__lte=on).exclude(state=State.WITHDRAWN)

    def waiting(self, on: date, moment: datetime) -> Self:
        """Those that may be sent now."""
        now = Q(next_try_at=None) | Q(next_try_at__lte=moment)
        return self.filter(now, state=State.PLANNED, due_on__lte=on)

    def missing(self, on: date) -> Self:
        """Due before the day and not known to have left, or come back: what makes the line red."""
        return self.due(on).exclude(state__in=(State.SENT, State.DELIVERED)).filter(acted_at=None)


class Message(models.Model):
    """A letter: about what, when it is due, how far it has come. Its words and the address lie apart."""

    unique = models.CharField(max_length=200, unique=True)
    # What stands in the headers of the letter and in what comes back of it.
    mark = models.CharField(max_length=40, unique=True)
    mailbox = models.ForeignKey(Mailbox, models.PROTECT, null=True, related_name="messages")
    language = models.CharField(_("language"), max_length=12)
    subject = models.CharField(_("subject"), max_length=254)
    about_kind = models.CharField(max_length=60, blank=True)
    about_key = models.CharField(max_length=120, blank=True)
    due_on = models.DateField(_("due"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    planned_at = models.DateTimeField(auto_now_add=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    acted_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=254, blank=True)

    objects: ClassVar[MessageQuerySet] = MessageQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-due_on", "-id"]
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "due_on"]),
            models.Index(fields=["about_kind", "about_key"]),
            models.Index(fields=["-due_on", "-id"]),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def problem_told(self) -> str:
        """What went wrong: our own words in the reader's language, a server's as it said them."""
        return gettext(self.problem) if self.problem else ""

    @property
    def is_troubled(self) -> bool:
        """Whether a person has to look at it."""
        return self.state in TROUBLED and self.acted_at is None


class Words(models.Model):
    """What a letter says. Apart, because it may hold a signed link, which the history must not keep."""

    message = models.OneToOneField(Message, models.CASCADE, related_name="words")
    text = models.TextField()

    class Meta:
        verbose_name = _("words of a letter")

    def __str__(self) -> str:
        return f"words of letter {self.message_id}"
