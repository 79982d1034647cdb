"""Acts: what is created, changed and removed is kept, before and after; of two editors one is told."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from tests import factories

from koinon.network.evidence.models import Document
from koinon.network.people.models import AdmittedBody, Body, Person, Role
from koinon.network.places.models import City, CityName, Figure
from koinon.platform.audit.commands import Act, Stale, StillUsed, act
from koinon.platform.audit.models import Change, Entry
from koinon.platform.audit.queries import as_recorded, history
from koinon.platform.audit.rows import from_json, to_json
from koinon.platform.audit.signals import acted
from koinon.platform.dates import Day

pytestmark = pytest.mark.django_db


def changes() -> list[tuple[str, bool, bool]]:
    """The changes kept so far: kind, whether there was a before, whether there is an after."""
    return [(one.kind, one.before is not None, one.after is not None) for one in Change.objects.all()]


def test_creating_keeps_the_row_as_it_came_to_be() -> None:
    user = factories.make_user("sofia@example.org")
    with act("record_body", by=user, note="From the minutes.") as doing:
        body = doing.create(Body(key="board", name="Board", starts=Day("1985")))
    entry, change = Entry.objects.get(), Change.objects.get()
    assert (entry.verb, entry.by, entry.by_name, entry.subject) == (
        "record_body",
        user,
        "sofia@example.org",
        "Board",
    )
    assert entry.note == "From the minutes."
    assert (change.kind, change.object_id, change.label, change.before) == (
        "people.body",
        body.pk,
        "Board",
        None,
    )
    assert change.after is not None
    assert (change.after["name"], change.after["starts_edtf"]) == ("Board", "1985")


def test_changing_keeps_only_what_differs_in_view() -> None:
    body = factories.make_body("Board")
    with act("change_body", by=None) as doing:
        doing.change(body, name="The Board", starts=Day("1985", "in 1985"))
    fields = {name: (before, after) for name, before, after in Change.objects.get().differences}
    assert fields["name"] == ("Board", "The Board")
    assert fields["starts_edtf"] == ("", "1985")
    assert fields["version"] == (1, 2)
    assert "kind" not in fields


def test_an_act_that_changes_nothing_leaves_no_trace() -> None:
    body = factories.make_body("Board")
    with act("change_body", by=None) as doing:
        doing.change(body, name="Board")
    assert not Entry.objects.exists()
    body.refresh_from_db()
    assert body.version == 1


def test_a_number_that_only_looks_different_is_no_change() -> None:
    figure = factories.make(
        Figure, city=factories.make_city(), quantity="area", value=Decimal("7434.4"), unit="km2"
    )
    figure.refresh_from_db()
    with act("change_figure", by=None) as doing:
        doing.change(figure, value=Decimal("7434.40"))
    assert not Entry.objects.exists()


def test_an_exception_undoes_the_act_and_its_entry() -> None:
    with pytest.raises(IntegrityError), act("record_body", by=None) as doing:
        doing.create_all([Body(key="board", name="Board"), Body(key="board", name="Another")])
    assert not Body.objects.filter(key="board").exists()
    assert not Entry.objects.exists()


def test_who_was_slower_is_told_so_and_nothing_is_lost() -> None:
    body = factories.make_body("Board")
    mine, theirs = Body.objects.get(pk=body.pk), Body.objects.get(pk=body.pk)
    with act("change_body", by=None) as doing:
        doing.change(theirs, name="Their Board")
    with pytest.raises(Stale), act("change_body", by=None) as doing:
        doing.change(mine, name="My Board")
    assert Body.objects.get(pk=body.pk).name == "Their Board"


def test_the_version_a_form_was_opened_with_counts() -> None:
    body = factories.make_body("Board")
    with act("change_body", by=None) as doing:
        doing.change(body, name="One")
    fresh = Body.objects.get(pk=body.pk)
    with pytest.raises(Stale), act("change_body", by=None) as doing:
        doing.change(fresh, 1, name="Two")
    with act("change_body", by=None) as doing:
        doing.change(Body.objects.get(pk=body.pk), 2, name="Three")
    assert Body.objects.get(pk=body.pk).version == 3


def statements(do: Callable[[], object]) -> int:
    """How many statements something takes."""
    with CaptureQueriesContext(connection) as seen:
        do()
    return len(seen)


def test_creating_forty_takes_no_more_statements_than_creating_four() -> None:
    def create(first: int, last: int) -> None:
        with act("import", by=None) as doing:
            doing.create_all(Body(key=f"body-{n}", name=f"Body {n}") for n in range(first, last))
            doing.about("workbook.xlsx")

    assert statements(lambda: create(0, 4)) >= statements(lambda: create(4, 44))
    assert Change.objects.filter(kind="people.body").count() == 44
    assert set(Entry.objects.values_list("subject", flat=True)) == {"workbook.xlsx"}


def test_changing_forty_takes_no_more_statements_than_changing_four() -> None:
    rows = [factories.make_body(f"Body {number}") for number in range(44)]

    def change(first: int, last: int) -> None:
        with act("rename", by=None) as doing:
            doing.change_all((row, {"note": "seen", "starts": Day("1999")}) for row in rows[first:last])

    assert statements(lambda: change(0, 4)) >= statements(lambda: change(4, 44))
    assert set(Body.objects.values_list("note", "starts_edtf", "starts_earliest__year", "version")) == {
        ("seen", "1999", 1999, 2)
    }
    change_kept = Change.objects.first()
    assert change_kept is not None
    assert {name for name, _before, _after in change_kept.differences if name.startswith("starts")} == {
        "starts_edtf",
        "starts_earliest",
        "starts_latest",
    }


def test_what_fills_itself_from_other_columns_does_when_many_are_changed() -> None:
    body = factories.make_body("Board")
    with act("rename", by=None) as doing:
        doing.change_all([(body, {"name": "城市委员会"})])
    assert "chengshiweiyuanhui" in Body.objects.get(pk=body.pk).folded


def test_changing_many_is_as_careful_as_changing_one() -> None:
    body, other = factories.make_body("Board"), factories.make_body("Jury")
    Body.objects.filter(pk=other.pk).update(version=5)
    with pytest.raises(Stale), act("rename", by=None) as doing:
        doing.change_all([(body, {"name": "A"}), (other, {"name": "B"})])
    assert Body.objects.get(pk=body.pk).name == "Board"


def test_removing_takes_along_and_remembers_what_hangs_on_the_row() -> None:
    city = factories.make_city("Guangzhou")
    factories.make(CityName, city=city, text="广州", language="zh-Hans")
    with act("remove_city", by=None) as doing:
        doing.remove(city)
    assert changes() == [("places.cityname", True, False), ("places.city", True, False)]
    assert not City.objects.filter(pk=city.pk).exists()


def test_what_hangs_on_a_row_without_a_way_back_is_remembered_too() -> None:
    body = factories.make_body()
    AdmittedBody.objects.create(kind="evidence.document", object_id=1, body=body)
    with act("remove_body", by=None) as doing:
        doing.remove(body)
    assert ("people.admittedbody", True, False) in changes()


def test_a_row_that_only_points_lets_go_and_that_is_remembered() -> None:
    stays = factories.make_person()
    merged = factories.make_person(merged_into=stays)
    with act("remove_person", by=None) as doing:
        doing.remove(stays)
    assert Person.objects.get(pk=merged.pk).merged_into is None
    assert changes() == [("people.person", True, True), ("people.person", True, False)]


def test_a_row_in_use_is_not_removed_and_the_refusal_names_the_user() -> None:
    role = factories.make_role(title="Mayor", post=None, of=factories.make_body("Guangzhou"))
    with (
        pytest.raises(StillUsed, match=r"“Guangzhou”.+: the role “Mayor”"),
        act("remove_body", by=None) as doing,
    ):
        doing.remove(role.of)
    assert Role.objects.filter(pk=role.pk).exists()
    assert not Entry.objects.exists()


def test_rooms_above_are_told_what_was_touched() -> None:
    heard: list[dict[str, list[int]]] = []

    def hear(sender: type[Act], touched: dict[str, list[int]], **kwargs: object) -> None:
        heard.append(touched)

    acted.connect(hear)
    try:
        with act("record", by=None) as doing:
            body = doing.create(Body(key="board", name="Board"))
            document = doing.create(Document(key="note", title="Note"))
    finally:
        acted.disconnect(hear)
    assert heard == [{"people.body": [body.pk], "evidence.document": [document.pk]}]


def test_every_row_comes_back_from_json_as_it_was() -> None:
    figure = factories.make(
        Figure, city=factories.make_city(), quantity="area", value="7434.4", unit="km2", as_of="2019-11"
    )
    figure.refresh_from_db()
    again = from_json(Figure, to_json(figure) | {"a_column_of_old": 1})
    assert to_json(again) == to_json(figure)
    assert (again.value, again.as_of) == (Decimal("7434.4"), Day("2019-11"))


def test_the_record_as_it_stood() -> None:
    body = factories.make_body("Board")
    moments = []
    for name in ("First", "Second"):
        with act("change_body", by=None) as doing:
            doing.change(body, name=name)
        moments.append(doing.entry.moment)
    told = [as_recorded("people.body", body.pk, moment) for moment in moments]
    assert [one["name"] if one else None for one in told] == ["First", "Second"]
    assert as_recorded("people.body", body.pk, moments[0].replace(year=2000)) is None
    assert [one.entry.moment for one in history("people.body", body.pk)] == moments[::-1]
