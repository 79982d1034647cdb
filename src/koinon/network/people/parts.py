"""The parts of a person or a body as they stand beside its form: names, forms of address, contacts, posts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from koinon.network.people.commands import Part
from koinon.network.people.models import Body, Person

Row = tuple[str, str, str, None]


@dataclass(frozen=True)
class Parts:
    """One list beside the form: what is there, each leading to its own form, and where to add to it."""

    heading: str | Promise
    rows: list[Row]
    add: str | Promise
    add_url: str


def parts_of_person(person: Person) -> list[Parts]:
    """Three lists, one statement each."""
    key = {"key": person.key}
    return [
        Parts(
            _("Other names"),
            _rows((name, name.language) for name in person.names.all()),
            _("Record a name"),
            reverse("people:person-name-new", kwargs=key),
        ),
        Parts(
            _("Forms of address"),
            _rows((form, form.language) for form in person.forms_of_address.all()),
            _("Record a form of address"),
            reverse("people:person-address-new", kwargs=key),
        ),
        Parts(
            _("Contacts"),
            _rows((one, one.get_audience_display()) for one in person.contacts.all()),
            _("Record a contact"),
            reverse("people:person-contact-new", kwargs=key),
        ),
    ]


def parts_of_body(body: Body) -> list[Parts]:
    """Four lists, one statement each."""
    key = {"key": body.key}
    posts: list[Row] = [
        (str(post), reverse("people:post", kwargs={"key": post.key}), "", None) for post in body.posts.all()
    ]
    return [
        Parts(
            _("Other names"),
            _rows((name, name.language) for name in body.names.all()),
            _("Record a name"),
            reverse("people:body-name-new", kwargs=key),
        ),
        Parts(
            _("Identifiers"),
            _rows((one, "") for one in body.identifiers.all()),
            _("Record an identifier"),
            reverse("people:body-identifier-new", kwargs=key),
        ),
        Parts(
            _("Contacts"),
            _rows((one, one.get_audience_display()) for one in body.contacts.all()),
            _("Record a contact"),
            reverse("people:body-contact-new", kwargs=key),
        ),
        Parts(_("Posts"), posts, _("Record a post"), f"{reverse('people:post-new')}?body={body.key}"),
    ]


def part_url(part: Part, verb: str = "edit") -> str:
    """Where a part is changed or removed."""
    return reverse(f"people:part-{verb}", kwargs={"kind": part._meta.model_name, "key": part.key})


def _rows(parts: Iterable[tuple[Part, str]]) -> list[Row]:
    return [(str(part) or _("(empty)"), part_url(part), note, None) for part, note in parts]
