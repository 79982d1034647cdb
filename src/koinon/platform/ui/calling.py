"""How templates call functions: as Jinja does, by a shorter way for the calls that make up nearly all of a page."""

from collections.abc import Callable
from types import FunctionType, MethodType
from typing import Any, TypeVar

from jinja2.runtime import Context, Macro

F = TypeVar("F", bound=Callable[..., Any])

ASKS = "asks_context"


def asks_context(function: F) -> F:
    """Hand the function the context first, without the variables of loops and blocks.

    Jinja's own ``pass_context`` copies the whole context at each call inside a loop, for variables that a
    function asking only for the request never looks at.
    """
    setattr(function, ASKS, True)
    return function


class QuickContext(Context):
    """A context that knows macros, methods and plain functions at a glance; everything else goes Jinja's way."""

    def call(
        __self,  # noqa: N805 (as in Jinja: `self` may be an argument of the function)
        __obj: Callable[..., Any],
        *args: Any,
        _loop_vars: dict[str, Any] | None = None,
        _block_vars: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> Any:
        kind = type(__obj)
        if kind is Macro:
            return __obj(__self.eval_ctx, *args, **kwargs)
        if kind is FunctionType:
            marks = __obj.__dict__
            if not marks:
                return __obj(*args, **kwargs)
            if ASKS in marks:
                return __obj(__self, *args, **kwargs)
        elif kind is MethodType and not __obj.__func__.__dict__:  # type: ignore[attr-defined]
            return __obj(*args, **kwargs)
        return super().call(__obj, *args, _loop_vars=_loop_vars, _block_vars=_block_vars, **kwargs)
