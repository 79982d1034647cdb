"""Writing SVG: elements with escaped text and attributes, numbers kept short."""

from collections.abc import Iterable
from html import escape


def short(value: float) -> str:
    """A coordinate with one decimal at most, without a trailing zero."""
    text = f"{value:.1f}"
    text = text[:-2] if text.endswith(".0") else text
    return "0" if text == "-0" else text


def element(tag: str, *children: str, **attributes: str | float | None) -> str:
    """One element; children are SVG already, attributes are escaped; `class_` is written class."""
    written = "".join(_attribute(name, value) for name, value in attributes.items() if value is not None)
    inside = "".join(children)
    return f"<{tag}{written}>{inside}</{tag}>" if inside else f"<{tag}{written}/>"


def words(text: str) -> str:
    """Text content, escaped."""
    return escape(text, quote=False)


def linked(href: str | None, *children: str, label: str | None = None) -> str:
    """The children inside a link, or as they are where there is nothing to open."""
    return element("a", *children, href=href, aria_label=label) if href else "".join(children)


def group(children: Iterable[str], class_: str | None = None) -> str:
    """A group, or nothing at all when there is nothing in it."""
    inside = "".join(children)
    return element("g", inside, class_=class_) if inside else ""


def _attribute(name: str, value: str | float) -> str:
    text = value if isinstance(value, str) else short(value)
    return f' {name.rstrip("_").replace("_", "-")}="{escape(text)}"'
