"""What is done with news: draft from the record, write, translate, quote, review by a second person, publish, withdraw."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from koinon.network.evidence.models import DocumentVersion
from koinon.network.people.models import Person, Role
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import PUBLIC, Reader
from koinon.platform.audit.commands import Act, act
from koinon.platform.audit.models import Record
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key
from koinon.platform.ui.punctuation import listed
from koinon.site.publishing.drafting import DRAFTED, is_public, sentences_for
from koinon.site.publishing.facts import facts_from
from koinon.site.publishing.models import Quote, Story, StoryFact, StoryState, StoryText
from koinon.site.publishing.permissions import can_review, can_write

MARK = re.compile(r"\[(\d{1,3})\]")
PICTURES = ("image/png", "image/jpeg", "image/webp")


class NotPublic(Refused):
    """News would tell what is not for everybody."""


class NotOpen(Refused):
    """The story is in review or published, and is not changed under the reader's eyes."""


class NotReady(Refused):
    """Something is missing before anybody can review it."""


class NotYours(Refused):
    """Whoever wrote a line of it cannot be the second person."""


class ReasonMissing(Refused):
    """A story goes back, or is withdrawn, without a word why."""


@dataclass(frozen=True, slots=True)
class Words:
    """Title, summary and text in one language."""

    title: str
    summary: str
    body: str = ""


def draft_story(record: Record, language: str, *, by: Reader, on: date) -> Story:
    """A story about a record, with the facts the public may see as of the day, written out in one language."""
    refuse_unless(can_write(by))
    if not is_public(record):
        raise NotPublic(_("This record is not public. Open it to everybody before news is made of it."))
    kind = DRAFTED[record.record_kind()]
    with act("draft_story", by=by.user) as doing:
        doing.about(record)
        story = doing.create(
            Story(
                key=propose_key(Story, record.key, on.isoformat()),
                category=kind.category,
                subject_kind=record.record_kind(),
                subject_id=record.pk,
                language=language,
                on=on,
                drafted_by=by.user,
            )
        )
        for at, fact in enumerate(facts_from(kind.facts(record)), start=1):
            doing.create(
                StoryFact(
                    key=f"{story.key}-{at}",
                    story=story,
                    number=at,
                    name=fact.name,
                    label=fact.label[:120],
                    words=fact.words,
                    as_of=on,
                    sources=fact.sources,
                )
            )
        _create_text(story, language, drafted_words(story, language), by, doing)
        return story


def drafted_words(story: Story, language: str) -> Words:
    """What the record alone can say in this language."""
    names = {fact.name: fact.number for fact in story.facts.all()}
    kind = DRAFTED.get(story.subject_kind)
    if kind is None:
        return Words("", "")
    told = sentences_for(kind, names, language)
    return Words(plain(told.title, story, language)[:200], told.summary, told.body)


def plain(text: str, story: Story, language: str) -> str:
    """A text with its facts said out: titles carry no marks."""
    said = {str(fact.number): fact.words.get(language, "") for fact in story.facts.all()}
    return MARK.sub(lambda mark: said.get(mark[1], mark[0]), text)


def add_language(story: Story, language: str, *, by: Reader) -> StoryText:
    """Begin the story in another language with what the record alone can say."""
    refuse_unless(can_write(by))
    _refuse_closed(story)
    with act("add_language", by=by.user) as doing:
        doing.about(story)
        return _create_text(story, language, drafted_words(story, language), by, doing)


def _create_text(story: Story, language: str, words: Words, by: Reader, doing: Act) -> StoryText:
    return doing.create(
        StoryText(
            key=propose_key(StoryText, story.key, language),
            story=story,
            language=language,
            title=words.title,
            summary=words.summary,
            body=words.body,
            written_by=by.user,
        )
    )


def write_text(
    text: StoryText, words: Words, *, by: Reader, expected_version: int | None = None
) -> StoryText:
    """Change the words of one language. A mark of a fact that is not there is refused."""
    refuse_unless(can_write(by))
    _refuse_closed(text.story)
    known = {str(number) for number in text.story.facts.values_list("number", flat=True)}
    for field in ("title", "summary", "body"):
        strange = [mark for mark in MARK.findall(getattr(words, field)) if mark not in known]
        if strange:
            raise NotReady(_("There is no fact [%(number)s].") % {"number": strange[0]}, field=field)
    with act("write_text", by=by.user) as doing:
        doing.about(text.story)
        return doing.change(
            text,
            expected_version,
            title=words.title.strip(),
            summary=words.summary.strip(),
            body=words.body.strip(),
            written_by=by.user,
        )


def change_story(
    story: Story,
    *,
    contact: Person | None,
    picture: DocumentVersion | None,
    picture_shows: str,
    by: Reader,
    expected_version: int | None = None,
) -> Story:
    """Set the contact and the picture; a picture is of a public document and says what it shows."""
    refuse_unless(can_write(by))
    _refuse_closed(story)
    if picture:
        _refuse_picture(picture, picture_shows)
    with act("change_story", by=by.user) as doing:
        return doing.change(
            story, expected_version, contact=contact, picture=picture, picture_shows=picture_shows.strip()
        )


def _refuse_picture(picture: DocumentVersion, shows: str) -> None:
    if picture.media_type not in PICTURES:
        raise NotReady(_("This document has no picture: PNG, JPEG or WebP."), field="picture")
    if not is_public(picture.document):
        raise NotPublic(_("The document of the picture is not public."), field="picture")
    if not shows.strip():
        raise NotReady(_("Say what the picture shows, for those who do not see it."), field="picture_shows")


def add_quote(story: Story, person: Person, language: str, words: str, *, by: Reader) -> Quote:
    """Quote somebody, with the title the record has for the story's day in every language."""
    refuse_unless(can_write(by))
    _refuse_closed(story)
    if not words.strip():
        raise NotReady(_("Write what was said."), field="said")
    if not is_public(person):
        raise NotPublic(_("This person is not public."), field="person")
    with act("add_quote", by=by.user) as doing:
        doing.about(story)
        return doing.create(
            Quote(
                key=propose_key(Quote, story.key, person.key),
                story=story,
                person=person,
                titles=titles_on(person, story.on),
                words={language: words.strip()},
            )
        )


def titles_on(person: Person, day: date) -> dict[str, str]:
    """The title somebody surely held on the day, highest in protocol first, in every language; empty where none is known."""
    rows = Role.objects.visible_to(PUBLIC).surely_holding(day).filter(person=person).in_order()
    role = rows.select_related("post", "of").first()
    told = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            told[language] = listed(role, role.of) if role else ""
    return told


def translate_quote(quote: Quote, language: str, words: str, *, by: Reader) -> Quote:
    """Say a quote in another language; empty words take that language off."""
    refuse_unless(can_write(by))
    _refuse_closed(quote.story)
    told = {code: text for code, text in quote.words.items() if code != language}
    if words.strip():
        told[language] = words.strip()
    with act("translate_quote", by=by.user) as doing:
        doing.about(quote.story)
        return doing.change(quote, words=told)


def remove_quote(quote: Quote, *, by: Reader) -> None:
    """Take a quote out."""
    refuse_unless(can_write(by))
    _refuse_closed(quote.story)
    with act("remove_quote", by=by.user) as doing:
        doing.about(quote.story)
        doing.remove(quote)


def submit_story(story: Story, *, by: Reader) -> Story:
    """Give it to a second person. Every language has a title and a summary."""
    refuse_unless(can_write(by))
    _refuse_closed(story)
    for text in story.texts.all():
        if not (text.title.strip() and text.summary.strip()):
            raise NotReady(
                _("The text in %(language)s lacks a title or a summary.") % {"language": text.language}
            )
    with act("submit_story", by=by.user) as doing:
        return doing.change(story, state=StoryState.REVIEW, reason="")


def publish_story(story: Story, *, by: Reader, moment: datetime) -> Story:
    """Let it out, by somebody who wrote no line of it."""
    _refuse_review(story, by)
    with act("publish_story", by=by.user) as doing:
        return doing.change(
            story, state=StoryState.PUBLISHED, reviewed_by=by.user, published_at=moment, reason=""
        )


def return_story(story: Story, reason: str, *, by: Reader) -> Story:
    """Send it back with a reason; its writer may take it back without help."""
    refuse_unless(can_write(by))
    if story.state != StoryState.REVIEW:
        raise NotOpen(_("This story is not in review."))
    _refuse_wordless(reason)
    with act("return_story", by=by.user) as doing:
        return doing.change(story, state=StoryState.DRAFT, reason=reason.strip()[:254])


def withdraw_story(story: Story, reason: str, *, by: Reader) -> Story:
    """Take a published story off the site; its history stays, and it may be mended and published again."""
    refuse_unless(can_write(by))
    if story.state != StoryState.PUBLISHED:
        raise NotOpen(_("This story is not published."))
    _refuse_wordless(reason)
    with act("withdraw_story", by=by.user) as doing:
        return doing.change(story, state=StoryState.WITHDRAWN, reason=reason.strip()[:254])


def _refuse_closed(story: Story) -> None:
    if story.state not in (StoryState.DRAFT, StoryState.WITHDRAWN):
        raise NotOpen(_("This story is in review or published. Have it returned or withdraw it first."))


def _refuse_review(story: Story, by: Reader) -> None:
    refuse_unless(can_write(by))
    if story.state != StoryState.REVIEW:
        raise NotOpen(_("This story is not in review."))
    if not can_review(by, story):
        raise NotYours(_("You wrote some of it. A second person has to publish it."))


def _refuse_wordless(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing(_("Say why: whoever wrote it will read it."), field="reason")
