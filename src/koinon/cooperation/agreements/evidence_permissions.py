"""What a reader may do with promises and the evidence for them."""

from collections.abc import Iterable

from django.db.models import Q

from koinon.cooperation.agreements.commitments import Commitment, Due, Evidence, EvidenceState
from koinon.cooperation.agreements.terms import Party
from koinon.network.people.permissions import can_record
from koinon.network.people.readers import Reader


def party_bodies(commitments: Iterable[Commitment]) -> dict[int, frozenset[int]]:
    """For each promise the bodies it concerns: its sides, its agreement's parties and their offices."""
    asked = {one.pk: one.agreement_id for one in commitments}
    parties: dict[int, set[int]] = {}
    for agreement, body, office in Party.objects.filter(agreement__in=set(asked.values())).values_list(
        "agreement", "body", "office"
    ):
        parties.setdefault(agreement, set()).update(one for one in (body, office) if one)
    concerned = {pk: set(parties.get(agreement, ())) for pk, agreement in asked.items()}
    for pk, body in Commitment.objects.filter(Q(pk__in=asked), ~Q(sides=None)).values_list(
        "pk", "sides__body"
    ):
        concerned[pk].add(body)
    return {pk: frozenset(bodies) for pk, bodies in concerned.items()}


def can_offer_evidence(reader: Reader, commitment: Commitment) -> bool:
    """Whether the reader may show something for a promise: whoever it concerns, and whoever records."""
    if can_record(reader):
        return True
    return bool(reader.bodies and party_bodies([commitment])[commitment.pk] & reader.bodies)


def can_offer_for(reader: Reader, dues: Iterable[Due]) -> bool:
    """Whether the reader may show something for each of the dues."""
    if can_record(reader):
        return True
    promises = {due.commitment_id: due.commitment for due in dues}
    return bool(reader.bodies) and all(
        bodies & reader.bodies for bodies in party_bodies(promises.values()).values()
    )


def can_judge_evidence(reader: Reader) -> bool:
    """Whether the reader accepts evidence or returns it."""
    return can_record(reader)


def can_mend_evidence(reader: Reader, evidence: Evidence) -> bool:
    """Whether the reader may change or withdraw it: who offered it, until accepted; and whoever records."""
    if can_record(reader):
        return True
    return evidence.state != EvidenceState.ACCEPTED and evidence.offered_by_id in reader.bodies
