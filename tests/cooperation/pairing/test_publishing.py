"""What publishing makes: agreements-to-be that rest on the signed report, for the eyes the programme is for."""

import pytest

from koinon.cooperation.agreements.models import Agreement, AgreementKind
from koinon.cooperation.pairing import proposal_commands, publish_commands
from koinon.cooperation.pairing.models import ProposedPair
from koinon.network.evidence.citations import Citation
from koinon.network.evidence.documents import Document
from koinon.network.evidence.findings import uncited

from ... import factories
from .conftest import NOW, Desk, proposed

pytestmark = pytest.mark.django_db


def published(desk: Desk) -> dict[str, ProposedPair]:
    """The round, asked and published."""
    pairs = proposed(desk)
    proposal_commands.ask_cities(desk.round, by=desk.expert, moment=NOW)
    publish_commands.publish_pairs(desk.round, by=desk.expert, moment=NOW, without=True)
    for pair in pairs.values():
        pair.refresh_from_db()
    return pairs


def test_every_agreement_to_be_rests_on_the_signed_report(frozen: Desk) -> None:
    published(frozen)
    report = Document.objects.get(kind="report")
    assert frozen.round.report.digest in report.note
    assert not uncited(Agreement).exists()
    assert set(Citation.objects.values_list("document", flat=True)) == {report.pk}


def test_a_pairing_of_the_edition_on_record_is_not_made_twice(frozen: Desk) -> None:
    edition = frozen.round.edition
    known = factories.make_agreement(
        "Pairing of Rome and Yantai", kind=AgreementKind.PAIRING, edition=edition, programme=edition.programme
    )
    for name in ("rome", "yantai"):
        known.parties.create(key=f"known-{name}", body=frozen.part(name).body)
    pairs = published(frozen)
    assert pairs["rome"].agreement == known
    assert pairs["burgas"].agreement != known
    assert Agreement.objects.count() == 3


@pytest.mark.parametrize(("audience", "told"), [("members", "members"), ("bodies", "parties")])
def test_agreements_are_for_the_eyes_the_programme_is_for(frozen: Desk, audience: str, told: str) -> None:
    programme = frozen.round.edition.programme
    programme.audience = audience
    programme.save()
    published(frozen)
    assert set(Agreement.objects.values_list("audience", flat=True)) == {told}
    assert Document.objects.get(kind="report").audience == told
