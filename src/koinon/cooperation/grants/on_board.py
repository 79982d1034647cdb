"""What grants tell the governance below them: the money that rests on a decision, and what of it was paid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from koinon.cooperation.grants.models import Grant
from koinon.cooperation.grants.queries import listed, with_parts
from koinon.cooperation.grants.wording import amount_words, sum_words
from koinon.network.governance.consequences import Consequence
from koinon.network.people.prepared import prepared
from koinon.network.people.readers import Reader
from koinon.platform.ui import figures


def consequences(decisions: Sequence[int], reader: Reader, on: date) -> dict[int, list[Consequence]]:
    """The grants that decisions made, down to what was paid: one statement, three where there are any."""
    ids = [pk for (pk,) in _granted(reader, decisions=decisions)]
    if not ids:
        return {}
    found: dict[int, list[Consequence]] = {}
    rows = Grant.objects.by(on).filter(pk__in=ids).select_related("recipient").order_by("day_latest", "id")
    for grant in with_parts(rows, on):
        told = listed(grant, on)
        mark = (_("overdue"), "late") if told.overdue else None
        paid = told.paid.count and Consequence(_("Money"), _("paid: %(sum)s") % {"sum": sum_words(told.paid)})
        note = f"{amount_words(grant)} · {grant.recipient}"
        day = "" if grant.day.is_unknown else figures.day(grant.day)
        link = Consequence(
            _("Grant"),
            grant.title,
            grant.get_absolute_url(),
            " · ".join(filter(None, (note, day))),
            mark,
            (paid,) if paid else (),
        )
        found.setdefault(grant.decision_id or 0, []).append(link)
    return found


@prepared
def _granted(reader: Reader, /, *, decisions: Sequence[int]) -> QuerySet[Grant, tuple[int]]:
    return Grant.objects.visible_to(reader).filter(decision__in=decisions).order_by("id").values_list("pk")
