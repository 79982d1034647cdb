"""The papers of a plan: the plan itself in both languages, and the report against a strategy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from koinon.cooperation.plans.models import Measure, Plan, PlanKind
from koinon.cooperation.plans.queries import MeasureRow, measures_of
from koinon.cooperation.plans.reporting import LineReport, report_of
from koinon.network.people.readers import Reader
from koinon.platform.ui.figures import day, number, span
from koinon.platform.ui.punctuation import aside, listed
from koinon.site.briefings.paper import Bars, Block, Fact, Facts, Heading, Paper, Signatures, Table, Text


def plan_paper(plan: Plan, *, on: date, reader: Reader, language: str) -> Paper:
    """The whole plan: what it is, each measure with all that was agreed, and lines to sign on."""
    with override(language):
        rows = measures_of([plan], reader, on)[plan.pk]
        lines = report_of(plan, on, reader) if plan.kind == PlanKind.STRATEGY else []
        return Paper(
            title=in_tongue(plan, plan.title, plan.other_title),
            kicker=kicker(plan),
            standfirst=in_other_tongue(plan, plan.title, plan.other_title),
            language=get_language() or "en",
            blocks=(
                *_head(plan, on),
                *(block for line in lines for block in _line(line, plan)),
                *(block for row in rows for block in _measure(row, plan)),
                *_signing(plan),
            ),
            footer=footer(plan, on),
            filename=f"plan-{plan.key}",
        )


def strategy_report(plan: Plan, *, on: date, reader: Reader, language: str) -> Paper:
    """What is on record for each line of action, as of the day."""
    with override(language):
        lines = report_of(plan, on, reader)
        return Paper(
            title=_("Report against %(plan)s") % {"plan": in_tongue(plan, plan.title, plan.other_title)},
            kicker=_("as of %(day)s") % {"day": day(on)},
            standfirst=in_other_tongue(plan, plan.title, plan.other_title),
            language=get_language() or "en",
            blocks=(
                Text(
                    _(
                        "What is on record for each line of action. Dues evidenced, events held and measures at "
                        "their target are counted; nothing is typed."
                    ),
                    quiet=True,
                ),
                *(
                    Bars(
                        aside(
                            f"{one.line.number}. {in_tongue(plan, one.line.title, one.line.other_title)}",
                            f"{number(one.done)} / {number(one.total)}",
                        ),
                        ((_("done"), one.done),),
                        max(one.total, one.done),
                    )
                    for one in lines
                    if one.total
                ),
                *(block for line in lines for block in _line(line, plan)),
            ),
            footer=footer(plan, on),
            filename=f"report-{plan.key}-{on.isoformat()}",
        )


def kicker(plan: Plan) -> str:
    """What sort of paper it is; an example says so."""
    kind = str(plan.get_kind_display())
    return f"{kind} · {_('example')}" if plan.is_example else kind


def footer(plan: Plan, on: date) -> str:
    """The plan and the day it is told for."""
    title = in_tongue(plan, plan.title, plan.other_title)
    return f"{title} · " + _("as of %(day)s") % {"day": day(on)}


def in_tongue(plan: Plan, own: str, other: str) -> str:
    """The words in the language of the paper, where the plan has them in it."""
    return other if other and get_language() == plan.other_language else own or other


def in_other_tongue(plan: Plan, own: str, other: str) -> str:
    """The same words in the other language, where there are any."""
    shown = in_tongue(plan, own, other)
    return next((words for words in (own, other) if words and words != shown), "")


def sides_words(plan: Plan) -> str:
    """The sides in a line."""
    return " · ".join(str(side.body) for side in plan.sides.all())


def _head(plan: Plan, on: date) -> Iterator[Block]:
    told = (
        (_("Sides"), sides_words(plan)),
        (_("When"), span(plan.span) if not plan.starts.is_unknown else ""),
        (_("State"), str(plan.state(on).label)),
        (_("Agreement"), str(plan.agreement or "")),
        (_("Edition"), str(plan.edition or "")),
        (_("Adopted by"), str(plan.decision or "")),
    )
    yield Facts(tuple(Fact(label, value) for label, value in told if value))
    if plan.purpose:
        yield Text(plan.purpose)
    if plan.is_example:
        yield Text(
            _(
                "An example: invented to show the room at work. No source says that these measures were agreed."
            ),
            quiet=True,
        )


def _line(one: LineReport, plan: Plan) -> Iterator[Block]:
    titles = plan, one.line.title, one.line.other_title
    yield Heading(f"{one.line.number}. {in_tongue(*titles)}")
    if other := in_other_tongue(*titles):
        yield Text(other, quiet=True)
    if one.line.text:
        yield Text(one.line.text)
    rows = tuple((item.kind, item.title, item.words) for item in one.items)
    if rows:
        yield Table((_("Kind"), _("What"), _("How it stands")), rows, widths=(16, 56, 28))
    else:
        yield Text(_("Nothing on record is done for this line yet."), quiet=True)


def _measure(row: MeasureRow, plan: Plan) -> Iterator[Block]:
    measure = row.measure
    titles, texts = (plan, measure.title, measure.other_title), (plan, measure.text, measure.other_text)
    yield Heading(f"{measure.number}. {in_tongue(*titles)}")
    for words, is_quiet in (
        (in_other_tongue(*titles), True),
        (in_tongue(*texts), False),
        (in_other_tongue(*texts), False),
    ):
        if words:
            yield Text(words, quiet=is_quiet)
    told = (
        (_("Owners"), owners_words(row)),
        (_("When"), span(measure.span) if not measure.starts.is_unknown else ""),
        (_("Indicator"), " · ".join(filter(None, (measure.indicator, measure.other_indicator)))),
        (_("From baseline to target"), way_words(measure)),
        (_("Now"), now_words(row)),
        (_("Budget"), listed(money_words(measure), measure.budget_source)),
        (_("SDG targets"), ", ".join(row.sdg)),
        (_("Paragraphs of the New Urban Agenda"), ", ".join(row.nua)),
        (_("Obstacles"), measure.obstacles),
        (_("Support asked"), measure.support),
    )
    yield Facts(tuple(Fact(label, value) for label, value in told if value))
    steps = tuple(
        (
            in_tongue(plan, one.title, one.other_title),
            in_other_tongue(plan, one.title, one.other_title),
            day(one.day),
            day(one.reached_on),
        )
        for one in row.milestones
    )
    if steps:
        head = (_("Milestone"), _("In the other language"), _("By when"), _("Reached"))
        yield Table(head, steps, widths=(34, 28, 19, 19))


def _signing(plan: Plan) -> Iterator[Block]:
    if plan.kind != PlanKind.STRATEGY:
        yield Signatures(tuple(("", str(side.body)) for side in plan.sides.all()))


def owners_words(row: MeasureRow) -> str:
    """Who answers for it, with the person where one is named."""
    return " · ".join(
        aside(one.body, one.role.person.display() if one.role and one.role.person else "")
        for one in row.owners
    )


def way_words(measure: Measure) -> str:
    """From where to where, with the unit."""
    if measure.baseline is None or measure.target is None:
        return ""
    return f"{number(measure.baseline)} → {number(measure.target)} {measure.unit}".strip()


def now_words(row: MeasureRow) -> str:
    """The last accepted reading and how far that is."""
    latest, percent = row.progress.latest, row.progress.percent
    if latest is None:
        return ""
    done = f"{number(percent)} %" if percent is not None else ""
    return listed(aside(f"{number(latest.value)} {row.measure.unit}", done), day(latest.day))


def money_words(measure: Measure) -> str:
    """The budget; undisclosed is a value."""
    if measure.undisclosed:
        return _("undisclosed")
    return f"{number(measure.budget)} {measure.currency}" if measure.budget is not None else ""
