"""The doors of posts and roles: the page of a post through time, and the forms."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from koinon.network.people import commands
from koinon.network.people.doors import Request, recorder_required
from koinon.network.people.forms import EndForm, PostForm, RoleForm
from koinon.network.people.models import Body, Person, Post, Role
from koinon.network.people.permissions import can_record
from koinon.network.people.queries import PostPage, post_page
from koinon.platform.dates.days import OPEN
from koinon.platform.recording.views import FormPage, record_form
from koinon.platform.ui.drawings.timeline import Bar, Timeline


@require_safe
def post(request: Request, key: str) -> HttpResponse:
    """A post: who held it on the day, and everybody who ever did."""
    shown = _visible_post(request, key)
    page = post_page(shown, request.on, request.reader)
    context = {"page": page, "drawing": drawing(page, request), "may_record": can_record(request.reader)}
    return render(request, "people/post.html", context)


def drawing(page: PostPage, request: Request) -> Timeline:
    """The holders as a time line, a lane for each."""
    bars = [
        Bar(
            str(row.who),
            str(row.role.sits_for or row.role.title or page.post),
            row.role.starts_earliest,
            row.role.starts_latest,
            row.role.ends_earliest,
            row.role.ends_latest,
            tone="offices",
            href=row.who.get_absolute_url(),
        )
        for row in reversed(page.through_time)
    ]
    title = _("Who held the post “%(post)s”") % {"post": page.post}
    return Timeline(
        title,
        _("Each bar is a holder; a dashed end is uncertain."),
        bars,
        on=request.on,
        today=timezone.localdate(),
    )


@recorder_required
def post_new(request: Request) -> HttpResponse:
    """Record a post; of the body that the address names."""
    body = Body.objects.visible_to(request.reader).filter(key=request.GET.get("body", "")).first()
    form = PostForm(request.POST or None, request=request, initial={"body": body})
    page = FormPage(
        title=_("Record a post"),
        verb=_("Record the post"),
        done=_("The post is recorded."),
        cancel=body.get_absolute_url() if body else reverse("portal:bodies"),
        lede=_("An office that exists apart from who holds it: President, Mayor, Secretary General."),
    )
    return record_form(
        request, form, lambda: commands.record_post(form.values, by=request.reader, on=request.on), page
    )


@recorder_required
def post_edit(request: Request, key: str) -> HttpResponse:
    """Change a post."""
    shown = _visible_post(request, key)
    form = PostForm(request.POST or None, request=request, instance=shown)
    page = FormPage(
        title=_("Change %(name)s") % {"name": shown},
        verb=_("Save the post"),
        done=_("The post is saved."),
        cancel=shown.get_absolute_url(),
    )

    def change() -> Post:
        return commands.change_post(
            shown, form.values, by=request.reader, on=request.on, expected_version=form.expected_version
        )

    return record_form(request, form, change, page)


@recorder_required
def role_new(request: Request) -> HttpResponse:
    """Record a role; whoever holds it, the post and the body may be named in the address."""
    initial = _named(request)
    form = RoleForm(request.POST or None, request=request, initial=initial)
    came_from = initial.get("person") or initial.get("post") or initial.get("of")
    chosen = initial.get("post")
    page = FormPage(
        title=_("Record a role"),
        lede=f"{chosen}, {chosen.body}" if chosen else "",
        verb=_("Record the role"),
        done=_("The role is recorded."),
        cancel=came_from.get_absolute_url() if came_from else reverse("portal:people"),
        groups=role_groups(),
    )
    return record_form(
        request, form, lambda: commands.record_role(form.values, by=request.reader, on=request.on), page
    )


@recorder_required
def role_edit(request: Request, key: str) -> HttpResponse:
    """Change a role."""
    role = _visible_role(request, key)
    form = RoleForm(request.POST or None, request=request, instance=role)
    page = FormPage(
        title=_("Change the role %(role)s") % {"role": told(role)},
        verb=_("Save the role"),
        done=_("The role is saved."),
        cancel=role.get_absolute_url(),
        groups=role_groups(),
    )

    def change() -> Role:
        return commands.change_role(
            role, form.values, by=request.reader, on=request.on, expected_version=form.expected_version
        )

    return record_form(request, form, change, page)


@recorder_required
def role_end(request: Request, key: str) -> HttpResponse:
    """Record when a role ended."""
    role = _visible_role(request, key)
    form = EndForm(request.POST or None, request=request, instance=role)
    page = FormPage(
        title=_("End the role %(role)s") % {"role": told(role)},
        verb=_("End the role"),
        done=_("The end of the role is recorded."),
        cancel=role.get_absolute_url(),
    )

    def change() -> Role:
        return commands.end_role(role, form.cleaned_data["ends"], by=request.reader, on=request.on)

    return record_form(request, form, change, page)


def role_groups() -> list[tuple[str, list[str], str]]:
    """The questions of the form of a role, in the order in which they come to mind."""
    return [
        (_("Who"), ["person", "holder"], _("A person or a body, one of them.")),
        (_("What"), ["post", "title", "of", "sits_for", "acting"], _("A post, or a title in a body.")),
        (_("When"), ["starts", "ends"], ""),
        (_("For whose eyes"), ["audience"], ""),
    ]


def told(role: Role) -> str:
    """The role in a line: what it is and whose."""
    return f"{role} ({role.person or role.holder})"


def _named(request: Request) -> dict[str, Any]:
    """The records that the address names, as far as the reader may see them."""
    seen: dict[str, Any] = {"ends": OPEN}
    for name, model in (("person", Person), ("holder", Body), ("post", Post), ("of", Body)):
        rows = model._default_manager.visible_to(request.reader)
        if key := request.GET.get(name):
            seen[name] = rows.filter(key=key).first()
    return seen


def _visible_post(request: Request, key: str) -> Post:
    rows = Post.objects.visible_to(request.reader).select_related("body", "by_virtue_of__body")
    return get_object_or_404(rows, key=key)


def _visible_role(request: Request, key: str) -> Role:
    rows = Role.objects.visible_to(request.reader).select_related("person", "holder", "post__body", "of")
    return get_object_or_404(rows, key=key)
