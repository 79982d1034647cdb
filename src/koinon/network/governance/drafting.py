"""Craft: the minutes of a meeting as the record tells them, in the reader's language, for a person to write on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from koinon.network.governance.models import AgendaItem, Decision, HowTaken, Meeting, Outcome
from koinon.network.governance.offering import papers_of
from koinon.network.people.readers import Reader
from koinon.platform.ui import figures


def drafted(meeting: Meeting, reader: Reader, on: date) -> list[tuple[AgendaItem, str]]:
    """A text for every item: who introduced it, what lay before the body, what was decided and how."""
    items = list(meeting.items.select_related("rapporteur"))
    papers = papers_of(items, reader, on)
    decided: dict[int, list[Decision]] = {}
    rows = Decision.objects.filter(item__meeting=meeting).order_by("reference")
    for decision in rows.select_related("owner_body", "owner_person"):
        decided.setdefault(decision.item_id, []).append(decision)
    return [
        (
            item,
            "\n\n".join(
                _item(item, [one.summary.title for one in papers.get(item.pk, ())], decided.get(item.pk, []))
            ),
        )
        for item in items
    ]


def _item(item: AgendaItem, papers: list[str], decisions: list[Decision]) -> Iterator[str]:
    if item.rapporteur:
        yield _("%(name)s introduced the item.") % {"name": item.rapporteur.display()}
    if papers:
        yield _("Before the meeting lay: %(papers)s.") % {"papers": "; ".join(papers)}
    for decision in decisions:
        yield _decision(decision)
    if not decisions:
        yield _("The item was discussed; no decision was taken.")


def _decision(decision: Decision) -> str:
    said = f"{decision.reference}: {decision.text or decision.title}"
    return "\n".join(filter(None, (said, taken_words(decision), _owner(decision))))


def _owner(decision: Decision) -> str:
    owner = decision.owner_person.display() if decision.owner_person else str(decision.owner_body or "")
    if not owner:
        return ""
    if decision.due.is_unknown:
        return _("To be done by %(owner)s.") % {"owner": owner}
    return _("To be done by %(owner)s, until %(day)s.") % {"owner": owner, "day": figures.day(decision.due)}


def taken_words(decision: Decision) -> str:
    """How a decision was taken, in one sentence; nothing where nothing is on record."""
    if decision.taken == HowTaken.CONSENSUS:
        words = {
            Outcome.ADOPTED: _("Adopted by consensus."),
            Outcome.REJECTED: _("Rejected by consensus."),
            Outcome.DEFERRED: _("Put off by consensus."),
        }[Outcome(decision.outcome)]
    elif decision.taken == HowTaken.VOTE:
        words = _voted(decision)
    else:
        words = "" if decision.outcome == Outcome.ADOPTED else capfirst(f"{decision.get_outcome_display()}.")
    return f"{words} {_('Without quorum.')}".strip() if decision.without_quorum else words


def _voted(decision: Decision) -> str:
    words = {
        Outcome.ADOPTED: _("Adopted by vote"),
        Outcome.REJECTED: _("Rejected by vote"),
        Outcome.DEFERRED: _("Put off by vote"),
    }[Outcome(decision.outcome)]
    if decision.votes_for is None:
        return f"{words}."
    counts = _("%(yes)s for, %(no)s against, %(none)s abstaining") % {
        "yes": figures.number(decision.votes_for),
        "no": figures.number(decision.votes_against or 0),
        "none": figures.number(decision.abstentions or 0),
    }
    return f"{words}: {counts}."
