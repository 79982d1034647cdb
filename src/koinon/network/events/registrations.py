"""Who wants to come: the rules an event registers by, the bodies invited, and each registration with its state."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from koinon.network.events.groups import Group
from koinon.network.people.audience import FollowingQuerySet
from koinon.network.people.models import Body, Function, Person
from koinon.platform.accounts.signed_links import fresh_mark
from koinon.platform.audit.models import Record
from koinon.platform.dates.bounds import LAST

if TYPE_CHECKING:
    from koinon.network.people.readers import Reader

KEPT_DAYS = 180
"""How long after an event the names of those who registered are kept, unless the organiser says otherwise."""


class OpenTo(models.TextChoices):
    """Who may register."""

    ALL = "all", _("everybody")
    MEMBERS = "members", _("members of the network")
    INVITED = "invited", _("the bodies invited")


class RegistrationRules(Record):
    """How an event takes registrations; without a row it takes none."""

    event = models.OneToOneField(
        "events.Event", models.CASCADE, verbose_name=_("event"), related_name="registration_rules"
    )
    open_to = models.CharField(_("who may register"), max_length=10, choices=OpenTo, default=OpenTo.ALL)
    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    closes_on = models.DateField(_("last day to register"), null=True, blank=True)
    seats = models.PositiveIntegerField(
        _("seats"), null=True, blank=True, help_text=_("Left empty: as many as come.")
    )
    waiting_list = models.BooleanField(_("keep a waiting list when it is full"), default=True)
    needs_approval = models.BooleanField(_("somebody here says yes to each"), default=False)
    forget_on = models.DateField(
        _("forget the names on"),
        null=True,
        blank=True,
        help_text=_("On this day names and addresses are removed; left empty: half a year after the event."),
    )
    conditions = models.TextField(_("what to know before registering"), blank=True)

    objects: ClassVar[FollowingQuerySet[RegistrationRules]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = "event"

    class Meta:
        verbose_name = _("rules of registration")
        verbose_name_plural = _("rules of registration")

    def __str__(self) -> str:
        return str(self.event)

    def get_absolute_url(self) -> str:
        return f"{self.event.get_absolute_url()}#registration"

    def forgets_on(self) -> date | None:
        """The day on which names are removed; none while nobody knows when the event ends."""
        if self.forget_on:
            return self.forget_on
        last = self.event.ends.latest if self.event.ends.latest < LAST else self.event.starts.latest
        return last + timedelta(KEPT_DAYS) if last < LAST else None


class Invitation(Record):
    """A body invited to an event that only those invited may register for."""

    event = models.ForeignKey(
        "events.Event", models.CASCADE, verbose_name=_("event"), related_name="invitations"
    )
    body = models.ForeignKey(Body, models.PROTECT, verbose_name=_("body"), related_name="invitations")

    objects: ClassVar[FollowingQuerySet[Invitation]] = FollowingQuerySet.as_manager()  # type: ignore[assignment]

    follows = ("event", "body")

    class Meta:
        ordering = ["event", "id"]
        constraints = [models.UniqueConstraint(fields=["event", "body"], name="body_invited_once")]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return str(self.body)


class State(models.TextChoices):
    """Where a registration stands."""

    UNPROVED = "unproved", _("address not confirmed yet")
    ASKED = "asked", _("waits for an answer")
    CONFIRMED = "confirmed", _("confirmed")
    WAITING = "waiting", _("on the waiting list")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


GOING_ON = (State.UNPROVED, State.ASKED, State.CONFIRMED, State.WAITING)
OVER = (State.DECLINED, State.WITHDRAWN)


class Came(models.TextChoices):
    """Whether somebody with a seat was there."""

    UNKNOWN = "", _("not known")
    PRESENT = "present", _("present")
    ABSENT = "absent", _("did not come")


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def visible_to(self, reader: Reader) -> Self:
        """Seen by the secretariat, by the host's focal points, and by whoever registered with an account."""
        if reader.is_secretariat:
            return self.all()
        if reader.user is None:
            return self.none()
        mine = models.Q(account=reader.user)
        if Function.FOCAL_POINT in reader.functions:
            mine |= models.Q(event__host__in=reader.bodies)
        return self.filter(mine)

    def taking_seats(self) -> Self:
        """Those who hold a seat."""
        return self.filter(state=State.CONFIRMED)


def new_mark() -> str:
    """What makes a registration's links good; made anew, they open nothing."""
    return fresh_mark()


class Registration(Record):
    """Somebody who wants to come to an event, what was asked of them, and what became of it."""

    event = models.ForeignKey(
        "events.Event", models.CASCADE, verbose_name=_("event"), related_name="registrations"
    )
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=160, blank=True)
    body_name = models.CharField(_("body"), max_length=200, blank=True)
    post = models.CharField(_("post"), max_length=200, blank=True)
    category = models.CharField(_("you come as"), max_length=14, choices=Group, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=12, choices=settings.LANGUAGES, default="en")
    needs = models.CharField(_("what we should prepare for you"), max_length=254, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ASKED)
    reason = models.CharField(_("reason"), max_length=254, blank=True)
    turn = models.PositiveIntegerField(_("place on the waiting list"), default=0)
    came = models.CharField(_("came"), max_length=8, choices=Came, blank=True, default=Came.UNKNOWN)
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, verbose_name=_("person"), related_name="registrations"
    )
    asked_on = models.DateField(_("registered on"), null=True, blank=True)

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    attendance = models.OneToOneField(
        "events.Attendance", models.SET_NULL, null=True, editable=False, related_name="registration"
    )
    mark = models.CharField(max_length=24, default=new_mark, editable=False)

    objects: ClassVar[RegistrationQuerySet] = RegistrationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["event", "id"]
        indexes = [models.Index(fields=["event", "state", "turn"], name="registration_queue")]
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")

    def __str__(self) -> str:
        return self.name or str(_("somebody whose name was removed"))

    def get_absolute_url(self) -> str:
        return f"{self.event.get_absolute_url()}registrations/"

    @property
    def is_going_on(self) -> bool:
        return self.state in GOING_ON
