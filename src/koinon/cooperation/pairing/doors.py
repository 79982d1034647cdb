"""What the doors of pairing share: who may open them, and a form page that runs one command."""

from __future__ import annotations

from functools import partial
from typing import ParamSpec

from django.shortcuts import get_object_or_404

from koinon.cooperation.pairing.models import Profile, Round, Scenario
from koinon.cooperation.pairing.permissions import can_answer_for, can_run
from koinon.network.people.doors import Request, View, not_found_unless, opened_to
from koinon.platform.recording import form_doors

P = ParamSpec("P")


def runner_required(view: View[P]) -> View[P]:
    """The public is asked to sign in; whoever does not run rounds finds no such page."""
    opened: View[P] = opened_to(can_run)(view)
    return opened


def visible_round(request: Request, key: str) -> Round:
    """The round, for whoever may see it."""
    rows = Round.objects.visible_to(request.reader).select_related("edition__programme", "chosen")
    return get_object_or_404(rows, key=key)


def visible_scenario(request: Request, key: str) -> Scenario:
    """The scenario with its round, for whoever may see it."""
    rows = Scenario.objects.visible_to(request.reader).select_related("round__edition__programme")
    return get_object_or_404(rows, key=key)


def profile_of_round(request: Request, key: str) -> Profile:
    """A profile for the board of the round: who it is, whatever it says."""
    rows = Profile.objects.filter(round__in=Round.objects.visible_to(request.reader).values("pk"))
    return get_object_or_404(rows.select_related("round__edition", "participation__body__city"), key=key)


def own_profile(request: Request, key: str) -> Profile:
    """A profile for the people of its own city."""
    rows = Profile.objects.visible_to(request.reader).select_related(
        "round__edition__programme", "participation__body__city__country"
    )
    found = get_object_or_404(rows, key=key)
    not_found_unless(can_answer_for(request.reader, found))
    return found


form_page = partial(form_doors.form_page, template="pairing/form.html")
"""A form on a page of its own, in the room's accent."""
