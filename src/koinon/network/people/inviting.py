"""Inviting somebody on record to an account, which then is the account of that person."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from koinon.network.people.doors import Request, recorder_required
from koinon.network.people.models import ContactDetail, Person
from koinon.network.people.permissions import can_record, refuse_unless
from koinon.network.people.readers import Reader
from koinon.network.people.views import visible_person
from koinon.platform.accounts.commands import invite
from koinon.platform.accounts.forms import InvitationForm
from koinon.platform.errors import Refused


class HasAnAccount(Refused):
    """The person has an account already."""


def can_invite(reader: Reader, person: Person) -> bool:
    """Whether the reader may invite this person: recorders may, while the person has no account."""
    return can_record(reader) and not has_account(person)


def has_account(person: Person) -> bool:
    """Whether the person can sign in."""
    return bool(person.account and person.account.is_active)


def invite_person(
    person: Person, email: str, *, by: Reader, language: str, moment: datetime, site: str
) -> None:
    """Send the person a link that opens an account."""
    refuse_unless(can_record(by))
    if has_account(person):
        raise HasAnAccount(_("%(name)s has an account already.") % {"name": person})
    concerns = f"person:{person.key}"
    invite(email, by=by.user, concerns=concerns, language=language, moment=moment, site=site)


@require_http_methods(["GET", "HEAD", "POST"])
@recorder_required
def person_invite(request: Request, key: str) -> HttpResponse:
    """Invite a person; the address on record is filled in."""
    person = visible_person(request, key)
    initial = {"email": address_on_record(person, request), "language": get_language()}
    form = InvitationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        asked, now, site = form.cleaned_data, timezone.now(), request.build_absolute_uri("/")
        try:
            invite_person(
                person, asked["email"], by=request.reader, language=asked["language"], moment=now, site=site
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The invitation is on its way. It is good for fourteen days."))
            return redirect(person.get_absolute_url())
    context = {"person": person, "form": form, "has_account": has_account(person)}
    return render(request, "people/invite.html", context)


def address_on_record(person: Person, request: Request) -> str:
    """An e-mail address of the person that the reader may see and that may still be kept."""
    contacts = ContactDetail.objects.visible_to(request.reader).kept(request.on)
    found = contacts.filter(person=person, means=ContactDetail.Means.EMAIL).first()
    return found.value if found else ""
