"""DayField, Dated and SpanQuerySet on tables of their own."""

import pickle
from datetime import date

import pytest
from django.core.exceptions import FieldError
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.state import ModelState
from django.test.utils import isolate_apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.platform.dates.strategies import recent, spans

from koinon.platform.dates import OPEN, UNKNOWN, Day, Holds, Span, Unreadable
from koinon.platform.dates.fields import DayField, OpenNotAllowed, day_columns, day_values
from koinon.platform.dates.models import Dated
from koinon.platform.dates.querysets import SpanQuerySet

with isolate_apps("koinon.platform.dates"):

    class Named(models.Model):
        """A parent that is not about dates."""

        name = models.CharField(max_length=20)

        class Meta:
            abstract = True

    class Term(Named, Dated):
        """A dated row with one Day more."""

        signed = DayField(blank=False)
        objects = SpanQuerySet.as_manager()

        class Meta(Dated.Meta):
            app_label = "dates"

    class Mandate(Term):
        """A row that inherits another row's table."""

        class Meta:
            app_label = "dates"


@pytest.fixture
def tables(db: None) -> None:
    """The tables of the rows above, made inside the test's transaction and gone with it."""
    editor = connection.schema_editor(collect_sql=True)
    editor.deferred_sql = []
    for model in (Term, Mandate):
        editor.create_model(model)
    with connection.cursor() as cursor:
        for statement in [*editor.collected_sql, *map(str, editor.deferred_sql)]:
            cursor.execute(statement)


def test_a_day_is_four_columns_and_no_more() -> None:
    assert [field.name for field in Term._meta.local_concrete_fields if field.name.startswith("starts")] == [
        *day_columns("starts")
    ]
    assert set(day_columns("signed")) < set(ModelState.from_model(Term).fields)
    assert "signed" not in ModelState.from_model(Term).fields
    assert [field.name for field in Mandate._meta.local_concrete_fields] == ["term_ptr"]


def test_the_checks_of_django_find_nothing() -> None:
    assert [*Term.check(databases=["default"]), *Mandate.check()] == []


def test_setting_and_reading() -> None:
    term = Term(name="x", starts=Day("1993", "since 1993"), ends=OPEN, signed=date(1992, 1, 2))
    assert term.starts == Day("1993")
    assert term.starts.words == "since 1993"
    assert (term.starts_earliest, term.starts_latest) == (date(1993, 1, 1), date(1993, 12, 31))
    term.signed = "2016-10"
    assert vars(term)["signed_latest"] == date(2016, 10, 31)
    term.signed = None
    assert term.signed is UNKNOWN or term.signed == UNKNOWN
    assert Term().ends == UNKNOWN
    assert term.span == Span(Day("1993"), OPEN)
    assert term.holds(date(1993, 6, 1)) is Holds.POSSIBLY
    term.span = Span(Day("2001"), Day("2003"))
    assert term.ends == Day("2003")


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(OpenNotAllowed) as refused:
        Term(signed=OPEN)
    assert refused.value.field == "signed"
    with pytest.raises(Unreadable):
        Term(signed="yesterday")


@pytest.mark.usefixtures("tables")
def test_saving_and_loading() -> None:
    Term.objects.bulk_create(
        [Term(name="a", starts="2016-10"), Term(name="b", starts=Day("2001"), ends=OPEN)]
    )
    Mandate.objects.create(name="c", starts="1999", ends="2000")
    assert [str(term.starts) for term in Term.objects.only("name").order_by("starts_earliest")] == [
        "1999", "2001", "2016-10"
    ]  # fmt: skip
    assert Mandate.objects.get().span == Span(Day("1999"), Day("2000"))
    term = Term.objects.get(name="a")
    Term.objects.filter(name="a").update(**day_values("starts", Day("2017")))
    term.refresh_from_db()
    assert term.starts == Day("2017")
    term.starts = Day("2018")
    term.save(update_fields=day_columns("starts"))
    assert Term.objects.filter(starts_edtf="2018").get() == term


def test_days_can_be_pickled() -> None:
    assert pickle.loads(pickle.dumps(Day("2016", "in 2016"))).words == "in 2016"


@pytest.mark.parametrize("ask", [{"starts": "2016"}, {"starts__lte": date(2016, 1, 1)}])
def test_a_day_is_asked_by_its_columns(ask: dict[str, object]) -> None:
    with pytest.raises(FieldError, match="starts_earliest"):
        Term.objects.filter(**ask)
    with pytest.raises(FieldError, match="starts_earliest"):
        str(Term.objects.order_by("starts").query)


@pytest.mark.usefixtures("tables")
def test_the_table_refuses_what_runs_backwards() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.create(name="x", starts="2020", ends="2014")


@pytest.mark.usefixtures("tables")
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(spans(recent), min_size=1, max_size=25), recent)
def test_sql_answers_as_python_does(listed: list[Span], on: date) -> None:
    Term.objects.all().delete()
    Term.objects.bulk_create([Term(starts=span.starts, ends=span.ends) for span in listed])
    rows = Term.objects.with_holds(on)
    assert [row.held for row in rows] == [row.span.holds(on).value for row in rows]
    possible = {row.pk for row in rows if row.span.holds(on) is not Holds.NO}
    certain = {row.pk for row in rows if row.span.holds(on) is Holds.YES}
    assert set(Term.objects.holding(on).values_list("pk", flat=True)) == possible
    assert set(Term.objects.surely_holding(on).values_list("pk", flat=True)) == certain
