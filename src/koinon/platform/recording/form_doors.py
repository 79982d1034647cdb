"""Doors of forms that run one command: a refusal is told beside its field, and the form has a page of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.views.decorators.http import require_http_methods

from koinon.platform.errors import Refused

Words = str | Promise
form_door = require_http_methods(["GET", "HEAD", "POST"])


def refuse(form: forms.BaseForm, refused: Refused) -> None:
    """Show a refusal beside the field it names, or at the head of the form."""
    form.add_error(refused.field if refused.field in form.fields else None, str(refused))


def carried_out(request: HttpRequest, form: forms.BaseForm, do: Callable[[], Any], done: Words) -> bool:
    """Run the command of a form that is sound; a refusal is shown in the form, and nothing typed is lost."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        with transaction.atomic():
            do()
    except Refused as refused:
        refuse(form, refused)
        return False
    messages.success(request, str(done))
    return True


def form_page(
    request: HttpRequest,
    form: forms.BaseForm,
    *,
    title: Words,
    verb: Words,
    cancel: str,
    template: str = "recording/plain_form.html",
    **more: Any,
) -> HttpResponse:
    """A form on a page of its own; sent back with 422 where it was not sound.

    ``more`` may say a ``lede``, ``groups`` of fields, and ``danger`` where the command takes something away.
    """
    context = {"lede": "", "groups": (), "danger": False, **more}
    context |= {"form": form, "title": title, "verb": verb, "cancel": cancel}
    return render(request, template, context, status=422 if request.method == "POST" else 200)
