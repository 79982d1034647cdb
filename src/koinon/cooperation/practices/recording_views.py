"""Where practices are written, published, taken back, and their parts are laid beside them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from koinon.cooperation.calls.models import Entry
from koinon.cooperation.practices import asking_commands, forms
from koinon.cooperation.practices import practice_commands as commands
from koinon.cooperation.practices.models import Practice, PracticePerson
from koinon.cooperation.practices.permissions import (
    can_begin_practice,
    can_publish,
    can_write_for,
    can_write_practice,
)
from koinon.cooperation.practices.views import visible_practice
from koinon.network.people.doors import Request, not_found_unless, recorder_required
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Record
from koinon.platform.errors import Refused
from koinon.platform.recording.form_doors import form_door
from koinon.platform.recording.views import FormPage, part_form, pressed, record_form, removed
from koinon.platform.ui.addresses import url


@form_door
@login_required
def practice_new(request: Request) -> HttpResponse:
    """Write a practice by hand; ``?body=`` names whose it is."""
    not_found_unless(can_begin_practice(request.reader))
    form = forms.PracticeForm(request.POST or None, request=request, initial=_begun_with(request))
    page = FormPage(
        title=_("Write a practice"),
        verb=_("Keep the draft"),
        done=_("The draft is kept. Publish it when it is whole."),
        cancel=url("practices:practices"),
        groups=forms.PRACTICE_GROUPS,
    )
    return record_form(
        request, form, lambda: commands.record_practice(form.values, form.codes, by=request.reader), page
    )


def _begun_with(request: Request) -> dict[str, object]:
    rows = Body.objects.visible_to(request.reader)
    if key := request.GET.get("body"):
        found = rows.filter(key=key).first()
    else:
        own = rows.filter(pk__in=request.reader.bodies, kind="government").order_by("pk")
        found = own.first() if not request.reader.is_secretariat else None
    return {"body": found, "city": found.city} if found else {}


@require_POST
@recorder_required
def practice_make(request: Request, entry: str) -> HttpResponse:
    """Make a practice of an entry; one that was made before is shown instead."""
    shown = get_object_or_404(
        Entry.objects.visible_to(request.reader).select_related("applicant__city"), key=entry
    )
    if not Entry.objects.open_to(request.reader).filter(pk=shown.pk).exists() and shown.is_draft:
        raise Http404
    made = Practice.objects.filter(entry=shown).first()
    done, then = _("A practice was made of this entry already."), shown.get_absolute_url()
    if made is None:
        try:
            made = commands.make_practice(shown, by=request.reader)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            done = _("The draft is made of the answers. Look it over, then ask the applicant to confirm it.")
    if made is not None:
        messages.success(request, done)
        then = made.get_absolute_url()
    return redirect(then)


@form_door
@login_required
def practice_edit(request: Request, key: str) -> HttpResponse:
    """Change a practice."""
    shown = _writable(request, key)
    form = forms.PracticeForm(request.POST or None, request=request, instance=shown)
    page = FormPage(
        title=_("Change %(name)s") % {"name": shown},
        verb=_("Save the practice"),
        done=_("The practice is saved."),
        cancel=shown.get_absolute_url(),
        groups=forms.PRACTICE_GROUPS,
    )

    def change() -> Practice:
        return commands.change_practice(
            shown, form.values, form.codes, by=request.reader, expected_version=form.expected_version
        )

    return record_form(request, form, change, page)


@require_POST
@login_required
def practice_publish(request: Request, key: str) -> HttpResponse:
    shown = _publishable(request, key)
    return pressed(
        request,
        lambda: commands.publish_practice(shown, by=request.reader, on=timezone.localdate()),
        _("The practice is published."),
        shown.get_absolute_url(),
    )


@require_POST
@login_required
def practice_withdraw(request: Request, key: str) -> HttpResponse:
    shown = _publishable(request, key)
    return pressed(
        request,
        lambda: commands.withdraw_practice(shown, by=request.reader),
        _("The practice is a draft again."),
        shown.get_absolute_url(),
    )


@require_POST
@login_required
def practice_remove(request: Request, key: str) -> HttpResponse:
    shown = _writable(request, key)
    then = url("practices:practices") if shown.published_on is None else shown.get_absolute_url()
    return removed(request, lambda: commands.remove_practice(shown, by=request.reader), then)


@form_door
@login_required
def text_write(request: Request, key: str) -> HttpResponse:
    """Write it in another language; ``?language=`` names one it is written in already."""
    shown = _writable(request, key)
    language = request.GET.get("language", "")
    there = shown.texts.filter(language=language).first() if language else None
    form = forms.TextForm(
        request.POST or None, request=request, instance=there, practice=shown,
        initial={"language": language} if language else {},
    )  # fmt: skip

    def write() -> Practice:
        commands.write_text(shown, form.values, by=request.reader)
        return shown

    title = _("%(name)s in another language") % {"name": shown}
    words = {"verb": _("Keep the translation"), "done": _("The translation is kept.")}
    return part_form(request, form, write, shown, title=title, **words)


@form_door
@login_required
def document_add(request: Request, key: str) -> HttpResponse:
    """Lay a document beside it."""
    shown = _writable(request, key)
    form = forms.DocumentForm(request.POST or None, request=request)

    def add() -> Practice:
        commands.add_document(shown, form.values, by=request.reader)
        return shown

    title = _("Lay a document beside %(name)s") % {"name": shown}
    words = {"verb": _("Add the document"), "done": _("The document is there.")}
    return part_form(request, form, add, shown, title=title, **words)


@form_door
@login_required
def person_name(request: Request, key: str) -> HttpResponse:
    """Ask somebody whether they may be named."""
    shown = visible_practice(request, key)
    not_found_unless(can_write_for(request.reader, shown.body_id))
    form = forms.PersonForm(request.POST or None, request=request)

    def name() -> Practice:
        on = timezone.localdate()
        asking_commands.name_person(shown, form.values["role"], by=request.reader, on=on)
        return shown

    title = _("Somebody to ask about %(name)s") % {"name": shown}
    done = _("The letter is planned. The name appears when the person says yes.")
    return part_form(request, form, name, shown, title=title, verb=_("Ask the person"), done=done)


@require_POST
@login_required
def part_remove(request: Request, key: str, kind: str, part: str) -> HttpResponse:
    """Take away a translation, a document, or somebody's name."""
    shown = visible_practice(request, key)
    row = _part(request.reader, shown, kind, part)

    def remove() -> None:
        if isinstance(row, PracticePerson):
            asking_commands.take_back_name(row, by=request.reader)
        elif kind == "texts":
            commands.remove_text(row, by=request.reader)  # type: ignore[arg-type]
        else:
            commands.remove_document(row, by=request.reader)  # type: ignore[arg-type]

    return removed(request, remove, shown.get_absolute_url())


def _part(reader: Reader, practice: Practice, kind: str, key: str) -> Record:
    not_found_unless(kind in ("texts", "documents", "people"))
    rows = getattr(practice, kind).visible_to(reader)
    row: Record = get_object_or_404(rows, key=key)
    himself = isinstance(row, PracticePerson) and row.role.person_id == reader.person_id
    not_found_unless(himself or can_write_for(reader, practice.body_id))
    return row


def _writable(request: Request, key: str) -> Practice:
    shown = visible_practice(request, key)
    not_found_unless(can_write_practice(request.reader, shown))
    return shown


def _publishable(request: Request, key: str) -> Practice:
    shown = visible_practice(request, key)
    not_found_unless(can_publish(request.reader))
    return shown
