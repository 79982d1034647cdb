"""Who scores what, put to the workshop: entries, jurors, conflicts and what is assigned already; and the answer to show."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from koinon.cooperation.awards.models import Allotment, Assignment, Conflict, Juror, Phase
from koinon.cooperation.awards.queries import entries_of
from koinon.network.people.models import BodyKind, Role

UNLIMITED = 30_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What the workshop is asked, by ids of the database."""

    entries: tuple[tuple[int, str, str], ...]
    """Entry, its language, the region of its applicant."""
    jurors: tuple[tuple[int, frozenset[str], str, int | None], ...]
    """Juror, languages, region ("?" and a number where it is not known), how many at most."""
    forbidden: tuple[tuple[int, int], ...]
    kept: tuple[tuple[int, int], ...]
    tongueless: tuple[int, ...]
    """Jurors whose languages nobody recorded: they are taken to read every one."""


def tongue(tag: str) -> str:
    """The primary part of a language tag: of zh-Hans, zh."""
    return tag.partition("-")[0].lower()


def asked_of(phase: Phase, on: date) -> Asked:
    """Everything that decides who may score what: seven statements."""
    entries = tuple(
        (entry, tongue(language), str(region or other or ""))
        for entry, language, region, other in entries_of(phase)
        .order_by("pk")
        .values_list("pk", "language", "applicant__city__country__region", "applicant__country__region")
    )
    known = {entry for entry, _language, _region in entries}
    spoken = frozenset(language for _entry, language, _region in entries)
    jurors = list(phase.panel.jurors.order_by("pk"))
    sitting = set(
        Role.objects.filter(pk__in=[one.role_id for one in jurors]).holding(on).values_list("pk", flat=True)
    )
    regions = regions_of(jurors, on)
    asked = tuple(
        (
            one.pk,
            frozenset(one.tongues) or spoken,
            regions.get(one.pk, f"?{one.pk}"),
            one.load_max if one.role_id in sitting else 0,
        )
        for one in jurors
    )
    barred = Conflict.objects.standing().filter(panel=phase.panel_id).values_list("entry", "juror")
    past = Assignment.objects.filter(phase=phase)
    out = past.exclude(withdrawn_at=None) | past.filter(review__abstained=True)
    forbidden = {pair for pair in (*barred, *out.values_list("entry", "juror")) if pair[0] in known}
    kept = set(past.live().values_list("entry", "juror")) - forbidden
    return Asked(
        entries,
        asked,
        tuple(sorted(forbidden)),
        tuple(sorted(pair for pair in kept if pair[0] in known)),
        tuple(one.pk for one in jurors if not one.tongues),
    )


def regions_of(jurors: Iterable[Juror], on: date) -> dict[int, str]:
    """Where jurors come from: the region of the body of the latest role they hold, other than on a jury. One statement.

    Of whoever holds none any more, that of the last one.
    """
    people = {one.person_id: one.pk for one in jurors}
    rows = (
        Role.objects.filter(person__in=people, starts_earliest__lte=on)
        .exclude(of__kind=BodyKind.JURY)
        .order_by("starts_earliest", "pk")
        .values_list("person", "of__city__country__region", "of__country__region", "ends_latest")
    )
    found: dict[int, str] = {}
    for person, region, other, _ends in sorted(rows, key=lambda row: row[3] >= on):
        if person is not None and (region or other):
            found[people[person]] = str(region or other)
    return found


def solved(asked: Asked, phase: Phase, allotment: Allotment, reporter: Any) -> dict[str, Any]:
    """The workshop's answer as it is kept: ids, loads, what is lacking, and what is proven."""
    from koinon.matching import committees as shop
    from koinon.matching.committee_solving import assign

    terms = shop.Terms(
        per_entry=phase.per_entry,
        load_max=phase.load_max or UNLIMITED,
        reading=shop.Reading(allotment.reading),
        region_most=allotment.region_most,
    )
    question = shop.committees(
        (shop.Entry(named(entry), language, region) for entry, language, region in asked.entries),
        (shop.Juror(named(one), reads, region, most) for one, reads, region, most in asked.jurors),
        terms,
        ((named(entry), named(juror)) for entry, juror in asked.forbidden),
        ((named(entry), named(juror)) for entry, juror in asked.kept),
    )
    answer = assign(question, reporter=reporter)
    return {
        "given": [[int(entry), int(juror)] for entry, juror in answer.given],
        "kept": len(asked.kept),
        "entries": len(asked.entries),
        "loads": [[int(juror), load] for juror, load in answer.loads],
        "lacking": [
            [int(one.entry), one.has, one.wanted, [[str(cause), many] for cause, many in one.causes]]
            for one in answer.lacking
        ],
        "unread": [[int(entry), int(juror)] for entry, juror in answer.unread],
        "home": [[int(entry), int(juror)] for entry, juror in answer.home],
        "crowded": [
            [int(entry), int(region), many] for entry, region, many in answer.crowded if region.isdigit()
        ],
        "worth": [answer.worth.lacking, answer.worth.uneven, answer.worth.penalty],
        "gap": answer.gap,
        "best": answer.is_best,
        "coverage_best": answer.coverage_is_best,
        "loads_best": answer.loads_are_best,
        "penalty_gap": answer.gap if answer.loads_are_best else None,
        "tongueless": list(asked.tongueless),
    }


def named(number: int) -> str:
    """An id that sorts as its number does."""
    return f"{number:012d}"


def digest_of(asked: Asked, phase: Phase) -> str:
    """What was asked, so that an answer to another question is not carried out."""
    told = (asked.entries, asked.forbidden, asked.kept, phase.per_entry, phase.load_max)
    jurors = tuple((juror, sorted(reads), *rest) for juror, reads, *rest in asked.jurors)
    return hashlib.sha256(repr((told, jurors)).encode()).hexdigest()


CAUSES = {
    "load": _("have enough entries"),
    "conflict": _("have a conflict of interest"),
    "language": _("do not read the language"),
    "jurors": _("there are too few jurors"),
}
"""What stands in the way of a juror, in the order in which it is mended."""
