"""Figures as they are shown: the units they come in, number and qualifier in the reader's language."""

from __future__ import annotations

from decimal import Decimal

from babel import Locale
from babel.numbers import get_currency_name
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from koinon.network.places.models import Figure, Quantity
from koinon.platform.ui.figures import big_number, locale

PLAIN_UNITS = {"km2": "km²", "percent": "%", "": ""}
SUGGESTED_PLAIN = ("persons", "km2", "years", "units", "percent", "rank")
USUAL_UNIT = {
    Quantity.POPULATION: "persons",
    Quantity.AREA: "km2",
    Quantity.HISTORY: "years",
    Quantity.DISTRICTS: "units",
    Quantity.RANK: "rank",
}
CURRENCIES = ("CNY", "EUR", "USD", "GBP", "JPY")
SUGGESTED = (*SUGGESTED_PLAIN, *CURRENCIES)


def figure_words(figure: Figure) -> str:
    """The figure in a line, for the reader: more than 22 million inhabitants, 2.36 trillion Chinese yuan."""
    if figure.unit == "rank":
        return _("rank %(number)s") % {"number": number_words(figure.value)}
    parts = (
        qualifier_words(figure.qualifier),
        number_words(figure.value),
        unit_words(figure.unit, figure.value),
    )
    return " ".join(part for part in parts if part)


def number_words(value: Decimal) -> str:
    """The number alone, without the zeros the column adds."""
    plain = value.normalize()
    return big_number(plain.quantize(Decimal(1)) if plain == plain.to_integral() else plain)


def unit_words(unit: str, value: Decimal = Decimal(2)) -> str:
    """The unit in the reader's language; an unknown one as it was recorded."""
    if unit in PLAIN_UNITS:
        return PLAIN_UNITS[unit]
    count = int(value)
    if unit == "persons":
        return ngettext("inhabitant", "inhabitants", count)
    if unit == "years":
        return ngettext("year", "years", count)
    if unit == "units":
        return ngettext("unit", "units", count)
    if len(unit) == 3 and unit.isupper() and unit in Locale.parse("en").currencies:
        return get_currency_name(unit, count=value, locale=locale())
    return unit


def qualifier_words(qualifier: str) -> str:
    """The qualifier in the reader's language, where it is one of the usual ones."""
    return _(qualifier) if qualifier in QUALIFIERS else qualifier


# Named here so that the translators find them.
QUALIFIERS = {
    "more than": gettext_lazy("more than"),
    "less than": gettext_lazy("less than"),
    "about": gettext_lazy("about"),
    "nearly": gettext_lazy("nearly"),
    "at least": gettext_lazy("at least"),
    "up to": gettext_lazy("up to"),
}
