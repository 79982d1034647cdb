"""A frozen line: signed, whole, for certain eyes, and unmoved by what is recorded later."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from tests.cooperation.grants.making import make_grant, make_payment
from tests.factories import make_agreement, make_body

from koinon.cooperation.grants.freezing import freeze_line, is_whole, thawed
from koinon.cooperation.grants.models import FrozenLine
from koinon.network.people.models import Body
from koinon.network.people.readers import SYSTEM, Reader
from koinon.platform.audit.models import Entry
from koinon.platform.audit.sealing import digest
from koinon.platform.errors import NotAllowed, Refused

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SignedIn = Callable[[Reader], Client]


def frozen(subject: Body, audience: str = "secretariat", day: date = ON) -> FrozenLine:
    return freeze_line(subject, day, audience=audience, by=SYSTEM, on=ON, moment=NOW)


@pytest.fixture
def funder() -> Body:
    body = make_body("Union", key="union")
    make_payment(make_grant(funder=body, title="Closed support"))
    make_grant(funder=body, title="Open support", audience="public")
    return body


def test_what_is_recorded_later_changes_nothing(funder: Body) -> None:
    line = frozen(funder)
    make_grant(funder=funder)
    line.refresh_from_db()
    assert is_whole(line)
    assert thawed(line).sums["granted"].count == 2
    assert frozen(funder).digest != line.digest


def test_the_same_line_has_the_same_digest(funder: Body) -> None:
    assert frozen(funder).digest == frozen(funder).digest


def test_one_changed_digit_is_seen(funder: Body, secretariat: Reader, client_of: SignedIn) -> None:
    line = frozen(funder)
    line.body["rows"][0]["amount"] = "1001"
    FrozenLine.objects.filter(pk=line.pk).update(body=line.body)
    line.refresh_from_db()
    assert not is_whole(line)
    page = client_of(secretariat).get(line.get_absolute_url()).text
    assert "signature broken" in page
    # Whoever changes the digest too has not the signature.
    FrozenLine.objects.filter(pk=line.pk).update(digest=digest(line.body))
    line.refresh_from_db()
    assert not is_whole(line)


def test_a_public_line_holds_only_what_is_public(funder: Body) -> None:
    text = json.dumps(frozen(funder, "public").body)
    assert "Open support" in text
    assert "Closed support" not in text


def test_nothing_and_a_day_to_come_are_refused(funder: Body) -> None:
    with pytest.raises(Refused, match="No money"):
        frozen(make_body())
    with pytest.raises(Refused, match="not come yet"):
        frozen(funder, day=date(2026, 11, 23))


def test_only_the_secretariat_freezes(funder: Body, coordinator: Reader) -> None:
    with pytest.raises(NotAllowed):
        freeze_line(funder, ON, audience="public", by=coordinator, on=ON, moment=NOW)


def test_frozen_by_a_press_and_verified_on_its_page(
    funder: Body, secretariat: Reader, client_of: SignedIn, client: Client
) -> None:
    signed_in = client_of(secretariat)
    sent = {"day": "2020", "audience": "public"}
    answer = signed_in.post("/grants/line/funder/union/freeze/", sent)
    line = FrozenLine.objects.get()
    assert answer["Location"] == line.get_absolute_url()
    assert line.on == date(2020, 12, 31)
    assert "signature good" in client.get(line.get_absolute_url()).text
    assert Entry.objects.filter(verb="freeze_line", subject="Union").exists()


def test_a_refusal_is_told_where_it_was_asked_for(
    funder: Body, secretariat: Reader, client_of: SignedIn
) -> None:
    signed_in = client_of(secretariat)
    answer = signed_in.post(
        "/grants/line/funder/union/freeze/", {"day": "1990", "audience": "public"}, follow=True
    )
    assert "No money is on record" in answer.text
    answer = signed_in.post(
        "/grants/line/funder/union/freeze/", {"day": "", "audience": "public"}, follow=True
    )
    assert "Say as of which day" in answer.text


def test_the_paper_and_the_data_are_those_that_were_signed(funder: Body, client: Client) -> None:
    line = frozen(funder, "public")
    assert client.get(f"/papers/money-lines/{line.key}.pdf").content.startswith(b"%PDF")
    data = client.get(f"/papers/money-lines/{line.key}.json").json()
    assert digest(data["line"]) == data["digest"] == line.digest
    assert data["signature"] == line.signature


def test_a_line_is_taken_along_in_the_terms_of_iati(funder: Body, client: Client) -> None:
    line = frozen(funder, "public")
    for address in (line.get_absolute_url(), "/grants/line/funder/union/"):
        rows = b"".join(client.get(f"{address}?format=csv")).decode().splitlines()
        assert rows[0].lstrip("\ufeff").startswith("transaction-type-code,transaction-type,ref")
        assert rows[1].startswith("2,Outgoing Commitment,")
        assert len(rows) == 2
        assert client.get(f"{address}?format=xlsx").content.startswith(b"PK")


def test_of_an_agreement_only_for_whoever_sees_the_agreement(client: Client) -> None:
    agreement = make_agreement(audience="secretariat")
    make_grant(agreement=agreement, audience="public")
    line = freeze_line(agreement, ON, audience="public", by=SYSTEM, on=ON, moment=NOW)
    assert client.get(line.get_absolute_url()).status_code == 404
    assert client.get(f"/grants/line/agreement/{agreement.key}/").status_code == 404
