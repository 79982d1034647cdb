"""What readers see of programmes, editions and participants."""

from datetime import date
from typing import Any

import pytest
from tests.factories import (
    make,
    make_body,
    make_edition,
    make_event,
    make_participation,
    make_person,
    make_programme,
    make_role,
)

from koinon.cooperation.programmes.models import Edition, FocalPoint, Participation, ProgrammeEvent, Topic
from koinon.cooperation.programmes.queries import edition_page, participations_of, programme_page, programmes
from koinon.cooperation.programmes.timelines import programme_timeline, time_tag
from koinon.network.people.models import Body
from koinon.network.people.readers import PUBLIC, SYSTEM, Reader

pytestmark = pytest.mark.django_db
ON = date(2018, 6, 1)


def test_the_list_counts_what_may_be_seen() -> None:
    programme = make_programme("Pairings", short_name="IUC")
    first, second = make_edition(programme), make_edition(programme, audience="secretariat")
    both = make_body()
    for edition in (first, second):
        make_participation(edition, both)
    make_participation(first)

    seen: Any = programmes(PUBLIC, on=ON).get()
    told: Any = programmes(SYSTEM, on=ON).get()

    assert (seen.edition_count, seen.body_count) == (1, 2)
    assert (told.edition_count, told.body_count) == (2, 2)


def test_the_list_is_searched_and_told_as_of_a_day() -> None:
    make_programme("Pairings", short_name="IUC", starts="2017", ends="2019")
    make_programme("Award", starts="2012", ends="..")
    assert [one.title for one in programmes(PUBLIC, on=ON, words="iuc")] == ["Pairings"]
    assert [one.title for one in programmes(PUBLIC, on=date(2014, 1, 1), running=True)] == ["Award"]
    assert [one.title for one in programmes(PUBLIC, on=ON, sort="starts")] == ["Award", "Pairings"]


def test_a_body_the_reader_may_not_see_does_not_run_the_programme() -> None:
    hidden = make_body("Hidden", audience="secretariat")
    programme = make_programme(run_by=hidden)
    assert programmes(PUBLIC, on=ON).get().run_by is None
    assert programme_page(programme, PUBLIC).run_by is None
    assert programme_page(programme, SYSTEM).run_by == hidden


def test_an_edition_hides_with_its_programme_and_its_parts_with_it() -> None:
    edition = make_edition(make_programme(audience="secretariat"))
    part = make_participation(edition)
    make(Topic, edition=edition, participation=part, text="Ports")
    make(FocalPoint, participation=part, role=make_role())
    make(ProgrammeEvent, programme=edition.programme, edition=edition, event=make_event())
    for model in (Edition, Participation, Topic, FocalPoint, ProgrammeEvent):
        assert not model.objects.visible_to(PUBLIC).exists()
        assert model.objects.visible_to(SYSTEM).count() == 1


def test_the_parties_to_an_edition_are_those_who_take_part(
    guangzhou: Body, coordinator: Reader, other_officer: Reader
) -> None:
    edition = make_edition(audience="parties")
    make_participation(edition, guangzhou)
    assert Edition.objects.visible_to(coordinator).count() == 1
    assert not Edition.objects.visible_to(other_officer).exists()


def test_participants_stand_by_side_with_what_they_seek_and_whom_to_reach() -> None:
    edition = make_edition()
    yantai = make_participation(edition, make_body("Yantai"), side="China")
    kunming = make_participation(edition, make_body("Kunming"), side="China")
    make_participation(edition, make_body("Burgas"), side="Europe")
    make_participation(edition, make_body("Observer"))
    make(Topic, edition=edition, participation=yantai, text="Ports")
    make(Topic, edition=edition, text="Culture")
    make(FocalPoint, participation=kunming, role=make_role(starts="2018", ends="2019-06-30"))

    page = edition_page(edition, PUBLIC, ON)

    assert [(side, [str(one.participation.body) for one in ones]) for side, ones in page.sides] == [
        ("China", ["Kunming", "Yantai"]),
        ("Europe", ["Burgas"]),
        ("", ["Observer"]),
    ]
    assert [topic.text for topic in page.participants[1].named("interest")] == ["Ports"]
    (point,) = page.participants[0].focal_points
    assert vars(point.role)["held"] == "possibly"
    assert [(kind, [topic.text for topic in topics]) for kind, topics in page.together] == [
        ("interest", ["Culture"])
    ]


def test_a_focal_point_whose_person_is_hidden_is_not_shown() -> None:
    part = make_participation()
    make(FocalPoint, participation=part, role=make_role(person=make_person(audience="secretariat")))
    assert edition_page(part.edition, PUBLIC, ON).participants[0].focal_points == []
    assert len(edition_page(part.edition, SYSTEM, ON).participants[0].focal_points) == 1


def test_what_a_body_took_part_in() -> None:
    part = make_participation()
    make_participation(make_edition(audience="secretariat"), part.body)
    assert list(participations_of(part.body, PUBLIC)) == [part]


@pytest.mark.parametrize(
    ("on", "tag"),
    [
        (date(2017, 1, 1), ("to come", "no")),
        (date(2018, 3, 1), ("perhaps running", "possibly")),
        (date(2018, 7, 1), ("running", "yes")),
        (date(2019, 7, 1), ("over", "no")),
    ],
)
def test_how_an_edition_stands_on_a_day(on: date, tag: tuple[str, str]) -> None:
    edition = make_edition(starts="2018-01/2018-06", ends="2018-12-31")
    assert time_tag(edition, on) == tag


def test_the_time_line_shows_what_is_dated() -> None:
    programme = make_programme()
    assert programme_timeline(programme_page(programme, PUBLIC), ON, ON) is None
    edition = make_edition(programme)
    make_edition(programme, title="Undated", starts="", ends="")
    make(ProgrammeEvent, programme=programme, event=make_event("Workshop"))
    drawing = programme_timeline(programme_page(programme, PUBLIC), ON, ON)
    assert drawing is not None
    assert [mark.label for mark in drawing.marks if hasattr(mark, "label")] == [edition.title, "Workshop"]
