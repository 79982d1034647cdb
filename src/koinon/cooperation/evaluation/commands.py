"""What is done in evaluation: the sides of a pair are asked, linked, and answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from koinon.cooperation.agreements.models import Agreement, AgreementKind
from koinon.cooperation.evaluation.letters import ask_letter, unique_of
from koinon.cooperation.evaluation.models import Assessment, Score, Side
from koinon.cooperation.evaluation.permissions import can_answer_for, can_ask_sides
from koinon.cooperation.evaluation.principles import Principle
from koinon.network.people.models import Person
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.accounts.signed_links import fresh_mark
from koinon.platform.audit.commands import act
from koinon.platform.errors import Refused
from koinon.platform.notifications.commands import mark_acted_on, plan_message, withdraw_message
from koinon.platform.recording.keys import propose_key

LINK_DAYS = 60
BY_LINK = "by signed link"


class NoPair(Refused):
    """Only a pairing of two sides is assessed."""


class AskedAlready(Refused):
    """The pair was asked under that name already."""


class Settled(Refused):
    """Both sides have answered, and see each other's: nothing is changed any more."""


class NotComplete(Refused):
    """A principle is without an answer, or the answer is none of the five."""


class Answer(NamedTuple):
    """What a side says of one principle."""

    value: int
    note: str = ""


def open_assessment(agreement: Agreement, title: str, *, by: Reader, on: date) -> Assessment:
    """Ask the two sides of a pair; each answers apart."""
    refuse_unless(can_ask_sides(by, agreement))
    parties = list(agreement.parties.select_related("body").order_by("order", "id"))
    if agreement.kind != AgreementKind.PAIRING or len(parties) != 2:
        raise NoPair(_("The ten principles are for a pairing of two sides."))
    named = title.strip() or str(on.year)
    if agreement.assessments.filter(title=named).exists():
        raise AskedAlready(_("The pair was asked under this name already; choose another."), field="title")
    with act("open_assessment", by=by.user) as doing:
        key = propose_key(Assessment, agreement.key, named)
        assessment = doing.create(Assessment(key=key, agreement=agreement, title=named, opened_on=on))
        for party in parties:
            side = Side(key=propose_key(Side, key, party.body.key), assessment=assessment, body=party.body)
            doing.create(side)
    return assessment


def issue_link(
    side: Side, language: str, *, person: Person | None = None, address: str = "", by: Reader, on: date
) -> Side:
    """Make the link of a side, and send it where an address is given; the one before stops working."""
    refuse_unless(can_ask_sides(by, side.assessment.agreement))
    _refuse_settled(side)
    with act("issue_link", by=by.user) as doing:
        doing.about(side.assessment)
        withdraw_message(unique_of(side))
        doing.change(
            side,
            link_nonce=fresh_mark(),
            link_issued_on=on,
            link_until=on + timedelta(LINK_DAYS),
            link_language=language,
            link_person=person,
        )
        if address:
            plan_message(ask_letter(side, address), on=on, by=by.user)
    return side


def revoke_link(side: Side, *, by: Reader) -> Side:
    """Let the link open nothing from now on."""
    refuse_unless(can_ask_sides(by, side.assessment.agreement))
    with act("revoke_link", by=by.user) as doing:
        doing.about(side.assessment)
        withdraw_message(unique_of(side))
        return doing.change(side, link_nonce="", link_until=None)


def answer_principles(side: Side, answers: Mapping[str, Answer], *, by: Reader, moment: datetime) -> Side:
    """Take what a side says of all ten; it may change its mind until the other side has answered too.

    The answers themselves are no part of the audit: who reads the history of everything would read them before
    the other side may.
    """
    refuse_unless(can_answer_for(by, side))
    _refuse_incomplete(answers)
    with act("answer_principles", by=by.user, note="" if by.user else BY_LINK) as doing:
        # Two sides that answer at the same moment wait for each other here.
        list(Side.objects.select_for_update().filter(assessment=side.assessment_id).order_by("pk"))
        side.refresh_from_db()
        _refuse_settled(side)
        doing.about(side.assessment)
        side.scores.all().delete()
        Score.objects.bulk_create(
            Score(side=side, principle=one, value=answers[one].value, note=answers[one].note.strip()[:500])
            for one in Principle.values
        )
        if by.user is None:
            mark_acted_on(unique_of(side), moment=moment)
        nonce = side.link_nonce if by.user else ""
        return doing.change(side, answered_at=moment, by_link=by.user is None, link_nonce=nonce)


def _refuse_incomplete(answers: Mapping[str, Answer]) -> None:
    for principle in Principle:
        given = answers.get(principle.value)
        if given is None or given.value not in range(1, 6):
            raise NotComplete(
                _("“%(principle)s” is without an answer. Choose one from 1 to 5.")
                % {"principle": principle.label},
                field=principle.value,
            )


def _refuse_settled(side: Side) -> None:
    if not Side.objects.filter(assessment=side.assessment_id, answered_at=None).exists():
        raise Settled(
            _("Both sides have answered and see each other's answers; nothing is changed any more.")
        )
