"""The doors of duplicates: the list of candidates, and the page on which two become one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from koinon.network.people.doors import Request, recorder_required
from koinon.network.people.doubles import likely_bodies, likely_people
from koinon.network.people.likeness import Likeness, Pair
from koinon.network.people.merging import Merge, keep_apart, merge_bodies, merge_people, moving
from koinon.network.people.models import Body, Person, Role
from koinon.network.people.views import visible_body, visible_person
from koinon.platform.errors import Refused

ROWS = 50
WHY: dict[Likeness, str | Promise] = {
    Likeness.SAME: gettext_lazy("the same name"),
    Likeness.JOINED: gettext_lazy("the same letters"),
    Likeness.PART: gettext_lazy("one name has all the words of the other"),
    Likeness.SPELT: gettext_lazy("one letter differs"),
}


@dataclass(frozen=True)
class Kind:
    """What the doors of people and of bodies do not share."""

    name: str
    model: type[Person] | type[Body]
    likely: Callable[[], list[Pair]]
    merge: Callable[..., Merge]


KINDS = {
    "person": Kind("person", Person, likely_people, merge_people),
    "body": Kind("body", Body, likely_bodies, merge_bodies),
}


@dataclass(frozen=True)
class Candidates:
    """A pair as the list shows it."""

    first: Person | Body
    second: Person | Body
    why: str | Promise
    offices: tuple[Sequence[Role], Sequence[Role]]


@require_safe
@recorder_required
def duplicates(request: Request, kind: str) -> HttpResponse:
    """The pairs that may be one, the surest first."""
    wanted = KINDS[kind]
    page = Paginator(wanted.likely(), ROWS).get_page(request.GET.get("page"))
    context = {"page": page, "pairs": _candidates(list(page), wanted), "kind": kind}
    return render(request, "people/duplicates.html", context)


@require_POST
@recorder_required
def apart(request: Request, kind: str, key: str, other: str) -> HttpResponse:
    """Remember that two are two."""
    one, two = _visible(request, kind, key), _visible(request, kind, other)
    keep_apart(one, two, by=request.reader, on=request.on)
    messages.success(request, _("%(one)s and %(two)s are kept apart.") % {"one": one, "two": two})
    return redirect(_list_url(kind))


@recorder_required
def merge(request: Request, kind: str, key: str, other: str) -> HttpResponse:
    """Show what would move, and on sending make one of two; the one named first stays."""
    stays, goes = _visible(request, kind, key), _visible(request, kind, other)
    refused = ""
    if request.method == "POST":
        try:
            done = KINDS[kind].merge(stays, goes, by=request.reader, on=request.on)
        except Refused as refusal:
            refused = str(refusal)
        else:
            _tell(request, stays, goes, done)
            return redirect(stays.get_absolute_url())
    context: dict[str, Any] = {"stays": stays, "goes": goes, "kind": kind, "refused": refused}
    context["sides"] = [_side(stays), _side(goes)]
    context["moving"] = [(model._meta.verbose_name_plural, count) for model, count in moving(goes)]
    return render(request, "people/merge.html", context, status=422 if refused else 200)


def _tell(request: Request, stays: Person | Body, goes: Person | Body, done: Merge) -> None:
    words = {"goes": goes, "stays": stays}
    messages.success(request, _("%(goes)s is now %(stays)s. The history can undo it.") % words)
    if done.left:
        rows = "; ".join(str(row) for row in done.left)
        messages.warning(
            request, _("Left with the one that went, because it differs: %(rows)s") % {"rows": rows}
        )


def _side(record: Person | Body) -> dict[str, Any]:
    """One of the two, as the page shows it: one list of what it holds, one of its names."""
    roles = (
        Role.objects.filter(person=record)
        if isinstance(record, Person)
        else Role.objects.filter(holder=record)
    )
    names = [(name.text, name.language) for name in record.names.all()]
    return {"record": record, "names": names, "roles": roles.select_related("post", "of").in_order()}


def _candidates(pairs: list[Pair], kind: Kind) -> list[Candidates]:
    """The records of the pairs and what they hold: two statements."""
    ids = {pk for pair in pairs for pk in (pair.first, pair.second)}
    records: dict[int, Person | Body] = dict(kind.model._default_manager.in_bulk(ids))
    holder = "person" if kind.name == "person" else "holder"
    held: dict[int, list[Role]] = {pk: [] for pk in ids}
    for role in Role.objects.filter(**{f"{holder}__in": ids}).select_related("post", "of").in_order():
        held[getattr(role, f"{holder}_id")].append(role)
    return [
        Candidates(
            records[pair.first],
            records[pair.second],
            WHY[pair.likeness],
            (held[pair.first], held[pair.second]),
        )
        for pair in pairs
    ]


def _visible(request: Request, kind: str, key: str) -> Person | Body:
    return visible_person(request, key) if kind == "person" else visible_body(request, key)


def _list_url(kind: str) -> str:
    return reverse("people:duplicates" if kind == "person" else "people:body-duplicates")
