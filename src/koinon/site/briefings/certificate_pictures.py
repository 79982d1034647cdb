"""Pictures of a certificate that are no drawings: the seal and the code for a camera, as PNG."""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, cast

from koinon.site.briefings.typesetting import fonts

if TYPE_CHECKING:
    import typst

PAGE = Path(__file__).parent / "papers" / "seal.typ"


def seal_png(drawing: bytes) -> bytes:
    """The drawing of a seal as a picture, for what cannot take a drawing; the same drawing gives the same bytes."""
    return cast(bytes, _compiler().compile(sys_inputs={"svg": drawing.decode()}, format="png", ppi=72))


def code_png(text: str) -> bytes:
    """The QR code of a text, for documents that hold no drawings."""
    import qrcode  # type: ignore[import-untyped]  # here: it brings fifteen modules with it that few processes need
    from qrcode.image.pure import PyPNGImage  # type: ignore[import-untyped]

    drawn = BytesIO()
    qrcode.make(text, image_factory=PyPNGImage, box_size=8).save(drawn)
    return drawn.getvalue()


@cache
def _compiler() -> "typst.Compiler":
    import typst  # here: a large library, which most processes never need

    return typst.Compiler(input=str(PAGE), root=str(PAGE.parent), font_paths=fonts())
