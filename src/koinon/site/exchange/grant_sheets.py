"""The sheets of money: pledges, grants and their parts. Frozen lines are signed, and travel with a backup."""

from typing import Any

from django.utils.translation import gettext as _

from koinon.cooperation.grants.models import (
    CoFunder,
    Grant,
    Instalment,
    Payment,
    Pledge,
    PrizeGrant,
    Scholarship,
)
from koinon.site.exchange.row_rules import apart, told_or_undisclosed
from koinon.site.exchange.sheets import Sheet


def reckonable(row: dict[str, Any]) -> tuple[str, str] | None:
    """An amount is in a currency, and a rate is more than nothing and of a day."""
    if row.get("amount") is not None and not row.get("currency"):
        return "currency", _("Say in which currency.")
    rate = row.get("rate")
    if rate is not None and rate <= 0:
        return "rate", _("A rate is more than nothing.")
    if rate is not None and not row.get("rate_on"):
        return "rate_on", _("A rate is of a day: say which.")
    return None


MONEY = "amount currency undisclosed in_kind in_kind_words rate rate_on rate_source"
RULES = (apart("funder", "recipient"), told_or_undisclosed(), reckonable)
SHEETS = (
    Sheet(
        "pledges",
        Pledge,
        f"title funder recipient day {MONEY} agreement grant_term audience note",
        "funder recipient title day",
        rules=RULES,
        called="funder title",
    ),
    Sheet(
        "grants",
        Grant,
        f"title funder recipient day {MONEY} agreement edition plan decision pledge grant_term audience note",
        "funder recipient title day",
        rules=RULES,
        called="funder title",
    ),
    Sheet("co_funders", CoFunder, "grant funder share undisclosed", "grant funder"),
    Sheet(
        "instalments",
        Instalment,
        "grant title due amount undisclosed condition met_on document evidence",
        "grant title due",
        rules=(told_or_undisclosed(),),
    ),
    Sheet(
        "payments",
        Payment,
        f"grant instalment title day {MONEY} document evidence",
        "grant instalment title day",
        rules=(told_or_undisclosed(), reckonable),
    ),
    Sheet("prizes_given", PrizeGrant, "grant prize entry", "prize entry"),
    Sheet(
        "scholarships",
        Scholarship,
        "title scholar home host starts ends topic call entry grant awarded_on report_due reported_on report "
        "given_up_on given_up_reason audience is_example note",
        "scholar host title starts",
        rules=(apart("home", "host"),),
        called="host title",
    ),
)
