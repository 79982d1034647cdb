"""What is done with a practice: written down, made of an entry, changed, put into other languages, published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koinon.cooperation.calls.models import Entry
from koinon.cooperation.practices.models import Practice, PracticeAlignment, PracticeDocument, PracticeText
from koinon.cooperation.practices.permissions import (
    can_begin_practice,
    can_publish,
    can_write_for,
    can_write_practice,
)
from koinon.cooperation.practices.proposing import proposed
from koinon.cooperation.programmes.aligning import settle_alignments
from koinon.network.confirmations.queries import Agreed, between_sides
from koinon.network.people.entering import altered, check
from koinon.network.people.permissions import can_record, refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key

Values = dict[str, Any]


class MadeAlready(Refused):
    """An entry becomes one practice, not two."""


class NotConfirmed(Refused):
    """What was made of an entry is shown when the applicant has said that it is right."""


class NotReady(Refused):
    """A case without a summary or without what was done is no case."""


class Standing(Refused):
    """The practice is published already, or is not."""


class OwnLanguage(Refused):
    """A translation is in another language than the practice itself."""


@dataclass(frozen=True, slots=True)
class Codes:
    """Which goals, targets and paragraphs are served."""

    sdg: Sequence[str] = ()
    nua: Sequence[str] = ()


def record_practice(values: Values, codes: Codes, *, by: Reader) -> Practice:
    """Write down a practice by hand; it is a draft until it is published."""
    refuse_unless(can_begin_practice(by) and can_write_for(by, values["body"].pk))
    return _created(Practice(**values), codes, "record_practice", by)


def _created(practice: Practice, codes: Codes, verb: str, by: Reader) -> Practice:
    practice.key = practice.key or propose_key(Practice, practice.title)
    if practice.city_id is None:
        practice.city = practice.body.city
    check(practice)
    with act(verb, by=by.user) as doing:
        doing.create(practice)
        settle_alignments(doing, PracticeAlignment, practice, codes.sdg, codes.nua)
    return practice


def make_practice(entry: Entry, *, by: Reader) -> Practice:
    """Make a practice of an entry: its fields are proposed from the answers, and the applicant is asked next."""
    refuse_unless(can_record(by))
    if Practice.objects.filter(entry=entry).exists():
        raise MadeAlready(_("A practice was made of this entry already."))
    found = proposed(entry, by)
    practice = Practice(
        entry=entry,
        title=entry.title,
        language=entry.language,
        body=entry.applicant,
        city=entry.applicant.city,
        **found.words,
    )
    return _created(practice, Codes(found.sdg, found.nua), "make_practice", by)


def change_practice(
    practice: Practice, values: Values, codes: Codes, *, by: Reader, expected_version: int | None = None
) -> Practice:
    """Change a practice. What an applicant confirmed has to be confirmed again before it is published anew."""
    refuse_unless(can_write_practice(by, practice))
    trial = altered(practice, values)
    refuse_unless(can_write_for(by, trial.body_id))
    check(trial)
    with act("change_practice", by=by.user) as doing:
        doing.about(practice)
        doing.change(practice, expected_version, **values)
        settle_alignments(doing, PracticeAlignment, practice, codes.sdg, codes.nua)
    return practice


def publish_practice(practice: Practice, *, by: Reader, on: date) -> Practice:
    """Show it to its audience; a year later its body is asked what became of it."""
    refuse_unless(can_publish(by))
    if practice.published_on:
        raise Standing(_("This practice is published already."))
    if missing := lacks_of(practice):
        raise NotReady(_("Still missing: %(what)s.") % {"what": ", ".join(missing)})
    if practice.entry_id and between_sides(practice).state != Agreed.BOTH:
        raise NotConfirmed(
            _(
                "The applicant has not confirmed the words as they stand. Ask for that first, by a signed link."
            )
        )
    with act("publish_practice", by=by.user) as doing:
        return doing.change(practice, published_on=on, follow_up_on=practice.follow_up_on or a_year_after(on))


NEEDED = (("summary", gettext_lazy("summary")), ("work", gettext_lazy("what was done")))


def lacks_of(practice: Practice) -> list[str]:
    """What has to be written before everybody may read it."""
    return [str(words) for name, words in NEEDED if not getattr(practice, name).strip()]


def a_year_after(day: date) -> date:
    """The same day of the next year; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def withdraw_practice(practice: Practice, *, by: Reader) -> Practice:
    """Take a published practice back: it is a draft again, and nobody is asked what became of it."""
    refuse_unless(can_publish(by))
    if practice.published_on is None:
        raise Standing(_("This practice is not published."))
    with act("withdraw_practice", by=by.user) as doing:
        for waiting in practice.follow_ups.waiting().exclude(link_nonce=""):
            doing.change(waiting, link_nonce="", link_until=None)
        return doing.change(practice, published_on=None, follow_up_on=None)


def remove_practice(practice: Practice, *, by: Reader) -> None:
    """Remove a draft that was begun by mistake."""
    refuse_unless(can_write_practice(by, practice))
    if practice.published_on:
        raise Standing(_("This practice is published. Take it back first."))
    with act("remove_practice", by=by.user) as doing:
        doing.remove(practice)


# Other languages and documents


def write_text(practice: Practice, values: Values, *, by: Reader) -> PracticeText:
    """Write the practice in another language, or anew in one it is written in."""
    refuse_unless(can_write_practice(by, practice))
    language = values["language"]
    if language == practice.language:
        raise OwnLanguage(_("The practice itself is written in this language."), field="language")
    there = practice.texts.filter(language=language).first()
    row = there or PracticeText(
        practice=practice, key=propose_key(PracticeText, practice.key, language.lower())
    )
    check(altered(row, values))
    with act("write_text", by=by.user) as doing:
        doing.about(practice)
        if there:
            return doing.change(row, **values)
        for name, value in values.items():
            setattr(row, name, value)
        return doing.create(row)


def remove_text(text: PracticeText, *, by: Reader) -> None:
    """Take a translation away."""
    refuse_unless(can_write_practice(by, text.practice))
    with act("remove_text", by=by.user) as doing:
        doing.about(text.practice)
        doing.remove(text)


def add_document(practice: Practice, values: Values, *, by: Reader) -> PracticeDocument:
    """Lay a document beside the practice."""
    refuse_unless(can_write_practice(by, practice))
    row = PracticeDocument(
        practice=practice, key=propose_key(PracticeDocument, practice.key, values["document"].key), **values
    )
    check(row)
    with act("add_document", by=by.user) as doing:
        doing.about(practice)
        return doing.create(row)


def remove_document(row: PracticeDocument, *, by: Reader) -> None:
    """Take a document away from the practice; the document itself stays."""
    refuse_unless(can_write_practice(by, row.practice))
    with act("remove_document", by=by.user) as doing:
        doing.about(row.practice)
        doing.remove(row)
