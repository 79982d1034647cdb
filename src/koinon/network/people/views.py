"""The doors of entering people and bodies; their pages lie in the portal."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from koinon.network.people import commands
from koinon.network.people.doors import Request, recorder_required
from koinon.network.people.forms import BodyForm, DeathForm, PersonForm
from koinon.network.people.models import Body, Person
from koinon.network.people.parts import parts_of_body, parts_of_person
from koinon.platform.dates.days import OPEN
from koinon.platform.recording.views import FormPage, record_form


@recorder_required
def person_new(request: Request) -> HttpResponse:
    """Record a person; a name given in the address is filled in."""
    form = PersonForm(request.POST or None, request=request, initial={"name": request.GET.get("name", "")})
    page = FormPage(
        title=_("Record a person"),
        verb=_("Record the person"),
        done=_("The person is recorded."),
        cancel=reverse("portal:people"),
        groups=[
            (pgettext("of a person", "Name"), ["name", "honorific", "given", "family", "order", "language"]),
            (_("What else is known"), ["died", "audience", "note"]),
        ],
    )
    return record_form(
        request, form, lambda: commands.record_person(form.values, by=request.reader, on=request.on), page
    )


@recorder_required
def person_edit(request: Request, key: str) -> HttpResponse:
    """Change a person; other names, forms of address and contacts stand beside."""
    person = visible_person(request, key)
    form = PersonForm(request.POST or None, request=request, instance=person)
    page = FormPage(
        title=_("Change %(name)s") % {"name": person},
        verb=_("Save the person"),
        done=_("The person is saved."),
        cancel=person.get_absolute_url(),
        groups=[
            (pgettext("of a person", "Name"), ["name", "honorific", "given", "family", "order", "language"]),
            (_("What else is known"), ["died", "audience", "note"]),
        ],
        template="people/edit.html",
        context={"parts": parts_of_person(person), "record": person},
    )

    def change() -> Person:
        return commands.change_person(
            person, form.values, by=request.reader, on=request.on, expected_version=form.expected_version
        )

    return record_form(request, form, change, page)


@recorder_required
def person_death(request: Request, key: str) -> HttpResponse:
    """Record that a person died."""
    person = visible_person(request, key)
    form = DeathForm(request.POST or None, request=request, instance=person)
    page = FormPage(
        title=_("Record the death of %(name)s") % {"name": person},
        verb=_("Record the death"),
        done=_("The death is recorded; open roles end with it."),
        cancel=person.get_absolute_url(),
    )

    def change() -> Person:
        died = form.cleaned_data["died"]
        return commands.record_death(person, died, by=request.reader, on=request.on)

    return record_form(request, form, change, page)


@recorder_required
def body_new(request: Request) -> HttpResponse:
    """Record a body; as a part of another where the address says so."""
    above = Body.objects.visible_to(request.reader).filter(key=request.GET.get("parent", "")).first()
    initial = {"name": request.GET.get("name", ""), "parent": above, "ends": OPEN}
    form = BodyForm(request.POST or None, request=request, initial=initial)
    page = FormPage(
        title=_("Record a body"),
        verb=_("Record the body"),
        done=_("The body is recorded."),
        cancel=above.get_absolute_url() if above else reverse("portal:bodies"),
        lede=_("A city government, an office of it, a network, a board, a university: anything that acts."),
    )
    return record_form(
        request, form, lambda: commands.record_body(form.values, by=request.reader, on=request.on), page
    )


@recorder_required
def body_edit(request: Request, key: str) -> HttpResponse:
    """Change a body; other names, identifiers, posts and contacts stand beside."""
    body = visible_body(request, key)
    form = BodyForm(request.POST or None, request=request, instance=body)
    page = FormPage(
        title=_("Change %(name)s") % {"name": body},
        verb=_("Save the body"),
        done=_("The body is saved."),
        cancel=body.get_absolute_url(),
        template="people/edit.html",
        context={"parts": parts_of_body(body), "record": body},
    )

    def change() -> Body:
        return commands.change_body(
            body, form.values, by=request.reader, on=request.on, expected_version=form.expected_version
        )

    return record_form(request, form, change, page)


def visible_person(request: Request, key: str) -> Person:
    """The person, if the reader may see it; else there is no such page."""
    return get_object_or_404(Person.objects.visible_to(request.reader), key=key)


def visible_body(request: Request, key: str) -> Body:
    """The body, if the reader may see it; else there is no such page."""
    return get_object_or_404(Body.objects.visible_to(request.reader), key=key)
