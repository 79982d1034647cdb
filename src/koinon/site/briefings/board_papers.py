"""The papers of a meeting: the notice with its agenda, the Board's pack with what each item draws on, the minutes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from koinon.network.governance.drafting import taken_words
from koinon.network.governance.electorate import Electorate, Seat, electorate
from koinon.network.governance.models import Decision, Meeting, Minute, Presence, Sitting
from koinon.network.governance.queries import Point, agenda, approvals_of, minutes_of, open_before
from koinon.network.people.readers import Reader
from koinon.platform.dates import Holds
from koinon.platform.ui.figures import day, number
from koinon.platform.ui.punctuation import aside, labelled, listed
from koinon.site.briefings.paper import Block, Fact, Facts, Heading, Paper, Signatures, Table, Text


def convocation(meeting: Meeting, *, on: date, reader: Reader, language: str) -> Paper:
    """The notice of a meeting: when and where, and what is on its agenda."""
    with override(language):
        points = agenda(meeting, reader, on, told=True)
        return Paper(
            title=str(meeting),
            kicker=_("Notice of a meeting"),
            standfirst=_when(meeting),
            language=get_language() or "en",
            blocks=(
                *_facts(meeting),
                Heading(_("Agenda")),
                *_agenda(points),
                *_proposals(points),
                *_signed(meeting),
            ),
            footer=labelled(meeting.body, meeting),
            filename=f"notice-{meeting.key}",
        )


def board_pack(meeting: Meeting, *, on: date, reader: Reader, language: str) -> Paper:
    """The whole pack: agenda, who votes, what is still open from before, and each item with its papers in short."""
    with override(language):
        points = agenda(meeting, reader, on, told=True)
        return Paper(
            title=str(meeting),
            kicker=_("Papers for the meeting"),
            standfirst=_when(meeting),
            language=get_language() or "en",
            blocks=(
                *_facts(meeting),
                Heading(_("Agenda")),
                *_agenda(points),
                *_voters(electorate(meeting, reader)),
                *_open(open_before(meeting, reader), on),
                *(block for point in points for block in _item(point)),
            ),
            footer=labelled(meeting.body, meeting),
            filename=f"pack-{meeting.key}",
        )


def minutes_paper(meeting: Meeting, *, on: date, reader: Reader, language: str) -> Paper:
    """The minutes: who was there, what was said and decided under each item; a draft says that it is one."""
    with override(language):
        approvals = approvals_of(meeting, reader)
        state = _("Minutes") if approvals else _("Draft minutes")
        points = agenda(meeting, reader, on, told=True)
        texts = {one.item_id: one for one in minutes_of(meeting, reader)}
        return Paper(
            title=str(meeting),
            kicker=state,
            standfirst=_when(meeting),
            language=get_language() or "en",
            blocks=(
                *_facts(meeting),
                *_approved(approvals),
                *_present(electorate(meeting, reader)),
                *(block for point in points for block in _minute(point, texts.get(point.item.pk))),
                *_signed(meeting),
            ),
            footer=labelled(state, meeting),
            filename=f"minutes-{meeting.key}",
        )


def _when(meeting: Meeting) -> str:
    hour = meeting.begins_at.strftime("%H:%M") if meeting.begins_at else ""
    return listed(day(meeting.held, "long"), hour, _place(meeting))


def _place(meeting: Meeting) -> str:
    place = listed(meeting.venue, meeting.city or "")
    return place or (_("virtual") if meeting.virtual else "")


def _facts(meeting: Meeting) -> Iterator[Block]:
    rows = (
        (_("Body"), str(meeting.body)),
        (_("Kind"), str(meeting.get_kind_display())),
        (_("Held"), day(meeting.held, "long")),
        (_("Begins at"), meeting.begins_at.strftime("%H:%M") if meeting.begins_at else ""),
        (_("Place"), _place(meeting)),
        (_("In the chair"), meeting.chair.display() if meeting.chair else ""),
        (_("Convened on"), day(meeting.convened_on, "long")),
    )
    yield Facts(tuple(Fact(label, value) for label, value in rows if value))


def _agenda(points: list[Point]) -> Iterator[Block]:
    rows = tuple(
        (
            point.item.number,
            point.item.title,
            str(point.item.get_kind_display()) if point.item.kind else "",
            point.item.rapporteur.display() if point.item.rapporteur else "",
        )
        for point in points
    )
    if rows:
        yield Table((_("No."), _("Item"), _("Kind"), _("Rapporteur")), rows, widths=(8, 54, 18, 20))
    else:
        yield Text(_("No agenda on record"), quiet=True)


def _proposals(points: list[Point]) -> Iterator[Block]:
    """What the body is asked, for the notice; the papers come with the pack."""
    asked = [point for point in points if point.item.proposal]
    if asked:
        yield Heading(_("What the body is asked"))
    for point in asked:
        yield Text(f"{point.item.number}  {point.item.proposal}")


def _item(point: Point) -> Iterator[Block]:
    yield Heading(f"{point.item.number}  {point.item.title}")
    if point.item.rapporteur:
        yield Text(labelled(_("Rapporteur"), point.item.rapporteur.display()), quiet=True)
    if point.item.proposal:
        yield Text(point.item.proposal)
    for place, drawn in enumerate(point.papers, 1):
        summary = drawn.summary
        yield Heading(f"{point.item.number}–{place}  {aside(summary.title, summary.kind)}", level=2)
        if summary.facts:
            yield Facts(tuple(Fact(label, value) for label, value in summary.facts))
    if not point.papers and not point.item.proposal:
        yield Text(_("No papers."), quiet=True)


def _voters(room: Electorate) -> Iterator[Block]:
    if not room.is_known:
        return
    yield Heading(_("Who may vote"))
    words = {Holds.YES: _("yes"), Holds.POSSIBLY: _("possibly"), Holds.NO: _("no")}
    rows = tuple(
        (_seat(seat), words[seat.may_vote], "; ".join(bar.words for bar in seat.bars)) for seat in room.seats
    )
    if rows:
        yield Table((_("Seat"), _("May vote"), _("Why")), rows, widths=(52, 16, 32))
    if quorum := room.quorum:
        yield Text(
            _("Quorum: %(needed)s of %(base)s who may vote (%(rule)s).")
            % {
                "needed": number(quorum.needed),
                "base": number(quorum.base),
                "rule": quorum.rule.article or quorum.rule,
            }
        )


def _seat(seat: Seat) -> str:
    """Who holds a seat, and for whom."""
    sits_for = str(seat.role.sits_for or "") if seat.is_shown else ""
    return listed(seat.name, sits_for)


def _open(decisions: list[Decision], on: date) -> Iterator[Block]:
    """What earlier meetings decided and is still to be done."""
    if not decisions:
        return
    yield Heading(_("Still open from earlier meetings"))
    rows = tuple(
        (one.reference, one.title, _owner(one), f"{day(one.due)}{' !' if one.is_overdue(on) else ''}")
        for one in decisions
    )
    yield Table(
        (_("Reference"), _("Decision"), _("To be done by"), _("By when")), rows, widths=(20, 40, 24, 16)
    )


def _owner(decision: Decision) -> str:
    return decision.owner_person.display() if decision.owner_person else str(decision.owner_body or "")


def _approved(approvals: list[Decision]) -> Iterator[Block]:
    for one in approvals:
        yield Text(
            _("Approved by %(reference)s, %(meeting)s.")
            % {"reference": one.reference, "meeting": one.item.meeting}
        )


def _present(room: Electorate) -> Iterator[Block]:
    """Who was there, who was excused; guests after the seats."""
    seats = [seat for seat in room.seats if seat.sitting and seat.sitting.presence != Presence.ABSENT]
    rows = [(_seat(seat), _presence(seat)) for seat in seats]
    rows += [(_guest(one), one.capacity) for one in room.guests]
    if not rows:
        return
    yield Heading(_("In the room"))
    yield Table((_("Who"), _("As")), tuple(rows), widths=(68, 32))
    if quorum := room.quorum:
        yield Text(
            _(
                "%(present)s of those who may vote were there or voted through another; %(needed)s make a quorum."
            )
            % {"present": number(quorum.present), "needed": number(quorum.needed)}
        )


def _guest(one: Sitting) -> str:
    person = one.person.display() if one.person else ""
    return listed(person, one.body or "") or str(one)


def _presence(seat: Seat) -> str:
    assert seat.sitting is not None
    return str(seat.sitting.get_presence_display())


def _minute(point: Point, minute: Minute | None) -> Iterator[Block]:
    yield Heading(f"{point.item.number}  {point.item.title}")
    if minute is not None:
        for paragraph in minute.text.split("\n\n"):
            yield Text(paragraph)
        return
    for decision in point.decisions:
        yield Text(labelled(decision.reference, decision.text or decision.title))
        if words := taken_words(decision):
            yield Text(words, quiet=True)
    if not point.decisions:
        yield Text(_("No decision on record."), quiet=True)


def _signed(meeting: Meeting) -> Iterator[Block]:
    people = [(meeting.chair, _("In the chair")), (meeting.minutes_by, _("Minutes by"))]
    named = tuple((person.display(), capacity) for person, capacity in people if person)
    if named:
        yield Signatures(named)
