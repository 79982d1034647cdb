"""Reading in one go: a workbook makes a hundred thousand cells that all stay until it is told what they mean."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def in_one_go() -> Iterator[None]:
    """Nobody looks for what has fallen meanwhile: nothing does, and each look goes through every cell again."""
    was_looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_looking:
            gc.enable()
