"""What the doors of pairing share: who may open them, and a form page that runs one command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.views.decorators.http import require_http_methods

from koinon.cooperation.pairing.models import Profile, Round, Scenario
from koinon.cooperation.pairing.permissions import can_answer_for, can_run
from koinon.network.people.doors import Request, not_found_unless
from koinon.platform.errors import Refused

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponse]
Words = str | Promise
form_door = require_http_methods(["GET", "HEAD", "POST"])


def runner_required(view: View[P]) -> View[P]:
    """The public is asked to sign in; whoever does not run rounds finds no such page."""

    @wraps(view)
    def asked(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.reader.is_public:
            return redirect_to_login(request.get_full_path())
        if not can_run(request.reader):
            raise Http404
        return view(request, *args, **kwargs)

    return cast(View[P], asked)


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


def carried_out(
    request: HttpRequest, form: forms.Form | forms.ModelForm[Any], do: Callable[[], Any], done: Words
) -> bool:
    """Run the command of a form that is sound; a refusal is shown in the form, and nothing typed is lost."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        with transaction.atomic():
            do()
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return False
    messages.success(request, str(done))
    return True


def form_page(
    request: HttpRequest,
    form: Any,
    *,
    title: Words,
    verb: Words,
    cancel: str,
    lede: Words = "",
    groups: Sequence[Any] = (),
) -> HttpResponse:
    """A form on a page of its own; sent back with 422 where it was not sound."""
    context = {
        "form": form, "title": title, "verb": verb, "cancel": cancel, "lede": lede, "groups": groups,
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, "pairing/form.html", context, status=status)
