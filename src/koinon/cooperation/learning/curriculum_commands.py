"""What is done with curricula: written, agreed by either side, published as a version, and written on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from koinon.cooperation.agreements.models import Evidence
from koinon.cooperation.learning.curricula import Author, Curriculum, CurriculumText, Lesson, Module, Side
from koinon.cooperation.learning.flowing import offer_curriculum
from koinon.cooperation.learning.hubs import Hub
from koinon.cooperation.learning.outline import outline_of
from koinon.cooperation.learning.permissions import can_agree, can_publish, can_write_in
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit import sealing
from koinon.platform.audit.commands import Act, act
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key

NEITHER = {"host_agreed_on": None, "network_agreed_on": None}
FREE = ("audience", "is_example")
"""What may change in a published curriculum: for whose eyes it is."""


class NothingWritten(Refused):
    """A curriculum without a module teaches nothing."""


class NotAgreed(Refused):
    """Only what both sides agreed is published."""


class PublishedAlready(Refused):
    """What was published stays as it is."""


def record_curriculum(hub: Hub, values: Mapping[str, Any], *, by: Reader) -> Curriculum:
    """Begin a curriculum of the hub, as a draft."""
    refuse_unless(can_write_in(by, hub))
    key = propose_key(Curriculum, hub.key, str(values["year"]), values["title"])
    with act("record_curriculum", by=by.user) as doing:
        return doing.create(Curriculum(key=key, hub=hub, **values))


def change_curriculum(
    curriculum: Curriculum, values: Mapping[str, Any], *, by: Reader, expected_version: int | None = None
) -> Curriculum:
    """Change what a curriculum says of itself. For whose eyes it is may change without asking the sides again."""
    refuse_unless(can_write_in(by, curriculum.hub))
    changed = [name for name, value in values.items() if getattr(curriculum, name) != value]
    if any(name not in FREE for name in changed):
        refuse_published(curriculum)
    with act("change_curriculum", by=by.user) as doing:
        doing.change(curriculum, expected_version, **values)
        if any(name not in FREE for name in changed):
            open_again(doing, curriculum)
    return curriculum


def remove_curriculum(curriculum: Curriculum, *, by: Reader) -> None:
    """Take a draft off the record; what was published stays."""
    refuse_unless(can_write_in(by, curriculum.hub))
    refuse_published(curriculum)
    with act("remove_curriculum", by=by.user) as doing:
        doing.remove(curriculum)


def refuse_published(curriculum: Curriculum) -> None:
    """Others rely on what was published."""
    if curriculum.published_on:
        raise PublishedAlready(_("It is published and stays as it is. Write on it as a new version."))


def open_again(doing: Act, curriculum: Curriculum) -> None:
    """What was agreed has changed: both sides are asked again."""
    if any(getattr(curriculum, name) for name in NEITHER):
        doing.change(curriculum, revision=curriculum.revision + 1, **NEITHER)


def agree_curriculum(curriculum: Curriculum, side: str, *, by: Reader, on: date) -> Curriculum:
    """Say yes for one side; with the other side's yes it is agreed."""
    refuse_unless(can_agree(by, curriculum, Side(side)))
    if not curriculum.modules.exists():
        raise NothingWritten(_("Write a module first: there is nothing to agree on yet."))
    column = f"{Side(side).value}_agreed_on"
    if getattr(curriculum, column):
        return curriculum
    with act("agree_curriculum", by=by.user) as doing:
        values: dict[str, Any] = {column: on}
        return doing.change(curriculum, None, **values)


def publish_curriculum(curriculum: Curriculum, *, by: Reader, on: date) -> list[Evidence]:
    """Show what was agreed to its audience, for good, and offer it for the promise of its year; what was offered."""
    refuse_unless(can_publish(by, curriculum.hub))
    if curriculum.published_on:
        raise PublishedAlready(_("This version is published already."))
    if not curriculum.agreed_on:
        raise NotAgreed(_("Both sides agree first: the host's and the network's."))
    with act("publish_curriculum", by=by.user) as doing:
        digest = sealing.digest(outline_of(curriculum).as_json())
        doing.change(curriculum, published_on=on, digest=digest)
    return offer_curriculum(curriculum, by=by, on=on)


def write_on(curriculum: Curriculum, *, by: Reader) -> Curriculum:
    """Begin the next version as a copy, which is a draft; the one begun already where there is one."""
    refuse_unless(can_write_in(by, curriculum.hub))
    latest = Curriculum.objects.versions_of(curriculum).select_related("hub").first()
    assert latest is not None  # the curriculum itself is one
    if not latest.published_on:
        return latest
    with act("write_on", by=by.user) as doing:
        doing.about(curriculum)
        number = latest.number + 1
        told = {name: getattr(latest, name) for name in COPIED}
        fresh = Curriculum(
            key=propose_key(Curriculum, (latest.first or latest).key, f"v{number}"),
            number=number,
            first=latest.first or latest,
            **told,
        )
        doing.create(fresh)
        _copy_parts(doing, latest, fresh)
    return fresh


COPIED = (
    *("hub", "year", "title", "language", "other_title", "other_language", "summary"),
    *("audience", "is_example"),
)


def _copy_parts(doing: Act, old: Curriculum, new: Curriculum) -> None:
    lessons: dict[int, Lesson] = {}
    for module in old.modules.prefetch_related("lessons"):
        there = doing.create(_copied(module, ("number", "title", "other_title", "text"), curriculum=new))
        for lesson in module.lessons.all():
            names = ("number", "title", "other_title", "text", "minutes", "document")
            lessons[lesson.pk] = doing.create(_copied(lesson, names, module=there))
    for author in old.authors.all():
        its = lessons.get(author.lesson_id or 0)
        told = ("person", "body", "side", "order")
        doing.create(_copied(author, told, curriculum=new, lesson=its))
    for text in old.texts.all():
        doing.create(_copied(text, ("language", "title", "summary", "document"), curriculum=new))


P = TypeVar("P", Module, Lesson, Author, CurriculumText)


def _copied(part: P, names: Iterable[str], **values: Any) -> P:
    """The same part of another version, with a key of its own."""
    told = {name: getattr(part, name) for name in names}
    return type(part)(key=propose_key(type(part), part.key), **told, **values)
