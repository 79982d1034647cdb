"""A code for a phone's camera, drawn as one path so that it prints sharp and follows the style sheet."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

QUIET = 4
"""The white border that readers need, in modules."""


@dataclass(frozen=True, slots=True)
class Code:
    """A square of so many modules, and the path of the dark ones."""

    size: int
    path: str


def code_of(text: str) -> Code:
    """The QR code of a text, with medium correction: a cracked screen still reads."""
    import qrcode  # type: ignore[import-untyped]  # here: it brings fifteen modules with it that few processes need

    drawn = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=QUIET)
    drawn.add_data(text)
    drawn.make(fit=True)
    matrix = drawn.get_matrix()
    runs: list[str] = []
    for down, row in enumerate(matrix):
        across = 0
        for dark, some in groupby(row):
            long = len(list(some))
            if dark:
                runs.append(f"M{across} {down}h{long}v1h-{long}z")
            across += long
    return Code(len(matrix), "".join(runs))
