"""The doors of evaluation, for the pair, its expert and the secretariat: whoever else asks finds nothing there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koinon.cooperation.agreements.models import Agreement
from koinon.cooperation.evaluation import commands, queries
from koinon.cooperation.evaluation.forms import LinkForm, OpenForm, PrinciplesForm
from koinon.cooperation.evaluation.links import token_of
from koinon.cooperation.evaluation.models import Assessment, Side
from koinon.cooperation.evaluation.permissions import can_answer_for, can_ask_sides, has_pairs
from koinon.network.people.doors import Request, insiders, not_found_unless
from koinon.platform.errors import Refused
from koinon.platform.recording.form_doors import refuse
from koinon.platform.recording.views import pressed

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponse]
ROWS = 50


@require_safe
@insiders
def pairs(request: Request) -> HttpResponse:
    """The pairs of the reader."""
    not_found_unless(has_pairs(request.reader))
    words = request.GET.get("words", "").strip()[:120]
    page = Paginator(queries.pairs(request.reader, words), ROWS).get_page(request.GET.get("page"))
    return render(request, "evaluation/pairs.html", {"page": page, "words": words})


@require_safe
@insiders
def pair(request: Request, key: str) -> HttpResponse:
    """How a pair is doing as of the day of the page: its signs with their reasons."""
    agreement = visible_pair(request, key)
    context = {
        "agreement": agreement,
        "health": queries.health_of(agreement, request.on, request.reader),
        "may_ask": can_ask_sides(request.reader, agreement),
        "open_form": OpenForm(auto_id="open_%s", initial={"title": str(request.on.year)}),
    }
    return render(request, "evaluation/pair.html", context)


@require_POST
@insiders
def assessment_open(request: Request, key: str) -> HttpResponse:
    """Ask both sides of a pair."""
    agreement = visible_pair(request, key)
    not_found_unless(can_ask_sides(request.reader, agreement))
    form = OpenForm(request.POST)
    title = form.cleaned_data["title"] if form.is_valid() else ""
    try:
        made = commands.open_assessment(agreement, title, by=request.reader, on=timezone.localdate())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("evaluation:pair", key=key)
    messages.success(request, _("Both sides can answer now: by account, or by a link made here."))
    return redirect(made)


@require_safe
@insiders
def assessment(request: Request, key: str) -> HttpResponse:
    """A self-assessment: who has answered, and, once both have, what they say."""
    shown = visible_assessment(request, key)
    answers = queries.answers_of(shown, request.reader)
    may_ask = can_ask_sides(request.reader, shown.agreement)
    context = {
        "assessment": shown,
        "answers": answers,
        "own": [side for side in answers.sides if can_answer_for(request.reader, side)],
        "names": {side.pk: side.body for side in answers.sides},
        "may_ask": may_ask,
        "links": [_link(request, side) for side in answers.sides] if may_ask and not answers.both else [],
        "drawing": answers.drawing(str(shown), _("What either side says of the ten principles, from 1 to 5."))
        if len(answers.sides) == 2
        else None,
    }
    return render(request, "evaluation/assessment.html", context)


def _link(request: Request, side: Side) -> tuple[Side, str, LinkForm]:
    """A side with the address of its link, if one stands, and the form for another."""
    token = token_of(side)
    address = (
        request.build_absolute_uri(reverse("evaluation:guest", kwargs={"token": token})) if token else ""
    )
    return side, address, LinkForm(request=request, auto_id=f"link_{side.pk}_%s")


@insiders
def answer(request: Request, key: str) -> HttpResponse:
    """The ten principles for a side, answered by its own people."""
    side = get_object_or_404(
        Side.objects.visible_to(request.reader).select_related("assessment__agreement", "body"), key=key
    )
    not_found_unless(can_answer_for(request.reader, side))
    form = PrinciplesForm(request.POST or None, side=side)
    if request.method == "POST" and form.is_valid():
        try:
            commands.answer_principles(side, form.answers, by=request.reader, moment=timezone.now())
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(
                request, _("Your side has answered. The other side reads it when it has answered too.")
            )
            return redirect(side.assessment)
    status = 422 if request.method == "POST" else 200
    context = {"side": side, "form": form, "by_link": False}
    return render(request, "evaluation/answer.html", context, status=status)


@require_POST
@insiders
def link_issue(request: Request, key: str) -> HttpResponse:
    """Make the link of a side."""
    side = _side_to_ask(request, key)
    form = LinkForm(request.POST, request=request)
    told: dict[str, Any] = form.cleaned_data if form.is_valid() else {}

    def issue() -> Side:
        return commands.issue_link(
            side,
            told.get("language", "en"),
            person=told.get("person"),
            address=told.get("address", ""),
            by=request.reader,
            on=timezone.localdate(),
        )

    by_hand = _("The link is made. Send it to the side; it can be used once.")
    done = _("The link is made, and on its way.") if told.get("address") else by_hand
    return pressed(request, issue, done, f"{side.get_absolute_url()}#links")


@require_POST
@insiders
def link_revoke(request: Request, key: str) -> HttpResponse:
    """Take the link of a side back."""
    side = _side_to_ask(request, key)
    done = _("The link opens nothing now.")
    return pressed(
        request,
        lambda: commands.revoke_link(side, by=request.reader),
        done,
        f"{side.get_absolute_url()}#links",
    )


def _side_to_ask(request: Request, key: str) -> Side:
    rows = Side.objects.visible_to(request.reader).select_related("assessment__agreement__programme", "body")
    side = get_object_or_404(rows, key=key)
    not_found_unless(can_ask_sides(request.reader, side.assessment.agreement))
    return side


def visible_pair(request: Request, key: str) -> Agreement:
    """The pair, for those whose affair it is."""
    return get_object_or_404(queries.pairs(request.reader), key=key)


def visible_assessment(request: Request, key: str) -> Assessment:
    """The self-assessment, likewise."""
    rows: Any = Assessment.objects.visible_to(request.reader).select_related("agreement__programme")
    found: Assessment = get_object_or_404(rows, key=key)
    return found
