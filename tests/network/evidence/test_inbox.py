"""The findings inbox: who sees it, what it shows, and settling by form."""

import json
from collections.abc import Callable
from datetime import datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from tests import factories

from koinon.network.evidence.commands import check_record, run_rules, settle_finding
from koinon.network.evidence.models import Finding, FindingSubject
from koinon.network.evidence.queries import findings_about
from koinon.network.people.models import Audience, ContactDetail
from koinon.network.people.readers import PUBLIC, Reader

Clients = Callable[[Reader], Client]
EVERYBODY = ("secretariat", "coordinator", "deputy", "other_officer", "stranger", "public")


def empty_contact(name: str = "Agnès Bickart", audience: str = Audience.PUBLIC) -> ContactDetail:
    """A contact a source announces and leaves empty."""
    person = factories.make_person(name)
    return factories.make(ContactDetail, person=person, means="email", value="", audience=audience)


def run(moment: datetime) -> None:
    run_rules(on=moment.date(), moment=moment)


def text(client: Client, address: str = "/evidence/findings/") -> str:
    return client.get(address).content.decode()


# Who sees what


@pytest.mark.parametrize(
    ("audience", "site", "seen_by"),
    [
        ("public", "public", set(EVERYBODY)),
        ("members", "public", {"secretariat", "coordinator", "deputy", "other_officer"}),
        ("secretariat", "public", {"secretariat"}),
        ("public", "members", {"secretariat", "coordinator", "deputy", "other_officer"}),
        ("public", "secretariat", {"secretariat"}),
    ],
)
def test_who_finds_a_finding(
    audience: str,
    site: str,
    seen_by: set[str],
    settings: Any,
    moment: datetime,
    client_of: Clients,
    request: pytest.FixtureRequest,
) -> None:
    settings.FINDINGS_AUDIENCE = site
    readers = {name: request.getfixturevalue(name) for name in EVERYBODY}
    contact = empty_contact(audience=audience)
    run(moment)
    finding = Finding.objects.get(rule="empty-contact")
    for name, reader in readers.items():
        client = client_of(reader)
        assert ("No contact for" in text(client)) == (name in seen_by), name
        expected = 200 if name in seen_by else 404
        assert client.get(finding.get_absolute_url()).status_code == expected, name
        about = findings_about([contact], reader)
        assert about == ([finding] if name in seen_by else []), name


def test_only_the_secretariat_settles_by_form(moment: datetime, outsider: Reader, client_of: Clients) -> None:
    empty_contact()
    run(moment)
    finding = Finding.objects.get(rule="empty-contact")
    client = client_of(outsider)
    assert "Settle the finding" not in text(client, finding.get_absolute_url())
    given = {"how": "explained", "reason": "No."}
    for verb in ("settle", "reopen"):
        answer = client.post(f"{finding.get_absolute_url()}{verb}/", given)
        assert answer.status_code == (302 if outsider.is_public else 404)
    finding.refresh_from_db()
    assert finding.state == "open"


# The list and the page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(
    rows: int, moment: datetime, secretariat: Reader, client_of: Clients, django_assert_num_queries: Any
) -> None:
    for _row in range(rows):
        empty_contact(name="")
    run(moment)
    client = client_of(secretariat)
    with django_assert_num_queries(8):
        told = text(client, "/evidence/findings/?rule=empty-contact")
    assert told.count("No contact for") == rows


def test_the_list_is_filtered_in_the_address(
    moment: datetime, secretariat: Reader, client_of: Clients
) -> None:
    contact = empty_contact("Agnès Bickart")
    empty_contact("Octavi de la Varga")
    run(moment)
    client = client_of(secretariat)
    assert contact.person is not None
    about = text(client, f"/evidence/findings/?about=people.person:{contact.person.key}")
    assert "Agnès Bickart" in about
    assert "Octavi" not in about
    assert "No contact for" in text(client, "/evidence/findings/?kind=people.contactdetail")
    assert "No contact for" not in text(client, "/evidence/findings/?kind=people.role")
    assert "No contact for" not in text(client, "/evidence/findings/?rule=two-figures")
    assert "No contact for" not in text(client, "/evidence/findings/?state=settled")
    assert client.get("/evidence/findings/?about=people.person:nobody").status_code == 404
    exported = b"".join(client.get("/evidence/findings/?format=csv&rule=empty-contact")).decode()
    assert exported.count("empty-contact,") == 2


def test_settling_by_form_and_reading_why(moment: datetime, secretariat: Reader, client_of: Clients) -> None:
    empty_contact()
    run(moment)
    finding = Finding.objects.get(rule="empty-contact")
    client, address = client_of(secretariat), finding.get_absolute_url()
    assert "Agnès Bickart" in text(client, address)
    without = client.post(f"{address}settle/", {"how": "explained", "version": 1})
    assert without.status_code == 422
    assert "Not saved yet" in without.content.decode()
    given = {"how": "explained", "reason": "The source names nobody.", "version": 1}
    assert client.post(f"{address}settle/", given).status_code == 302
    settled = text(Client(), "/evidence/findings/?state=settled")
    assert "The source names nobody." in settled
    assert "explained: the record stands as it is" in settled
    again = client.post(f"{address}settle/", given)
    assert "no longer open" in again.content.decode()
    assert client.post(f"{address}reopen/", {"reason": "It does now.", "version": 2}).status_code == 302
    opened = text(client, address)
    assert "It does now." in opened
    assert "Settle the finding" in opened


def test_two_who_settle_at_once_do_not_overwrite_each_other(
    moment: datetime, secretariat: Reader, client_of: Clients
) -> None:
    empty_contact()
    run(moment)
    finding = Finding.objects.get(rule="empty-contact")
    answer = client_of(secretariat).post(
        f"{finding.get_absolute_url()}settle/", {"how": "explained", "reason": "Mine.", "version": 7}
    )
    assert answer.status_code == 422
    assert "Mine." in answer.content.decode()
    assert "Somebody changed this record" in answer.content.decode()


def test_a_finding_names_only_the_records_one_may_see(
    moment: datetime, coordinator: Reader, client_of: Clients
) -> None:
    empty_contact()
    run(moment)
    finding = Finding.objects.get(rule="empty-contact")
    closed = factories.make_person("Delicate Person", audience=Audience.SECRETARIAT)
    FindingSubject.objects.create(finding=finding, kind="people.person", object_id=closed.pk, order=9)
    assert "Delicate Person" not in text(client_of(coordinator), finding.get_absolute_url())


def test_the_badge_counts_for_those_whose_work_it_is(
    moment: datetime, secretariat: Reader, client_of: Clients
) -> None:
    empty_contact()
    run(moment)
    waiting = Finding.objects.open().count()
    assert f'<b class="badge">{waiting}</b>' in text(client_of(secretariat))
    assert '<b class="badge">' not in text(Client())


def test_the_empty_inbox_teaches(db: None, client: Client) -> None:
    assert "Nothing waits" in text(client)


def test_findings_about_many_records_take_one_statement(
    moment: datetime, db: None, django_assert_num_queries: Any
) -> None:
    contacts = [empty_contact(name="") for _row in range(3)]
    run(moment)
    with django_assert_num_queries(1):
        assert len(findings_about([*contacts, None], PUBLIC)) == 3
    with django_assert_num_queries(0):
        assert findings_about([], PUBLIC) == []


# The command line and the task


def test_check_prints_the_findings_as_json(db: None) -> None:
    empty_contact()
    out = StringIO()
    call_command("check", json=True, stdout=out)
    told = json.loads(out.getvalue())
    assert told["count"] == len(told["items"])
    (item,) = [one for one in told["items"] if one["rule"] == "empty-contact"]
    assert item["headline"] == "No contact for Agnès Bickart"
    assert [one["kind"] for one in item["subjects"]] == ["people.person", "people.contactdetail"]


def test_check_prints_the_findings_in_words(db: None) -> None:
    empty_contact()
    out = StringIO()
    call_command("check", stdout=out)
    assert "No contact for Agnès Bickart" in out.getvalue()
    assert "1 open, 1 of them new." in out.getvalue()


def test_djangos_own_check_is_still_there(db: None) -> None:
    out = StringIO()
    call_command("djcheck", tags=["models"], stdout=out)
    assert "no issues" in out.getvalue()


def test_the_task_runs_the_rules(db: None) -> None:
    empty_contact()
    check_record.enqueue()
    assert Finding.objects.filter(rule="empty-contact", state="open").exists()


def test_a_settled_finding_says_who_to_those_who_may_know(
    moment: datetime, secretariat: Reader, client_of: Clients
) -> None:
    empty_contact()
    run(moment)
    finding = Finding.objects.get(rule="empty-contact")
    settle_finding(finding, by=secretariat, moment=moment, reason="Known.")
    assert "Settled by Sofia Secretary on" in text(client_of(secretariat), finding.get_absolute_url())
