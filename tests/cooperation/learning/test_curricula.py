"""Curricula: who writes them, that both sides agree, that a published version stays, and who sees what."""

from collections.abc import Callable

import pytest
from django.test import Client

from koinon.cooperation.learning import curriculum_commands as commands
from koinon.cooperation.learning import writing_commands
from koinon.cooperation.learning.models import Curriculum, CurriculumState, Hub, Lesson, Module
from koinon.cooperation.learning.outline import outline_of
from koinon.network.people.readers import PUBLIC, SYSTEM, Reader
from koinon.platform.audit import sealing
from koinon.platform.audit.models import Entry
from koinon.platform.errors import NotAllowed

from .conftest import TODAY, published

ClientOf = Callable[[Reader], Client]


def test_a_partner_writes_and_a_member_does_not(hub: Hub, draft: Curriculum, member: Reader) -> None:
    assert draft.state(TODAY) == CurriculumState.DRAFTED
    with pytest.raises(NotAllowed):
        commands.record_curriculum(hub, {"year": 2021, "title": "Mine"}, by=member)
    with pytest.raises(NotAllowed):
        writing_commands.write_module(draft, {"title": "Mine"}, by=member)


def test_both_sides_agree_and_each_for_itself(
    draft: Curriculum, lecturer: Reader, other_officer: Reader, secretariat: Reader
) -> None:
    with pytest.raises(NotAllowed):
        commands.agree_curriculum(draft, "host", by=lecturer, on=TODAY)
    with pytest.raises(NotAllowed):
        commands.agree_curriculum(draft, "network", by=other_officer, on=TODAY)
    commands.agree_curriculum(draft, "host", by=other_officer, on=TODAY)
    with pytest.raises(commands.NotAgreed):
        commands.publish_curriculum(draft, by=other_officer, on=TODAY)
    commands.agree_curriculum(draft, "network", by=secretariat, on=TODAY)
    assert draft.state(TODAY) == CurriculumState.AGREED
    commands.publish_curriculum(draft, by=other_officer, on=TODAY)
    assert draft.state(TODAY) == CurriculumState.PUBLISHED


def test_nothing_is_agreed_on_before_it_is_written(hub: Hub, lecturer: Reader) -> None:
    empty = commands.record_curriculum(hub, {"year": 2021, "title": "Empty"}, by=lecturer)
    with pytest.raises(commands.NothingWritten):
        commands.agree_curriculum(empty, "network", by=SYSTEM, on=TODAY)


def test_a_change_asks_both_again(draft: Curriculum, lecturer: Reader) -> None:
    commands.agree_curriculum(draft, "host", by=SYSTEM, on=TODAY)
    writing_commands.change_part(Module.objects.get(), {"title": "Planning anew"}, by=lecturer)
    draft.refresh_from_db()
    assert (draft.host_agreed_on, draft.revision) == (None, 2)


def test_what_is_published_stays(draft: Curriculum, lecturer: Reader) -> None:
    published(draft)
    assert draft.digest == sealing.digest(outline_of(draft).as_json())
    module = Module.objects.get()
    with pytest.raises(commands.PublishedAlready):
        writing_commands.change_part(module, {"title": "Planning anew"}, by=lecturer)
    with pytest.raises(commands.PublishedAlready):
        writing_commands.write_lesson(module, {"title": "More"}, by=lecturer)
    with pytest.raises(commands.PublishedAlready):
        commands.change_curriculum(draft, {"title": "Other"}, by=lecturer)
    with pytest.raises(commands.PublishedAlready):
        commands.remove_curriculum(draft, by=lecturer)


def test_it_is_written_on_as_a_copy(draft: Curriculum, lecturer: Reader) -> None:
    writing_commands.name_author(
        draft, {"body": draft.hub.host, "side": "host", "lesson": Lesson.objects.first()}, by=lecturer
    )
    published(draft)
    second = commands.write_on(draft, by=lecturer)
    assert (second.number, second.first, second.state(TODAY)) == (2, draft, "drafted")
    assert outline_of(second).minutes == 90
    assert second.authors.get().lesson in Lesson.objects.filter(module__curriculum=second)
    assert commands.write_on(draft, by=lecturer) == second
    published(second)
    assert commands.write_on(second, by=lecturer).number == 3
    assert [one.number for one in Curriculum.objects.visible_to(PUBLIC).versions_of(second)] == []


def test_who_may_see_it_changes_without_asking_again(draft: Curriculum, lecturer: Reader) -> None:
    published(draft)
    commands.change_curriculum(draft, {"audience": "public"}, by=lecturer)
    assert draft.state(TODAY) == CurriculumState.PUBLISHED


def test_authors_and_languages(draft: Curriculum, lecturer: Reader) -> None:
    writing_commands.name_author(draft, {"body": draft.hub.host, "side": "host"}, by=lecturer)
    writing_commands.write_text(draft, {"language": "zh-hans", "title": "公园城市"}, by=lecturer)
    now = outline_of(draft)
    assert (now.minutes, now.languages, now.writers[0].side) == (90, ["en", "zh-hans"], "host")
    with pytest.raises(writing_commands.LanguageAlready):
        writing_commands.write_text(draft, {"language": "zh-hans", "title": "又一个"}, by=lecturer)
    with pytest.raises(writing_commands.NobodyWrote):
        writing_commands.name_author(draft, {"side": "host"}, by=lecturer)


def test_drafts_are_for_the_hub_and_versions_for_their_audience(
    draft: Curriculum,
    lecturer: Reader,
    other_officer: Reader,
    member: Reader,
    stranger: Reader,
    client_of: ClientOf,
) -> None:
    page = draft.get_absolute_url()
    insiders, outsiders = (lecturer, other_officer, SYSTEM), (member, stranger, PUBLIC)
    assert all(draft in Curriculum.objects.visible_to(one) for one in insiders)
    assert not any(Curriculum.objects.visible_to(one).exists() for one in outsiders)
    assert client_of(member).get(page).status_code == 404
    assert not Module.objects.visible_to(member).exists()
    published(draft)
    assert not any(Curriculum.objects.visible_to(one).exists() for one in (stranger, PUBLIC))
    assert Module.objects.visible_to(member).exists()
    second = commands.write_on(draft, by=lecturer)
    commands.change_curriculum(second, {"title": "Secret new words"}, by=lecturer)
    asked = (page, draft.hub.get_absolute_url(), f"/history/learning.curriculum/{draft.key}/")
    for address in asked:
        assert "Secret new words" not in client_of(member).get(address).content.decode()
    assert "Secret new words" in client_of(lecturer).get(draft.hub.get_absolute_url()).content.decode()
    assert client_of(member).get(second.get_absolute_url()).status_code == 404


def test_the_history_says_who_agreed(draft: Curriculum) -> None:
    published(draft)
    verbs = list(Entry.objects.filter(subject=str(draft)).order_by("id").values_list("verb", flat=True))
    assert verbs[-3:] == ["agree_curriculum", "agree_curriculum", "publish_curriculum"]
