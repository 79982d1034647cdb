"""The way back: an entry is undone whole or not at all, and never over what others did since."""

from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import factories

from koinon.network.evidence.models import Citation
from koinon.network.people.models import Body, BodyName, Post
from koinon.network.places.models import City, CityName
from koinon.platform.audit.commands import CannotUndo, act, undo
from koinon.platform.audit.models import Entry
from koinon.platform.dates import Day
from koinon.platform.errors import Refused
from koinon.platform.search.models import SearchEntry

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


def note_down(told: list[tuple[int, int]], done: int, total: int) -> None:
    told.append((done, total))


def test_many_rows_are_unmade_in_as_many_statements_as_few() -> None:
    counts = []
    for rows in (3, 300):
        with act("import", by=None) as doing:
            bodies = doing.create_all(Body(key=f"b{rows}-{n}", name=f"Body {n}") for n in range(rows))
            doing.create_all(
                BodyName(key=f"n{rows}-{n}", body=body, text=f"机构{n}", language="zh-Hans")
                for n, body in enumerate(bodies)
            )
            doing.create_all(
                Post(key=f"p{rows}-{n}", body=body, title="Chair") for n, body in enumerate(bodies)
            )
        told: list[tuple[int, int]] = []
        with CaptureQueriesContext(connection) as asked:
            undo(doing.entry, by=None, report=partial(note_down, told))
        counts.append(len(asked))
        assert not Body.objects.filter(key__startswith=f"b{rows}-").exists()
        assert not SearchEntry.objects.filter(label__startswith="Body ").exists()
        assert told[-1] == (3 * rows, 3 * rows)
    assert counts[1] <= counts[0] + 12  # a few statements more for every thousand rows


def test_what_others_hung_on_one_of_many_stands_in_the_way_of_all() -> None:
    for hang, refusal in ((BodyName, "since been recorded"), (Post, "refers to it")):
        with act("import", by=None) as doing:
            bodies = doing.create_all(
                Body(key=f"{hang.__name__.lower()}-{n}", name=f"B {n}") for n in range(3)
            )
        later = {"text": "x"} if hang is BodyName else {"title": "x"}
        factories.make(hang, body=bodies[1], **later)
        with pytest.raises(Refused, match=refusal):
            undo(doing.entry, by=None)
        assert Body.objects.filter(name__startswith="B ").count() >= 3


def test_who_points_at_one_of_many_without_needing_it_lets_go() -> None:
    body = factories.make_body("Stays")
    with act("import", by=None) as doing:
        double = doing.create_all(Body(key=f"d-{n}", name=f"D {n}") for n in range(2))[0]
    with act("point", by=None) as other:
        other.change(body, merged_into=double)
    back = undo(doing.entry, by=None)
    body.refresh_from_db()
    assert body.merged_into is None
    undo(back, by=None)
    body.refresh_from_db()
    assert body.merged_into == double


def test_a_source_cited_since_goes_along_and_comes_back() -> None:
    with act("import", by=None) as doing:
        body = doing.create(Body(key="cited", name="Cited"))
    citation = factories.make_citation(body)
    back = undo(doing.entry, by=None)
    assert not Citation.objects.exists()
    undo(back, by=None)
    assert Citation.objects.get() == citation
