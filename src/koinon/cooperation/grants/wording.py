"""Money in words: amounts with their currency, sums that say what they leave out, and the names of stages and gaps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Protocol

from babel.numbers import format_currency, format_decimal
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from koinon.cooperation.grants.money import network_currency
from koinon.cooperation.grants.money_line import Line, Row, Sum
from koinon.platform.dates import Day
from koinon.platform.ui.drawings.flow import Flow, Step
from koinon.platform.ui.figures import day, locale, number
from koinon.platform.ui.punctuation import labelled, listed

Words = str | Promise

STAGE_WORDS: dict[str, Words] = {
    "pledged": pgettext_lazy("money", "pledged"),
    "granted": pgettext_lazy("money", "granted"),
    "due": pgettext_lazy("money", "fallen due"),
    "paid": pgettext_lazy("money", "paid"),
    "evidenced": pgettext_lazy("money", "evidenced"),
}
KIND_WORDS: dict[str, Words] = {
    "pledge": gettext_lazy("pledge"),
    "term": gettext_lazy("term of the agreement"),
    "grant": gettext_lazy("grant"),
    "instalment": gettext_lazy("instalment"),
    "payment": gettext_lazy("payment"),
}
GAP_WORDS: dict[str, Words] = {
    "instalment_unpaid": gettext_lazy("Fallen due, and not paid in full"),
    "paid_unevidenced": gettext_lazy("Paid, and nothing shows it"),
    "condition_unmet": gettext_lazy("Paid before its condition was met"),
    "no_rate": gettext_lazy("In another currency, and no rate to reckon it at"),
    "pledge_ungranted": gettext_lazy("Pledged, and never granted"),
    "no_instalment": gettext_lazy("Granted, and nothing says when it falls due"),
    "no_day": gettext_lazy("Without a day"),
}


class Worth(Protocol):
    """Whatever has an amount: a record, or a row of a line."""

    @property
    def amount(self) -> Decimal | None: ...

    @property
    def currency(self) -> str: ...

    @property
    def undisclosed(self) -> bool: ...

    @property
    def in_kind(self) -> bool: ...


def amount_words(money: Worth) -> str:
    """An amount in words: EUR 12,000, undisclosed, in kind."""
    return told_amount(money.amount, money.currency, undisclosed=money.undisclosed, in_kind=money.in_kind)


def told_amount(amount: Decimal | None, currency: str, *, undisclosed: bool, in_kind: bool) -> str:
    """The same from its parts."""
    told = in_currency(amount, currency) if amount is not None else ""
    if in_kind:
        if told:
            return _("in kind, estimated at %(amount)s") % {"amount": told}
        return _("in kind, value undisclosed") if undisclosed else _("in kind")
    return told or (_("undisclosed") if undisclosed else _("not on record"))


def in_currency(amount: Decimal, currency: str) -> str:
    """An amount with the three letters of its currency, in the reader's order; cents only where there are any."""
    whole = amount == amount.to_integral_value()
    pattern = "¤¤ #,##0" if whole else "¤¤ #,##0.00"
    told: str = format_currency(amount, currency, pattern, locale=locale(), currency_digits=False)
    return told.replace("\u00a0", " ")


class Reckoned(Protocol):
    """Whatever has a rate: a record, or a row of a line."""

    @property
    def currency(self) -> str: ...

    @property
    def rate(self) -> Decimal | None: ...

    @property
    def rate_source(self) -> str: ...


def rate_words(money: Reckoned, on: date | None) -> str:
    """The rate with its day and its source; nothing where none is given."""
    if not money.rate:
        return ""
    told = format_decimal(money.rate, "#,##0.########", locale=locale())
    words = {"currency": money.currency, "rate": told, "ours": network_currency()}
    rate = _("1 %(currency)s = %(rate)s %(ours)s") % words
    return listed(rate, day(on), money.rate_source)


def sum_words(one: Sum) -> str:
    """A sum that says what it leaves out: "EUR 12,000 and 2 undisclosed"."""
    if not one.count:
        return _("nothing")
    parts = [in_currency(amount, currency) for currency, amount in one.told.items()]
    in_kind = _in_kind_words(one)
    if in_kind:
        parts.append(in_kind)
    if one.undisclosed:
        parts.append(
            ngettext("%(num)s undisclosed", "%(num)s undisclosed", one.undisclosed)
            % {"num": number(one.undisclosed)}
        )
    if one.unstated:
        parts.append(
            ngettext("%(num)s not on record", "%(num)s not on record", one.unstated)
            % {"num": number(one.unstated)}
        )
    return joined(parts)


def _in_kind_words(one: Sum) -> str:
    if not one.in_kind:
        return ""
    told = ngettext("%(num)s in kind", "%(num)s in kind", one.in_kind) % {"num": number(one.in_kind)}
    if not one.estimated:
        return told
    amounts = listed(*(in_currency(amount, currency) for currency, amount in one.estimated.items()))
    return _("%(gifts)s (estimated at %(amount)s)") % {"gifts": told, "amount": amounts}


def joined(parts: list[str]) -> str:
    """Several parts as one phrase."""
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


def worth_words(one: Sum) -> str:
    """What a sum comes to in the network's currency, and how many are not in it; nothing where none can be reckoned."""
    if not one.worth and not one.worth_in_kind:
        return ""
    told = in_currency(one.worth + one.worth_in_kind, network_currency())
    if not one.without_rate:
        return told
    without = ngettext("%(num)s without a rate", "%(num)s without a rate", one.without_rate)
    return _("%(amount)s and %(without)s") % {
        "amount": told,
        "without": without % {"num": number(one.without_rate)},
    }


def row_day(row: Row) -> str:
    """The day of a row in words."""
    if row.kind == "term":
        return _("as the agreement says")
    return day(Day(row.day)) if row.day else _("undated")


def flow_of(line: Line, title: str) -> Flow:
    """The line as a drawing, in the network's currency."""
    sums = line.sums
    steps = [
        Step(str(STAGE_WORDS[stage]), float(one.worth), float(one.worth_in_kind), one.beyond, sum_words(one))
        for stage, one in sums.items()
    ]
    told = "; ".join(labelled(STAGE_WORDS[stage], sum_words(one)) for stage, one in sums.items())
    return Flow(title, told, steps)


def gaps_of(line: Line) -> list[tuple[str, list[Row]]]:
    """What is missing, in words, each with its rows."""
    found: Mapping[str, list[Row]] = {what: line.lacking(what) for what in GAP_WORDS}
    return [(str(GAP_WORDS[what]), rows) for what, rows in found.items() if rows]
