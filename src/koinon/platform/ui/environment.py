"""The Jinja2 environment of all pages: escaping on, unknown names refused, the same functions everywhere."""

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.templatetags.static import static
from django.utils import translation
from django.utils.text import slugify
from jinja2 import Environment, FileSystemBytecodeCache, StrictUndefined

from koinon.platform.ui import addresses, components, escaping, figures, punctuation, wording
from koinon.platform.ui.beside import beside
from koinon.platform.ui.calling import QuickContext
from koinon.platform.ui.escaping import QuickGenerator
from koinon.platform.ui.pictures import Pictures
from koinon.platform.ui.remembering import remembered

_globals: dict[str, Callable[..., Any]] = {}
_environments: list[Environment] = []


def register_global(name: str, function: Callable[..., Any]) -> None:
    """Offer a function to every template; called in the `ready()` of a room's AppConfig."""
    _globals[name] = function
    for made in _environments:
        made.globals[name] = function


def environment(compiled: Path, **options: Any) -> Environment:
    """Make the environment; Django's Jinja2 backend calls this with its loader and reload options.

    Templates are kept as Python in the folder ``compiled``: translating them anew takes seconds at each start.
    """
    compiled.mkdir(mode=0o700, exist_ok=True)
    made = Environment(
        bytecode_cache=FileSystemBytecodeCache(str(compiled), pattern=f"%s-{_compiler()}.cache"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        **{name: value for name, value in options.items() if name not in {"autoescape", "undefined"}},
        extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"],
    )
    made.context_class = QuickContext
    made.code_generator_class = QuickGenerator
    # Looked up at render time, so the language is the reader's and not that of the first request.
    made.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    made.globals.update(
        gettext=wording.gettext,
        ngettext=wording.ngettext,
        _=wording.gettext,
        remembered=remembered,
        beside=beside,
        url=addresses.url,
        link=addresses.link,
        here=addresses.here,
        static=_static,
        day=figures.day,
        span=figures.span,
        note=figures.note,
        notes=figures.notes,
        number=components.number,
        big_number=figures.big_number,
        now_language=figures.now_language,
        language_name=figures.language_name,
        listed=punctuation.listed,
        svg=Pictures,
        components=components,
        **_globals,
    )
    made.filters["anchor"] = _anchor
    _environments.append(made)
    return made


@cache
def _kept_address(path: str) -> str:
    return static(path)


def _static(path: str) -> str:
    """The address of a file that comes with the site; it does not change while the site runs."""
    return _kept_address(path)


def _anchor(heading: object) -> str:
    """An id made from a heading, in any script."""
    return slugify(str(heading), allow_unicode=True) or "part"


def _compiler() -> str:
    """What translates templates, in short: after an upgrade nothing runs that another compiler made."""
    own = Path(escaping.__file__).read_bytes()
    return sha256(own + version("jinja2").encode()).hexdigest()[:12]
