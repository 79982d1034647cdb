"""The sheets of plans: what was agreed and reported. Links are no part of them: a copy opens nothing."""

from typing import Any

from django.utils.translation import gettext as _

from koinon.cooperation.plans.models import (
    POINTS,
    Consent,
    LineOfAction,
    LinePointer,
    Measure,
    MeasureAlignment,
    MeasureOwner,
    MeasureUpdate,
    Milestone,
    Plan,
    PlanSide,
    UpdateState,
)
from koinon.site.exchange.row_rules import in_order
from koinon.site.exchange.sheets import Rule, Sheet


def budget_told_or_undisclosed() -> Rule:
    """A budget is told in a currency, or undisclosed, and not less than nothing."""

    def check(row: dict[str, Any]) -> tuple[str, str] | None:
        budget = row.get("budget")
        if budget is None:
            return None
        if budget < 0:
            return "budget", _("An amount cannot be less than nothing.")
        if row.get("undisclosed"):
            return "undisclosed", _(
                "Either the amount is told or it is undisclosed: leave one of the two empty."
            )
        return None if row.get("currency") else ("currency", _("Say in which currency."))

    return check


def points_somewhere() -> Rule:
    """Something serves the line."""

    def check(row: dict[str, Any]) -> tuple[str, str] | None:
        if any(row.get(name) for name in POINTS):
            return None
        return POINTS[0], _("Fill one of %(columns)s.") % {"columns": ", ".join(POINTS)}

    return check


def returned_with_a_reason() -> Rule:
    """What is returned says why."""

    def check(row: dict[str, Any]) -> tuple[str, str] | None:
        if row.get("state") != UpdateState.RETURNED or row.get("reason"):
            return None
        return "reason", _("Say why it is returned: the side needs to know what is missing.")

    return check


SHEETS = (
    Sheet(
        "plans",
        Plan,
        "title language other_title other_language kind edition agreement decision purpose starts ends"
        " agreed_on closed_on outcome is_example audience",
        "title starts",
        called="title",
        rules=(in_order(),),
    ),
    Sheet("plan_sides", PlanSide, "plan body language contact order", "plan body"),
    Sheet(
        "measures",
        Measure,
        "plan number title other_title text other_text theme starts ends indicator other_indicator unit baseline"
        " baseline_day target budget currency undisclosed budget_source obstacles support copied_from revision"
        " agreed_on closed_on outcome",
        "plan title",
        rules=(in_order(), budget_told_or_undisclosed()),
    ),
    Sheet("measure_owners", MeasureOwner, "measure side body role", "measure side"),
    Sheet("milestones", Milestone, "measure title other_title day reached_on", "measure title"),
    Sheet(
        "measure_alignments",
        MeasureAlignment,
        "measure vocabulary code attributed_to",
        "measure vocabulary code",
    ),
    Sheet(
        "measure_consents",
        Consent,
        "measure side revision says words said_on by_link",
        "measure side revision",
    ),
    Sheet(
        "measure_updates",
        MeasureUpdate,
        "measure side quarter state reading milestone words address document asked_on sent_on judged_on reason",
        "measure side quarter",
        rules=(returned_with_a_reason(),),
    ),
    Sheet("plan_lines", LineOfAction, "plan number title other_title text", "plan title"),
    Sheet(
        "plan_line_pointers",
        LinePointer,
        "line agreement commitment event measure",
        "line agreement commitment event measure",
        rules=(points_somewhere(),),
    ),
)
