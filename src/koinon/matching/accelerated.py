"""The one place that knows numba: its compiler when it is installed, plain Python otherwise, with identical answers."""

import hashlib
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def _wanted() -> bool:
    """Whether numba is installed and KOINON_PLAIN does not ask for the plain path."""
    if os.environ.get("KOINON_PLAIN", "") not in ("", "0"):
        return False
    try:
        import numba  # noqa: F401 — only its presence is asked
    except ImportError:
        return False
    return True


FAST: bool = _wanted()
"""Whether kernels are compiled; False means: plain Python, meant for rounds of up to some 500 cities."""


@cache
def _keeps_kernels() -> bool:
    """Whether compiled kernels can be kept on disk: in a folder named after the source of all of them.

    Numba looks only at the file a kernel is in, and would go on using one that has a changed kernel of another file
    compiled into it. Folders of other sources are dropped.
    """
    import numba

    here = Path(__file__).parent
    sources = [text for path in sorted(here.glob("*.py")) if b"@njit" in (text := path.read_bytes())]
    name = f"kernels-{hashlib.sha256(b''.join(sources)).hexdigest()[:16]}"
    for parent in (here / "__pycache__", Path.home() / ".cache" / "koinon"):
        with suppress(OSError):
            (parent / name).mkdir(parents=True, exist_ok=True)
            setattr(numba.config, "CACHE_DIR", str(parent / name))  # noqa: B010 — its stub has no name for it
            for other in parent.glob("kernels-*"):
                if other.name != name:
                    shutil.rmtree(other, ignore_errors=True)
            return True
    return False


def njit(kernel: Kernel) -> Kernel:
    """The kernel, compiled at its first call and kept on disk; unchanged without numba.

    A kernel takes arrays, numbers and named tuples of them, and gives the same bytes either way: integers only,
    no order left to threads.
    """
    if not FAST:
        return kernel
    import numba

    return cast(Kernel, numba.njit(cache=_keeps_kernels())(kernel))
