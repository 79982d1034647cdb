"""Evidence flows back: once, to the due of its year, never accepted by itself, and the right officer is told."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from tests.factories import make, make_body, make_document, make_person, make_post, make_role, make_user

from koinon.cooperation.agreements.models import Evidence
from koinon.cooperation.learning import curriculum_commands, output_commands
from koinon.cooperation.learning.catching_up import offer_all
from koinon.cooperation.learning.findings import (
    find_hubs_without_works,
    find_seminars_not_held,
    find_years_without_curriculum,
)
from koinon.cooperation.learning.grid import Standing, grid_of
from koinon.cooperation.learning.models import Curriculum, Hub, HubWork, Work
from koinon.cooperation.learning.suggesting import suggested
from koinon.network.events.models import Registration
from koinon.network.events.presence_commands import mark_present
from koinon.network.members.models import PortfolioBody
from koinon.network.people.models import Body
from koinon.network.people.readers import PUBLIC, SYSTEM, Reader
from koinon.platform.audit.models import Entry
from koinon.platform.notifications.models import Message

from .conftest import HELD, TODAY, published, seminar_of


@pytest.fixture
def carer(chengdu: Body) -> str:
    """The address of the officer who has Chengdu in her portfolio."""
    account = make_user("carer@example.org")
    post = make_post("Portfolio manager", body=make_body(kind="secretariat"), seats=1)
    make_role(person=make_person("Clara Carer", account=account), post=post)
    make(PortfolioBody, post=post, body=chengdu, starts="2000-01-01", ends="..")
    return account.email


@pytest.mark.parametrize(
    ("words", "works"),
    [
        ("Joint international training curricula", [Work.CURRICULUM]),
        ("Promotion of the joint curricula", [Work.PROMOTION, Work.SEMINAR]),
        ("Research works", [Work.RESEARCH]),
        ("Seminarios y formación", [Work.SEMINAR, Work.CURRICULUM]),
        ("联合课程的推广", [Work.PROMOTION, Work.SEMINAR]),
        ("A gift of books", []),
    ],
)
def test_work_is_suggested_from_words(words: str, works: list[Work]) -> None:
    assert suggested(words) == works


def test_a_published_curriculum_is_offered_once_for_its_year(draft: Curriculum, carer: str) -> None:
    published(draft)
    offered = Evidence.objects.get()
    assert (offered.state, offered.offered_by, offered.audience) == ("offered", draft.hub.host, "members")
    assert [str(one.due.day.edtf) for one in offered.supports.all()] == ["2020"]
    assert draft.key in offered.address
    assert Message.objects.get().mailbox.address == carer
    assert offer_all(draft.hub, by=SYSTEM, on=TODAY) == []


def test_the_publisher_need_be_no_party(
    draft: Curriculum, other_officer: Reader, secretariat: Reader
) -> None:
    output = output_commands.record_output(
        draft.hub, {"title": "A study", "year": 2021, "document": make_document()}, by=other_officer
    )
    assert output not in type(output).objects.visible_to(PUBLIC)
    output_commands.publish_output(output, by=other_officer, on=TODAY)
    assert output in type(output).objects.visible_to(PUBLIC)
    offered = Evidence.objects.get()
    assert (offered.document, offered.entered_by) == (output.document, other_officer.user)
    assert [one.due.day.edtf for one in offered.supports.all()] == ["2021"]


def test_who_comes_makes_a_seminar_held(hub: Hub, secretariat: Reader) -> None:
    seminar = seminar_of(hub)
    first, second = (
        make(Registration, event=seminar.event, name=name, state="confirmed") for name in ("Li", "Wu")
    )
    mark_present(first, by=secretariat, on=HELD)
    mark_present(second, by=secretariat, on=HELD)
    offered = Evidence.objects.get()
    assert (offered.event, offered.state) == (seminar.event, "offered")
    assert offered.supports.get().due.commitment.title == "Promotion of the joint curricula"
    assert "offer_evidence" in Entry.objects.filter(by=secretariat.user).values_list("verb", flat=True)


def test_an_event_of_no_hub_is_evidence_of_nothing(hub: Hub, secretariat: Reader) -> None:
    seminar = seminar_of(hub)
    seminar.delete()
    mark_present(
        make(Registration, event=seminar.event, name="Li", state="confirmed"), by=secretariat, on=HELD
    )
    assert not Evidence.objects.exists()


def test_without_a_link_nothing_is_offered(draft: Curriculum) -> None:
    HubWork.objects.all().delete()
    published(draft)
    assert not Evidence.objects.exists()
    assert [one.subjects for one in find_hubs_without_works(TODAY)] == [(draft.hub,)]


def test_the_grid_shows_empty_cells(draft: Curriculum) -> None:
    published(draft)
    hub, after = draft.hub, date(2021, 6, 1)
    grid = grid_of(hub, after, SYSTEM)
    table = [[cell.standing for cell in line.cells] for line in grid.lines]
    late, still = Standing.LATE, Standing.OPEN
    assert grid.years == (2020, 2021, 2022)
    assert table == [[Standing.OFFERED, still, still], [late, still, still], [late, still, still]]
    Evidence.objects.update(state="accepted")
    again = grid_of(hub, after, SYSTEM)
    assert (again.evidenced, again.owed, again.empty) == (1, 9, 2)
    assert grid_of(hub, date(2020, 1, 1), SYSTEM).evidenced == 0


def test_findings_tell_of_years_and_seminars(draft: Curriculum) -> None:
    published(draft)
    seminar = seminar_of(draft.hub)
    on = date(2021, 2, 1)
    assert [str(one.values["year"].edtf) for one in find_years_without_curriculum(on)] == ["2021"]  # type: ignore[union-attr]
    assert [one.subjects[0] for one in find_seminars_not_held(on)] == [seminar.event]
    assert not list(find_seminars_not_held(TODAY))


def test_whoever_publishes_is_told_who_hears_of_it(
    draft: Curriculum, carer: str, secretariat: Reader, client_of: Callable[[Reader], Client]
) -> None:
    for side in ("host", "network"):
        curriculum_commands.agree_curriculum(draft, side, by=SYSTEM, on=TODAY)
    page = client_of(secretariat).post(f"{draft.get_absolute_url()}publish/", follow=True)
    assert "Told of it: Clara CARER." in page.content.decode()
