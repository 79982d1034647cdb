"""What the doors of awards share: who may open them, nothing kept by a browser that others use, and one form page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from koinon.cooperation.awards.models import Assignment, Panel, Phase
from koinon.cooperation.awards.permissions import can_run
from koinon.network.people.doors import Request, not_found_unless
from koinon.platform.errors import Refused

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponse]
form_door = require_http_methods(["GET", "HEAD", "POST"])


def insiders(view: View[P]) -> View[P]:
    """The public is asked to sign in; nothing of what is shown is kept by the browser."""

    @never_cache
    @wraps(view)
    def asked(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.reader.is_public:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return cast(View[P], asked)


def runners(view: View[P]) -> View[P]:
    """For those who run calls; nobody else finds such a page."""

    @wraps(view)
    def asked(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        not_found_unless(can_run(request.reader))
        return view(request, *args, **kwargs)

    return insiders(cast(View[P], asked))


def visible_panel(request: Request, key: str) -> Panel:
    """The panel, for those who may see it."""
    rows = Panel.objects.visible_to(request.reader).select_related("call", "body").distinct()
    return get_object_or_404(rows, key=key)


def visible_phase(request: Request, key: str) -> Phase:
    """The phase with its panel, call and stages, for those who may see it."""
    rows = Phase.objects.visible_to(request.reader).distinct()
    related = ("panel__call", "panel__body", "from_stage", "to_stage")
    return get_object_or_404(rows.select_related(*related), key=key)


def own_assignment(request: Request, key: str) -> Assignment:
    """An assignment of the reader's own that stands, with its phase and entry."""
    rows = Assignment.objects.of_reader(request.reader).distinct()
    related = (
        "phase__panel__call", "phase__panel__body", "phase__to_stage", "juror", "review",
        "entry__applicant__city", "entry__applicant__parent__city", "entry__category",
    )  # fmt: skip
    return get_object_or_404(rows.select_related(*related), key=key)


def carried_out(request: Request, form: forms.Form, do: Callable[[], Any], done: str) -> bool:
    """Run the command of a form that is sound; a refusal is shown in the form, and nothing typed is lost."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        with transaction.atomic():
            do()
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return False
    messages.success(request, done)
    return True


def form_page(
    request: Request,
    form: forms.Form,
    *,
    title: str,
    verb: str,
    cancel: str,
    lede: str = "",
    groups: Sequence[Any] = (),
) -> HttpResponse:
    """A form on a page of its own; sent back with 422 where it was not sound."""
    context = {
        "form": form, "title": title, "verb": verb, "cancel": cancel, "lede": lede, "groups": groups,
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, "awards/form.html", context, status=status)
