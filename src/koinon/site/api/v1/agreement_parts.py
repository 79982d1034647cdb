"""What agreements are told with: their parts as far as the asker may see them, ten statements for any number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from koinon.cooperation.agreements.models import (
    Act,
    Agreement,
    Alignment,
    Appointment,
    GrantTerm,
    Party,
    Purpose,
    Signatory,
)
from koinon.cooperation.agreements.queries import followed_by
from koinon.cooperation.agreements.querysets import AgreementQuerySet
from koinon.cooperation.agreements.state import Successor
from koinon.network.governance.models import Decision
from koinon.network.people.prepared import prepared, sorted_to
from koinon.network.people.readers import Reader
from koinon.platform.dates.fields import day_columns

# What is told of a body, and what decides whether it may be.
ASKED = ("key", "name", "spoken", "audience")
CITY = ("city__key", "city__name", "city__spoken")


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of agreements, each kind under the number of its agreement; signatories under their act."""

    followed: dict[int, list[Successor]]
    parties: dict[int, list[Party]]
    acts: dict[int, list[Act]]
    signatories: dict[int, list[Signatory]]
    decisions: dict[int, Decision]
    grants: dict[int, list[GrantTerm]]
    appointments: dict[int, list[Appointment]]
    purposes: dict[int, list[Purpose]]
    alignments: dict[int, list[Alignment]]


def agreements_in_order(ids: list[int]) -> list[Agreement]:
    """The agreements, in this order: one statement."""
    found = {one.pk: one for one in _agreements(ids=ids)}
    return [found[one] for one in ids if one in found]


def parts_of(ids: list[int], reader: Reader) -> Parts:
    """Nine statements."""
    acts = _acts(reader, of=ids)
    decided = sorted({act.decision_id for act in acts if act.decision_id})
    signed = _signatories(reader, of=ids)
    return Parts(
        followed=followed_by(ids, reader),
        parties=_under(_parties(reader, of=ids)),
        acts=_under(acts),
        signatories=sorted_to(signed, "act_id"),
        decisions={one.pk: one for one in _decisions(reader, ids=decided)} if decided else {},
        grants=_under(_grants(reader, of=ids)),
        appointments=_under(_appointments(reader, of=ids)),
        purposes=_under(_purposes(of=ids)),
        alignments=_under(_alignments(of=ids)),
    )


def _under(parts: Iterable[Any]) -> dict[int, list[Any]]:
    return sorted_to(parts, "agreement_id")


@prepared
def _agreements(*, ids: Iterable[int]) -> AgreementQuerySet:
    return Agreement.objects.filter(pk__in=ids).select_related("programme", "succeeds").order_by()


@prepared
def _parties(reader: Reader, /, *, of: Iterable[int]) -> QuerySet[Party]:
    rows = Party.objects.visible_to(reader).filter(agreement__in=of).order_by("order", "id")
    seen = "body__key", "body__name", "body__spoken"
    rows = rows.select_related("body", "office")
    return rows.only("agreement", "capacity", *seen, *(f"office__{name}" for name in ASKED))


@prepared
def _acts(reader: Reader, /, *, of: Iterable[int]) -> QuerySet[Act]:
    rows = Act.objects.visible_to(reader).filter(agreement__in=of).order_by("day_earliest", "id")
    rows = rows.select_related("city")
    return rows.only("agreement", "kind", *day_columns("day"), "virtual", "decision", *CITY)


@prepared
def _signatories(reader: Reader, /, *, of: Iterable[int]) -> QuerySet[Signatory]:
    rows = Signatory.objects.visible_to(reader).filter(act__agreement__in=of).order_by("kind", "id")
    rows = rows.select_related("person", "party__body", "role__post")
    seen = "person__key", "person__name", "person__spoken"
    signed = "act", "kind", "capacity", "role__key", "role__title", "role__post"
    return rows.only(*signed, *seen, "party__body", *(f"party__body__{name}" for name in ASKED))


@prepared
def _decisions(reader: Reader, /, *, ids: Iterable[int]) -> QuerySet[Decision]:
    return Decision.objects.visible_to(reader).filter(pk__in=ids).select_related("item__meeting__body")


@prepared
def _grants(reader: Reader, /, *, of: Iterable[int]) -> QuerySet[GrantTerm]:
    rows = GrantTerm.objects.visible_to(reader).filter(agreement__in=of).order_by("id")
    return rows.select_related("payer", "payee")


@prepared
def _appointments(reader: Reader, /, *, of: Iterable[int]) -> QuerySet[Appointment]:
    rows = Appointment.objects.visible_to(reader).filter(agreement__in=of).order_by("id")
    return rows.select_related("role__person", "role__post")


@prepared
def _purposes(*, of: Iterable[int]) -> QuerySet[Purpose]:
    return Purpose.objects.filter(agreement__in=of).order_by("order", "id")


@prepared
def _alignments(*, of: Iterable[int]) -> QuerySet[Alignment]:
    return Alignment.objects.filter(agreement__in=of).order_by("vocabulary", "code")
