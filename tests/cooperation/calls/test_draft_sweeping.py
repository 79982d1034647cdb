"""Drafts never sent go some time after their call, once their authors were told; what was sent stays."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests import factories
from tests.cooperation.calls.calling import begin, field, letters, make_call, send, typed, upload

from koinon.cooperation.calls.draft_sweeping import TOLD_BEFORE, forgets_on, letters_due, sweep_drafts
from koinon.cooperation.calls.entry_beginning import begin_by_mail
from koinon.cooperation.calls.entry_commands import save_draft
from koinon.cooperation.calls.entry_files import add_file
from koinon.cooperation.calls.links import Beginning
from koinon.cooperation.calls.models import Call, Draft, Entry, EntryFile
from koinon.network.people.models import Body
from koinon.network.people.readers import PUBLIC, SYSTEM
from koinon.platform.audit.models import Change
from koinon.platform.errors import NotAllowed
from koinon.platform.notifications.models import Message
from koinon.platform.notifications.planners import plan_all

pytestmark = pytest.mark.django_db
CLOSED = datetime(2026, 3, 31, 16, tzinfo=UTC)
DAY = date(2026, 6, 29)
"""Ninety days later."""


@pytest.fixture
def call(coordinator, guangzhou, other_officer, chengdu, settings, tmp_path) -> Call:
    """A call that is over; Guangzhou began an entry with a file and never sent it, Chengdu sent one."""
    settings.MEDIA_ROOT = tmp_path
    made = make_call()
    draft, now = begin(made, coordinator, guangzhou), timezone.now()
    words = typed(made) | {"title": "Half a thought"}
    save_draft(draft, words, {}, by=coordinator, moment=now)
    add_file(draft, field(made, "file"), upload("secret.pdf"), by=coordinator, moment=now)
    sent = send(made, other_officer, chengdu)
    save_draft(sent, {"title": "Changed and not sent"}, {}, by=other_officer, moment=now)
    Call.objects.update(closes_at=CLOSED)
    Message.objects.all().delete()
    made.refresh_from_db()
    return made


def leave(on: date) -> None:
    """Plan what is due, and let it leave."""
    plan_all(on)
    moment = datetime.combine(on, datetime.min.time(), UTC)
    Message.objects.filter(sent_at=None).update(sent_at=moment, state="sent")


def test_its_authors_are_told_before_and_only_then_it_goes(call: Call, client_of, coordinator) -> None:
    entry = call.entries.get(sent_at=None)
    file = EntryFile.objects.get(entry=entry)
    assert forgets_on(call) == DAY
    assert not list(letters_due(DAY - TOLD_BEFORE - timedelta(1)))
    assert sweep_drafts(by=SYSTEM, on=DAY + timedelta(30)) == 0  # nobody was told
    leave(DAY - TOLD_BEFORE)
    [(to, subject, text)] = letters()
    assert to == coordinator.user.email
    assert "Award 2026" in subject
    assert "29 Jun 2026" in text
    own = client_of(coordinator).get(f"/calls/own/{entry.key}/").content.decode()
    assert "Half a thought" in own
    assert "Gardens were dug." in own
    assert "secret.pdf" in own
    assert sweep_drafts(by=SYSTEM, on=DAY - timedelta(1)) == 0
    assert sweep_drafts(by=SYSTEM, on=DAY) == 1
    assert not Entry.objects.filter(pk=entry.pk).exists()
    assert [one.entry.title for one in Draft.objects.all()] == ["Rain gardens"]
    assert "Half" not in str(list(Change.objects.values_list("before", "after", "label")))
    assert "secret" not in str(list(Change.objects.values_list("before", "after", "label")))
    assert Message.objects.get().mailbox is None
    assert file.file.storage.exists(file.file.name)  # until the transaction stands
    assert sweep_drafts(by=SYSTEM, on=DAY) == 0


def test_a_letter_that_left_late_puts_it_off_and_what_was_sent_never_goes(call: Call) -> None:
    later = DAY + timedelta(100)
    leave(later)
    assert "21 Oct 2026" in letters()[0][2]
    assert sweep_drafts(by=SYSTEM, on=later + timedelta(13)) == 0
    assert sweep_drafts(by=SYSTEM, on=later + timedelta(14)) == 1
    [sent] = Entry.objects.all()
    assert sent.number == 1
    assert Draft.objects.get(entry=sent).values["title"] == "Changed and not sent"


def test_a_call_put_off_keeps_its_drafts_and_what_was_given_up_needs_no_letter(call: Call) -> None:
    leave(DAY - TOLD_BEFORE)
    Call.objects.update(closes_at=CLOSED + timedelta(days=30))
    assert sweep_drafts(by=SYSTEM, on=DAY) == 0
    Call.objects.update(closes_at=None)
    assert sweep_drafts(by=SYSTEM, on=DAY + timedelta(1000)) == 0
    Call.objects.update(cancelled_at=CLOSED)
    Message.objects.all().delete()
    Entry.objects.filter(sent_at=None).update(withdrawn_at=CLOSED)
    assert not list(letters_due(DAY))
    assert sweep_drafts(by=SYSTEM, on=DAY) == 1
    with pytest.raises(NotAllowed):
        sweep_drafts(by=PUBLIC, on=DAY)


def test_a_body_that_only_a_draft_named_goes_with_it(call: Call) -> None:
    """Nobody is known by a name that somebody from outside gave; whom something else points at stays."""
    Call.objects.update(closes_at=timezone.now() + timedelta(1))
    call.refresh_from_db()
    for name in ("Nowhere Town", "Somewhere Town"):
        begin_by_mail(call, Beginning(call.key, f"{name[:5]}@x.example", name, "es"), moment=timezone.now())
    factories.make_role(person=factories.make_person("Li Wei"), of=Body.objects.get(name="Somewhere Town"))
    Call.objects.update(closes_at=CLOSED)
    Entry.objects.filter(sent_at=None).update(withdrawn_at=CLOSED)
    assert sweep_drafts(by=SYSTEM, on=DAY) == 3
    assert set(Body.objects.filter(name__contains="where Town").values_list("name", flat=True)) == {
        "Somewhere Town"
    }
    assert "Nowhere" not in str(list(Change.objects.values_list("before", "after", "label")))


def test_a_link_is_good_until_the_draft_goes(call: Call, client: Client) -> None:
    from koinon.cooperation.calls.links import good_until

    day = forgets_on(call)
    assert day is not None
    assert good_until(call, date(2026, 1, 1)) >= day
