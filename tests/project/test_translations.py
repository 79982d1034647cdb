"""The catalogues: every text of the source is there in every language, with the same values to fill in."""

import re

import pytest
from babel.messages.catalog import Catalog
from django.conf import settings

from koinon.project.management.commands.messages import gathered, read_catalogue

PATHS = sorted(settings.LOCALE_PATHS[0].glob("*/LC_MESSAGES/django.po"))
VALUES = re.compile(r"%\((\w+)\)")


@pytest.fixture(scope="module")
def source() -> Catalog:
    """The texts of the source as they are now."""
    return gathered()


def test_there_are_three_languages_beside_english() -> None:
    assert [path.parts[-3] for path in PATHS] == ["es", "fr", "zh_Hans"]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.parts[-3])
def test_every_text_is_translated(path, source: Catalog) -> None:  # type: ignore[no-untyped-def]
    catalogue = read_catalogue(path)
    missing = [
        message.id
        for message in source
        if message.id
        and not (
            (found := catalogue.get(message.id, context=message.context))
            and found.string
            and all(found.string)
        )
    ]
    assert missing == [], "run `make messages`, then translate these"


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.parts[-3])
def test_no_translation_fills_in_what_the_source_does_not_have(path) -> None:  # type: ignore[no-untyped-def]
    wrong = []
    for message in read_catalogue(path):
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        known = {name for text in ids for name in VALUES.findall(text)}
        if message.id and any(set(VALUES.findall(text)) - known for text in strings):
            wrong.append(message.id)
    assert wrong == []


def test_short_words_of_several_meanings_say_which_they_have(source: Catalog) -> None:
    ambiguous = {"By", "for", "For", "Key", "key", "open", "none", "Office", "Inbox"}
    bare = {message.id for message in source if message.id in ambiguous and not message.context}
    assert bare == set()
    assert len({message.context for message in source if message.id == "open"}) == 3
