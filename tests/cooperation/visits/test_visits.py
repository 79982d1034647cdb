"""Visits: a pasted list becomes people and posts, the guest's office corrects a line, follow-ups head the next briefing."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.factories import make_attendance, make_body, make_city, make_commitment, make_person, make_role

from koinon.cooperation.visits import commands
from koinon.cooperation.visits.links import LinkNotGood, token_of, visit_behind
from koinon.cooperation.visits.models import Correction, FollowUp, Visit
from koinon.cooperation.visits.recognising import recognised
from koinon.network.evidence.models import Citation, Document
from koinon.network.people.models import Body, Person, PersonName, Role
from koinon.network.people.readers import PUBLIC, SYSTEM, Reader
from koinon.platform.audit.commands import undo
from koinon.platform.audit.models import Entry
from koinon.platform.dates import UNKNOWN, Day
from koinon.platform.errors import NotAllowed, Refused
from koinon.reading.delegations import read_delegation

LIST = (
    "The delegation: Mr. WANG Li, Member of the Standing Committee of the Party Committee of Port and Secretary "
    "General of the Party Committee of Port; Ms. ZHAO Min, Director, Office of Culture, Radio and TV of Port, "
    "Mr. XU Bo, Interpreter, Foreign Affairs Office of Port."
)
ON = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
Post = Callable[[Reader], Client]


@pytest.fixture
def visit(db: None) -> Visit:
    guest = make_body("City of Port", city=make_city("Port"))
    values = {
        "title": "Visit of Port",
        "starts": Day.of(ON),
        "ends": Day.of(ON + timedelta(1)),
        "audience": "members",
        "kind": "courtesy",
        "guest": guest,
    }
    return commands.record_visit(values, by=SYSTEM, on=ON)


def test_hidden_hosts_owners_and_promises_are_not_named(
    visit: Visit, secretariat: Reader, other_officer: Reader, client_of: Post
) -> None:
    hidden = make_body("Hushed office", audience="secretariat")
    promise = make_commitment(title="Hushed promise", audience="secretariat")
    visit.event.host = hidden
    visit.event.save()
    visit.programme.create(key="am", day=ON, title="Port tour", received_by=hidden)
    visit.follow_ups.create(key="map", text="Send the map", owner_body=hidden)
    visit.asks.create(key="ask", text="Hushed promise", commitment=promise)
    pages = ["/visits/", visit.get_absolute_url()]
    for who in (secretariat, other_officer):
        text = read(client_of(who), pages)
        assert "Port tour" in text
        assert ("Send the map" in text) is (who is secretariat)
    assert read(client_of(secretariat), pages).count("Hushed") >= 4
    assert "Hushed" not in read(client_of(other_officer), pages)


def test_whoever_is_to_do_it_reads_the_follow_up(
    visit: Visit, chengdu: Body, other_officer: Reader, client_of: Post, client: Client
) -> None:
    visit.event.audience = "public"
    visit.event.save()
    visit.follow_ups.create(key="map", text="Send the map", owner_body=chengdu)
    visit.asks.create(key="ask", text="Ask for a date")
    address = [visit.get_absolute_url()]
    assert "Send the map" in read(client_of(other_officer), address)
    assert "Ask for a date" not in read(client_of(other_officer), address)
    assert "Send the map" not in read(client, address)


def read(client: Client, pages: list[str]) -> str:
    return "".join(client.get(page).content.decode() for page in pages)


def paste(client: Client, visit: Visit, text: str = LIST, **changed: str) -> Any:
    """Paste the list, then send the confirming screen back as it stood, but for what is changed."""
    address = f"/visits/{visit.key}/receive/"
    seen = client.post(address, {"text": text})
    assert seen.status_code == 200
    form = Sent()
    form.feed(seen.content.decode())
    assert form.fields["text"] == text
    return client.post(address, form.fields | changed | {"confirmed": "1"})


class Sent(HTMLParser):
    """What a browser would send back of the form that holds the text."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "select":
            self.select = name
        elif tag == "option" and "selected" in given:
            self.fields[self.select] = value
        elif tag == "input" and name and (given.get("type") != "checkbox" or "checked" in given):
            self.fields[name] = value or "on"


def test_the_list_becomes_people_posts_and_an_order(
    visit: Visit, secretariat: Reader, client_of: Post
) -> None:
    assert paste(client_of(secretariat), visit).status_code == 302
    rows = list(visit.event.attendances.select_related("person").order_by("order"))
    assert [row.person.name for row in rows if row.person] == ["WANG Li", "ZHAO Min", "XU Bo"]
    assert [row.part for row in rows] == ["delegate", "delegate", "interpreter"]
    wang = Person.objects.get(name="WANG Li")
    assert (wang.family, wang.given, wang.order) == ("Wang", "Li", "family")
    assert sorted(str(role) for role in wang.roles.all()) == [
        "Member of the Standing Committee",
        "Secretary General",
    ]
    assert {role.of.name for role in wang.roles.all()} == {"Party Committee of Port"}


def test_every_row_cites_the_place_in_the_list(visit: Visit, secretariat: Reader, client_of: Post) -> None:
    paste(client_of(secretariat), visit)
    document = Document.objects.get(title__contains="Delegation list")
    assert document.audience == "secretariat"
    role = Role.objects.get(title="Director")
    cited = Citation.objects.get(document=document, subject_kind="people.role", subject_id=role.pk)
    start, end = map(int, cited.locator.split("-"))
    assert LIST[start:end].startswith("Director, Office of Culture")
    with document.versions.get().file.open() as kept:
        assert kept.read().decode() == LIST


def test_whoever_is_known_in_another_script_is_proposed_and_keeps_both_names(
    visit: Visit, secretariat: Reader, client_of: Post
) -> None:
    known = make_person("王丽", family="王", given="丽", order="family")
    [first, *_rest] = recognised(read_delegation(LIST), secretariat)
    assert first.people == (known,)
    paste(client_of(secretariat), visit)
    assert not Person.objects.filter(name="WANG Li").exists()
    assert PersonName.objects.get(person=known).text == "WANG Li"


def test_a_body_on_record_is_not_made_twice(visit: Visit, secretariat: Reader, client_of: Post) -> None:
    known = make_body("Foreign Affairs Office of Port")
    paste(client_of(secretariat), visit)
    assert Body.objects.filter(name="Foreign Affairs Office of Port").get() == known
    assert Role.objects.get(title="Interpreter").of == known


def test_a_bare_office_is_that_of_the_guests_city(visit: Visit, secretariat: Reader, client_of: Post) -> None:
    city = visit.guest.city
    known = make_body("Port Foreign Affairs Office", city=city)
    known.names.create(
        key="port-fao-zh", text="港口市人民政府外事办公室", language="zh-Hans", starts=UNKNOWN, ends=UNKNOWN
    )
    elsewhere = make_body("Ulm Foreign Affairs Office", city=make_city("Ulm"))
    text = "1. Mr. XU Bo, Interpreter, Foreign Affairs Office\n2. Ms. WU Mei, Director, General Office of Commerce"
    bo, mei = recognised(read_delegation(text), secretariat, visit.guest)
    assert bo.posts[0].bodies == (known,)
    assert mei.posts[0].bodies == ()
    assert recognised(read_delegation(text), secretariat)[0].posts[0].bodies == ()
    city.names.create(key="port-zh", text="港口", language="zh-Hans")
    (li,) = recognised(read_delegation("1. 李小红 外事办公室主任"), secretariat, visit.guest)
    assert li.posts[0].bodies == (known,)
    assert elsewhere not in bo.posts[0].bodies
    answer = client_of(secretariat).post(f"/visits/{visit.key}/receive/", {"text": text})
    assert "Port Foreign Affairs Office" in answer.content.decode()


def test_a_body_behind_a_comma_is_not_swallowed(visit: Visit, secretariat: Reader) -> None:
    known = make_body("Port Institute for Urban Ideas", city=visit.guest.city)
    text = "1. Mr. GAO Yi, Deputy Director, Office of International Relations, Port Institute for Urban Ideas"
    (person,) = recognised(read_delegation(text), secretariat, visit.guest)
    (post,) = person.posts
    assert post.bodies == (known,)
    assert (post.claim.title, post.claim.body) == (
        "Deputy Director, Office of International Relations",
        known.name,
    )


def test_a_list_in_two_scripts_with_an_office_named_twice(
    visit: Visit, secretariat: Reader, client_of: Post
) -> None:
    """Both names are kept, the office is made once, and whoever works there may have the link."""
    text = (
        "1. 高毅 GAO Yi, Director, Port Tourism Bureau\n"
        "2. Ms. LI Mei, Project Officer, Division of Europe, Port Tourism Bureau (interpreter)"
    )
    paste(client_of(secretariat), visit, text)
    yi, mei = Person.objects.filter(name__in=["GAO Yi", "LI Mei"]).order_by("key")
    assert yi.names.get().text == "高毅"
    assert {role.of.name for role in Role.objects.filter(person__in=[yi, mei])} == {"Port Tourism Bureau"}
    assert Role.objects.get(person=mei).title == "Project Officer, Division of Europe"
    asked = commands.issue_link(visit, "en", by=secretariat, on=timezone.localdate(), person=yi)
    assert asked.link_for == yi


def test_the_same_list_twice_adds_nobody(visit: Visit, secretariat: Reader, client_of: Post) -> None:
    paste(client_of(secretariat), visit)
    before = (Person.objects.count(), Role.objects.count(), Body.objects.count())
    paste(client_of(secretariat), visit)
    assert (Person.objects.count(), Role.objects.count(), Body.objects.count()) == before
    assert visit.event.attendances.count() == 3


def test_somebody_can_be_left_out(visit: Visit, secretariat: Reader, client_of: Post) -> None:
    paste(client_of(secretariat), visit, **{"who-1": "none"})
    assert not Person.objects.filter(name="ZHAO Min").exists()
    assert visit.event.attendances.count() == 2


def test_receiving_is_one_act_and_undone_as_one(visit: Visit, secretariat: Reader, client_of: Post) -> None:
    people = Person.objects.count()
    paste(client_of(secretariat), visit)
    entry = Entry.objects.get(verb="receive_delegation")
    undo(entry, by=secretariat.user)
    assert Person.objects.count() == people
    assert not visit.event.attendances.exists()


def test_a_text_without_people_is_refused_and_kept(
    visit: Visit, secretariat: Reader, client_of: Post
) -> None:
    answer = client_of(secretariat).post(f"/visits/{visit.key}/receive/", {"text": "see you on thursday"})
    assert answer.status_code == 422
    assert b"see you on thursday" in answer.content


def test_the_mayor_of_a_city_sits_in_its_government(secretariat: Reader, guangzhou: Body) -> None:
    list_of_two = "1. Mr. Wen Guohui, Mayor of {}\n2. Ms. Li Hua, Director, General Office"
    for called in ("Guangzhou", "Guangzhou City", "the Municipality of Guangzhou"):
        mayor, _other = recognised(read_delegation(list_of_two.format(called)), secretariat, guangzhou)
        assert [post.bodies for post in mayor.posts] == [(guangzhou,)], called
    elsewhere, _other = recognised(read_delegation(list_of_two.format("Soria")), secretariat, guangzhou)
    assert [post.bodies for post in elsewhere.posts] == [()]


def test_recognising_asks_the_same_number_of_statements_for_any_list(db: None, secretariat: Reader) -> None:
    def counted(text: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            recognised(read_delegation(text), secretariat)
        return len(asked)

    short = "1. Mr. Ada Puig, Mayor of Bron\n2. Mr. Jan Nowak, Mayor of Soria"
    long = "\n".join(
        f"{n}. Mr. Ada Puig{chr(96 + n)}, Deputy Mayor, Office {n} of Bron" for n in range(1, 27)
    )
    assert counted(short) == counted(long) <= 4

    guest = make_body("City of Bron", city=make_city("Bron"))

    def counted_at_home(text: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            recognised(read_delegation(text), secretariat, guest)
        return len(asked)

    assert counted_at_home(short) == counted_at_home(long) <= 7


# The guest's office


@pytest.fixture
def linked(visit: Visit) -> Visit:
    make_attendance(visit.event, person=make_person("WANG Li"), capacity="Director", order=1)
    return commands.issue_link(visit, "zh-hans", by=SYSTEM, on=timezone.localdate())


def test_the_link_opens_the_list_in_the_guests_language(linked: Visit, client: Client) -> None:
    answer = client.get(f"/visits/guest/{token_of(linked)}/")
    assert answer.status_code == 200
    assert "WANG Li" in answer.content.decode()
    assert 'lang="zh-Hans"' in answer.content.decode()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    assert '<html lang="fr"' in client.get(f"/visits/guest/{token_of(linked)}/").text


def test_a_corrected_title_waits_until_it_is_taken_over(
    linked: Visit, client: Client, secretariat: Reader, client_of: Post
) -> None:
    row = linked.event.attendances.get()
    sent = {f"name-{row.pk}": "WANG Li", f"capacity-{row.pk}": "Director\r\n General "}
    assert client.post(f"/visits/guest/{token_of(linked)}/", sent).status_code == 200
    correction = Correction.objects.get()
    assert (correction.before, correction.after) == ("Director", "Director General")
    row.refresh_from_db()
    assert row.capacity == "Director"
    client_of(secretariat).post(f"/visits/{linked.key}/corrections/{correction.key}/")
    row.refresh_from_db()
    assert row.capacity == "Director General"
    assert Entry.objects.filter(verb="answer_by_link", note="by signed link").exists()


def test_the_link_is_spent_when_the_list_is_agreed(linked: Visit, client: Client) -> None:
    token = token_of(linked)
    row = linked.event.attendances.get()
    sent = {f"name-{row.pk}": "WANG Li", f"capacity-{row.pk}": "Director", "agrees": "1"}
    assert client.post(f"/visits/guest/{token}/", sent).status_code == 200
    linked.refresh_from_db()
    assert linked.agreed_at
    again = client.get(f"/visits/guest/{token}/")
    assert again.status_code == 410
    assert 'lang="zh-Hans"' in again.text
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "agreed with this link already" in client.get(f"/visits/guest/{token}/").text


def test_expired_revoked_and_made_up_links_say_so(linked: Visit, client: Client) -> None:
    token = token_of(linked)
    with pytest.raises(LinkNotGood, match="past its end"):
        visit_behind(token, timezone.localdate() + timedelta(days=61))
    commands.revoke_link(linked, by=SYSTEM)
    assert client.get(f"/visits/guest/{token}/").status_code == 410
    assert client.get("/visits/guest/made-up/").status_code == 410


def test_a_new_link_closes_the_one_before(linked: Visit) -> None:
    old = token_of(linked)
    commands.issue_link(linked, "en", by=SYSTEM, on=timezone.localdate())
    with pytest.raises(LinkNotGood):
        visit_behind(old, timezone.localdate())


def test_sending_nothing_new_is_told(linked: Visit, client: Client) -> None:
    row = linked.event.attendances.get()
    sent = {f"name-{row.pk}": "WANG Li", f"capacity-{row.pk}": "Director"}
    assert client.post(f"/visits/guest/{token_of(linked)}/", sent).status_code == 422
    assert not Correction.objects.exists()


# Asks, follow-ups, the programme


def test_follow_ups_head_the_next_visit_of_the_same_guest(
    visit: Visit, secretariat: Reader, client_of: Post
) -> None:
    owner = make_person("Pau Ferrer")
    commands.record_follow_up(visit, {"text": "Send the curriculum", "owner": owner}, by=SYSTEM)
    values = {
        "title": "Second visit",
        "starts": Day.of(ON),
        "ends": Day.of(ON),
        "audience": "members",
        "guest": visit.guest,
    }
    second = commands.record_visit(values, by=SYSTEM, on=ON)
    office = make_body("Office of the guest", parent=visit.guest)
    of_the_office = commands.record_visit(values | {"title": "Third", "guest": office}, by=SYSTEM, on=ON)
    before = {"title": "Long ago", "starts": Day("2010-01-04"), "ends": Day("2010-01-04")}
    long_ago = commands.record_visit(values | before, by=SYSTEM, on=ON)
    client = client_of(secretariat)
    told = [
        b"Send the curriculum" in client.get(f"/visits/{one.key}/").content
        for one in (second, of_the_office, long_ago)
    ]
    assert told == [True, True, False], "its office is told too, the past nothing of the future"
    follow_up = FollowUp.objects.get()
    client.post(f"/visits/{second.key}/follow-ups/{follow_up.key}/done/", {"outcome": "sent by mail"})
    assert b"Send the curriculum" not in client.get(f"/visits/{second.key}/").content


def test_a_follow_up_needs_somebody_who_does_it(visit: Visit) -> None:
    with pytest.raises(Refused, match="who does it"):
        commands.record_follow_up(visit, {"text": "Send it"}, by=SYSTEM)


def test_a_half_day_outside_the_visit_is_refused(visit: Visit) -> None:
    with pytest.raises(Refused, match="not a day of the visit"):
        commands.record_half_day(visit, {"day": ON + timedelta(5), "half": "1", "title": "Tour"}, by=SYSTEM)


def test_papers_are_printed_for_whoever_signed_in(
    visit: Visit, secretariat: Reader, client_of: Post, client: Client
) -> None:
    commands.record_half_day(visit, {"day": ON, "half": "1", "title": "Tour of the port"}, by=SYSTEM)
    for paper in ("", "/programme", "/report"):
        address = f"/papers/visits/{visit.key}{paper}.pdf"
        assert client_of(secretariat).get(address).content.startswith(b"%PDF")
        assert client.get(address).status_code == 404


# Who may


def test_only_those_who_record_may_receive(
    visit: Visit, coordinator: Reader, client_of: Post, client: Client
) -> None:
    for verb in ("receive", "edit", "programme", "notes", "after", "follow-ups"):
        assert client_of(coordinator).get(f"/visits/{visit.key}/{verb}/").status_code == 404
        assert client.get(f"/visits/{visit.key}/{verb}/").status_code == 302
    with pytest.raises(NotAllowed):
        commands.write_notes(visit, "x", by=coordinator)


def test_who_may_not_see_the_event_does_not_see_the_visit(visit: Visit, client: Client) -> None:
    assert client.get(f"/visits/{visit.key}/").status_code == 404
    assert not Visit.objects.visible_to(PUBLIC).exists()


def test_statements_do_not_grow_with_people(visit: Visit, secretariat: Reader, client_of: Post) -> None:
    client = client_of(secretariat)

    def counted(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    make_attendance(visit.event, person=make_person())
    one = counted(f"/visits/{visit.key}/"), counted("/visits/")
    for _ in range(2):
        make_attendance(visit.event, person=make_role().person)
        values = {
            "title": "More",
            "starts": Day.of(ON),
            "ends": Day.of(ON),
            "audience": "members",
            "guest": make_body(),
        }
        commands.record_visit(values, by=SYSTEM, on=ON)
    assert (counted(f"/visits/{visit.key}/"), counted("/visits/")) == one
    assert one[0] <= 25
    assert one[1] <= 10


def test_an_event_leads_to_its_visit(visit: Visit, secretariat: Reader, client_of: Post) -> None:
    page = f"/events/{visit.event.key}/"
    assert f'href="/visits/{visit.key}/"' in client_of(secretariat).get(page).text
    visit.guest.audience = "secretariat"
    visit.guest.save()
    visit.event.audience = "public"
    visit.event.save()
    stranger = Client().get(page)
    assert stranger.status_code == 200
    assert f"/visits/{visit.key}/" not in stranger.text
