"""A practice made of an entry, one written by hand, and the letters they bring about."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.utils import timezone
from tests import factories

from koinon.cooperation.calls.models import Answer, Call, Entry, FormField, Placing, Stage
from koinon.cooperation.practices.models import Practice, PracticeAlignment
from koinon.network.people.models import Body, ContactDetail, Role
from koinon.platform.notifications.models import Message

TODAY = date(2026, 11, 22)
ANSWERS = (
    ("text", "What was the challenge?", "The river flooded the market twice."),
    ("text", "What did you do?", "Gardens that drink rain were dug."),
    ("text", "Impact so far", "Dry since 2024."),
    ("choices", "Themes", ["water", "heat"]),
    ("sdg", "Goals", ["11.5", "13", "99"]),
    ("nua", "Paragraphs", ["65"]),
)


def make_practice(body: Body, title: str = "Rain gardens", **values: Any) -> Practice:
    """Published a year and a half ago, about water, serving target 11.5."""
    given: dict[str, Any] = {
        "summary": "Gardens drink rain.",
        "work": "They were dug.",
        "themes": "water\nheat",
        "published_on": date(2025, 5, 1),
        "city": body.city,
    }
    made = factories.make(Practice, title=title, body=body, **(given | values))
    factories.make(PracticeAlignment, practice=made, vocabulary="sdg", code="11.5")
    return made


def make_won_entry(applicant: Body, *, announced: bool = True, **call: Any) -> Entry:
    """An entry with answers, the winner of its call."""
    made: Call = factories.make_call("Award 2026", code=f"AW-{factories.number()}", **call)
    entry = factories.make(
        Entry, call=made, title="Rain gardens", applicant=applicant, number=7, sent_at=timezone.now()
    )
    for rank, (kind, label, value) in enumerate(ANSWERS):
        field = factories.make(FormField, call=made, kind=kind, label=label, rank=rank)
        Answer.objects.create(entry=entry, field=field, value=value)
    secret = factories.make(FormField, call=made, kind="text", label="Who did it?", identifying=True, rank=9)
    Answer.objects.create(entry=entry, field=secret, value="Engineer Zhao")
    moment = timezone.now() if announced else None
    stage = factories.make(
        Stage, call=made, kind="winner", rank=40, announced="2026-11-01", announced_at=moment
    )
    factories.make(Placing, entry=entry, stage=stage)
    return entry


def make_role_with_mail(body: Body, name: str = "Ana Answers", mail: str = "ana@city.example") -> Role:
    """Somebody in the body who can be written to."""
    person = factories.make_person(name)
    factories.make(ContactDetail, person=person, means="email", value=mail)
    return factories.make_role(person=person, of=body, title="Head of Water", post=None)


def letters() -> list[tuple[str, str]]:
    """To whom, and the path of the link in it, of every letter in order; nothing where there is no link."""
    found = []
    for row in Message.objects.order_by("id").select_related("mailbox", "words"):
        link = re.search(r"https?://[^/\s]+(/\S+)", row.words.text)
        found.append((row.mailbox.address if row.mailbox else "", link[1] if link else ""))
    return found
