"""The hand-over pack as a paper: item by item, with the day of its acceptance, and two lines to sign on."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from koinon.platform.ui.figures import day
from koinon.platform.ui.punctuation import listed
from koinon.site.briefings.paper import Block, Fact, Facts, Heading, Paper, Signatures, Table
from koinon.site.desk.models import HandOver, HandOverItem, ItemKind


def handover_pack(handover: HandOver, *, language: str) -> Paper:
    """As it was laid out, with what has been accepted since."""
    with override(language):
        begun = day(handover.begun_on, "long")
        return Paper(
            title=str(handover.post),
            kicker=_("Hand-over pack"),
            standfirst=_("From %(leaver)s to %(successor)s, as laid out on %(day)s")
            % {
                "leaver": handover.leaver.display(),
                "successor": handover.successor.display(),
                "day": begun,
            },
            language=get_language() or "en",
            blocks=tuple(_blocks(handover)),
            footer=listed(handover.post, begun),
            filename=f"hand-over-{handover.key}",
        )


def _blocks(handover: HandOver) -> Iterator[Block]:
    items = list(handover.items.all())
    accepted = sum(item.is_accepted for item in items)
    rows = [Fact(_("Accepted"), _("%(done)s of %(all)s items") % {"done": accepted, "all": len(items)})]
    if handover.leaves_on:
        rows.append(Fact(_("Last day of who leaves"), day(handover.leaves_on, "long")))
    yield Facts(tuple(rows))
    for kind in ItemKind:
        mine = [item for item in items if item.kind == kind]
        if mine:
            yield Heading(str(kind.label).capitalize())
            yield _table(mine)
    yield Signatures(
        (
            (handover.leaver.display(), _("hands over")),
            (handover.successor.display(), _("takes over")),
        )
    )


def _table(items: list[HandOverItem]) -> Table:
    head = (_("What"), _("What the successor should know"), _("Day"), _("Accepted"))
    rows = tuple(
        (
            item.title,
            item.note or "—",
            day(item.day) if item.day else "—",
            day(timezone.localdate(item.accepted_at)) if item.accepted_at else "—",
        )
        for item in items
    )
    return Table(head, rows, widths=(33, 33, 18, 16))
