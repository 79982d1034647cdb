"""The way back: an entry is undone whole or not at all, and never over what others did since."""

from typing import Any

import pytest
from tests import factories

from koinon.network.people.models import Body, BodyName, Post
from koinon.network.places.models import City, CityName
from koinon.platform.audit.commands import CannotUndo, act, undo
from koinon.platform.audit.models import Entry
from koinon.platform.dates import Day

pytestmark = pytest.mark.django_db


def changed(body: Body, **values: Any) -> Entry:
    """The entry of one change."""
    with act("change_body", by=None) as doing:
        doing.change(Body.objects.get(pk=body.pk), **values)
    return doing.entry


def made(name: str = "Board") -> tuple[Body, Entry]:
    """A body and the entry that made it."""
    with act("record_body", by=None) as doing:
        body = doing.create(Body(key=name.lower(), name=name))
    return body, doing.entry


def name_of(body: Body) -> str:
    return Body.objects.get(pk=body.pk).name


def test_undoing_a_change_brings_the_old_values_back() -> None:
    body = factories.make_body("Board", starts="1985")
    entry = changed(body, name="Jury", starts=Day("1999", "in 1999"))
    user = factories.make_user()
    back = undo(entry, by=user)
    again = Body.objects.get(pk=body.pk)
    assert (again.name, again.starts, again.version) == ("Board", Day("1985"), 3)
    assert (back.verb, back.by, back.undoes) == ("undo", user, entry)


def test_undoing_a_creation_removes_the_row() -> None:
    body, entry = made()
    undo(entry, by=None)
    assert not Body.objects.filter(pk=body.pk).exists()


def test_undoing_a_removal_brings_everything_back_under_the_same_id() -> None:
    city = factories.make_city("Guangzhou")
    name = factories.make(CityName, city=city, text="广州", language="zh-Hans")
    with act("remove_city", by=None) as doing:
        doing.remove(City.objects.get(pk=city.pk))
    undo(doing.entry, by=None)
    assert City.objects.get() == city
    assert CityName.objects.get() == name


def test_undoing_an_import_of_rows_that_hang_on_one_another() -> None:
    with act("import", by=None) as doing:
        body = doing.create(Body(key="board", name="Board"))
        doing.create_all([BodyName(key=f"board-{n}", body=body, text=f"Name {n}") for n in range(3)])
        doing.create(Post(key="president", body=body, title="President"))
    undo(doing.entry, by=None)
    assert not Body.objects.filter(key="board").exists()
    assert not Post.objects.exists()


def test_nothing_is_undone_twice() -> None:
    body = factories.make_body("Board")
    entry = changed(body, name="Jury")
    undo(entry, by=None)
    with pytest.raises(CannotUndo, match="already"):
        undo(entry, by=None)


def test_an_undo_can_itself_be_undone() -> None:
    body = factories.make_body("Board")
    entry = changed(body, name="Jury")
    undo(undo(entry, by=None), by=None)
    assert name_of(body) == "Jury"


def test_a_later_change_of_the_same_field_stands_in_the_way() -> None:
    body = factories.make_body("Board")
    entry = changed(body, name="Jury")
    changed(body, name="Lab")
    with pytest.raises(CannotUndo, match="changed since"):
        undo(entry, by=None)
    assert name_of(body) == "Lab"


def test_a_later_change_of_another_field_stays() -> None:
    body = factories.make_body("Board")
    entry = changed(body, name="Jury")
    changed(body, note="Meets in June.")
    undo(entry, by=None)
    again = Body.objects.get(pk=body.pk)
    assert (again.name, again.note) == ("Board", "Meets in June.")


def test_a_later_change_that_was_undone_stands_in_nobodys_way() -> None:
    body = factories.make_body("Board")
    entry = changed(body, name="Jury")
    undo(changed(body, name="Lab"), by=None)
    undo(entry, by=None)
    assert name_of(body) == "Board"


def test_a_later_change_that_was_redone_stands_in_the_way_again() -> None:
    body = factories.make_body("Board")
    entry = changed(body, name="Jury")
    undo(undo(changed(body, name="Lab"), by=None), by=None)
    with pytest.raises(CannotUndo):
        undo(entry, by=None)


def test_a_change_past_the_audit_is_seen_too() -> None:
    body, entry = made()
    Body.objects.filter(pk=body.pk).update(note="by hand in the database")
    with pytest.raises(CannotUndo):
        undo(entry, by=None)


def test_what_others_hung_on_a_new_row_is_not_swept_away() -> None:
    body, entry = made()
    name = factories.make(BodyName, body=body, text="Consejo")
    with pytest.raises(CannotUndo, match="Consejo"):
        undo(entry, by=None)
    assert BodyName.objects.filter(pk=name.pk).exists()


def test_a_row_in_use_by_now_is_not_unmade() -> None:
    body, entry = made()
    factories.make_post("President", body=body)
    with pytest.raises(Exception, match="President"):
        undo(entry, by=None)
    assert name_of(body) == "Board"


def test_a_removed_row_cannot_come_back_over_another_of_its_key() -> None:
    body = factories.make_body("Board", key="board")
    with act("remove_body", by=None) as doing:
        doing.remove(body)
    factories.make_body("Another board", key="board")
    with pytest.raises(CannotUndo, match="no longer fits"):
        undo(doing.entry, by=None)
    assert Body.objects.get(key="board").name == "Another board"


def test_several_changes_of_one_row_in_one_act_are_undone_together() -> None:
    body = factories.make_body("Board")
    with act("change_body", by=None) as doing:
        doing.change(body, name="Jury")
        doing.change(body, note="Meets in June.")
    undo(doing.entry, by=None)
    again = Body.objects.get(pk=body.pk)
    assert (again.name, again.note) == ("Board", "")


def test_of_several_changes_an_earlier_one_overtaken_is_noticed() -> None:
    body = factories.make_body("Board")
    with act("change_body", by=None) as doing:
        doing.change(body, name="Jury")
        doing.change(body, note="Meets in June.")
    changed(body, name="Lab")
    with pytest.raises(CannotUndo):
        undo(doing.entry, by=None)
