"""A dirty list of twin cities is resolved with care: what is doubtful is left to a person."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koinon.cooperation.agreements.twinning_ends import Doubt, End, Reader, kilometres
from koinon.cooperation.agreements.twinning_readings import Reading, names_an_area, readings
from koinon.cooperation.agreements.twinning_resolving import TwinningRow, resolve_twinnings
from koinon.network.places.gazetteer import Gazetteer, gazetteer
from koinon.network.places.naming import country_meant


@pytest.fixture(scope="module")
def source() -> Gazetteer:
    return gazetteer()


def end(name: str, country: str, number: str = "") -> End:
    return Reader(gazetteer()).end(name, country, number)


def row(number: int, *cells: str) -> TwinningRow:
    return TwinningRow(number, *cells)


@pytest.mark.parametrize(
    ("name", "country", "place", "unit"),
    [
        ("Guangzhou", "China", "Guangzhou", "Guangdong"),
        ("Lyon", "France", "Lyon", "Auvergne-Rhône-Alpes"),
        ("Seville", "Spain", "Sevilla", "Andalusia"),
        ("Kiel", "Germany", "Kiel", "Schleswig-Holstein"),
        ("Halle (Saale)", "Germany", "Halle (Saale)", "Saxony-Anhalt"),
        ("Friedberg, Hesse", "Germany", "Friedberg", "Hesse"),
        ("Friedberg, Bavaria", "Germany", "Friedberg", "Bavaria"),
        ("Suzhou, Jiangsu", "China", "Suzhou", "Jiangsu"),
        ("Tokyo – Itabashi", "Japan", "Itabashi", "Tokyo"),
        ("Zemun (Belgrade)", "Serbia", "Zemun", ""),
        ("Prague 5 (Prague)", "Czech Republic", None, ""),
        ("Perth", "Scotland, United Kingdom", "Perth", "Scotland"),
        ("Albany", "New York, United States", "Albany", "New York"),
        ("Batumi", "Georgia (country)", "Batumi", ""),
        ("Varna, Bulgaria", "", "Varna", ""),
        ("St. Albans", "England", "St Albans", "England"),
        ("London[1]", "England, United Kingdom", "London", "England"),
    ],
)
def test_what_a_written_end_means(name: str, country: str, place: str | None, unit: str) -> None:
    told = end(name, country)
    assert (told.place.name if told.place else None) == place
    assert (told.place.unit if told.place else "") == unit


@pytest.mark.parametrize(
    ("name", "country", "doubt", "candidate"),
    [
        ("Springfield", "United States", Doubt.SEVERAL, "Springfield"),
        ("Prague 5 (Prague)", "Czech Republic", Doubt.PART, "Prague"),
        ("Berlin – Nowhere", "Germany", Doubt.PART, "Berlin"),
        ("Ravenna Province", "Italy", Doubt.AREA, "Ravenna"),
        ("Vilnius District Municipality", "Lithuania", Doubt.AREA, "Vilnius"),
        ("Brazzaville", "Congo", Doubt.COUNTRY, None),
        ("Lyon", "Atlantis", Doubt.COUNTRY, None),
        ("", "France", Doubt.COUNTRY, None),
        ("Nowhereville", "France", Doubt.UNKNOWN, None),
        ("Marsseille", "France", Doubt.UNKNOWN, "Marseille"),
        ("London", "Scotland", Doubt.UNKNOWN, None),
    ],
)
def test_what_is_doubtful_comes_with_a_reason_and_candidates(
    name: str, country: str, doubt: Doubt, candidate: str | None
) -> None:
    told = end(name, country)
    assert told.place is None
    assert told.doubt is doubt
    assert candidate is None or candidate in [one.place.name for one in told.candidates]


def test_a_number_given_by_a_person_decides() -> None:
    assert end("Springfield", "United States", "4250542").place.unit == "Illinois"  # type: ignore[union-attr]
    assert end("Springfield", "United States", "1").doubt is Doubt.UNKNOWN
    assert end("Springfield", "United States", "many").doubt is Doubt.UNKNOWN


def test_pairs_both_ways_twice_and_with_itself(source: Gazetteer) -> None:
    rows = [
        row(2, "Guangzhou", "China", "Lyon", "France"),
        row(3, "Lyon", "France", "Guangzhou", "China"),
        row(4, "Canton", "China", "Lyon", "France"),
        row(5, "Lyon", "France", "Lyon", "France"),
        row(6, "Springfield", "United States", "Lyon", "France"),
        row(7, "Guangzhou", "China", "Frankfurt am Main", "Germany"),
    ]
    plan = resolve_twinnings(rows, source=source)
    assert [pair.row.number for pair in plan.pairs] == [2, 7]
    assert [(one.row.number, one.earlier.number) for one in plan.repeated] == [(3, 2), (4, 2)]
    assert [one.row.number for one in plan.selves] == [5]
    assert [one.row.number for one in plan.doubtful] == [6]
    assert (plan.rows, plan.ends, plan.ends_resolved) == (6, 12, 11)
    assert {place.name for place in plan.places.values()} == {"Guangzhou", "Lyon", "Frankfurt am Main"}


def test_progress_is_told_and_may_stop_the_work(source: Gazetteer) -> None:
    rows = [row(n, f"Lyon {n}", "France", "Guangzhou", "China") for n in range(2, 252)]
    told: list[tuple[int, int]] = []
    resolve_twinnings(rows, source=source, progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 251), (200, 251), (251, 251)]

    class StoppedError(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        resolve_twinnings(rows, source=source, progress=stop)


def test_readings_go_from_the_literal_to_the_parts() -> None:
    assert list(readings("Chaoyang (Beijing)")) == [
        Reading("Chaoyang (Beijing)"),
        Reading("Chaoyang", "Beijing"),
    ]
    assert Reading("Nerima", "Tokyo") in list(readings("Tokyo – Nerima"))
    assert Reading("Saint Ives", "Cambridgeshire") in list(readings("St Ives, Cambridgeshire"))
    assert Reading("Malacca") in list(readings("Malacca City"))
    assert list(readings("  ")) == []
    assert names_an_area("Utah County")
    assert not names_an_area("Countryside")


def test_distance_is_along_the_ground(source: Gazetteer) -> None:
    paris, lyon = source.find("Paris", "FR")[0].place, source.find("Lyon", "FR")[0].place
    assert 385 < kilometres(paris, lyon) < 400
    assert kilometres(paris, paris) == 0


COUNTRIES = [
    "France",
    "England",
    "Scotland, United Kingdom",
    "China",
    "Congo",
    "Georgia",
    "Réunion, France",
    "X",
    "",
]
NAMES = st.one_of(
    st.text(max_size=25),
    st.sampled_from(["Lyon", "Perth", "Paris", "Guangzhou", "Saint-Denis", "Tbilisi", "London"]),
    st.builds("{} ({})".format, st.sampled_from(["Perth", "Xicheng"]), st.sampled_from(["Beijing", "Paris"])),
)


@given(NAMES, st.sampled_from(COUNTRIES))
@settings(max_examples=150, deadline=None)
def test_never_a_wrong_country(name: str, country: str) -> None:
    told = end(name, country)
    meant = country_meant(country)
    assert (told.place is None) != (told.doubt is None)
    if told.place and meant:
        assert told.place.country == meant.alpha2
    if meant:
        assert {one.place.country for one in told.candidates} <= {meant.alpha2}
