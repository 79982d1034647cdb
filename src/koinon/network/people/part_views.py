"""The doors of the parts of a person or a body: names, forms of address, identifiers, contacts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from koinon.network.people import commands
from koinon.network.people.commands import Part
from koinon.network.people.doors import Request, recorder_required
from koinon.network.people.forms import (
    BodyNameForm,
    ContactForm,
    FormOfAddressForm,
    IdentifierForm,
    PersonNameForm,
    PostTitleForm,
)
from koinon.network.people.models import (
    Body,
    BodyIdentifier,
    BodyName,
    ContactDetail,
    FormOfAddress,
    Person,
    PersonName,
    Post,
    PostTitle,
)
from koinon.network.people.parts import part_url
from koinon.network.people.views import visible_body, visible_person
from koinon.platform.audit.models import Record
from koinon.platform.recording.forms import RecordForm
from koinon.platform.recording.views import FormPage, record_form

Words = str | Promise
# For each kind of part: its form, its model, and the words of the button.
KINDS: dict[str, tuple[type[RecordForm], type[Record], Words]] = {
    "personname": (PersonNameForm, PersonName, gettext_lazy("Save the name")),
    "bodyname": (BodyNameForm, BodyName, gettext_lazy("Save the name")),
    "formofaddress": (FormOfAddressForm, FormOfAddress, gettext_lazy("Save the form of address")),
    "contactdetail": (ContactForm, ContactDetail, gettext_lazy("Save the contact")),
    "bodyidentifier": (IdentifierForm, BodyIdentifier, gettext_lazy("Save the identifier")),
    "posttitle": (PostTitleForm, PostTitle, gettext_lazy("Save the title")),
}


@recorder_required
def person_name_new(request: Request, key: str) -> HttpResponse:
    """Record another name of a person."""
    person = visible_person(request, key)
    return _new(request, person, PersonNameForm, commands.record_person_name, _("Record a name"))


@recorder_required
def person_address_new(request: Request, key: str) -> HttpResponse:
    """Record how a person is addressed in one language."""
    person = visible_person(request, key)
    return _new(
        request, person, FormOfAddressForm, commands.record_form_of_address, _("Record a form of address")
    )


@recorder_required
def person_contact_new(request: Request, key: str) -> HttpResponse:
    """Record a way to reach a person."""
    person = visible_person(request, key)
    return _new(request, person, ContactForm, commands.record_contact, _("Record a contact"))


@recorder_required
def body_name_new(request: Request, key: str) -> HttpResponse:
    """Record another name of a body."""
    body = visible_body(request, key)
    return _new(request, body, BodyNameForm, commands.record_body_name, _("Record a name"))


@recorder_required
def body_identifier_new(request: Request, key: str) -> HttpResponse:
    """Record what another register calls a body."""
    body = visible_body(request, key)
    return _new(request, body, IdentifierForm, commands.record_identifier, _("Record an identifier"))


@recorder_required
def body_contact_new(request: Request, key: str) -> HttpResponse:
    """Record a way to reach a body."""
    body = visible_body(request, key)
    return _new(request, body, ContactForm, commands.record_contact, _("Record a contact"))


@recorder_required
def post_title_new(request: Request, key: str) -> HttpResponse:
    """Record the title of a post in another language."""
    post = get_object_or_404(Post.objects.visible_to(request.reader), key=key)
    return _new(request, post, PostTitleForm, commands.record_post_title, _("Record a title"))


@recorder_required
def part_edit(request: Request, kind: str, key: str) -> HttpResponse:
    """Change a part, or lead to its removal."""
    part = _part(request, kind, key)
    make, _model, verb = KINDS[kind]
    whole = whole_of(part)
    form = make(request.POST or None, request=request, instance=part)
    page = FormPage(
        title=_("%(name)s: change “%(part)s”") % {"name": whole, "part": part},
        verb=verb,
        done=_("It is saved."),
        cancel=whole.get_absolute_url(),
        template="people/part.html",
        context={"remove": part_url(part, "remove"), "record": whole},
    )

    def change() -> Record:
        return commands.change_part(
            part, form.values, by=request.reader, on=request.on, expected_version=form.expected_version
        )

    return record_form(request, form, change, page, then=whole.get_absolute_url())


@require_POST
@recorder_required
def part_remove(request: Request, kind: str, key: str) -> HttpResponse:
    """Remove a part that was entered by mistake; the history keeps it."""
    part = _part(request, kind, key)
    whole = whole_of(part)
    commands.remove_part(part, by=request.reader, on=request.on)
    messages.success(request, _("“%(part)s” is removed.") % {"part": part})
    return redirect(whole.get_absolute_url())


def whole_of(part: Part) -> Person | Body | Post:
    """What the part is a part of."""
    whole = next(filter(None, (getattr(part, name, None) for name in ("person", "body", "post"))))
    assert isinstance(whole, Person | Body | Post)
    return whole


def _part(request: Request, kind: str, key: str) -> Any:
    if kind not in KINDS:
        raise Http404
    rows = KINDS[kind][1]._default_manager.visible_to(request.reader)  # type: ignore[attr-defined]
    return get_object_or_404(rows, key=key)


def _new(
    request: Request,
    whole: Person | Body | Post,
    make: type[RecordForm],
    record: Callable[..., Record],
    verb: str,
) -> HttpResponse:
    """The form of a new part."""
    form = make(request.POST or None, request=request)
    page = FormPage(
        title=f"{whole}: {verb}", verb=verb, done=_("It is recorded."), cancel=whole.get_absolute_url()
    )

    def do() -> Record:
        return record(whole, form.values, by=request.reader, on=request.on)

    return record_form(request, form, do, page, then=whole.get_absolute_url())
