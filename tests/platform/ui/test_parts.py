"""The small components: what they show, and that they let no markup through."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from jinja2 import UndefinedError

from .conftest import Tags

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
CITATION = SimpleNamespace(number=1, href="/source/1/", title=EVIL, note=EVIL)

COMPONENTS = [
    "ui.title(evil, evil, evil, tags=[(evil, 'yes')], actions=[(evil, evil)], kicker=evil)",
    "ui.lede(evil)",
    "ui.breadcrumb([(evil, evil)])",
    "ui.facts([(evil, evil, evil, [citation])])",
    "ui.definitions([(evil, evil, evil, [citation])])",
    "ui.listing([(evil, evil, evil, (evil, 'no')), (evil, None, None, None)])",
    "ui.finding(evil, evil, actions=[(evil, evil)], citations=[citation], tags=[(evil, 'plain')])",
    "ui.empty(evil, evil, (evil, evil))",
    "ui.notice(evil, 'wrong', evil)",
    "ui.steps([(evil, 'done', evil), (evil, 'now'), (evil, 'next')])",
    "ui.legend([('plans', evil)])",
    "ui.tag(evil, 'late')",
    "ui.holds_tag('possibly', (evil, evil, evil))",
    "ui.source([citation, citation])",
    "ui.sources_list([citation])",
    "ui.foreign(evil, evil)",
    "ui.button(evil, evil, 'plain')",
    "ui.press(evil, evil, fields={evil: evil})",
    "ui.meter(1, 2, evil)",
    "ui.progress(1, 2, 3, evil, poll=evil, stop=evil)",
    "tables.table([(evil,), (evil, 'num'), (evil, '', 'k')], [(evil, 1, 2)], evil, totals=(evil, 1, 2))",
    "tables.th_sort(evil, evil, evil)",
    "time.figure(evil, evil, evil)",
    "svg.stack([(1, 'plans')], 2, evil)",
]


@pytest.mark.parametrize("call", COMPONENTS)
def test_component_escapes_what_it_is_given(shown: Callable[..., str], call: str) -> None:
    html = shown("{{ " + call + " }}", evil=EVIL, citation=CITATION)
    tags = Tags(html)
    assert "alert(1)" in html
    assert not tags.named("script")
    assert not tags.named("img")
    assert not [name for _, attributes in tags.found for name in attributes if name.startswith("on")]


def test_call_blocks(shown: Callable[..., str]) -> None:
    html = shown(
        "{% call ui.section(evil, link=(evil, evil), note=evil) %}inside{% endcall %}"
        "{% call ui.lede() %}{{ evil }}{% endcall %}{% call ui.finding('a') %}<b>kept</b>{% endcall %}",
        evil=EVIL,
    )
    assert "inside" in html
    assert "<b>kept</b>" in html
    assert not Tags(html).named("img")


def test_an_unknown_name_is_refused(shown: Callable[..., str]) -> None:
    with pytest.raises(UndefinedError, match="nowhere"):
        shown("{{ nowhere }}")
    with pytest.raises(UndefinedError):
        shown("{{ ui.tag(thing.missing) }}", thing=SimpleNamespace())


def test_an_unknown_argument_is_refused(shown: Callable[..., str]) -> None:
    with pytest.raises(TypeError, match="colour"):
        shown("{{ ui.tag('a', colour='red') }}")


def test_the_last_action_is_the_main_one(shown: Callable[..., str]) -> None:
    html = shown("{{ ui.title('A', actions=[('Print', '/p/'), ('Record', '/r/')]) }}")
    assert [(one["href"], one["class"]) for one in Tags(html).named("a")] == [
        ("/p/", "button is-plain"),
        ("/r/", "button is-main"),
    ]


def test_a_section_is_named_by_its_heading(shown: Callable[..., str]) -> None:
    tags = Tags(shown("{% call ui.section('What was 承诺') %}{% endcall %}"))
    assert tags.named("section")[0]["aria-labelledby"] == tags.named("h2")[0]["id"] == "what-was-承诺"


@pytest.mark.parametrize(("value", "tone"), [("yes", "is-yes"), ("possibly", "is-possibly"), ("no", "is-no")])
def test_holds_is_said_in_a_word_and_a_tone(shown: Callable[..., str], value: str, tone: str) -> None:
    assert shown("{{ ui.holds_tag(value) }}", value=value) == f'<span class="tag {tone}">{value}</span>'
    assert ">b<" in shown("{{ ui.holds_tag('possibly', ('a', 'b', 'c')) }}")


def test_no_citation_no_mark(shown: Callable[..., str]) -> None:
    assert shown("{{ ui.source([]) }}") == ""


def test_progress_asks_again_until_it_is_done(shown: Callable[..., str]) -> None:
    assert 'data-poll="/import/7/"' in shown("{{ ui.progress(7410, 17634, 412, poll='/import/7/') }}")
    assert "7,410 of 17,634 · 412 a second" in shown("{{ ui.progress(7410, 17634, 412) }}")
    assert "data-poll" not in shown("{{ ui.progress(1, 1) }}")
