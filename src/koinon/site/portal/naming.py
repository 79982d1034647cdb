"""Names as the reader says them."""

from django.utils.translation import get_language

from koinon.network.places.models import Country
from koinon.network.places.naming import country_name


def country_in_words(country: Country | None) -> str:
    """The country in the reader's language."""
    return country_name(country, get_language() or "en") if country else ""
