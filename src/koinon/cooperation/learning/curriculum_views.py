"""The pages of a curriculum: what it teaches, as it is being written or as it was published, and what is done with it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koinon.cooperation.agreements.models import Evidence
from koinon.cooperation.learning import curriculum_commands as commands
from koinon.cooperation.learning import queries
from koinon.cooperation.learning.curricula import Curriculum, Side
from koinon.cooperation.learning.forms import CurriculumForm
from koinon.cooperation.learning.hub_views import visible_hub
from koinon.cooperation.learning.outline import Outline, outline_of
from koinon.cooperation.learning.permissions import can_agree, can_publish, can_write_in
from koinon.cooperation.learning.telling import publishes
from koinon.network.evidence.models import Document
from koinon.network.evidence.queries import findings_about, marks
from koinon.network.people.doors import Request, not_found_unless
from koinon.network.people.models import Body, Person
from koinon.platform.errors import Refused
from koinon.platform.recording.views import FormPage, pressed, record_form

form_door = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def curriculum(request: Request, key: str) -> HttpResponse:
    """One version of a curriculum, with the way to the others."""
    shown = visible_curriculum(request, key)
    reader, on = request.reader, request.on
    writes = can_write_in(reader, shown.hub)
    outline = outline_of(shown, reader)
    edits = writes and not shown.published_on
    context = {
        "curriculum": shown,
        "outline": outline,
        "state": shown.state(on),
        "known": known_to(request, outline),
        "versions": list(Curriculum.objects.visible_to(reader).versions_of(shown)),
        "authors": list(shown.authors.select_related("person", "body", "lesson")) if edits else [],
        "texts": list(shown.texts.all()) if edits else [],
        "seminars": queries.seminars_of(reader, curriculum=shown),
        "sources": marks([shown], reader),
        "findings": findings_about([shown], reader),
        "writes": writes,
        "edits": edits,
        "publishes": can_publish(reader, shown.hub),
        "agrees": {str(side): can_agree(reader, shown, side) for side in Side},
    }
    return render(request, "learning/curriculum.html", context)


def known_to(request: Request, outline: Outline) -> dict[str, set[str]]:
    """Which of the writers and documents the reader may follow to their page: three statements at most."""
    lessons = [lesson for module in outline.modules for lesson in module.lessons]
    writers = [*outline.writers, *(one for lesson in lessons for one in lesson.writers)]
    documents = {one.document for one in lessons} | {one.document for one in outline.tongues}
    asked: dict[str, tuple[Any, set[str]]] = {
        "person": (Person, {one.key for one in writers if one.kind == "person"}),
        "body": (Body, {one.key for one in writers if one.kind == "body"}),
        "document": (Document, documents - {""}),
    }
    return {
        name: set(model.objects.visible_to(request.reader).filter(key__in=keys).values_list("key", flat=True))
        if keys
        else set()
        for name, (model, keys) in asked.items()
    }


@form_door
@login_required
def curriculum_new(request: Request, key: str) -> HttpResponse:
    """Begin a curriculum of a hub; ``?year=`` names the year."""
    hub = visible_hub(request, key)
    not_found_unless(can_write_in(request.reader, hub))
    form = CurriculumForm(
        request.POST or None, request=request, initial={"year": request.GET.get("year") or None}
    )
    page = FormPage(
        title=_("Begin a curriculum of %(hub)s") % {"hub": hub},
        verb=_("Begin the curriculum"),
        cancel=hub.get_absolute_url(),
        done=_("The curriculum is a draft. Write its first module."),
    )
    return record_form(
        request, form, lambda: commands.record_curriculum(hub, form.values, by=request.reader), page
    )


@form_door
@login_required
def curriculum_edit(request: Request, key: str) -> HttpResponse:
    """Change what a curriculum says of itself."""
    shown = written_curriculum(request, key)
    form = CurriculumForm(request.POST or None, request=request, instance=shown)
    page = FormPage(
        title=_("Change %(name)s") % {"name": shown},
        verb=_("Save the curriculum"),
        cancel=shown.get_absolute_url(),
        done=_("The curriculum is saved."),
    )

    def change() -> Curriculum:
        return commands.change_curriculum(
            shown, form.values, by=request.reader, expected_version=form.expected_version
        )

    return record_form(request, form, change, page)


@require_POST
@login_required
def curriculum_agree(request: Request, key: str, side: str) -> HttpResponse:
    """Agree for one side."""
    shown = visible_curriculum(request, key)
    not_found_unless(side in Side.values and can_agree(request.reader, shown, side))

    def agree() -> Curriculum:
        return commands.agree_curriculum(shown, side, by=request.reader, on=timezone.localdate())

    return pressed(request, agree, _("Agreed."), shown.get_absolute_url())


@require_POST
@login_required
def curriculum_publish(request: Request, key: str) -> HttpResponse:
    """Publish what both sides agreed."""
    shown = visible_curriculum(request, key)
    not_found_unless(can_publish(request.reader, shown.hub))

    def publish() -> list[Evidence]:
        return commands.publish_curriculum(shown, by=request.reader, on=timezone.localdate())

    return publishes(request, shown.hub, publish, _("The curriculum is published."), shown.get_absolute_url())


@require_POST
@login_required
def curriculum_write_on(request: Request, key: str) -> HttpResponse:
    """Begin the next version of a published curriculum."""
    shown = written_curriculum(request, key)
    fresh = commands.write_on(shown, by=request.reader)
    messages.success(request, _("This version is a draft; the published one stays as it is."))
    return redirect(fresh.get_absolute_url())


@require_POST
@login_required
def curriculum_remove(request: Request, key: str) -> HttpResponse:
    """Take a draft off the record."""
    shown = written_curriculum(request, key)
    done, then = _("The draft is off the record."), shown.hub.get_absolute_url()
    try:
        commands.remove_curriculum(shown, by=request.reader)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(shown.get_absolute_url())
    messages.success(request, done)
    return redirect(then)


def visible_curriculum(request: Request, key: str) -> Curriculum:
    """The curriculum, if the reader may see it."""
    return get_object_or_404(queries.curriculum_rows(request.reader), key=key)


def written_curriculum(request: Request, key: str) -> Curriculum:
    """The curriculum, if the reader may write it."""
    shown = visible_curriculum(request, key)
    not_found_unless(can_write_in(request.reader, shown.hub))
    return shown
