"""The doors of hand-overs: lay out, add, accept item by item, print, close."""

from __future__ import annotations

from functools import partial
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koinon.network.members.portfolio_queries import portfolios_of
from koinon.network.people.doors import Request, not_found_unless, recorder_required
from koinon.network.people.models import Person
from koinon.platform.errors import Refused
from koinon.platform.recording.form_doors import refuse
from koinon.platform.recording.views import pressed
from koinon.site.briefings.sending import sent
from koinon.site.desk import handover_commands as commands
from koinon.site.desk.forms import HandOverForm, ItemForm, QuestionForm
from koinon.site.desk.handover_paper import handover_pack
from koinon.site.desk.models import HandOver, HandOverItem, ItemKind
from koinon.site.desk.permissions import can_accept, can_hand_over

form_door = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@recorder_required
def handover_list(request: Request) -> HttpResponse:
    """Every hand-over, the latest first."""
    not_found_unless(can_hand_over(request.reader))
    rows = HandOver.objects.select_related("post__body", "leaver", "successor")
    return render(request, "desk/handovers.html", {"rows": rows})


@form_door
@recorder_required
def handover_new(request: Request) -> HttpResponse:
    """Lay out everything in a portfolio."""
    not_found_unless(can_hand_over(request.reader))
    form = HandOverForm(request.POST or None, request, initial=_own(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = commands.begin_handover(
                form.posts[told["post"]],
                told["leaver"],
                told["successor"],
                leaves_on=told["leaves_on"],
                by=request.reader,
                on=timezone.localdate(),
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            return redirect(made.get_absolute_url())
    return render(request, "desk/handover_new.html", {"form": form})


def _own(request: Request) -> dict[str, object]:
    """Whoever has a portfolio mostly hands over their own."""
    posts = portfolios_of(request.reader, timezone.localdate())
    mine = request.reader.person_id
    return {"post": posts[0].key, "leaver": Person.objects.get(pk=mine)} if posts and mine else {}


@require_safe
@recorder_required
def handover(request: Request, key: str) -> HttpResponse:
    """The pack: item by item, with what was accepted when."""
    found = visible(request, key)
    items = list(found.items.all())
    groups = {ItemKind(kind): list(rows) for kind, rows in groupby(items, lambda item: item.kind)}
    context = {
        "handover": found,
        "groups": [(kind, groups[kind]) for kind in ItemKind if kind in groups],
        "accepted": sum(item.is_accepted for item in items),
        "total": len(items),
        "may_accept": can_accept(request.reader, found),
        "may_add": found.closed_on is None,
    }
    return render(request, "desk/handover.html", context)


@form_door
@recorder_required
def item_new(request: Request, key: str) -> HttpResponse:
    """Add what no record tells."""
    found = visible(request, key)
    form = ItemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        add = partial(commands.add_handover_item, found, form.cleaned_data, by=request.reader)
        return pressed(request, add, _("It is in the pack."), found.get_absolute_url())
    return render(request, "desk/item_new.html", {"form": form, "handover": found})


@require_POST
@recorder_required
def item_accept(request: Request, key: str, item: int) -> HttpResponse:
    """The successor takes an item over."""
    found = visible(request, key)
    row = get_object_or_404(HandOverItem.objects.select_related("handover"), handover=found, pk=item)
    form = QuestionForm(request.POST)
    question = form.cleaned_data["question"] if form.is_valid() else ""
    accept = partial(commands.accept_item, row, question, by=request.reader, moment=timezone.now())
    return pressed(request, accept, _("Accepted."), f"{found.get_absolute_url()}#item-{row.pk}")


@require_POST
@recorder_required
def handover_close(request: Request, key: str) -> HttpResponse:
    """Everything is accepted."""
    found = visible(request, key)
    close = partial(commands.close_handover, found, by=request.reader, moment=timezone.now())
    return pressed(request, close, _("The hand-over is closed."), found.get_absolute_url())


@require_safe
@recorder_required
@cache_control(private=True, no_cache=True)
def handover_paper(request: Request, key: str) -> HttpResponse:
    """The pack as a paper."""
    return sent(request, handover_pack(visible(request, key), language=get_language() or "en"))


def visible(request: Request, key: str) -> HandOver:
    """A hand-over, for the house."""
    not_found_unless(can_hand_over(request.reader))
    rows = HandOver.objects.select_related("post__body", "leaver", "successor")
    return get_object_or_404(rows, key=key)
