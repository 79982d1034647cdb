"""The links of the header and the footer: each room registers its own, no room knows the others."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from django.http import HttpRequest
from django.urls import NoReverseMatch
from django.utils.functional import Promise
from django.utils.translation import get_language

from koinon.platform.ui.addresses import url

Label = str | Promise
Place = Literal["main", "more", "account", "footer"]


@dataclass(frozen=True, eq=False)
class Entry:
    """One registered link: where it leads, where it stands and who sees it."""

    label: Label
    url_name: str
    order: int
    badge: Callable[[HttpRequest], int | str | None] | None
    visible: Callable[[HttpRequest], bool] | None
    place: Place


@dataclass(frozen=True)
class Item:
    """One link as a page shows it."""

    label: str
    url: str
    current: bool
    badge: int | str | None

    @property
    def has_badge(self) -> bool:
        """Whether there is anything to count: a zero is not shown."""
        return bool(self.badge)


_entries: dict[tuple[Place, str], Entry] = {}


def register(
    label: Label,
    url_name: str,
    order: int,
    *,
    badge: Callable[[HttpRequest], int | str | None] | None = None,
    visible: Callable[[HttpRequest], bool] | None = None,
    place: Place = "main",
) -> None:
    """Add a link; called in the `ready()` of a room's AppConfig. Registering a name again replaces it."""
    _entries[place, url_name] = Entry(label, url_name, order, badge, visible, place)


def items(request: HttpRequest, place: Place = "main") -> tuple[Item, ...]:
    """The links this request may see at this place, in order; the one it stands under is marked current."""
    placed = (entry for entry in _entries.values() if entry.place == place)
    seen = sorted((entry for entry in placed if _sees(entry, request)), key=lambda entry: entry.order)
    urls = {entry: there for entry in seen if (there := _url(entry.url_name)) is not None}
    current, language = _current(request.path, list(urls.values())), get_language() or ""
    return tuple(
        Item(_label(entry, language), to, to == current, _badge(entry, request)) for entry, to in urls.items()
    )


@cache
def _label(entry: Entry, language: str) -> str:
    # A lazy text looks its translation up each time it is shown; the language is named for the memory only.
    return str(entry.label)


def _badge(entry: Entry, request: HttpRequest) -> int | str | None:
    return entry.badge(request) if entry.badge else None


def _sees(entry: Entry, request: HttpRequest) -> bool:
    return entry.visible is None or entry.visible(request)


def _url(name: str) -> str | None:
    # A room may be installed while its addresses are not mounted; its link is then left out, not the page.
    try:
        return url(name)
    except NoReverseMatch:
        return None


def _current(path: str, urls: list[str]) -> str | None:
    """The longest link the path lies under; the front page only counts for itself."""
    under = [one for one in urls if path == one or (one != "/" and path.startswith(one))]
    return max(under, key=len, default=None)
