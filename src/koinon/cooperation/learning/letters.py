"""The letters of learning: an officer is told what was offered as evidence; who came is asked two things of the seminar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from koinon.cooperation.agreements.models import Evidence, Party
from koinon.cooperation.learning.assessments import Question
from koinon.cooperation.learning.evaluations import EvaluationQuestion
from koinon.cooperation.learning.hubs import Hub
from koinon.cooperation.learning.seminars import Seminar
from koinon.network.events.links import own_token
from koinon.network.events.models import Came, Registration
from koinon.network.events.registrations import State
from koinon.network.members.portfolio_queries import carers_of
from koinon.network.people.models import Person
from koinon.network.people.reached import account_mail, language_of
from koinon.network.people.readers import Reader
from koinon.platform.notifications.addresses import absolute
from koinon.platform.notifications.commands import plan_message
from koinon.platform.notifications.letters import Letter, addressed
from koinon.platform.ui.addresses import url

ASKED_WITHIN = timedelta(days=30)
"""How long after a seminar those who came are still asked."""


def told_of(hub: Hub, on: date) -> list[Person]:
    """The officers who look after the host or a party of the agreement on the day."""
    bodies = set(Party.objects.filter(agreement=hub.agreement_id).values_list("body", flat=True))
    people = {one.person.pk: one.person for one in carers_of({*bodies, hub.host_id}, on)}
    return list(people.values())


def tell_of_offers(hub: Hub, offered: Iterable[Evidence], *, by: Reader, on: date) -> None:
    """One letter for each piece and officer, for as long as somebody has to accept it."""
    people = told_of(hub, on)
    for evidence in offered:
        for who in people:
            plan_message(offer_letter(hub, evidence, who), on=on, by=by.user)


def offer_letter(hub: Hub, evidence: Evidence, who: Person) -> Letter:
    """To an officer: this waits to be accepted or returned."""
    language = language_of(who)
    with override(language):
        said = {"hub": str(hub), "title": evidence.title}
        return Letter(
            unique=f"learning-offer/{evidence.key}/{who.key}"[:200],
            address=account_mail(who),
            language=language,
            subject=_("Offered as evidence: %(title)s") % said,
            text=addressed(
                who.display(),
                _("What “%(hub)s” did is offered as evidence for a promise: %(title)s.") % said,
                _("It counts once somebody has looked at it. Accept it, or return it with a reason:"),
                absolute(evidence.get_absolute_url()),
            ),
            about=("agreements.evidence", evidence.key),
        )


def asked_letter(seminar: Seminar, registration: Registration, *, tested: bool) -> Letter:
    """To somebody who came: the questions of the seminar, and what they made of it."""
    with override(registration.language):
        said = {"event": str(seminar.event), "name": registration.name}
        words = (
            _("A few questions on what was learnt, and a few on the seminar itself, are behind this link.")
            if tested
            else _("A few questions on the seminar are behind this link; your answers bear no name.")
        )
        link = absolute(url("learning:own", token=own_token(registration)))
        return Letter(
            unique=f"learning-asked/{registration.key}"[:200],
            address=registration.email,
            language=registration.language,
            subject=_("After the seminar: %(event)s") % said,
            text=addressed(registration.name, words, link),
            about=("events.registration", registration.key),
        )


def letters_due(on: date) -> Iterator[tuple[Letter, date]]:
    """For the nightly planner: whoever came to a seminar that is over and of which something is asked."""
    tested = Question.objects.filter(assessment__seminar=OuterRef("pk"), assessment__opened_on__lte=on)
    asked = EvaluationQuestion.objects.filter(form__seminar=OuterRef("pk"))
    over = Q(event__ends_latest__lt=on, event__ends_latest__gte=on - ASKED_WITHIN)
    rows = Seminar.objects.filter(over).annotate(tested=Exists(tested), asked=Exists(asked))
    seminars = {one.event_id: one for one in rows.select_related("event") if one.tested or one.asked}
    present = Registration.objects.filter(
        event__in=seminars, state=State.CONFIRMED, came=Came.PRESENT
    ).exclude(mark="")
    for registration in present.exclude(email="").order_by("id"):
        seminar = seminars[registration.event_id]
        when = seminar.event.ends.latest + timedelta(days=1)
        yield asked_letter(seminar, registration, tested=seminar.tested), when
