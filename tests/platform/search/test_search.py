"""The index follows every act; what is asked in any script is found, and only by those who may see it."""

from collections.abc import Callable
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import factories

from koinon.network.people import commands as people
from koinon.network.people.models import Body
from koinon.network.people.readers import SYSTEM, Reader
from koinon.network.places.commands import record_name
from koinon.network.places.models import City, CityName
from koinon.platform.audit.commands import act, undo
from koinon.platform.audit.models import Entry, Record
from koinon.platform.folding import fold
from koinon.platform.search import spelling
from koinon.platform.search.indexing import index, registered, tokens
from koinon.platform.search.models import SearchEntry, Spelling

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Reader], Client]
ON = date(2022, 6, 1)


def put(*records: Record) -> None:
    """Into the index, as an act would."""
    for record in records:
        index(record.record_kind(), [record.pk])


def found(client: Client, words: str) -> list[str]:
    """What the suggestions offer; the page of results must hold the same first ones."""
    labels = [one["label"] for one in client.get("/search/suggest", {"q": words}).json()]
    page = client.get("/search/", {"q": words}).text
    assert all(label in page for label in labels)
    return labels


@pytest.fixture
def guangzhou_city() -> City:
    city = factories.make_city("Guangzhou", key="guangzhou")
    factories.make(CityName, city=city, text="广州市", language="zh-Hans")
    put(city)
    return city


@pytest.mark.parametrize("words", ["广州", "廣州", "guangzhou", "Guangzhou", "GUANG", "广州市", "州市"])
def test_one_city_in_any_writing(client: Client, guangzhou_city: City, words: str) -> None:
    assert found(client, words) == ["Guangzhou"]


def test_two_characters_within_a_longer_name(client: Client) -> None:
    put(factories.make_body("世界大都市协会城市联盟"), factories.make_body("世界大学"))
    assert found(client, "城市") == ["世界大都市协会城市联盟"]
    assert sorted(found(client, "世界")) == ["世界大学", "世界大都市协会城市联盟"]


@pytest.mark.parametrize("words", ["Málaga", "malaga", "MALAGA", "málaga "])
def test_accents_do_not_matter(client: Client, words: str) -> None:
    put(factories.make_city("Málaga"))
    assert found(client, words) == ["Málaga"]


@pytest.mark.parametrize(
    ("slip", "name"), [("Guangzou", "Guangzhou"), ("Bickrt", "Bickart"), ("Guagnzhou", "Guangzhou")]
)
def test_a_slip_of_the_keyboard(client: Client, slip: str, name: str) -> None:
    put(factories.make_city("Guangzhou"), factories.make_city("Bickart"), factories.make_city("Lyon"))
    assert found(client, slip) == [name]
    page = client.get("/search/", {"q": slip}).text
    assert f"found for “{name.lower()}”" in page


def test_all_the_words_and_the_last_one_unfinished(client: Client) -> None:
    put(factories.make_body("Foreign Affairs Office"), factories.make_body("Foreign Trade Office"))
    assert len(found(client, "foreign off")) == 2
    assert found(client, "office affairs foreign") == ["Foreign Affairs Office"]
    assert found(client, "fore affairs") == []


def test_the_exact_name_comes_first_then_the_shorter(client: Client) -> None:
    names = ["Greater Lyon Metropolis", "Lyon Confluence", "Lyon", "Academy of Lyon and more"]
    put(*(factories.make_body(name) for name in names))
    assert found(client, "lyon")[:2] == ["Lyon", "Lyon Confluence"]
    assert len(found(client, "lyon")) == 4


@pytest.mark.parametrize(
    "words",
    [
        '"',
        "'",
        '"a',
        "a OR",
        "NOT",
        "a AND",
        "NEAR(a b)",
        "words:a",
        "a*",
        "(",
        "a')--",
        "^a",
        "-a",
        "&|!:*",
        "%",
    ],
)
def test_what_means_something_to_the_database_is_only_words(client: Client, words: str) -> None:
    put(factories.make_body("A body"))
    assert client.get("/search/", {"q": words}).status_code == 200
    assert client.get("/search/suggest", {"q": words}).status_code == 200


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=60))
def test_nothing_typed_ever_breaks_it(client: Client, words: str) -> None:
    assert client.get("/search/suggest", {"q": words}).status_code == 200


@given(st.text())
def test_every_name_is_found_by_its_own_tokens(text: str) -> None:
    words = tokens([text])
    assert set(tokens([text, text])) == set(words)
    assert set(tokens([fold(text)])) <= set(words) | {""}
    assert all(word and " " not in word for word in words)


@given(st.from_regex(r"[a-z]{4,20}", fullmatch=True), st.data())
def test_words_one_letter_apart_share_a_form(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    for slip in (word[:at] + word[at + 1 :], word[:at] + "q" + word[at + 1 :], word[:at] + "q" + word[at:]):
        assert spelling.forms(word) & spelling.forms(slip)


# The index follows


def entries() -> set[tuple[str, int, str, str, str]]:
    return {(one.kind, one.object_id, one.label, one.hint, one.words) for one in SearchEntry.objects.all()}


def again() -> set[tuple[str, int, str, str, str]]:
    """The index as ``koinon reindex`` writes it."""
    call_command("reindex", verbosity=0, stdout=StringIO())
    return entries()


def test_recording_renaming_removing_and_undoing(client: Client) -> None:
    body = people.record_body({"name": "Office of Waters"}, by=SYSTEM, on=ON)
    assert found(client, "waters") == ["Office of Waters"]
    with act("rename", by=None) as doing:
        doing.change(body, name="Office of Rivers")
    assert found(client, "waters") == []
    assert found(client, "rivers") == ["Office of Rivers"]
    undo(Entry.objects.get(verb="rename"), by=None)
    assert found(client, "waters") == ["Office of Waters"]
    with act("remove", by=None) as doing:
        doing.remove(Body.objects.get())
    assert found(client, "waters") == []
    assert not SearchEntry.objects.filter(kind="people.body").exists()
    undo(Entry.objects.get(verb="remove"), by=None)
    assert found(client, "waters") == ["Office of Waters"]


def test_a_refused_act_leaves_the_index_as_it_was(client: Client) -> None:
    def half() -> None:
        with act("half", by=None) as doing:
            doing.create(Body(key="half-done", name="Half done"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    assert found(client, "half") == []


def test_a_name_added_is_found_at_once(client: Client, guangzhou_city: City) -> None:
    with act("name", by=None) as doing:
        name = doing.create(CityName(key="canton", city=guangzhou_city, text="Canton"))
    assert found(client, "canton") == ["Guangzhou"]
    with act("unname", by=None) as doing:
        doing.remove(name)
    assert found(client, "canton") == []


def test_a_renamed_city_is_renamed_where_its_name_is_lent(client: Client) -> None:
    city = factories.make_city("Leningrad")
    talks = factories.make_meeting(title="Talks", city=city)
    put(city, talks.body, talks, factories.make_event("White nights", city=city))
    with act("rename", by=None) as doing:
        doing.change(city, name="Petersburg")
    assert found(client, "leningrad") == []
    assert sorted(found(client, "petersburg")) == ["Petersburg", "Talks", "White nights"]
    assert entries() == again()


def test_reindexing_gives_the_same_index(client: Client) -> None:
    city = factories.make_city("Lyon")
    government = people.record_body({"name": "City of Lyon", "city": city}, by=SYSTEM, on=ON)
    office = people.record_body({"name": "Bureau", "parent": government}, by=SYSTEM, on=ON)
    person = people.record_person({"name": "Agnès Bickart", "family": "Bickart"}, by=SYSTEM, on=ON)
    with act("touch", by=None) as doing:
        doing.change(government, name="Ville de Lyon")
        doing.change(office, short_name="BI")
        doing.change(city, division="Rhône")
    assert SearchEntry.objects.filter(kind="people.person", object_id=person.pk).exists()
    before, words = entries(), set(Spelling.objects.values_list("form", "word"))
    assert before == again()
    assert set(Spelling.objects.values_list("form", "word")) <= words


def test_an_unknown_kind_of_row_does_no_harm(client: Client) -> None:
    SearchEntry.objects.create(kind="gone.kind", object_id=1, label="Ghost", href="/", words="ghost")
    assert found(client, "ghost") == []


# Who may find what


def test_what_one_may_not_see_is_neither_found_nor_suggested(
    client: Client, coordinator: Reader, secretariat: Reader, client_of: ClientOf
) -> None:
    for audience in ("members", "secretariat"):
        put(factories.make_body(f"Confidential {audience}", audience=audience))
        put(factories.make_person(f"Secretive {audience.title()}", audience=audience))
    counts = {"public": client, "coordinator": client_of(coordinator), "secretariat": client_of(secretariat)}
    assert {name: len(found(one, "confidential")) for name, one in counts.items()} == {
        "public": 0,
        "coordinator": 1,
        "secretariat": 2,
    }
    assert [len(found(one, "secretive")) for one in counts.values()] == [0, 1, 2]


def test_hidden_parties_and_parents_are_not_told_by_the_hint(client: Client) -> None:
    hidden = factories.make_body("Clandestine Union", audience="secretariat")
    agreement = factories.make_agreement("Open pact", [hidden, factories.make_body("Lyon")])
    put(agreement, factories.make_body("Open office", parent=hidden))
    put(factories.make_document("Open paper", publisher=hidden), factories.make_meeting(body=hidden))
    assert found(client, "clandestine") == []
    for words in ("open pact", "open office", "open paper"):
        answer = client.get("/search/suggest", {"q": words}).json()
        assert len(answer) == 1
        assert "Clandestine" not in str(answer)
    with act("open", by=None) as doing:
        doing.change(hidden, audience="public")
    assert {"Open pact", "Open paper"} <= set(found(client, "clandestine"))


def test_the_hint_is_in_the_language_of_the_reader(client: Client) -> None:
    city = factories.make_city("Lyon")
    put(
        factories.make_event("Feier", starts="2019-11-05", ends="2019-11-05"),
        factories.make_body("Rathaus", city=city),
    )
    people_say = {"text": "里昂", "language": "zh-Hans", "kind": "official"}
    record_name(city, people_say, by=SYSTEM)  # the body beside it is told anew

    def hints(language: str) -> list[str]:
        asked = (
            client.get("/search/suggest", {"q": words}, headers={"accept-language": language})
            for words in ("feier", "rathaus")
        )
        return [answer.json()[0]["hint"] for answer in asked]

    assert hints("en") == ["5 November 2019", "Lyon"]
    assert hints("zh-hans") == ["2019年11月5日", "里昂"]


def test_the_statements_do_not_grow_with_what_is_found(client: Client) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get("/search/suggest", {"q": "lyon"})
        return len(asked)

    put(factories.make_body("Lyon 0"), factories.make_city("Lyon"))
    few = statements()
    put(*(factories.make_body(f"Lyon {number}") for number in range(1, 30)))
    assert statements() == few <= 4


def test_every_kind_is_indexed_in_a_fixed_number_of_statements() -> None:
    for _ in range(3):
        factories.make_agreement(parties=[factories.make_body(), factories.make_body()])
        factories.make_event(city=factories.make_city())
    for kind in registered():
        with CaptureQueriesContext(connection) as asked:
            index(kind)
        assert len(asked) <= 14, kind


@pytest.mark.parametrize("language", ["en", "zh-hans", "es", "fr"])
def test_the_page_in_four_languages(client: Client, guangzhou_city: City, language: str) -> None:
    for words in ("", "guangzhou", "nothing at all"):
        assert client.get("/search/", {"q": words}, headers={"accept-language": language}).status_code == 200


def test_the_results_keep_the_day(client: Client, guangzhou_city: City) -> None:
    page = client.get("/search/", {"q": "guangzhou", "on": "2016-10-14"}).text
    assert "/cities/guangzhou/?on=2016-10-14" in page
