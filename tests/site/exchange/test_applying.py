"""Writing a plan: all of it or nothing, as one entry; what changed meanwhile is refused."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import factories
from tests.site.exchange.books import dry_run

from koinon.cooperation.agreements.models import Agreement, Twinning
from koinon.network.evidence.models import Citation
from koinon.network.people.models import AdmittedBody, Body, Person
from koinon.network.people.readers import SYSTEM, Reader
from koinon.platform.audit.commands import Stale, undo
from koinon.platform.audit.models import Change, Entry
from koinon.platform.errors import NotAllowed
from koinon.site.exchange.plans import Plan
from koinon.site.exchange.progress import Stopped
from koinon.site.exchange.works import Unsettled, apply_plan

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
PEOPLE = "key,name,family\nada,Ada Lovelace,Lovelace\nbob,Bob Builder,Builder\n"


def apply(plan: Plan, by: Reader = SYSTEM) -> Entry | None:
    return apply_plan(plan, by=by, moment=NOW, name="network.xlsx")


def test_one_entry_with_every_row_that_can_be_undone() -> None:
    factories.make_person("Ada Byron", key="ada", family="Byron")
    entry = apply(dry_run(people=PEOPLE))
    assert entry is not None
    assert (entry.verb, entry.subject, entry.changes.count()) == ("import", "network.xlsx", 2)
    assert Person.objects.get(key="ada").family == "Lovelace"
    undo(entry, by=None)
    assert Person.objects.get().family == "Byron"


def test_a_second_import_changes_nothing_and_leaves_no_entry() -> None:
    apply(dry_run(people=PEOPLE))
    again = dry_run(people=PEOPLE)
    assert again.totals["match"] == 2
    assert apply(again) is None
    assert Entry.objects.count() == 1


def test_parents_come_before_their_parts_whatever_the_order_of_the_rows() -> None:
    apply(dry_run(bodies="key,name,parent\na,A,b\nb,B,c\nc,C,\n"))
    assert Body.objects.get(key="a").parent == Body.objects.get(key="b")
    assert list(Body.objects.order_by("pk").values_list("key", flat=True)) == ["c", "b", "a"]


def test_what_other_columns_make_is_made_for_new_and_for_changed_rows() -> None:
    apply(dry_run(agreements="key,title,length_words\nx,X,two years\n", bodies="key,name\nm,Málaga\n"))
    assert Agreement.objects.get().length_months == 24
    assert "malaga" in Body.objects.get().folded
    apply(dry_run(agreements="key,length_words\nx,three years\n", bodies="key,name\nm,Łódź\n"))
    assert Agreement.objects.get().length_months == 36
    assert "lodz" in Body.objects.get().folded


def test_rows_that_speak_of_any_record() -> None:
    apply(
        dry_run(
            bodies="key,name,audience\nm,M,bodies\nn,N,\n",
            documents="key,title\nd,D\n",
            citations="document,locator_kind,locator,subject,field\nd,page,4,bodies:m,name\n",
            admitted_bodies="subject,body\nbodies:m,n\n",
        )
    )
    body, citation, admitted = Body.objects.get(key="m"), Citation.objects.get(), AdmittedBody.objects.get()
    assert (citation.subject_kind, citation.subject_id, citation.entered_at) == ("people.body", body.pk, NOW)
    assert (admitted.kind, admitted.object_id, admitted.body.key) == ("people.body", body.pk, "n")


def test_twin_cities_stand_in_the_order_the_database_wants() -> None:
    first, second = factories.make_city(key="zaragoza"), factories.make_city(key="aachen")
    apply(dry_run(twinnings="first,second\naachen,zaragoza\n"))
    assert (Twinning.objects.get().first, Twinning.objects.get().second) == (first, second)
    assert dry_run(twinnings="first,second\nzaragoza,aachen\n").totals["match"] == 1


def test_wrong_cells_and_doubts_write_nothing() -> None:
    with pytest.raises(Unsettled):
        apply(dry_run(people=PEOPLE, bodies="key,name\n,\nx,\n"))
    assert not Person.objects.exists()


def test_whoever_may_not_record_may_not_import(stranger: Reader) -> None:
    with pytest.raises(NotAllowed):
        apply(dry_run(people=PEOPLE), by=stranger)


def test_a_record_changed_since_the_dry_run_is_refused_and_nothing_stays() -> None:
    person = factories.make_person("Ada Byron", key="ada")
    found = dry_run(people="key,name\nnew,New\nada,Ada Lovelace\n")
    Person.objects.filter(pk=person.pk).update(version=2, name="Ada King")
    with pytest.raises(Stale):
        apply(found)
    assert list(Person.objects.values_list("name", flat=True)) == ["Ada King"]


@pytest.mark.parametrize("made", ["ada", "m"])
def test_a_record_made_since_the_dry_run_is_refused_and_nothing_stays(made: str) -> None:
    found = dry_run(bodies="key,name\nm,M\n", people=PEOPLE)
    factories.make_person(key="ada") if made == "ada" else factories.make_body(key="m")
    with pytest.raises(Stale, match="since the dry run"):
        apply(found)
    assert Person.objects.count() + Body.objects.count() == 1


def test_a_record_gone_since_the_dry_run_is_refused() -> None:
    body = factories.make_body(key="m")
    found = dry_run(posts="key,body,title\np,m,P\n", people=PEOPLE)
    body.delete()
    with pytest.raises(Stale):
        apply(found)
    assert not Person.objects.exists()


def test_stopping_leaves_nothing() -> None:
    def step(rows: int) -> None:
        raise Stopped("stop")

    with pytest.raises(Stopped):
        apply_plan(dry_run(people=PEOPLE), by=SYSTEM, moment=NOW, step=step)
    assert not Person.objects.exists()
    assert not Change.objects.exists()


def test_the_statements_do_not_grow_with_the_rows() -> None:
    def import_rows(first: int, rows: int) -> int:
        numbers = range(first, first + rows)
        people = "key,name\n" + "".join(f"p{n},Person {n}\n" for n in numbers)
        roles = "key,person,post,starts,acting\n" + "".join(f"r{n},p{n},post,2020,yes\n" for n in numbers)
        found = dry_run(people=people, roles=roles)
        assert not found.wrong
        with CaptureQueriesContext(connection) as asked:
            apply(found)
        return len(asked)

    factories.make_post(key="post")
    few = import_rows(0, 2)
    # SQLite takes so many values in one statement and no more, so a few hundred rows are a few statements.
    assert import_rows(10, 200) <= few + 20
