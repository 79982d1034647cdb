"""What templates print is escaped exactly as Jinja and MarkupSafe would."""

from typing import Any

import pytest
from django.template import engines
from django.utils.functional import lazystr
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from markupsafe import escape as safely

from koinon.platform.ui.escaping import escape


class Telling:
    def __html__(self) -> str:
        return "<b>told</b>"


@given(st.text())
def test_any_text_comes_out_as_markupsafe_has_it(text: str) -> None:
    assert escape(text) == safely(text)
    assert escape(Markup(text)) == text


@pytest.mark.parametrize(
    "value", [7, None, 1.5, Telling(), lazystr("<i>&</i>"), ["<"], type("Word", (str,), {})("<")]
)
def test_other_values_too(value: Any) -> None:
    assert escape(value) == safely(value)


def test_templates_print_through_it() -> None:
    source = "{{ text }}{{ safe }}{% macro m() %}{{ text }}{% endmacro %}{{ m() }}"
    made = engines["koinon"].env.from_string(source)  # type: ignore[attr-defined]
    shown = str(safely("<a href='x'>&"))
    assert made.root_render_func.__globals__["escape"] is escape
    assert made.render(text="<a href='x'>&", safe=Markup("<p>")) == f"{shown}<p>{shown}"
