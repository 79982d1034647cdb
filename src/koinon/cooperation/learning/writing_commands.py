"""What is written into a curriculum: modules, lessons, authors, languages. Each change asks both sides again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from koinon.cooperation.learning.curricula import Author, Curriculum, CurriculumText, Lesson, Module
from koinon.cooperation.learning.curriculum_commands import open_again, refuse_published
from koinon.cooperation.learning.permissions import can_write_in
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.audit.models import Record
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key

Values = Mapping[str, Any]
Part = TypeVar("Part", Module, Lesson, Author, CurriculumText)


class NobodyWrote(Refused):
    """An author is a person or a body."""


class LanguageAlready(Refused):
    """There is a text in this language."""


def write_module(curriculum: Curriculum, values: Values, *, by: Reader) -> Module:
    """Add a module, at the end unless a number is given."""
    number = values.get("number") or curriculum.modules.count() + 1
    key = propose_key(Module, curriculum.key, values["title"])
    return _write(
        Module(key=key, curriculum=curriculum, **dict(values) | {"number": number}), curriculum, by=by
    )


def write_lesson(module: Module, values: Values, *, by: Reader) -> Lesson:
    """Add a lesson to a module, at the end unless a number is given."""
    number = values.get("number") or module.lessons.count() + 1
    key = propose_key(Lesson, module.key, values["title"])
    return _write(
        Lesson(key=key, module=module, **dict(values) | {"number": number}), module.curriculum, by=by
    )


def name_author(curriculum: Curriculum, values: Values, *, by: Reader) -> Author:
    """Say who wrote the curriculum, or one lesson of it, and for which side."""
    who = values.get("person") or values.get("body")
    if who is None:
        raise NobodyWrote(_("Name a person, or a body where no person is known."), field="person")
    key = propose_key(Author, curriculum.key, who)
    order = curriculum.authors.count() + 1
    return _write(Author(key=key, curriculum=curriculum, order=order, **values), curriculum, by=by)


def write_text(curriculum: Curriculum, values: Values, *, by: Reader) -> CurriculumText:
    """Add the curriculum in one more language."""
    if curriculum.texts.filter(language=values["language"]).exists():
        raise LanguageAlready(_("There is a text in this language. Change that one."), field="language")
    key = propose_key(CurriculumText, curriculum.key, values["language"])
    return _write(CurriculumText(key=key, curriculum=curriculum, **values), curriculum, by=by)


def change_part(part: Part, values: Values, *, by: Reader, expected_version: int | None = None) -> Part:
    """Change a module, a lesson, an author or a language."""
    curriculum = curriculum_of(part)
    refuse_unless(can_write_in(by, curriculum.hub))
    refuse_published(curriculum)
    with act(f"change_{part._meta.model_name}", by=by.user) as doing:
        doing.about(curriculum)
        changed = {name: value for name, value in values.items() if getattr(part, name) != value}
        doing.change(part, expected_version, **values)
        if changed:
            open_again(doing, curriculum)
    return part


def remove_part(part: Part, *, by: Reader) -> None:
    """Take a module with its lessons, a lesson, an author or a language out again."""
    curriculum = curriculum_of(part)
    refuse_unless(can_write_in(by, curriculum.hub))
    refuse_published(curriculum)
    with act(f"remove_{part._meta.model_name}", by=by.user) as doing:
        doing.about(curriculum)
        doing.remove(part)
        open_again(doing, curriculum)


def curriculum_of(part: Record) -> Curriculum:
    """The curriculum a part belongs to."""
    if isinstance(part, Lesson):
        return part.module.curriculum
    curriculum: Curriculum = part.curriculum  # type: ignore[attr-defined]
    return curriculum


def _write(part: Part, curriculum: Curriculum, *, by: Reader) -> Part:
    refuse_unless(can_write_in(by, curriculum.hub))
    refuse_published(curriculum)
    with act(f"write_{part._meta.model_name}", by=by.user) as doing:
        doing.about(curriculum)
        doing.create(part)
        open_again(doing, curriculum)
    return part
