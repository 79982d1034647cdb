"""The door of Monday's page."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from koinon.network.evidence.verbs import verb_in_words
from koinon.network.members.portfolio_queries import portfolios
from koinon.network.people.doors import Request, not_found_unless, recorder_required
from koinon.network.people.models import Post
from koinon.site.desk.monday import monday
from koinon.site.desk.permissions import can_see_desk
from koinon.site.desk.scope import scope_of


@require_safe
@recorder_required
def monday_page(request: Request) -> HttpResponse:
    """One's own portfolio; ``?portfolio=`` another one's; the whole network for who has none."""
    not_found_unless(can_see_desk(request.reader))
    asked = asked_for(request)
    scope = scope_of(request.reader, request.on, asked)
    context = {"page": monday(scope, request.on, request.reader), "verb_in_words": verb_in_words}
    return render(request, "desk/monday.html", context)


def asked_for(request: Request) -> Post | None:
    """The portfolio named in the address."""
    key = request.GET.get("portfolio", "")
    if not key:
        return None
    found = next((post for post in portfolios() if post.key == key), None)
    if found is None:
        raise Http404
    return found
