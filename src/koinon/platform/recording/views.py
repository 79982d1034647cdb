"""The two doors of entering: the type-ahead's answers, and the page of a record form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from koinon.platform.audit.models import Record
from koinon.platform.errors import Refused
from koinon.platform.recording import choices
from koinon.platform.recording.forms import RecordForm
from koinon.platform.ui.choosing import Choice, answer

Words = str | Promise


@require_safe
def choose(request: HttpRequest, name: str) -> HttpResponse:
    """Candidates for the words typed, as JSON: key, label and a hint that tells namesakes apart."""
    kind = choices.named(name)
    if kind is None:
        raise Http404
    text = request.GET.get("q", "").strip()[:120]
    found = [Choice(record.key, str(record), str(hint)) for record, hint in kind.find(request, text)]
    return answer([*found, *(kind.offer(request, text) if kind.offer else ())])


@dataclass(frozen=True)
class FormPage:
    """How a record form stands on its page. ``verb`` is the same word in the button and the confirmation."""

    title: Words
    verb: Words
    cancel: str
    done: Words = ""
    lede: Words = ""
    groups: Sequence[tuple[Any, ...]] = ()
    formsets: Sequence[tuple[Any, ...]] = ()
    danger: bool = False
    context: dict[str, Any] = field(default_factory=dict)
    template: str = "recording/form.html"


def record_form(
    request: HttpRequest, form: RecordForm, do: Callable[[], Record], page: FormPage, *, then: str = ""
) -> HttpResponse:
    """Show the form; when it is sent and sound, carry out the command and its companions in one transaction.

    ``do`` runs the command with ``form.values`` and returns the record. A refusal is shown in the form
    and nothing typed is lost. ``then`` is where to go afterwards, the record's own page by default.
    """
    if request.method == "POST":
        try:
            # Checked inside, because a type-ahead may make what is missing: not sound, not made.
            with transaction.atomic():
                _check_all(form, page)
                record = do()
                form.save_companions(record)
        except NotSound:
            pass  # the form tells why
        except Refused as refused:
            form.refuse(refused)
        except IntegrityError:
            if not form.explain_constraints():
                raise
        else:
            if page.done:
                messages.success(request, str(page.done))
            return redirect(then or record.get_absolute_url())  # type: ignore[attr-defined]
    return render(
        request, page.template, {"form": form, "page": page, "draft": _draft(request, form), **page.context}
    )


def pressed(request: HttpRequest, do: Callable[[], Any], done: Words, then: str) -> HttpResponse:
    """Run a command of one press and go on; a refusal is told on the page one comes to."""
    try:
        do()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, str(done))
    return redirect(then)


def part_form(
    request: HttpRequest, form: RecordForm, do: Callable[[], Record], whole: Record, **page: Words
) -> HttpResponse:
    """A form that lays something beside a record and leads back to it.

    ``page`` is what else a FormPage says: the ``verb`` at least, which is the title too where none is given.
    """
    href = whole.get_absolute_url()  # type: ignore[attr-defined]
    told: dict[str, Any] = {"title": page["verb"], "lede": str(whole), "done": _("It is on record."), **page}
    return record_form(request, form, do, FormPage(cancel=href, **told), then=href)


def removed(request: HttpRequest, do: Callable[[], Any], then: str) -> HttpResponse:
    """Run a command of one press that takes something away."""
    return pressed(request, do, _("It was removed. The history keeps it."), then)


class NotSound(Exception):
    """A form or a formset has errors."""


def _check_all(form: RecordForm, page: FormPage) -> None:
    """Check the form and every formset, so that all errors are shown at once."""
    if not all([form.is_valid(), *(entry[0].is_valid() for entry in page.formsets)]):
        raise NotSound


def _draft(request: HttpRequest, form: RecordForm) -> str:
    """Under which name the browser keeps a draft of this form."""
    return f"{request.path}:{form.record.version if form.record else 'new'}"
