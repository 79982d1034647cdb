"""What membership tells the governance below it: who may not vote, and what was admitted by a decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from koinon.network.governance.bars import Bar
from koinon.network.governance.consequences import Consequence
from koinon.network.members.models import Membership, MembershipStatus, Standing
from koinon.network.people.models import Body
from koinon.network.people.prepared import prepared
from koinon.network.people.readers import Reader
from koinon.platform.dates import Holds
from koinon.platform.dates.spans import holding
from koinon.platform.ui import figures

BARRED = (Standing.SUSPENDED, Standing.IN_ARREARS)


def bars(bodies: Iterable[int], meeting_of: Body, on: date) -> dict[int, list[Bar]]:
    """Who is suspended, in arrears, or no member any more on the day, in the network that meets: at most two statements."""
    network = meeting_of.parent_id or meeting_of.pk
    rows = _memberships(network=network, bodies=bodies, on=on)
    found: dict[int, list[Bar]] = {}
    standing: dict[int, bool] = {}
    for row in rows:
        standing[row.body_id] = standing.get(row.body_id, False) or row.held != "no"
    for body, belongs in standing.items():
        if not belongs:
            found[body] = [Bar(_("no member on that day"))]
    for status in _statuses(memberships=[row.pk for row in rows], on=on):
        words = f"{status.get_standing_display()}, {figures.span(status.span)}"
        bar = Bar(words, status.holds(on) is Holds.YES)
        found.setdefault(status.membership.body_id, []).append(bar)
    return found


@prepared
def _memberships(*, network: int, bodies: Iterable[int], on: date) -> QuerySet[Membership]:
    return Membership.objects.filter(network=network, body__in=bodies).with_holds(on)


@prepared
def _statuses(*, memberships: Sequence[int], on: date) -> QuerySet[MembershipStatus]:
    rows = MembershipStatus.objects.filter(holding(on), membership__in=memberships, standing__in=BARRED)
    return rows.select_related("membership").order_by("id")


def admitted(decisions: Sequence[int], reader: Reader, on: date) -> dict[int, list[Consequence]]:
    """The memberships that rest on decisions: one statement."""
    found: dict[int, list[Consequence]] = {}
    marks = {"yes": (_("member"), "yes"), "possibly": (_("perhaps a member"), "possibly")}
    for row in _admitted(reader, decisions=decisions, on=on):
        mark = marks.get(row.held, (_("no member"), "no"))
        link = Consequence(_("Membership"), str(row.body), row.get_absolute_url(), "", mark)
        found.setdefault(row.admitted_by_id or 0, []).append(link)
    return found


@prepared
def _admitted(reader: Reader, /, *, decisions: Sequence[int], on: date) -> QuerySet[Membership]:
    rows = Membership.objects.visible_to(reader).filter(admitted_by__in=decisions).with_holds(on)
    return rows.select_related("body", "network").order_by("body__name", "id")


def facts(records: Sequence[Membership], reader: Reader, on: date) -> dict[int, tuple[tuple[str, str], ...]]:
    """A membership in the Board's pack: who, in what quality, since when. One statement."""
    rows = Membership.objects.filter(pk__in=[one.pk for one in records])
    return {
        row.pk: (
            (_("Member"), str(row.body)),
            (_("City"), ", ".join(filter(None, (str(row.body.city or ""), _country(row.body))))),
            (_("Kind"), str(row.get_kind_display())),
            (_("When"), figures.span(row.span)),
        )
        for row in rows.select_related("body__city__country")
    }


def candidate(records: Sequence[Body], reader: Reader, on: date) -> dict[int, tuple[tuple[str, str], ...]]:
    """A body that asks to be admitted, in the Board's pack. One statement."""
    rows = Body.objects.filter(pk__in=[one.pk for one in records]).select_related("city__country")
    return {
        row.pk: tuple(
            (label, value)
            for label, value in (
                (_("Body"), str(row)),
                (_("Kind"), str(row.get_kind_display())),
                (_("City"), ", ".join(filter(None, (str(row.city or ""), _country(row))))),
                (_("Website"), row.website),
            )
            if value
        )
        for row in rows
    }


def _country(body: Body) -> str:
    return str(body.city.country) if body.city else ""
