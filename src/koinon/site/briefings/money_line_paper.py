"""A frozen money line as a paper: from pledge to evidence, what was missing, digest and signature."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from koinon.cooperation.grants import wording
from koinon.cooperation.grants.freezing import thawed
from koinon.cooperation.grants.models import FrozenLine
from koinon.cooperation.grants.money_line import Line, Row
from koinon.platform.ui.figures import day, number
from koinon.site.briefings.paper import Bars, Block, Fact, Facts, Heading, Paper, Signatures, Table, Text

HEAD = (gettext_lazy("What for"), gettext_lazy("From – to"), gettext_lazy("Day"), gettext_lazy("Amount"))


def money_line_paper(frozen: FrozenLine, *, language: str, address: str) -> Paper:
    """The line exactly as it was signed; nothing on it is read from the record of today."""
    with override(language):
        line = thawed(frozen)
        return Paper(
            title=line.subject_name,
            kicker=_("Money line, as of %(day)s") % {"day": day(line.day, "long")},
            standfirst=_(
                "From pledge to evidence. Amounts stand in their own currency; what is undisclosed is counted."
            ),
            language=get_language() or "en",
            blocks=tuple(_blocks(frozen, line, address)),
            footer=_("Digest %(digest)s") % {"digest": frozen.digest[:16]},
            filename=f"money-line-{frozen.key}",
        )


def _blocks(frozen: FrozenLine, line: Line, address: str) -> Iterator[Block]:
    yield Heading(_("From pledge to evidence"))
    yield from _sums(line)
    for stage, words in wording.STAGE_WORDS.items():
        if stage != "evidenced" and line.at(stage):
            told = str(words)
            yield Heading(told[:1].upper() + told[1:], level=2)
            yield Table(
                tuple(map(str, HEAD)), tuple(_cells(row, line) for row in line.at(stage)), (5, 5, 3, 4)
            )
    yield Heading(_("What was missing"))
    gaps = wording.gaps_of(line)
    for words, rows in gaps:
        names = "; ".join(row.title or str(wording.KIND_WORDS[row.kind]) for row in rows)
        yield Text(f"• {words}: {names}")
    if not gaps:
        yield Text(
            _(
                "Nothing is missing: what fell due was paid, what was paid is shown, and every amount can be reckoned."
            )
        )
    yield Heading(_("Digest and signature"))
    yield Facts((Fact(_("Digest"), in_groups(frozen.digest)), Fact(_("Signature"), frozen.signature)))
    yield Text(_("Whether this line is whole can be seen at %(address)s.") % {"address": address}, quiet=True)
    yield Signatures((("", _("For the secretariat")), ("", _("Read by a second pair of eyes"))))


def in_groups(digest: str) -> str:
    """A digest in groups that a line can be broken between, and an eye can compare."""
    return " ".join(digest[at : at + 16] for at in range(0, len(digest), 16))


def _sums(line: Line) -> Iterator[Block]:
    sums = line.sums
    head = (_("Stage"), _("How many"), _("Amount"), _("In %(currency)s") % {"currency": line.currency})
    rows = tuple(
        (
            str(wording.STAGE_WORDS[stage]),
            number(one.count),
            wording.sum_words(one),
            wording.worth_words(one) or "–",
        )
        for stage, one in sums.items()
    )
    yield Table(head, rows, widths=(2, 1, 5, 3), numbers=(1, 3))
    most = max(int(one.worth + one.worth_in_kind) for one in sums.values())
    for stage, one in sums.items() if most else ():
        parts = ((line.currency, int(one.worth)), (_("in kind, estimated"), int(one.worth_in_kind)))
        yield Bars(str(wording.STAGE_WORDS[stage]), parts, most)


def _cells(row: Row, line: Line) -> tuple[str, ...]:
    title = row.title or str(wording.KIND_WORDS[row.kind])
    more = [row.in_kind_words]
    if row.condition:
        more.append(_("on condition: %(condition)s") % {"condition": row.condition})
    if row.shown_by:
        more.append(_("shown by: %(what)s") % {"what": row.shown_by})
    amount = wording.amount_words(row)
    if row.rate and row.value is not None:
        amount = f"{amount} ({wording.in_currency(row.value, line.currency)})"
    told = " · ".join(filter(None, (title, *more)))
    return told, f"{row.provider} → {row.receiver}", wording.row_day(row), amount
