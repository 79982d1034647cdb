"""A call with a question of each kind, and what is written into it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests import factories

from koinon.cooperation.calls.entry_beginning import start_entry
from koinon.cooperation.calls.entry_commands import Sending, save_draft, send_entry
from koinon.cooperation.calls.models import Call, Category, Entry, FormField
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.platform.notifications.models import Message

OPENED = datetime(2026, 1, 10, 9, tzinfo=UTC)
QUESTIONS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("line", "Name of the project", {"limit": 60}),
    ("text", "What was done?", {"limit": 200}),
    ("choice", "Scale", {"options": ["pilot", "city"], "required": False}),
    ("choices", "Sectors", {"options": ["water", "waste", "energy"], "limit": 2, "required": False}),
    ("number", "Budget", {"limit": 5000, "required": False}),
    ("table", "Results", {"options": ["What", "When"], "limit": 2, "required": False}),
    ("file", "Plan", {"limit": 1, "required": False}),
    ("sdg", "Goals", {"limit": 3, "required": False}),
    ("nua", "Paragraphs", {"required": False}),
    ("link", "More", {"required": False}),
)


def make_call(code: str = "GZA-2026", *, questions: int | None = None, **values: Any) -> Call:
    """A call open since 2026-01-10 that closes in ten days."""
    factories.lacking(values, "run_by", lambda: factories.make_body("Award Office"))
    given = {
        "title": "Award 2026",
        "code": code,
        "opened_at": OPENED,
        "closes_at": timezone.now() + timedelta(days=10),
    }
    call = factories.make(Call, **(given | values))
    for rank, (kind, label, more) in enumerate(QUESTIONS[:questions]):
        factories.make(FormField, call=call, kind=kind, label=label, rank=rank, **more)
    return call


def make_category(call: Call, title: str = "Water") -> Category:
    """A category of the call."""
    return factories.make(Category, call=call, title=title)


def field(call: Call, kind: str) -> FormField:
    """The question of that kind."""
    return call.fields.get(kind=kind)


def typed(call: Call, **more: Any) -> dict[str, Any]:
    """What fills in the form wholly, as a browser sends it."""
    told = {"title": "Rain gardens", "contact": "Li Wei, +86 20 1234"}
    told |= {f"q{field(call, 'line').pk}": "Rain", f"q{field(call, 'text').pk}": "Gardens were dug."}
    return told | more


def begin(call: Call, by: Reader, body: Body) -> Entry:
    """An entry of the body, not written yet."""
    return start_entry(call, body, by=by, moment=timezone.now(), language="en")


def send(call: Call, by: Reader, body: Body, title: str = "Rain gardens") -> Entry:
    """An entry that was sent."""
    entry = begin(call, by, body)
    return send_again(entry, by, title)


def send_again(entry: Entry, by: Reader, title: str, **answers: Any) -> Entry:
    """Write and send what counts: title and the required answers."""
    call = entry.call
    told = {field(call, "line"): "Rain", field(call, "text"): "Gardens were dug."} | {
        field(call, kind): value for kind, value in answers.items()
    }
    values = {"title": title} | {f"q{one.pk}": value for one, value in told.items()}
    save_draft(entry, values, {}, by=by, moment=timezone.now())
    sending = Sending(title, "Li Wei", None, "", (), told)
    return send_entry(entry, sending, by=by, moment=timezone.now())


def letters() -> list[tuple[str, str, str]]:
    """Address, subject and text of every letter planned, in order."""
    rows = Message.objects.order_by("id").select_related("mailbox", "words")
    return [(row.mailbox.address if row.mailbox else "", row.subject, row.words.text) for row in rows]


def upload(name: str = "plan.pdf", content: bytes = b"%PDF-1.7\nplan") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)
