"""What is done with confirmations: ask a side, hear it by its link, settle what it would have otherwise."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from koinon.network.confirmations.letters import unique_of
from koinon.network.confirmations.models import Answer, Confirmation, Remark, RemarkState
from koinon.network.confirmations.permissions import can_ask, can_settle_remark
from koinon.network.confirmations.subjects import digest_of, lines_of, sides_of
from koinon.network.people.models import Body, Person
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.accounts.signed_links import fresh_mark
from koinon.platform.audit.commands import Act, act
from koinon.platform.audit.models import Record
from koinon.platform.errors import Refused
from koinon.platform.notifications.commands import mark_acted_on, withdraw_message
from koinon.platform.recording.keys import propose_key

LINK_DAYS = 60
BY_LINK = "by signed link"


class NotASide(Refused):
    """Somebody was to be asked who is no side of the record."""


class RecordHasChanged(Refused):
    """The record changed between the page that was shown and the answer to it."""


class NothingSaid(Refused):
    """Neither agreement nor a changed line."""


class SettledAlready(Refused):
    """An answer, or what became of a remark, stays as it is."""


class ReasonMissing(Refused):
    """A line is left as it is without a word why."""


@dataclass(frozen=True, slots=True)
class Question:
    """Whom to ask, in which language; a person's name binds the link to that person's office."""

    side: Body
    language: str
    person: Person | None = None


def ask_confirmation(record: Record, question: Question, *, by: Reader, on: date) -> Confirmation:
    """Make the link for one side; one that still waits for the same side is taken back."""
    refuse_unless(can_ask(by))
    if question.side.pk not in {body.pk for body in sides_of(record)}:
        raise NotASide(_("%(body)s is no side of this record.") % {"body": question.side}, field="side")
    kind = record.record_kind()
    with act("ask_confirmation", by=by.user) as doing:
        doing.about(record)
        waiting = Confirmation.objects.about(kind, [record.pk]).filter(
            side=question.side, answer=Answer.WAITING
        )
        for before in waiting:
            _take_back(before, doing)
        return doing.create(
            Confirmation(
                key=propose_key(Confirmation, record.key, question.side.key),
                subject_kind=kind,
                subject_id=record.pk,
                side=question.side,
                person=question.person,
                language=question.language,
                asked_on=on,
                link_nonce=fresh_mark(),
                link_until=on + timedelta(LINK_DAYS),
            )
        )


def withdraw_confirmation(confirmation: Confirmation, *, by: Reader) -> Confirmation:
    """Take a question back; its link opens nothing from now on."""
    refuse_unless(can_ask(by))
    if confirmation.answer != Answer.WAITING:
        raise SettledAlready(_("This was answered or taken back already."))
    with act("withdraw_confirmation", by=by.user) as doing:
        return _take_back(confirmation, doing)


def _take_back(confirmation: Confirmation, doing: Act) -> Confirmation:
    """The link opens nothing any more, and a letter that has not left stays at home."""
    withdraw_message(unique_of(confirmation))
    return doing.change(confirmation, answer=Answer.WITHDRAWN, link_nonce="")


@dataclass(frozen=True, slots=True)
class Said:
    """What came through the link: who says so, the digest of the page shown, and the lines as they should be, by name.

    ``language`` is the one the lines were shown in, where another was chosen than the one asked in.
    """

    name: str
    digest: str
    lines: dict[str, str]
    agrees: bool
    language: str = ""


def answer_confirmation(
    confirmation: Confirmation, record: Record, said: Said, *, moment: datetime
) -> list[Remark]:
    """Keep the answer with the lines as they were shown, and spend the link; the record itself does not change.

    The link was checked by whoever opened the door.
    """
    language = said.language or confirmation.language
    lines = lines_of(record, language)
    digest = digest_of(record)
    if said.digest != digest:
        raise RecordHasChanged(
            _("The record was changed meanwhile. Look at the lines as they stand now, and answer again.")
        )
    otherwise = [
        (line, text)
        for line in lines
        if (text := _otherwise(line.value, said.lines.get(line.name))) is not None
    ]
    if not otherwise and not said.agrees:
        raise NothingSaid(_("Nothing was changed. Correct a line, or say that all is right."))
    if otherwise and said.agrees:
        raise NothingSaid(_("You changed a line. Send the corrections, or put the line back and agree."))
    with act("answer_confirmation", by=None, note=BY_LINK) as doing:
        doing.about(record)
        doing.change(
            confirmation,
            answer=Answer.DIFFERS if otherwise else Answer.AGREED,
            answered_at=moment,
            answered_by=said.name.strip()[:160],
            language=language,
            statement=[asdict(line) for line in lines],
            digest=digest,
            link_nonce="",
        )
        mark_acted_on(unique_of(confirmation), moment=moment)
        return [
            doing.create(
                Remark(
                    key=propose_key(Remark, confirmation.key, line.name),
                    confirmation=confirmation,
                    line=line.name,
                    label=line.label,
                    before=line.value,
                    after=text,
                )
            )
            for line, text in otherwise
        ]


def _otherwise(before: str, after: str | None) -> str | None:
    """The line as it should be, where that differs from how it stands: an emptied one should not be there at all.

    White space is no difference, and a line that was not sent says nothing.
    """
    text = before if after is None else " ".join(after.split())
    return None if text.split() == before.split() else text


def take_remark(remark: Remark, *, by: Reader) -> Remark:
    """Say that the record was mended as the other side asked."""
    return _settled(remark, RemarkState.TAKEN, "", by)


def decline_remark(remark: Remark, reason: str, *, by: Reader) -> Remark:
    """Leave the line as it is, and say why."""
    if not reason.strip():
        raise ReasonMissing(
            _("Say why the line stays as it is; the other side will read it."), field="reason"
        )
    return _settled(remark, RemarkState.DECLINED, reason.strip()[:254], by)


def _settled(remark: Remark, state: RemarkState, reason: str, by: Reader) -> Remark:
    refuse_unless(can_settle_remark(by))
    if remark.state != RemarkState.SAID:
        raise SettledAlready(_("Somebody has dealt with this remark already."))
    with act("settle_remark", by=by.user) as doing:
        doing.about(remark.confirmation)
        return doing.change(remark, state=state, reason=reason)
