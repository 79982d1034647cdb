"""Many entries screened at once: one decision, a letter and a line of the history each, and none lost by another."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from tests import factories
from tests.cooperation.calls.calling import letters

from koinon.cooperation.calls.models import Call, Entry, Placing
from koinon.cooperation.calls.screening_commands import ReasonNeeded, screen_entries
from koinon.network.people.readers import PUBLIC, SYSTEM, Reader
from koinon.platform.audit.models import Entry as AuditEntry
from koinon.platform.errors import NotAllowed

pytestmark = pytest.mark.django_db
NOW = datetime(2018, 7, 1, 9, tzinfo=UTC)
ClientOf = Callable[[Reader], Client]


def eligible() -> list[tuple[int | None, bool | None]]:
    return list(Entry.objects.order_by("number").values_list("number", "eligible"))


def test_what_one_is_refused_keeps_no_other_from_being_screened(call: Call, entries: list[Entry]) -> None:
    factories.make(Placing, entry=entries[1], stage=factories.make_stage(call, "winner"))
    draft = call.entries.get(title="A draft")
    with pytest.raises(ReasonNeeded):
        screen_entries(entries, eligible=False, reason=" ", by=SYSTEM, moment=NOW)
    assert not AuditEntry.objects.filter(verb="screen_entry").exists()
    done = screen_entries([*entries, draft], eligible=False, reason="Too old.", by=SYSTEM, moment=NOW)
    assert [one.number for one in done.done] == [1, 3]
    assert [(one.title, "first" in why or "not sent" in why) for one, why in done.refused] == [
        ("Garden 2", True), ("A draft", True),
    ]  # fmt: skip
    assert dict(eligible()) == {None: None, 1: False, 2: None, 3: False}
    assert AuditEntry.objects.filter(verb="screen_entry").count() == 2
    assert ["Too old." in text for _to, _subject, text in letters()] == [True, True]


def test_only_those_who_run_the_call_do_it(
    call: Call, entries: list[Entry], coordinator: Reader, client_of: ClientOf
) -> None:
    for reader in (coordinator, PUBLIC):
        with pytest.raises(NotAllowed):
            screen_entries(entries, eligible=True, reason="", by=reader, moment=NOW)
    told = {"which": "all", "eligible": "yes"}
    assert client_of(coordinator).post(f"/calls/{call.key}/entries/", told).status_code == 404


def test_ticked_or_all_of_a_list_that_wait(
    call: Call, entries: list[Entry], secretariat: Reader, client_of: ClientOf
) -> None:
    client, listed = client_of(secretariat), f"/calls/{call.key}/entries/"
    ticked = {"which": "ticked", "entries": [str(entries[0].pk)]}
    refused = client.post(listed, ticked | {"eligible": "no", "reason": ""})
    assert refused.status_code == 422
    assert f'value="{entries[0].pk}" checked' in refused.content.decode()
    assert client.post(listed, {"which": "ticked", "eligible": "yes"}).status_code == 422
    told = {"eligible": "no", "reason": "Too old.", "letter": "on"}
    assert client.post(listed, ticked | told).status_code == 302
    # The rest of the list, and nothing outside it; what was decided before stands.
    narrowed = f"{listed}?words=garden&where="
    both = {"which": "all", "eligible": "yes", "reason": ""}
    looked_at = re.findall(r'name="waiting" value="([\d-]+)"', client.get(narrowed).content.decode())
    # As many wait as then, but others: not what was looked at.
    entries[1].withdrawn_at = NOW
    entries[1].save()
    other = factories.make_entry(call, title="Garden 4", number=4, sent_at=NOW)
    assert client.post(narrowed, both | {"waiting": looked_at[0]}).status_code == 422
    other.delete()
    entries[1].withdrawn_at = None
    entries[1].save()
    answer = client.post(narrowed, both | {"waiting": looked_at[0]})
    assert answer["Location"] == narrowed
    assert dict(eligible()) == {None: None, 1: False, 2: True, 3: True}
    assert len(letters()) == 1  # the letter was not ticked with the rest
