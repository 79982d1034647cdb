"""Texts of templates in the reader's language: each is looked up once for a language, and then remembered."""

from typing import Any

from django.utils import translation
from jinja2.runtime import Context
from markupsafe import Markup, escape

from koinon.platform.ui.calling import asks_context

LANGUAGE = "spoken"
"""Under this name the context of a page holds its language."""

_texts: dict[tuple[str, str], str] = {}
_whole: dict[tuple[str, str], Markup] = {}


def spoken(context: Context) -> str:
    """The language of the page; where there is no request, such as in a mail, the one that is switched on."""
    language = context.parent.get(LANGUAGE)
    return language if language is not None else translation.get_language() or ""


@asks_context
def gettext(context: Context, message: str, **values: Any) -> Markup:
    """A text in the reader's language. It is a pattern even without values, so a per cent sign is doubled in it."""
    if type(message) is not str:  # a lazy text, which knows its language itself
        return filled(str(message), values)
    key = spoken(context), message
    if values:
        if key not in _texts:
            _texts[key] = translation.gettext(message)
        return filled(_texts[key], values)
    if key not in _whole:
        _whole[key] = filled(translation.gettext(message), {})
    return _whole[key]


@asks_context
def ngettext(context: Context, one: str, many: str, number: int, **values: Any) -> Markup:
    """A text that depends on a number, which it may name as ``num``."""
    return filled(translation.ngettext(one, many, number), {"num": number} | values)


def filled(text: str, values: dict[str, Any]) -> Markup:
    """The pattern with its values, which are escaped; the texts themselves are ours."""
    told = {name: one if type(one) is int else escape(one) for name, one in values.items()}
    return Markup(text % told)  # noqa: S704
