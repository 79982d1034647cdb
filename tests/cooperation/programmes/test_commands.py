"""What may be done with programmes, by whom, and what is refused."""

import pytest
from tests.factories import make_body, make_edition, make_event, make_participation, make_programme, make_role

from koinon.cooperation.programmes import commands, participant_commands
from koinon.cooperation.programmes.models import FocalPoint, Participation, Programme, Topic
from koinon.network.people.models import Body
from koinon.network.people.readers import SYSTEM, Reader
from koinon.platform.audit.commands import Stale, StillUsed, undo
from koinon.platform.audit.models import Entry
from koinon.platform.errors import NotAllowed

pytestmark = pytest.mark.django_db


def test_the_secretariat_records_a_programme_under_its_short_name(secretariat: Reader) -> None:
    programme = commands.record_programme(
        by=secretariat, title="International Urban Cooperation", short_name="IUC"
    )
    assert programme.key == "iuc"
    assert Entry.objects.get().verb == "record_programme"
    assert Entry.objects.get().by == secretariat.user


@pytest.mark.parametrize("who", ["coordinator", "deputy", "other_officer", "stranger", "public"])
def test_nobody_else_records_a_programme(who: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(NotAllowed):
        commands.record_programme(by=request.getfixturevalue(who), title="Anything")
    assert not Programme.objects.exists()


def test_two_people_changing_one_programme_at_once() -> None:
    programme = make_programme("Old title")
    commands.change_programme(programme, by=SYSTEM, expected_version=1, title="New title")
    late = Programme.objects.get()
    with pytest.raises(Stale):
        commands.change_programme(late, by=SYSTEM, expected_version=1, title="Other title")
    assert Programme.objects.get().title == "New title"


def test_a_programme_with_editions_stays() -> None:
    edition = make_edition()
    with pytest.raises(StillUsed):
        commands.remove_programme(edition.programme, by=SYSTEM)


def test_an_edition_is_keyed_by_its_programme() -> None:
    programme = make_programme(key="iuc")
    edition = commands.record_edition(programme, by=SYSTEM, title="2018", starts="2018", ends="2018")
    assert edition.key == "iuc-2018"


def test_removing_an_edition_takes_its_participants_and_undo_brings_them_back() -> None:
    part = make_participation()
    commands.remove_edition(part.edition, by=SYSTEM)
    assert not Participation.objects.exists()
    undo(Entry.objects.get(verb="remove_edition"), by=None)
    assert Participation.objects.get().key == part.key


def test_an_alignment_stands_in_its_vocabulary() -> None:
    programme = make_programme()
    with pytest.raises(commands.UnknownCode) as refused:
        commands.record_alignment(programme, by=SYSTEM, vocabulary="sdg", code="18")
    assert refused.value.field == "code"
    commands.record_alignment(programme, by=SYSTEM, vocabulary="sdg", code="11.3")
    with pytest.raises(commands.AlignedAlready):
        commands.record_alignment(programme, by=SYSTEM, vocabulary="sdg", code="11.3")


def test_an_event_belongs_to_a_programme_once() -> None:
    edition, event = make_edition(), make_event()
    link = commands.link_event(edition.programme, event, by=SYSTEM, edition=edition)
    with pytest.raises(commands.LinkedAlready):
        commands.link_event(edition.programme, event, by=SYSTEM)
    commands.unlink_event(link, by=SYSTEM)
    assert not edition.programme.event_links.exists()


def test_an_event_cannot_join_an_edition_of_another_programme() -> None:
    with pytest.raises(commands.OfAnotherProgramme):
        commands.link_event(make_programme(), make_event(), by=SYSTEM, edition=make_edition())


def test_a_body_takes_part_once() -> None:
    part = make_participation()
    with pytest.raises(participant_commands.TakesPartAlready) as refused:
        participant_commands.record_participation(part.edition, part.body, by=SYSTEM)
    assert refused.value.field == "body"


def test_topics_are_settled_line_by_line() -> None:
    edition, body = make_edition(), make_body("Yantai")
    lines = {"interest": ["Smart tourism", "Ports"], "offer": ["Vocational training"]}
    part = participant_commands.record_participation(edition, body, by=SYSTEM, topics=lines, side="China")
    kept = Topic.objects.get(text="Ports")

    participant_commands.change_participation(part, by=SYSTEM, topics={"interest": ["ports", "Culture"]})

    assert set(Topic.objects.values_list("kind", "text")) == {
        ("interest", "Ports"),
        ("interest", "Culture"),
        ("offer", "Vocational training"),
    }
    assert Topic.objects.get(text="Ports").pk == kept.pk


def test_topics_of_all_together_leave_those_of_one_alone() -> None:
    part = make_participation()
    participant_commands.change_participation(part, by=SYSTEM, topics={"interest": ["Ports"]})
    participant_commands.change_edition_topics(part.edition, {"interest": ["Culture"]}, by=SYSTEM)
    assert set(Topic.objects.values_list("participation", "text")) == {(part.pk, "Ports"), (None, "Culture")}


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("secretariat", True),
        ("coordinator", True),
        ("deputy", True),
        ("other_officer", False),
        ("stranger", False),
        ("public", False),
    ],
)
def test_who_says_what_guangzhou_seeks(
    who: str, may: bool, guangzhou: Body, request: pytest.FixtureRequest
) -> None:
    part = make_participation(body=guangzhou)
    reader = request.getfixturevalue(who)
    if may:
        participant_commands.change_participation(part, by=reader, topics={"interest": ["Ports"]})
        assert Topic.objects.get().participation == part
    else:
        with pytest.raises(NotAllowed):
            participant_commands.change_participation(part, by=reader, topics={"interest": ["Ports"]})
        assert not Topic.objects.exists()


def test_a_focal_point_is_named_once(guangzhou: Body, coordinator: Reader) -> None:
    part, role = make_participation(body=guangzhou), make_role(of=guangzhou)
    point = participant_commands.record_focal_point(part, role, by=coordinator)
    with pytest.raises(participant_commands.FocalPointAlready):
        participant_commands.record_focal_point(part, role, by=coordinator)
    participant_commands.remove_focal_point(point, by=coordinator)
    assert not FocalPoint.objects.exists()


def test_a_participant_is_removed_by_the_secretariat_only(guangzhou: Body, coordinator: Reader) -> None:
    part = make_participation(body=guangzhou)
    with pytest.raises(NotAllowed):
        participant_commands.remove_participation(part, by=coordinator)
    participant_commands.remove_participation(part, by=SYSTEM)
    assert not Participation.objects.exists()
