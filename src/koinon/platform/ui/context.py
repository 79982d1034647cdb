"""What the layout of every page needs beside the page's own words."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from koinon.platform.ui import asof, navigation
from koinon.platform.ui.wording import LANGUAGE

LANGUAGES = (
    ("en", "EN", "English"),
    ("zh-hans", "中文", "简体中文"),
    ("es", "ES", "Español"),
    ("fr", "FR", "Français"),
)


def site(request: HttpRequest) -> dict[str, Any]:
    """Context processor: a value is worked out when the layout looks at it, so parts of pages pay nothing."""
    return {
        "site_name": getattr(settings, "SITE_NAME", "Koinon"),
        "source_url": getattr(settings, "SOURCE_URL", ""),
        "languages": LANGUAGES,
        "navigation": partial(navigation.items, request),
        "asof": _later(lambda: asof.as_of(request)),
        "messages": _later(lambda: get_messages(request)),
        "csrf_input": _later(lambda: csrf_input(request)),
        "user": getattr(request, "user", None),
        LANGUAGE: get_language() or "",
    }


def _later(make: Callable[[], object]) -> Any:
    return SimpleLazyObject(make)
