"""What the doors of calls share: the call for whoever may see it, and a form page that runs one command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.views.decorators.http import require_http_methods

from koinon.cooperation.calls.models import Call
from koinon.network.people.doors import Request
from koinon.platform.errors import Refused

Words = str | Promise
form_door = require_http_methods(["GET", "HEAD", "POST"])


def visible_call(request: Request, key: str) -> Call:
    """The call, for whoever may see it."""
    rows = Call.objects.visible_to(request.reader).select_related("run_by", "edition__programme")
    return get_object_or_404(rows, key=key)


def carried_out(request: HttpRequest, form: forms.Form, do: Callable[[], Any], done: Words) -> bool:
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
    request: HttpRequest, form: forms.Form, *, title: Words, verb: Words, cancel: str, lede: Words = "",
    danger: bool = False,
) -> HttpResponse:  # fmt: skip
    """A form on a page of its own; sent back with 422 where it was not sound."""
    context = {
        "form": form, "title": title, "verb": verb, "cancel": cancel, "lede": lede, "danger": danger,
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, "calls/call_form.html", context, status=status)
