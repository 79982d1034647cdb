"""Signed links of applicants: wrong, revoked, issued anew, past their end; and who may invite."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.cooperation.calls.calling import letters, make_call, send

from koinon.cooperation.calls.links import Beginning, begin_token, token_of
from koinon.cooperation.calls.models import Entry

pytestmark = pytest.mark.django_db


def test_a_city_is_invited_and_its_link_is_revoked_and_issued_anew(
    client, client_of, secretariat, coordinator, guangzhou, settings
) -> None:
    call = make_call(questions=2)
    office, invite = client_of(secretariat), f"/calls/{call.key}/invite/"
    told = {"applicant": guangzhou.name, "email": "cai@example.org", "language": "zh-Hans"}
    assert client.get(invite).status_code == 302
    assert client_of(coordinator).get(invite).status_code == 404
    assert office.get(invite).status_code == 200
    assert office.post(invite, told).status_code == 302
    entry = Entry.objects.get()
    assert (entry.applicant, entry.language) == (guangzhou, "zh-Hans")
    address = re.search(r"/calls/link/\S+/", letters()[-1][2])[0]
    assert client.get(address).status_code == 200
    assert client.get(f"{address}write/").status_code == 200
    assert office.post(f"/calls/entries/{entry.key}/link/", {"email": "cai@example.org"}).status_code == 302
    assert client.get(address).status_code == 410
    entry.refresh_from_db()
    fresh = f"/calls/link/{token_of(entry)}/"
    assert client.get(fresh).status_code == 200
    Entry.objects.update(link_until=timezone.localdate() - timedelta(days=1))
    assert "past its end" in client.get(fresh).content.decode()
    Entry.objects.update(link_until=timezone.localdate())
    assert office.post(f"/calls/entries/{entry.key}/revoke/").status_code == 302
    assert client.get(fresh).status_code == 410
    assert client.post(f"{fresh}write/", {"title": "x"}).status_code == 410
    assert not Entry.objects.get().saved_at > timezone.now()


def test_wrong_links_open_nothing(client, coordinator, guangzhou) -> None:
    call = make_call(questions=2)
    entry = send(call, coordinator, guangzhou)
    assert token_of(entry) == ""
    assert client.get("/calls/link/nonsense/").status_code == 410
    assert client.get("/calls/begin/nonsense/").status_code == 410
    foreign = begin_token(Beginning(call.key, "a@example.org", "A", "en"))
    assert client.get(f"/calls/link/{foreign}/").status_code == 410
    type(call).objects.update(closes_at=timezone.now() - timedelta(days=1))
    closed = client.post(f"/calls/begin/{foreign}/")
    assert closed.status_code == 410
    assert "closed on" in closed.content.decode()
    assert "closed on" in client.get(f"/calls/{call.key}/enter/").content.decode()
    assert Entry.objects.count() == 1


def test_what_fills_in_the_trap_gets_no_letter_and_an_address_few(client) -> None:
    call = make_call(questions=2)
    told = {"applicant": "Rivertown", "email": "rita@example.org", "language": "en"}
    assert client.post(f"/calls/{call.key}/enter/", told | {"homepage": "http://spam"}).status_code == 200
    assert not letters()
    answers = [client.post(f"/calls/{call.key}/enter/", told).status_code for _n in range(5)]
    assert answers == [200, 200, 200, 200, 422]
    assert len(letters()) == 1
