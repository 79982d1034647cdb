"""The dry run: what a workbook would do to the record as it stands, in a few statements a sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from koinon.site.exchange.checks import check
from koinon.site.exchange.cities import complete_cities
from koinon.site.exchange.headers import headed
from koinon.site.exchange.in_one_go import in_one_go
from koinon.site.exchange.opening import Source
from koinon.site.exchange.plans import Plan
from koinon.site.exchange.record_rows import Keys
from koinon.site.exchange.references import References
from koinon.site.exchange.seats import Enders, Posts, check_seats
from koinon.site.exchange.sheet_plans import SheetPlan

Reporter = Callable[[int, int], None]


@in_one_go()
def plan(source: Source, answers: Mapping[str, str] | None = None, report: Reporter | None = None) -> Plan:
    """Work out what the workbook would do. ``answers`` settle doubts, by their names; nothing is changed."""
    heads, wrong = headed(source.tables)
    found = [head for head in heads if head.table.rows]
    references, posts = References(Keys()), Posts()
    total, done = sum(len(head.table.rows) for head in found), 0
    sheets: dict[str, SheetPlan] = {}
    for head in found:
        sheets[head.sheet.name] = one = SheetPlan(head, references, answers or {})
        one.read()
        if head.sheet.name == "cities":
            complete_cities(one)
        elif head.sheet.name == "roles":
            posts.complete(one)
        one.settle()
        check(one)
        if head.sheet.name == "posts":
            posts.take(one)
        done += len(head.table.rows)
        if report:
            report(done, total)
    if "roles" in sheets:
        check_seats(sheets["roles"], posts, Enders(sheets))
    return Plan(
        rows=tuple(row for one in sheets.values() for row in one.rows()),
        wrong=tuple(wrong) + tuple(found for one in sheets.values() for found in one.reading.wrong),
        doubts=tuple(doubt for one in sheets.values() for doubt in one.doubts.values()),
        notes=source.notes,
    )
