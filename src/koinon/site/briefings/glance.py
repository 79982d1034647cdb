"""At a glance: one A4 page for a measure, a pair, a city, or all pairs of an edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import get_language, ngettext, override, pgettext
from django.utils.translation import gettext as _

from koinon.cooperation.plans.models import Measure, Plan
from koinon.cooperation.plans.queries import MeasureRow, measures_of, plan_rows, row_of
from koinon.cooperation.programmes.aligning import by_number
from koinon.cooperation.programmes.models import Edition
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.platform.ui.figures import day, number, span
from koinon.platform.ui.punctuation import aside, labelled, listed
from koinon.site.briefings.paper import Bars, Block, Fact, Facts, Heading, Paper, Table, Text
from koinon.site.briefings.plan_papers import (
    footer,
    in_other_tongue,
    in_tongue,
    kicker,
    money_words,
    now_words,
    owners_words,
    sides_words,
    way_words,
)

# What one page holds.
MEASURES, FEW, PAIRS, STEPS, WORDS, TOLD, SHORT = 6, 3, 26, 8, 420, 260, 110


def measure_glance(measure: Measure, *, on: date, reader: Reader, language: str) -> Paper:
    """One measure on one page."""
    plan = measure.plan
    with override(language):
        row = row_of(measure, plan, on)
        return Paper(
            title=clipped(in_tongue(plan, measure.title, measure.other_title), SHORT),
            kicker=_("At a glance") + " · " + kicker(plan),
            standfirst=clipped(in_other_tongue(plan, measure.title, measure.other_title), SHORT),
            language=get_language() or "en",
            blocks=(*_of_measure(row, plan), *_bar(row)),
            footer=footer(plan, on),
            filename=f"glance-{measure.key}",
        )


def pair_glance(plan: Plan, *, on: date, reader: Reader, language: str) -> Paper:
    """The plan of a pair on one page."""
    with override(language):
        rows = measures_of([plan], reader, on)[plan.pk]
        return Paper(
            title=sides_words(plan) or plan.title,
            kicker=_("At a glance") + " · " + kicker(plan),
            standfirst=clipped(in_tongue(plan, plan.title, plan.other_title), SHORT),
            language=get_language() or "en",
            blocks=(
                *_of_plan(plan, rows, on),
                *(_few(plan, rows) if len(rows) <= FEW else _many(plan, rows)),
            ),
            footer=footer(plan, on),
            filename=f"glance-{plan.key}",
        )


def city_glance(body: Body, *, on: date, reader: Reader, language: str) -> Paper:
    """Everything a city or body has under way in its plans, on one page."""
    with override(language):
        plans = list(plan_rows(reader).filter(sides__body=body).order_by("-starts_earliest", "id"))
        rows = measures_of(plans, reader, on)
        return Paper(
            title=str(body),
            kicker=_("At a glance"),
            standfirst=ngettext("%(num)s plan", "%(num)s plans", len(plans)) % {"num": len(plans)},
            language=get_language() or "en",
            blocks=tuple(_cluster(plans, rows, on)),
            footer=f"{body} · " + _("as of %(day)s") % {"day": day(on)},
            filename=f"glance-{body.key}",
        )


def cluster_glance(edition: Edition, *, on: date, reader: Reader, language: str) -> Paper:
    """All pairs of an edition on one page."""
    with override(language):
        plans = list(plan_rows(reader).filter(edition=edition).order_by("title", "id"))
        rows = measures_of(plans, reader, on)
        return Paper(
            title=str(edition),
            kicker=_("At a glance") + " · " + str(edition.programme),
            standfirst=ngettext("%(num)s plan", "%(num)s plans", len(plans)) % {"num": len(plans)},
            language=get_language() or "en",
            blocks=tuple(_cluster(plans, rows, on)),
            footer=f"{edition} · " + _("as of %(day)s") % {"day": day(on)},
            filename=f"glance-{edition.key}",
        )


def clipped(words: str, most: int) -> str:
    """Words that leave room for the others on the page."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _of_measure(row: MeasureRow, plan: Plan) -> Iterator[Block]:
    measure = row.measure
    texts = plan, measure.text, measure.other_text
    if words := in_tongue(*texts):
        yield Text(clipped(words, WORDS))
    if words := in_other_tongue(*texts):
        yield Text(clipped(words, WORDS), quiet=True)
    told = (
        (_("Plan"), in_tongue(plan, plan.title, plan.other_title)),
        (_("Owners"), owners_words(row)),
        (_("When"), span(measure.span) if not measure.starts.is_unknown else ""),
        (_("Indicator"), _indicator(plan, row)),
        (_("From baseline to target"), way_words(measure)),
        (_("Now"), now_words(row)),
        (_("Budget"), listed(money_words(measure), measure.budget_source)),
        (_("SDG targets"), ", ".join(row.sdg)),
        (_("Paragraphs of the New Urban Agenda"), ", ".join(row.nua)),
        (_("Obstacles"), clipped(measure.obstacles, WORDS)),
        (_("Support asked"), clipped(measure.support, WORDS)),
    )
    yield Facts(tuple(Fact(label, value) for label, value in told if value))
    steps = tuple(
        (in_tongue(plan, one.title, one.other_title), day(one.day), day(one.reached_on))
        for one in row.milestones[:STEPS]
    )
    if steps:
        yield Heading(_("Milestones"))
        yield Table((_("Milestone"), _("By when"), _("Reached")), steps, widths=(60, 20, 20))


def _bar(row: MeasureRow) -> Iterator[Block]:
    if row.progress.percent is not None:
        yield Bars(aside(_("Done"), f"{number(row.progress.percent)} %"), (("", row.progress.percent),), 100)


def _of_plan(plan: Plan, rows: Sequence[MeasureRow], on: date) -> Iterator[Block]:
    late = sum(len(row.progress.late) for row in rows)
    told = (
        (_("Edition"), str(plan.edition or "")),
        (_("When"), span(plan.span) if not plan.starts.is_unknown else ""),
        (_("State"), str(plan.state(on).label)),
        (_("Measures agreed"), f"{sum(row.measure.is_agreed(on) for row in rows)} / {len(rows)}"),
        (_("Milestones overdue"), number(late) if late else ""),
    )
    yield Facts(tuple(Fact(label, value) for label, value in told if value))
    if plan.purpose:
        yield Text(clipped(plan.purpose, WORDS))


def _few(plan: Plan, rows: Sequence[MeasureRow]) -> Iterator[Block]:
    """Up to three measures have room to be told."""
    if not rows:
        yield Text(_("No measures yet"), quiet=True)
    for row in rows:
        measure = row.measure
        yield Heading(clipped(f"{measure.number}. {_title(plan, row)}", SHORT), level=2)
        if text := in_tongue(plan, measure.text, measure.other_text):
            yield Text(clipped(text, TOLD))
        told = (
            (_("Owners"), owners_words(row)),
            (_("When"), span(measure.span) if not measure.starts.is_unknown else ""),
            (_("Indicator"), " ".join(filter(None, (_indicator(plan, row), way_words(measure))))),
            (_("Now"), now_words(row)),
            (_("Next milestone"), _next_step(plan, row)),
            (_("Budget"), listed(money_words(measure), measure.budget_source)),
            (_("Serves"), _serves(row)),
        )
        yield Facts(tuple(Fact(label, value) for label, value in told if value))
        yield from _bar(row)


def _many(plan: Plan, rows: Sequence[MeasureRow]) -> Iterator[Block]:
    """More of them stand in a table."""
    yield Heading(_("Measures"))
    cells = tuple(
        (
            clipped(f"{row.measure.number}. {_title(plan, row)}", SHORT),
            clipped(
                labelled(_indicator(plan, row), way_words(row.measure)) if row.measure.indicator else "",
                SHORT,
            ),
            _next_step(plan, row),
            _serves(row),
        )
        for row in rows[:MEASURES]
    )
    head = (pgettext("plan", "Measure"), _("Indicator"), _("Next milestone"), _("Serves"))
    yield Table(head, cells, widths=(36, 28, 22, 14))
    for row in rows[:MEASURES]:
        if row.progress.percent is not None:
            title = clipped(_title(plan, row), 40)
            yield Bars(aside(title, f"{number(row.progress.percent)} %"), (("", row.progress.percent),), 100)
    yield from _more(len(rows) - MEASURES)


def _title(plan: Plan, row: MeasureRow) -> str:
    return in_tongue(plan, row.measure.title, row.measure.other_title)


def _indicator(plan: Plan, row: MeasureRow) -> str:
    return in_tongue(plan, row.measure.indicator, row.measure.other_indicator)


def _serves(row: MeasureRow) -> str:
    """The two agendas, each under its own name."""
    sdg = f"{_('SDG')} {', '.join(row.sdg)}" if row.sdg else ""
    nua = f"{_('NUA')} § {', '.join(row.nua)}" if row.nua else ""
    return " · ".join(filter(None, (sdg, nua)))


def _next_step(plan: Plan, row: MeasureRow) -> str:
    ahead = next((one for one in row.milestones if not one.reached_on), None)
    return (
        clipped(listed(in_tongue(plan, ahead.title, ahead.other_title), day(ahead.day)), 80) if ahead else ""
    )


def _cluster(plans: Sequence[Plan], rows: dict[int, list[MeasureRow]], on: date) -> Iterator[Block]:
    """A line for each plan, and the way of all their measures together."""
    if not plans:
        yield Text(_("No plans yet"), quiet=True)
        return
    every = [row for plan in plans for row in rows[plan.pk]]
    themes = sorted({row.measure.theme for row in every if row.measure.theme})
    codes = sorted({code for row in every for code in row.sdg}, key=by_number)
    told = (
        (_("Measures agreed"), f"{sum(row.measure.is_agreed(on) for row in every)} / {len(every)}"),
        (_("Themes"), clipped(listed(*themes), WORDS)),
        (_("SDG targets"), clipped(", ".join(codes), WORDS)),
    )
    yield Facts(tuple(Fact(label, value) for label, value in told if value))
    cells = tuple(
        (
            clipped(sides_words(plan) or plan.title, 90),
            str(plan.state(on).label),
            clipped("; ".join(_title(plan, row) for row in rows[plan.pk]), 130),
            _percent(rows[plan.pk]),
        )
        for plan in plans[:PAIRS]
    )
    head = (_("Sides"), _("State"), _("Measures"), _("Done"))
    yield Table(head, cells, widths=(32, 12, 46, 10), numbers=(3,))
    yield from _more(len(plans) - PAIRS)


def _percent(rows: Sequence[MeasureRow]) -> str:
    known = [row.progress.percent for row in rows if row.progress.percent is not None]
    return f"{sum(known) // len(known)} %" if known else ""


def _more(left: int) -> Iterator[Block]:
    if left > 0:
        yield Text(ngettext("and %(num)s more", "and %(num)s more", left) % {"num": left}, quiet=True)
