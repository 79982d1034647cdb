"""Where modules, lessons, authors and languages are written into a curriculum, changed, and taken out again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from koinon.cooperation.learning import writing_commands as commands
from koinon.cooperation.learning.curricula import Author, Curriculum, CurriculumText, Lesson, Module
from koinon.cooperation.learning.curriculum_views import written_curriculum
from koinon.cooperation.learning.forms import AuthorForm, LessonForm, ModuleForm, TextForm
from koinon.cooperation.learning.permissions import can_write_in
from koinon.network.people.doors import Request, not_found_unless
from koinon.platform.audit.models import Record
from koinon.platform.recording.form_doors import form_door
from koinon.platform.recording.forms import RecordForm
from koinon.platform.recording.views import part_form, pressed

KINDS: dict[str, tuple[type[Record], type[RecordForm]]] = {
    "module": (Module, ModuleForm),
    "lesson": (Lesson, LessonForm),
    "author": (Author, AuthorForm),
    "text": (CurriculumText, TextForm),
}


@form_door
@login_required
def part_new(request: Request, key: str, kind: str) -> HttpResponse:
    """Write a module, an author or a language into a curriculum."""
    shown = written_curriculum(request, key)
    words: dict[str, tuple[str, str, Callable[..., Record]]] = {
        "module": (_("Write a module"), _("The module is written."), commands.write_module),
        "author": (_("Name an author"), _("The author is named."), commands.name_author),
        "text": (_("Add a language"), _("The language is added."), commands.write_text),
    }
    if kind not in words:
        raise Http404
    verb, done, write = words[kind]
    form = _form(request, kind, shown)

    def do() -> Record:
        return write(shown, form.values, by=request.reader)

    return part_form(request, form, do, shown, verb=verb, done=done)


@form_door
@login_required
def lesson_new(request: Request, key: str) -> HttpResponse:
    """Write a lesson into a module."""
    rows = Module.objects.visible_to(request.reader).select_related("curriculum__hub")
    module = get_object_or_404(rows, key=key)
    curriculum = module.curriculum
    not_found_unless(can_write_in(request.reader, curriculum.hub))
    form = LessonForm(request.POST or None, request=request)

    def do() -> Record:
        return commands.write_lesson(module, form.values, by=request.reader)

    words = {"lede": str(module), "verb": _("Write a lesson"), "done": _("The lesson is written.")}
    return part_form(request, form, do, curriculum, **words)


@form_door
@login_required
def part_edit(request: Request, kind: str, key: str) -> HttpResponse:
    """Change a part."""
    part, curriculum = written_part(request, kind, key)
    form = _form(request, kind, curriculum, part)

    def change() -> Record:
        version = form.expected_version
        changed: Record = commands.change_part(part, form.values, by=request.reader, expected_version=version)
        return changed

    title, done = _("Change %(name)s") % {"name": part}, _("Saved. What was agreed before is asked again.")
    return part_form(request, form, change, curriculum, title=title, verb=_("Save"), done=done)


@require_POST
@login_required
def part_remove(request: Request, kind: str, key: str) -> HttpResponse:
    """Take a part out again."""
    part, curriculum = written_part(request, kind, key)
    then = curriculum.get_absolute_url()
    return pressed(
        request, lambda: commands.remove_part(part, by=request.reader), _("It is taken out."), then
    )


def written_part(request: Request, kind: str, key: str) -> tuple[Any, Curriculum]:
    """The part and its curriculum, if the reader may write it."""
    if kind not in KINDS:
        raise Http404
    model = KINDS[kind][0]
    path = "module__curriculum__hub" if kind == "lesson" else "curriculum__hub"
    rows = model._default_manager.visible_to(request.reader).select_related(path)  # type: ignore[attr-defined]
    part = get_object_or_404(rows, key=key)
    curriculum = commands.curriculum_of(part)
    not_found_unless(can_write_in(request.reader, curriculum.hub))
    return part, curriculum


def _form(request: Request, kind: str, curriculum: Curriculum, part: Record | None = None) -> RecordForm:
    more: dict[str, Any] = {"curriculum": curriculum} if kind == "author" else {}
    return KINDS[kind][1](request.POST or None, request=request, instance=part, **more)
