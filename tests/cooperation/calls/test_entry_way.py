"""The way of an entry: begun by account or by a mailed link, kept, sent with a number, changed, withdrawn."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests import factories
from tests.cooperation.calls.calling import (
    begin,
    field,
    letters,
    make_call,
    make_category,
    send,
    send_again,
    typed,
    upload,
)

from koinon.cooperation.calls.links import entry_behind, token_of
from koinon.cooperation.calls.models import Answer, Draft, Entry, Numbering, Placing
from koinon.network.people.models import Audience

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def opened_by(address: str, page: str = "") -> Entry:
    """The entry that a link opens; a token bears its second, so two of one entry may differ."""
    found = re.fullmatch(rf"/calls/link/([^/]+)/{page}", address)
    assert found, address
    return entry_behind(found[1], timezone.localdate())


def test_a_city_enters_with_its_account(client_of, coordinator, guangzhou, chengdu) -> None:
    call = make_call()
    water = make_category(call)
    client = client_of(coordinator)
    page = client.get(f"/calls/{call.key}/enter/")
    assert guangzhou.key in page.content.decode()
    begun = client.post(f"/calls/{call.key}/enter/", {"applicant": guangzhou.key, "language": "en"})
    entry = Entry.objects.get()
    assert begun.url == f"/calls/own/{entry.key}/write/"
    assert client.get(begun.url).status_code == 200
    told = typed(
        call,
        do="send",
        category=water.key,
        **{"together-0": chengdu.name, "together-0-part": "partner", "together-1": "A village nobody knows"},
        **{f"q{field(call, 'choices').pk}": ["water", "waste"], f"q{field(call, 'number').pk}": "1,200"},
        **{f"q{field(call, 'table').pk}-0-0": "trees", f"q{field(call, 'table').pk}-0-1": "2025"},
        **{f"q{field(call, 'sdg').pk}": ["11"], f"q{field(call, 'sdg').pk}-more": "13.1"},
        **{f"q{field(call, 'nua').pk}-more": "93, 114", f"q{field(call, 'link').pk}": "example.org/rain"},
        **{f"q{field(call, 'file').pk}": upload()},
    )
    sent = client.post(begun.url, told)
    assert sent.status_code == 302, sent.content.decode()
    entry.refresh_from_db()
    assert (entry.receipt, entry.category, entry.title) == ("GZA-2026-0001", water, "Rain gardens")
    values = {row.field.kind: row.value for row in entry.answers.select_related("field")}
    assert values["number"] == 1200
    assert values["table"] == [["trees", "2025"]]
    assert values["sdg"] == ["11", "13.1"]
    assert values["nua"] == ["93", "114"]
    assert values["link"] == "https://example.org/rain"
    partners = {row.body.name: row.body.audience for row in entry.co_applicants.select_related("body")}
    assert partners == {chengdu.name: Audience.PUBLIC, "A village nobody knows": Audience.SECRETARIAT}
    file = entry.files.get()
    assert file.handed_in
    assert "plan" not in file.file.name
    [(address, subject, _text)] = letters()
    assert (address, "GZA-2026-0001" in subject) == (coordinator.user.email, True)
    own = client.get(sent.url).content.decode()
    assert "GZA-2026-0001" in own
    assert "trees" in own
    assert "plan.pdf" in own


def test_somebody_without_an_account_enters_by_a_link(client: Client) -> None:
    call = make_call(questions=2)
    told = {"applicant": "Rivertown", "email": "rosa@example.org", "language": "en"}
    assert "rosa@example.org" in client.post(f"/calls/{call.key}/enter/", told).content.decode()
    assert not Entry.objects.exists()
    begin_at = re.search(r"/calls/begin/\S+", letters()[0][2])[0]
    assert client.get(begin_at).status_code == 200
    assert not Entry.objects.exists()
    begun = client.post(begin_at)
    entry = Entry.objects.get()
    assert opened_by(begun.url, "write/") == entry
    assert entry.applicant.audience == Audience.SECRETARIAT
    sent = client.post(begun.url, typed(call, do="send"))
    assert opened_by(sent.url) == entry
    assert "GZA-2026-0001" in client.get(sent.url).content.decode()
    again = client.post(begin_at)
    assert again.status_code == 410
    assert Entry.objects.count() == 1
    assert [subject.partition(":")[0] for _to, subject, _text in letters()] == [
        "Begin your entry",
        "Your entry",
        "Receipt GZA-2026-0001",
        "Your entry",
    ]


def test_what_is_missing_or_too_long_is_named_beside_its_field_and_nothing_is_lost(
    client_of, coordinator, guangzhou
) -> None:
    call = make_call()
    entry = begin(call, coordinator, guangzhou)
    client, page = client_of(coordinator), f"/calls/own/{entry.key}/write/"
    told = typed(
        call,
        do="send",
        title="",
        **{f"q{field(call, 'text').pk}": "long " * 50, f"q{field(call, 'number').pk}": "many"},
        **{
            f"q{field(call, 'choices').pk}": ["water", "waste", "energy"],
            f"q{field(call, 'link').pk}": "not an address",
        },
        **{f"q{field(call, 'table').pk}-{row}-0": f"row {row}" for row in range(3)},
        **{f"q{field(call, 'sdg').pk}-more": "11.3, 18", f"q{field(call, 'nua').pk}-more": "176"},
    )
    answer = client.post(page, told)
    shown = answer.content.decode()
    assert answer.status_code == 422
    for words in (
        "249",
        "200 are the most",
        "digits",
        "3 are chosen",
        "3 rows",
        "“18”",
        "“176”",
        "https://example.org",
    ):
        assert words in shown, words
    assert "long long" in shown
    assert "row 2" in shown
    entry.refresh_from_db()
    assert entry.sent_at is None
    assert not Answer.objects.exists()
    assert "long long" in client.get(page).content.decode()
    assert "249" in client.get(f"{page}?check=1").content.decode()


def test_a_draft_is_kept_in_the_background_and_read_by_nobody_else(
    client_of, coordinator, deputy, secretariat, other_officer, guangzhou
) -> None:
    call = make_call(questions=2)
    entry = begin(call, coordinator, guangzhou)
    page, name = f"/calls/own/{entry.key}/write/", f"q{field(call, 'text').pk}"
    kept = client_of(coordinator).post(
        page, {"names": [name], name: "Secret gardens"}, headers={"accept": "application/json"}
    )
    assert set(kept.json()["bases"]) == {name}
    assert "Secret gardens" in client_of(deputy).get(page).content.decode()
    assert client_of(other_officer).get(page).status_code == 404
    assert client_of(secretariat).get(page).status_code == 404
    assert not Answer.objects.visible_to(secretariat).exists()
    from koinon.platform.audit.models import Change

    assert "Secret" not in json.dumps(list(Change.objects.values_list("after", flat=True)))


def test_two_hands_at_one_entry_lose_nothing(client_of, coordinator, deputy, guangzhou) -> None:
    call = make_call(questions=2)
    entry = begin(call, coordinator, guangzhou)
    page, name = f"/calls/own/{entry.key}/write/", f"q{field(call, 'text').pk}"
    shown = client_of(coordinator).get(page).content.decode()
    bases = dict(re.findall(r'name="(base-[^"]+)" value="([^"]*)"', shown))
    assert (
        client_of(deputy)
        .post(page, bases | {"title": "Theirs", name: "Theirs", "pen": "b", "do": "save"})
        .status_code
        == 302
    )
    clash = client_of(coordinator).post(
        page, bases | {"title": "", "contact": "Mine", name: "Mine", "pen": "a", "do": "send"}
    )
    assert clash.status_code == 422
    assert "Theirs" in clash.content.decode()
    assert ">\nMine</textarea>" in clash.content.decode()
    values = Draft.objects.get().values
    assert (values["title"], values["contact"], values[name]) == ("Theirs", "Mine", "Theirs")
    bases = dict(re.findall(r'name="(base-[^"]+)" value="([^"]*)"', clash.content.decode()))
    again = client_of(coordinator).post(
        page, bases | {"title": "Theirs", "contact": "Mine", name: "Mine", "pen": "a", "do": "save"}
    )
    assert again.status_code == 302
    draft = Draft.objects.get()
    assert draft.values[name] == "Mine"
    assert [one["value"] for one in draft.earlier] == ["Theirs"]


def test_sent_twice_it_is_one_entry_and_numbers_have_no_gap(
    coordinator, other_officer, guangzhou, chengdu
) -> None:
    call = make_call(questions=2)
    first = send(call, coordinator, guangzhou)
    planned = len(letters())
    assert send_again(first, coordinator, "Rain gardens").number == 1
    assert len(letters()) == planned
    assert first.answers.count() == 2
    second = send(call, other_officer, chengdu)
    assert second.receipt == "GZA-2026-0002"
    second.delete()
    assert send(call, other_officer, chengdu).number == 3
    assert Numbering.objects.get().last == 3


def test_it_is_changed_until_the_close_and_the_history_is_kept(client_of, coordinator, guangzhou) -> None:
    call = make_call(questions=2)
    entry = send(call, coordinator, guangzhou)
    changed = send_again(entry, coordinator, "Rain gardens", text="Gardens were dug, and kept.")
    assert changed.number == 1
    assert changed.changed_at
    own = client_of(coordinator).get(f"/calls/own/{entry.key}/").content.decode()
    assert "Gardens were dug.</p>" in own
    assert "and kept" in own
    assert "have arrived" in letters()[-1][2]


def test_late_only_with_a_reason_and_while_the_call_allows_it(client_of, coordinator, guangzhou) -> None:
    yesterday = timezone.now() - timedelta(days=1)
    call = make_call(questions=2)
    in_time = send(call, coordinator, guangzhou)
    entry = begin(call, coordinator, guangzhou)
    assert begin(call, coordinator, guangzhou) == entry
    type(call).objects.update(closes_at=yesterday)
    client, page = client_of(coordinator), f"/calls/own/{entry.key}/write/"
    assert client.get(page).status_code == 302
    refused = client.post(page, typed(call, do="send", title="Too late"))
    assert refused.status_code == 422
    assert 'value="Too late"' in refused.content.decode()
    type(call).objects.update(late_until=timezone.localdate() + timedelta(days=2))
    assert client.post(page, typed(call, do="send")).status_code == 422
    assert client.post(page, typed(call, do="send", late_reason="Floods")).status_code == 302
    entry.refresh_from_db()
    assert (entry.number, entry.late_reason) == (2, "Floods")
    assert (
        client.post(f"/calls/own/{in_time.key}/write/", typed(call, do="send", title="New")).status_code
        == 422
    )


def test_it_is_withdrawn_with_a_reason_and_its_number_stays(client_of, coordinator, guangzhou) -> None:
    call = make_call(questions=2)
    entry = send(call, coordinator, guangzhou)
    Placing.objects.create(key="short-1", entry=entry, stage=factories.make_stage(call, "shortlist"))
    client, page = client_of(coordinator), f"/calls/own/{entry.key}/withdraw/"
    assert client.post(page, {"reason": ""}).status_code == 422
    assert client.post(page, {"reason": "Another year"}).status_code == 302
    entry.refresh_from_db()
    assert not entry.placings.exists(), "nobody announces it later"
    assert (entry.withdrawn_reason, entry.number) == ("Another year", 1)
    assert client.post(f"/calls/own/{entry.key}/write/", typed(call, do="send")).status_code == 422
    assert client.get(page).status_code == 404
    assert send(call, coordinator, guangzhou).number == 2


def test_only_members_enter_where_the_rules_say_so(
    client: Client, client_of, coordinator, guangzhou, stranger
) -> None:
    call = make_call(questions=2, members_only=True)
    told = {"applicant": "Rivertown", "email": "rosa@example.org", "language": "en"}
    assert client.post(f"/calls/{call.key}/enter/", told).status_code == 422
    assert not letters()
    outsider = factories.make_body("Outside")
    from koinon.cooperation.calls.entry_refusals import NotAMember
    from koinon.network.people.readers import Reader

    with pytest.raises(NotAMember):
        begin(call, Reader(user=stranger.user, bodies=frozenset({outsider.pk})), outsider)
    assert begin(call, coordinator, guangzhou).pk


@pytest.mark.parametrize("questions", [2, 10])
def test_the_form_and_the_own_page_ask_the_same_however_long_the_form(
    client, coordinator, guangzhou, django_assert_num_queries, questions: int
) -> None:
    call = make_call(questions=questions)
    entry = send(call, coordinator, guangzhou)
    Entry.objects.update(link_nonce="mark", link_until=timezone.localdate())
    entry.refresh_from_db()
    page = f"/calls/link/{token_of(entry)}/"
    client.get(page)
    with django_assert_num_queries(7):
        assert client.get(page).status_code == 200
    with django_assert_num_queries(7):
        assert client.get(f"{page}write/").status_code == 200
