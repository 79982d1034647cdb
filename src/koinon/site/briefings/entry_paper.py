"""An entry on paper, as it was sent: the receipt with its number, who enters, every question with its answer."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from koinon.cooperation.calls.call_wording import told
from koinon.cooperation.calls.entry_queries import Said, answers_said
from koinon.cooperation.calls.models import Entry
from koinon.network.evidence.history import clock
from koinon.platform.ui.figures import day
from koinon.platform.ui.punctuation import listed
from koinon.site.briefings.paper import Block, Fact, Facts, Heading, Paper, Table, Text


def entry_paper(entry: Entry, *, language: str) -> Paper:
    """The paper in one language; what was written stays in the language it was written in."""
    with override(language):
        return Paper(
            title=entry.title,
            kicker=_("Receipt %(number)s") % {"number": entry.receipt},
            standfirst=told(entry.call).title,
            language=get_language() or "en",
            blocks=tuple(_blocks(entry)),
            footer=entry.receipt,
            filename=f"entry-{entry.receipt.lower()}",
        )


def _blocks(entry: Entry) -> Iterator[Block]:
    rows = [Fact(_("Number of the entry"), entry.receipt), Fact(_("Applicant"), str(entry.applicant))]
    if together := [str(one.body) for one in entry.co_applicants.select_related("body")]:
        rows.append(Fact(_("Together with"), "; ".join(together)))
    if entry.category:
        rows.append(Fact(_("Category"), str(entry.category)))
    for label, moment in ((_("Sent"), entry.sent_at), (_("Changed"), entry.changed_at)):
        if moment:
            rows.append(Fact(label, listed(day(moment), clock(moment))))
    if entry.late_reason:
        rows.append(Fact(_("Why it comes late"), entry.late_reason))
    yield Facts(tuple(rows))
    for said in answers_said(entry):
        yield Heading(said.label, level=2)
        yield from _answer(said)


def _answer(said: Said) -> Iterator[Block]:
    if said.is_empty:
        yield Text(_("Nothing."), quiet=True)
    for line in said.lines:
        if line.strip():
            yield Text(line)
    if said.rows:
        yield Table(said.columns, said.rows)
    for file in said.files:
        yield Text(f"{file.name} (SHA-256 {file.sha256})")
