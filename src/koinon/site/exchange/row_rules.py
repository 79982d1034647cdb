"""What must hold within one row of a sheet, told in plain words before the database has to refuse it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from koinon.network.evidence.titles import titled
from koinon.platform.dates import UNKNOWN
from koinon.platform.dates.zones import checked_zone
from koinon.site.exchange.sheets import Rule, workbook


def one_of(first: str, second: str) -> Rule:
    """Exactly one of the two columns is filled."""

    def check(row: dict[str, Any]) -> tuple[str, str] | None:
        if bool(row.get(first)) != bool(row.get(second)):
            return None
        return first, _("Fill either “%(first)s” or “%(second)s”, not both.") % {
            "first": first,
            "second": second,
        }

    return check


def some_of(first: str, second: str) -> Rule:
    """At least one of the two columns is filled."""

    def check(row: dict[str, Any]) -> tuple[str, str] | None:
        if row.get(first) or row.get(second):
            return None
        return first, _("Fill “%(first)s” or “%(second)s”.") % {"first": first, "second": second}

    return check


def somebody(first: str, second: str, third: str) -> Rule:
    """At least one of the three columns is filled."""

    def check(row: dict[str, Any]) -> tuple[str, str] | None:
        if row.get(first) or row.get(second) or row.get(third):
            return None
        words = {"first": first, "second": second, "third": third}
        return first, _("Fill “%(first)s”, “%(second)s” or “%(third)s”.") % words

    return check


def with_reason(column: str, reason: str, value: str = "") -> Rule:
    """Where the column is filled, or has the value, the reason is filled too."""

    def check(row: dict[str, Any]) -> tuple[str, str] | None:
        asked = row.get(column) == value if value else bool(row.get(column))
        if not asked or row.get(reason):
            return None
        return reason, _("Give the reason in “%(column)s”.") % {"column": reason}

    return check


def apart(first: str, second: str) -> Rule:
    """The two columns do not point at the same record."""

    def check(row: dict[str, Any]) -> tuple[str, str] | None:
        if not row.get(first) or row.get(first) != row.get(second):
            return None
        return second, _("“%(first)s” and “%(second)s” must differ.") % {"first": first, "second": second}

    return check


def in_order() -> Rule:
    """What ends does not end before it starts."""

    def check(row: dict[str, Any]) -> tuple[str, str] | None:
        starts, ends = row.get("starts", UNKNOWN), row.get("ends", UNKNOWN)
        if starts.earliest <= ends.latest:
            return None
        words = {"end": ends.words or ends.edtf, "start": starts.words or starts.edtf}
        return "ends", _("The end (%(end)s) lies before the start (%(start)s).") % words

    return check


def in_zone() -> Rule:
    """The time zone is one there is."""

    def check(row: dict[str, Any]) -> tuple[str, str] | None:
        try:
            checked_zone(row.get("time_zone") or "")
        except ValidationError as wrong:
            return "time_zone", str(wrong.message)
        return None

    return check


def of_titled(subject: str) -> Rule:
    """The column speaks of a record that may have titles in other languages."""

    def check(row: dict[str, Any]) -> tuple[str, str] | None:
        name = str(row.get(subject) or "").partition(":")[0]
        sheet = workbook().get(name)
        if sheet is None or titled(sheet.kind):
            return None
        return subject, _("Rows of the sheet “%(sheet)s” have no titles here.") % {"sheet": name}

    return check


def told_or_undisclosed() -> Rule:
    """An amount is told or undisclosed, and not less than nothing."""

    def check(row: dict[str, Any]) -> tuple[str, str] | None:
        amount = row.get("amount")
        if amount is None or (amount >= 0 and not row.get("undisclosed")):
            return None
        if amount < 0:
            return "amount", _("An amount cannot be less than nothing.")
        return "undisclosed", _("Either the amount is told or it is undisclosed: leave one of the two empty.")

    return check
