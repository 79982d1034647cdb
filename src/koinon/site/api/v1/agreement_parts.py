"""What agreements are told with: their parts as far as the asker may see them, ten statements for any number.

Parts are read as columns and told at once: a page of fifty agreements has a thousand of them, and to make records
of these would take longer than all the rest.
"""

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
from koinon.cooperation.agreements.state import Deed, Successor
from koinon.network.governance.models import Decision
from koinon.network.people.models import Body, Person, Role
from koinon.network.people.prepared import prepared
from koinon.network.people.readers import Reader
from koinon.platform.dates.fields import day_columns
from koinon.platform.ui.speaking import in_tongue
from koinon.site.api.answers import Named, Told, day_told, ref_row

ByNumber = dict[int, list[Told]]
Rows = QuerySet[Any, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of agreements as they are told, each kind under the number of its agreement."""

    followed: dict[int, list[Successor]]
    deeds: dict[int, list[Deed]]
    parties: ByNumber
    acts: ByNumber
    grants: ByNumber
    appointments: ByNumber
    purposes: ByNumber
    alignments: ByNumber


def parts_of(ids: list[int], reader: Reader) -> Parts:
    """Nine statements."""
    acts = _acts(reader, of=ids)
    decided = sorted({row[-1] for row in acts if row[-1]})
    decisions = (
        {row[0]: told_decision(*row[1:]) for row in _decisions(reader, ids=decided)} if decided else {}
    )
    signed = gathered(_signatories(reader, of=ids), told_signatory)
    deeds: dict[int, list[Deed]] = {}
    told_acts: ByNumber = {}
    for number, agreement, kind, edtf, words, earliest, latest, virtual, *city, decision in acts:
        deeds.setdefault(agreement, []).append(Deed(kind, earliest, latest))
        told_acts.setdefault(agreement, []).append(
            {
                "kind": kind,
                "day": day_told(edtf, words),
                "city": called(*city) if city[0] else None,
                "virtual": virtual,
                "decision": decisions.get(decision),
                "signatories": signed.get(number, []),
            }
        )
    return Parts(
        followed=followed_by(ids, reader),
        deeds=deeds,
        acts=told_acts,
        parties=gathered(_parties(reader, of=ids), told_party),
        grants=gathered(_grants(reader, of=ids), told_grant),
        appointments=gathered(_appointments(reader, of=ids), told_appointment),
        purposes=gathered(_purposes(of=ids), lambda text, cut_off: {"text": text, "cut_off": cut_off}),
        alignments=gathered(_alignments(of=ids), told_alignment),
    )


def gathered(rows: Iterable[tuple[Any, ...]], told: Any) -> ByNumber:
    """The rows told, under their first column, in their order."""
    found: ByNumber = {}
    for number, *columns in rows:
        found.setdefault(number, []).append(told(*columns))
    return found


def called(key: str, name: str, spoken: str) -> Named:
    """Another record that may be seen with the one that is told."""
    return {"key": key, "name": in_tongue(spoken, name)}


# The columns of other records: of one that may be seen with what is told, and of one that may not


def seen(path: str, name: str = "name") -> tuple[str, ...]:
    """The columns for ``called``."""
    return f"{path}__key", f"{path}__{name}", f"{path}__spoken"


def asked(path: str) -> tuple[str, ...]:
    """The number, the columns for ``called``, and the audience."""
    return f"{path}_id", *seen(path), f"{path}__audience"


def told_body(pk: int | None, key: str, name: str, spoken: str, audience: str) -> Any:
    return ref_row(Body, pk, key, in_tongue(spoken or "", name), audience)


@prepared
def _parties(reader: Reader, /, *, of: Iterable[int]) -> Rows:
    rows = Party.objects.visible_to(reader).filter(agreement__in=of).order_by("order", "id")
    return rows.values_list("agreement_id", "capacity", *seen("body"), *asked("office"))


def told_party(capacity: str, key: str, name: str, spoken: str, *office: Any) -> Told:
    return {"body": called(key, name, spoken), "office": told_body(*office), "capacity": capacity}


@prepared
def _acts(reader: Reader, /, *, of: Iterable[int]) -> Rows:
    rows = Act.objects.visible_to(reader).filter(agreement__in=of).order_by("day_earliest", "id")
    own = "id", "agreement_id", "kind", *day_columns("day"), "virtual"
    return rows.values_list(*own, *seen("city"), "decision_id")


@prepared
def _signatories(reader: Reader, /, *, of: Iterable[int]) -> Rows:
    rows = Signatory.objects.visible_to(reader).filter(act__agreement__in=of).order_by("kind", "id")
    role = "role_id", "role__key", "role__title", "role__post__title", "role__post__spoken"
    return rows.values_list("act_id", "kind", "capacity", *seen("person"), *asked("party__body"), *role)


def told_signatory(kind: str, capacity: str, key: str, name: str, spoken: str, *others: Any) -> Told:
    body, (role, role_key, title, post, post_spoken) = others[:5], others[5:]
    return {
        "person": called(key, name, spoken),
        "kind": kind,
        "capacity": capacity,
        "party": told_body(*body),
        "role": ref_row(Role, role, role_key, title or in_tongue(post_spoken or "", post)),
    }


@prepared
def _decisions(reader: Reader, /, *, ids: Iterable[int]) -> Rows:
    rows = Decision.objects.visible_to(reader).filter(pk__in=ids).order_by()
    own = "id", "key", "reference", "item__number"
    meeting = "item__meeting__key", "item__meeting__title", "item__meeting__spoken"
    return rows.values_list(*own, *meeting, *seen("item__meeting__body"))


def told_decision(key: str, reference: str, item: str, *others: str) -> Told:
    (meeting, title, spoken), body = others[:3], others[3:]
    return {
        "key": key,
        "reference": reference,
        "item": item,
        "meeting": {"key": meeting, "name": in_tongue(spoken, title, kept_in="") or meeting},
        "body": called(*body),
    }


@prepared
def _grants(reader: Reader, /, *, of: Iterable[int]) -> Rows:
    rows = GrantTerm.objects.visible_to(reader).filter(agreement__in=of).order_by("id")
    own = "agreement_id", "amount", "currency", "undisclosed", "purpose"
    return rows.values_list(*own, *seen("payer"), *seen("payee"))


def told_grant(amount: Any, currency: str, undisclosed: bool, purpose: str, *bodies: str) -> Told:
    return {
        "payer": called(*bodies[:3]),
        "payee": called(*bodies[3:]),
        "amount": amount,
        "currency": currency,
        "undisclosed": undisclosed,
        "purpose": purpose,
    }


@prepared
def _appointments(reader: Reader, /, *, of: Iterable[int]) -> Rows:
    rows = Appointment.objects.visible_to(reader).filter(agreement__in=of).order_by("id")
    role = "role__key", "role__title", "role__post__title", "role__post__spoken"
    return rows.values_list("agreement_id", "task", *role, *asked("role__person"))


def told_appointment(task: str, key: str, title: str, post: str, post_spoken: str, *person: Any) -> Told:
    pk, person_key, name, spoken, audience = person
    return {
        "role": {"key": key, "name": title or in_tongue(post_spoken or "", post)},
        "person": ref_row(Person, pk, person_key, in_tongue(spoken or "", name), audience),
        "task": task,
    }


@prepared
def _purposes(*, of: Iterable[int]) -> Rows:
    rows = Purpose.objects.filter(agreement__in=of).order_by("order", "id")
    return rows.values_list("agreement_id", "text", "cut_off")


@prepared
def _alignments(*, of: Iterable[int]) -> Rows:
    rows = Alignment.objects.filter(agreement__in=of).order_by("vocabulary", "code")
    return rows.values_list("agreement_id", "vocabulary", "code", "attributed_to")


def told_alignment(vocabulary: str, code: str, attributed_to: str) -> Told:
    return {"vocabulary": vocabulary, "code": code, "attributed_to": attributed_to}


def agreements_in_order(ids: list[int]) -> list[tuple[Any, ...]]:
    """The agreements as columns, in this order: one statement."""
    found = {row[0]: row for row in _agreements(ids=ids)}
    return [found[one] for one in ids if one in found]


@prepared
def _agreements(*, ids: Iterable[int]) -> Rows:
    own = "id", "key", "title", "spoken", "kind", "general", "length_words", "length_months"
    programme = (
        "programme_id",
        "programme__key",
        "programme__title",
        "programme__spoken",
        "programme__audience",
    )
    before = "succeeds_id", "succeeds__key", "succeeds__title", "succeeds__spoken", "succeeds__audience"
    days = *day_columns("starts"), *day_columns("ends")
    return Agreement.objects.filter(pk__in=ids).order_by().values_list(*own, *programme, *before, *days)
