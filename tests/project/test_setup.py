"""Setting up after an upgrade: what an older form left behind is written anew."""

from typing import Any

import pytest
from django.core.management import call_command

from koinon.project import fresh_database
from koinon.project.management.commands import setup


@pytest.mark.parametrize(("after", "anew"), [({"0001", "0002"}, True), ({"0001"}, False)])
def test_an_older_search_index_is_written_anew(
    monkeypatch: pytest.MonkeyPatch, after: set[str], anew: bool
) -> None:
    called: list[str] = []

    def hear(name: str, **_options: Any) -> None:
        called.append(name)

    monkeypatch.setattr(setup, "call_command", hear)
    monkeypatch.setattr(setup, "load_templates", lambda: None)
    monkeypatch.setattr(setup, "form_of_index", lambda: after if "migrate" in called else {"0001"})
    monkeypatch.setattr(fresh_database, "is_empty", lambda _connection: False)
    call_command("setup")
    assert ("reindex" in called) is anew
