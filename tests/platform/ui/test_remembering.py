"""What is remembered between pages: texts by language, blocks by what they depend on."""

from collections.abc import Callable

import pytest
from django.utils import translation

from .conftest import asked


def test_a_block_is_rendered_once_for_what_it_depends_on(shown: Callable[..., str]) -> None:
    counted = []

    def count(word: str) -> str:
        counted.append(word)
        return word

    source = "{% call remembered('test block', word) %}{{ count(word) }} & more{% endcall %}"
    for word in ("one", "two", "one"):
        assert shown(source, word=word, count=count) == f"{word} & more"
    assert counted == ["one", "two"]


def test_texts_come_in_the_language_of_the_page(shown: Callable[..., str]) -> None:
    for language, word in (("en", "Members"), ("es", "Miembros"), ("en", "Members")):
        with translation.override(language):
            assert shown("{{ _('Members') }}") == word


def test_values_in_a_text_are_escaped_and_numbers_counted(shown: Callable[..., str]) -> None:
    assert shown("{{ _('As of %(day)s', day='<b>') }}") == "As of &lt;b&gt;"
    assert shown("{{ _('100%%') }}") == "100%"
    assert shown("{{ ngettext('%(num)s more', '%(num)s more', 3) }}") == "3 more"
    with pytest.raises(KeyError):
        shown("{{ _('As of %(day)s') }}")


def test_a_page_with_odd_keys_has_an_address(shown: Callable[..., str]) -> None:
    assert shown("{{ url('thing', key='a-1_b') }}", request=asked()) == "/things/a-1_b/"
