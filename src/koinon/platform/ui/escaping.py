"""How values go onto a page: escaped as Jinja escapes them, by a shorter way for what nearly all of them are."""

from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from markupsafe import Markup, _escape_inner  # type: ignore[attr-defined]
from markupsafe import escape as safely


def escape(value: Any) -> str:
    """The value as it may stand in HTML. What is written at once need not be marked as safe first."""
    kind = type(value)
    if kind is str:
        return _escape_inner(value)
    return value if kind is Markup else safely(value)


class QuickGenerator(CodeGenerator):
    """Writes templates as Jinja does; only what they print goes through the escape of this module."""

    def visit_Template(self, node: nodes.Template, frame: Any = None) -> None:  # noqa: N802 (Jinja's own name)
        super().visit_Template(node, frame)
        self.writeline(f"from {__name__} import escape")
