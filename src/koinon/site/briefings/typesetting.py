"""A paper becomes a PDF: typst with our own page and our own fonts, nothing taken from the system or the net."""

import json
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, cast

from koinon.site.briefings.paper import Paper

if TYPE_CHECKING:
    import typst

PAGE = Path(__file__).parent / "papers" / "paper.typ"


def pdf(paper: Paper, *, made_at: datetime) -> bytes:
    """The paper as a tagged A4 PDF; the same paper and moment give the same bytes.

    Text reaches typst only as data (JSON in ``sys.inputs``), so nothing anyone wrote is read as markup.
    """
    return cast(
        bytes, _compiler().compile(sys_inputs=_inputs(paper), format="pdf", timestamp=_whole(made_at))
    )


def png(paper: Paper, *, made_at: datetime, ppi: float = 72) -> list[bytes]:
    """The paper's pages as pictures, for a preview."""
    pages = _compiler().compile(sys_inputs=_inputs(paper), format="png", ppi=ppi, timestamp=_whole(made_at))
    return cast("list[bytes]", pages if isinstance(pages, list) else [pages])


def _inputs(paper: Paper) -> dict[str, str]:
    return {"paper": json.dumps(paper.content(), ensure_ascii=False)}


def _whole(moment: datetime) -> int:
    return int(moment.timestamp())


@cache
def _compiler() -> "typst.Compiler":
    """One compiler a process: its fonts and layout are read once (140 ms), each further paper takes some 10 ms."""
    import typst  # here: a large library, which most processes never need

    return typst.Compiler(input=str(PAGE), root=str(PAGE.parent), font_paths=fonts())


@cache
def fonts() -> "typst.Fonts":
    """Our own fonts and no others."""
    import typst

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(files("fontpkg_noto_sans") / "files"), str(files("noto_cjk_sans_otc"))],
    )
