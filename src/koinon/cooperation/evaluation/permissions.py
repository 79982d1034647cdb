"""Who may look at a pair: the pair itself, the expert of its programme, the secretariat; not even other members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from koinon.cooperation.agreements.models import Party
from koinon.network.people.permissions import can_record
from koinon.network.people.readers import Reader

if TYPE_CHECKING:
    from koinon.cooperation.agreements.models import Agreement
    from koinon.cooperation.evaluation.models import Side


def may_know_of(reader: Reader, prefix: str = "") -> Q:
    """The condition that a pair's health is the reader's affair; ``prefix`` leads from a row to the agreement."""
    if reader.is_secretariat:
        return Q()
    if not reader.bodies:
        return Q(pk__in=[])
    path = prefix.rstrip("_") or "pk"
    own = Party.objects.filter(Q(body__in=reader.bodies) | Q(office__in=reader.bodies))
    known = Q(**{f"{path}__in": own.values("agreement")})
    if "expert" in reader.functions:
        known |= Q(**{f"{prefix}programme__run_by__in": reader.bodies})
    return known


def has_pairs(reader: Reader) -> bool:
    """Whether the reader may have pairs to look at, asked for free: for the link in the header."""
    return reader.is_secretariat or bool(reader.bodies)


def can_ask_sides(reader: Reader, pair: Agreement) -> bool:
    """Whether the reader may open a self-assessment and send its links: the secretariat and the pair's expert."""
    if can_record(reader):
        return True
    programme = pair.programme
    return bool(programme and "expert" in reader.functions and programme.run_by_id in reader.bodies)


def can_answer_for(reader: Reader, side: Side) -> bool:
    """Whether the reader may answer for a side: its own people, and nobody in their place."""
    return side.body_id in reader.bodies
