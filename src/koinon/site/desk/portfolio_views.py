"""The doors of portfolios, and of the roles that fell with another."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from koinon.network.members.models import PortfolioBody
from koinon.network.members.portfolio_commands import change_portfolio_body, put_in_portfolio
from koinon.network.members.portfolio_queries import portfolios
from koinon.network.people.doors import Request, not_found_unless, recorder_required
from koinon.network.people.models import Function, Post, Role
from koinon.network.people.succession import fallen_roles
from koinon.platform.recording.views import FormPage, record_form
from koinon.platform.ui.addresses import url
from koinon.site.desk.forms import PortfolioBodyForm, PortfolioSpanForm
from koinon.site.desk.permissions import can_give_portfolio, can_see_desk

form_door = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@recorder_required
def portfolio_list(request: Request) -> HttpResponse:
    """Every portfolio, with who holds it on the day and how many bodies are in it."""
    not_found_unless(can_see_desk(request.reader))
    posts = portfolios()
    held = Role.objects.filter(post__in=posts, person__isnull=False).holding(request.on)
    holders: dict[int, list[Role]] = {}
    for role in held.select_related("person").order_by("id"):
        holders.setdefault(role.post_id or 0, []).append(role)
    counts: dict[int, int] = {}
    for post in (
        PortfolioBody.objects.filter(post__in=posts).holding(request.on).values_list("post", flat=True)
    ):
        counts[post] = counts.get(post, 0) + 1
    context = {"posts": posts, "holders": holders, "counts": counts}
    return render(request, "desk/portfolios.html", context)


@require_safe
@recorder_required
def portfolio(request: Request, key: str) -> HttpResponse:
    """One portfolio: the bodies in it, since when."""
    post = visible(request, key)
    rows = PortfolioBody.objects.filter(post=post).with_holds(request.on).select_related("body__city")
    roles = Role.objects.filter(post=post, person__isnull=False).holding(request.on).select_related("person")
    context = {"post": post, "rows": rows.order_by("body__name", "id"), "roles": list(roles)}
    return render(request, "desk/portfolio.html", context)


@form_door
@recorder_required
def portfolio_add(request: Request, key: str) -> HttpResponse:
    """Put a body into a portfolio."""
    post = visible(request, key)
    form = PortfolioBodyForm(request.POST or None, request=request)
    page = FormPage(
        title=_("Put a body into the portfolio"),
        verb=_("Put it in"),
        cancel=url("desk:portfolio", key=key),
        done=_("It is in the portfolio."),
        lede=str(post),
    )
    put = partial(put_in_portfolio, post, by=request.reader)
    return record_form(request, form, lambda: put(form.values), page)


@form_door
@recorder_required
def portfolio_change(request: Request, key: str, row: str) -> HttpResponse:
    """Since when and until when a body is in it."""
    found = get_object_or_404(
        PortfolioBody.objects.select_related("body", "post"), post=visible(request, key), key=row
    )
    form = PortfolioSpanForm(request.POST or None, instance=found, request=request)
    page = FormPage(
        title=str(found.body),
        verb=_("Save the changes"),
        cancel=url("desk:portfolio", key=key),
        done=_("The change is on record."),
        lede=str(found.post),
    )
    change = partial(change_portfolio_body, found, by=request.reader)
    return record_form(
        request, form, lambda: change(form.values, expected_version=form.expected_version), page
    )


@require_safe
@recorder_required
def successions(request: Request) -> HttpResponse:
    """Roles that fell because the post they stand on has another holder."""
    not_found_unless(can_see_desk(request.reader))
    return render(request, "desk/successions.html", {"rows": fallen_roles(request.on, request.reader)})


def visible(request: Request, key: str) -> Post:
    """A post that has a portfolio."""
    not_found_unless(can_give_portfolio(request.reader))
    rows = Post.objects.visible_to(request.reader).filter(function=Function.PORTFOLIO_MANAGER)
    return get_object_or_404(rows.select_related("body"), key=key)
