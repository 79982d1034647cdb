"""The one place that knows numba: its compiler when it is installed, plain Python otherwise, with identical answers."""

import os
from collections.abc import Callable
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


def njit(kernel: Kernel) -> Kernel:
    """The kernel, compiled at its first call and kept on disk; unchanged without numba.

    A kernel takes arrays, numbers and named tuples of them, and gives the same bytes either way: integers only,
    no order left to threads.
    """
    if not FAST:
        return kernel
    import numba

    return cast(Kernel, numba.njit(cache=True)(kernel))
