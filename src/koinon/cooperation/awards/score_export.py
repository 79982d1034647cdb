"""All scores of a phase as a workbook: one row for each juror and entry, a column for each criterion.

Rows are read as columns of the database and written at once; names of entries stand in it only for those who may
know them while they ask.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import IntegerField, Max, Q, QuerySet, TextField
from django.db.models.functions import Cast, Substr
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from koinon.cooperation.awards.doors import visible_phase
from koinon.cooperation.awards.models import Assignment, JuryScore, Phase, Review
from koinon.cooperation.awards.permissions import can_preside
from koinon.cooperation.awards.queries import View, barred_to, view_of
from koinon.cooperation.awards.sight import What
from koinon.cooperation.awards.tallying import criteria_of, most_points
from koinon.cooperation.calls.models import Entry
from koinon.network.people.doors import Request, insiders, not_found_unless
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.platform.ui.xlsx_download import XLSX, typed

Row = dict[str, Any]


@require_safe
@insiders
def scores(request: Request, key: str) -> HttpResponse:
    """The workbook, for the chair and the secretariat once the panel may see all scores."""
    phase = visible_phase(request, key)
    view = view_of(request.reader, phase)
    not_found_unless(can_preside(request.reader, phase) and view.sees(What.OTHERS))
    answer = HttpResponse(workbook(phase, view, request.reader), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="scores-{phase.pk}.xlsx"'
    return answer


def workbook(phase: Phase, view: View, reader: Reader) -> bytes:
    """The file: six statements whatever its length."""
    head = _("Entry")
    return written(sorted(rows(phase, view, reader), key=lambda row: row[head]) or [{head: None}])


def written(told: list[Row]) -> bytes:
    """Rows as a workbook of one sheet."""
    from rustpy_xlsxwriter import write_worksheet

    target = io.BytesIO()
    write_worksheet(told, target, sheet_name="scores", freeze_row=1)
    return target.getvalue()


def rows(phase: Phase, view: View, reader: Reader) -> Iterator[Row]:
    """One row for each assignment that stands: three statements, and two more for the names."""
    criteria = criteria_of(phase)
    most = most_points(criteria)
    given = {one[0]: one[1:] for one in bare(_scores(phase, [one.pk for one in criteria]))}
    jurors = {one.pk: str(one) for one in phase.panel.jurors.select_related("person")}
    named = _names(phase) if view.names else {}
    known = (_("Title"), _("Applicant")) if named else ()
    heads = (
        _("Entry"), *known, _("Juror"), *(f"{one} (0–{one.top})" for one in criteria),
        _("Percent"), _("Sent"), _("Abstained"), _("To the panel"),
    )  # fmt: skip
    entries = _Kept(lambda entry: (phase.code(entry), *named.get(entry, ())))
    percents = _Kept(lambda points: round(100 * points / most, 2) if most else None)
    zone = phase.panel.call.zone
    days = _Kept(lambda minute: _day(minute, zone) if minute else None)
    nothing = (None,) * len(criteria)
    for entry, juror, review, points, sent, out, why, words in bare(_asked(phase, reader)):
        told = (
            percents[points] if sent and not out else None,
            days[sent],
            typed(why) if out else None,
            typed(words) if words else None,
        )
        yield dict(zip(heads, (*entries[entry], jurors[juror], *given.get(review, nothing), *told)))  # noqa: B905


def _asked(phase: Phase, reader: Reader) -> QuerySet[Any, Any]:
    """The assignments that stand with their reviews, without those of entries barred to the reader."""
    live = Assignment.objects.filter(phase=phase).live()
    if (barred := barred_to(reader)) is not None:
        live = live.exclude(entry__in=barred)
    # As text and as a number the database hands them over as they are.
    minute = Substr(Cast("review__sent_at", TextField()), 1, 16)
    out = Cast("review__abstained", IntegerField())
    columns = (
        "entry", "juror", "review", "review__points", "minute", "out", "review__abstained_reason",
        "review__to_committee",
    )  # fmt: skip
    return live.order_by().annotate(minute=minute, out=out).values_list(*columns)


def _day(minute: str, zone: ZoneInfo) -> date:
    """The day of a moment, written in the time of the world, where the call is."""
    return datetime.fromisoformat(minute).replace(tzinfo=UTC).astimezone(zone).date()


def _scores(phase: Phase, criteria: list[int]) -> QuerySet[Any, Any]:
    """Every review of the phase with its scores side by side."""
    # By the ids of reviews the index gives them review by review; by a join the database would sort them first.
    reviews = Review.objects.filter(assignment__phase=phase).values("pk")
    found = JuryScore.objects.filter(review__in=reviews).order_by().values_list("review")
    return found.annotate(**{f"score_{pk}": Max("value", filter=Q(criterion=pk)) for pk in criteria})


def bare(query: QuerySet[Any, Any]) -> Iterator[tuple[Any, ...]]:
    """The rows as the database gives them: making each cell a value of Python takes longer than asking."""
    sql, params = query.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        while some := cursor.fetchmany(5_000):
            yield from some


class _Kept(dict[Any, Any]):
    """Worked out at the first asking: a cell that stands in many rows."""

    def __init__(self, work_out: Callable[[Any], Any]) -> None:
        self.work_out = work_out

    def __missing__(self, key: Any) -> Any:
        found = self[key] = self.work_out(key)
        return found


def _names(phase: Phase) -> dict[int, tuple[Any, Any]]:
    entries = Entry.objects.filter(call=phase.panel.call_id)
    bodies = Body.objects.filter(pk__in=entries.order_by().values("applicant"))
    whose = {one.pk: typed(str(one)) for one in bodies}
    rows = entries.order_by().values_list("pk", "title", "applicant")
    return {pk: (typed(title), whose[applicant]) for pk, title, applicant in rows}
