"""Where cities are called, and where a city fills in its profile: with an account, or by a signed link."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from koinon.cooperation.pairing import letter_commands, links, queries
from koinon.cooperation.pairing import profile_commands as commands
from koinon.cooperation.pairing.doors import (
    form_page,
    own_profile,
    profile_of_round,
    runner_required,
    visible_round,
)
from koinon.cooperation.pairing.forms import LinkForm, PlacesForm, ReasonForm
from koinon.cooperation.pairing.models import Profile, RoundState, WishKind, terms
from koinon.cooperation.pairing.naming import roster
from koinon.cooperation.pairing.profile_forms import GROUPS, ProfileForm
from koinon.cooperation.programmes.models import Topic
from koinon.network.people.doors import Request, not_found_unless
from koinon.network.people.readers import Reader
from koinon.platform.errors import Refused
from koinon.platform.notifications.queries import letters_about
from koinon.platform.recording.form_doors import carried_out, form_door, refuse
from koinon.platform.recording.views import pressed
from koinon.platform.ui.addresses import url


@require_safe
@runner_required
def board(request: Request, key: str) -> HttpResponse:
    """The coverage board: who was called, who has sent, which themes lack offers."""
    found = visible_round(request, key)
    coverage = queries.coverage(found)
    keys = [one.profile.key for one in coverage.called]
    context = {
        "round": found,
        "coverage": coverage,
        "letters": letters_about("pairing.profile", keys),
        "may_write": found.state in (RoundState.CALL, RoundState.ASKED),
        "callable": [] if found.frozen_at else list(queries.callable_participations(found)),
        "is_late": queries.is_late(found, request.on),
        "link_of": lambda profile: (
            request.build_absolute_uri(url("pairing:by-link", token=links.token_of(profile)))
            if profile.link_nonce
            else ""
        ),
    }
    return render(request, "pairing/board.html", context)


@require_POST
@runner_required
def call_cities(request: Request, key: str) -> HttpResponse:
    """Call the participants ticked."""
    found = visible_round(request, key)
    wanted = queries.callable_participations(found).filter(key__in=request.POST.getlist("city"))
    return pressed(
        request,
        lambda: commands.call_cities(found, wanted, by=request.reader),
        _("The cities are called."),
        url("pairing:board", key=key),
    )


@require_POST
@runner_required
def write_to_cities(request: Request, key: str) -> HttpResponse:
    """Send every city that has not answered yet its link, by letter."""
    found = visible_round(request, key)
    return pressed(
        request,
        lambda: letter_commands.write_to_cities(found, by=request.reader, on=timezone.localdate()),
        _("The letters are in the ledger and leave one by one."),
        url("pairing:board", key=key),
    )


@form_door
@runner_required
def link_issue(request: Request, key: str) -> HttpResponse:
    """Make a signed link for a city."""
    profile = profile_of_round(request, key)
    form = LinkForm(request.POST or None, initial={"until": timezone.localdate() + letter_commands.GOOD_FOR})
    board_page = url("pairing:board", key=profile.round.key)
    if carried_out(
        request,
        form,
        lambda: commands.issue_link(profile, until=form.cleaned_data["until"], by=request.reader),
        _("The link of %(city)s stands on the board. Send it to its people.") % {"city": profile},
    ):
        return redirect(board_page)
    lede = _(
        "Whoever has the link fills in this one profile and answers for the city, without an account. "
        "A new link makes an earlier one useless."
    )
    title = _("A link for %(city)s") % {"city": profile}
    return form_page(request, form, title=title, verb=_("Make the link"), cancel=board_page, lede=lede)


@require_POST
@runner_required
def link_revoke(request: Request, key: str) -> HttpResponse:
    """Let the link open nothing any more."""
    profile = profile_of_round(request, key)
    return pressed(
        request,
        lambda: commands.revoke_link(profile, by=request.reader),
        _("The link opens nothing any more."),
        url("pairing:board", key=profile.round.key),
    )


@form_door
@runner_required
def places(request: Request, key: str) -> HttpResponse:
    """Say how many partners a city can take."""
    profile = profile_of_round(request, key)
    initial = {"capacity": profile.capacity, "outside": profile.outside}
    form = PlacesForm(request.POST or None, initial=initial)
    board_page = url("pairing:board", key=profile.round.key)
    if carried_out(
        request,
        form,
        lambda: commands.set_places(profile, by=request.reader, **form.cleaned_data),
        _("The places are set."),
    ):
        return redirect(board_page)
    title = _("Places of %(city)s") % {"city": profile}
    return form_page(request, form, title=title, verb=_("Set the places"), cancel=board_page)


@form_door
@runner_required
def withdraw(request: Request, key: str) -> HttpResponse:
    """Take a city out of the round, with a reason."""
    profile = profile_of_round(request, key)
    form = ReasonForm(request.POST or None)
    board_page = url("pairing:board", key=profile.round.key)
    if carried_out(
        request,
        form,
        lambda: commands.withdraw_city(
            profile, by=request.reader, moment=timezone.now(), reason=form.cleaned_data["reason"]
        ),
        _("%(city)s has withdrawn.") % {"city": profile},
    ):
        return redirect(board_page)
    title = _("Withdraw %(city)s from the round") % {"city": profile}
    return form_page(request, form, title=title, verb=_("Withdraw the city"), cancel=board_page)


@require_safe
@runner_required
def profile_read(request: Request, key: str) -> HttpResponse:
    """What a city wrote, for whoever runs the round, once its weights are frozen."""
    rows = Profile.objects.visible_to(request.reader).select_related(
        "round__edition", "participation__body__city__country"
    )
    profile = get_object_or_404(rows, key=key)
    not_found_unless(profile.round.frozen_at is not None)
    names, _people = roster(profile.round)
    wishes = list(profile.wishes.select_related("other"))
    context = {
        "profile": profile,
        "round": profile.round,
        "terms": terms,
        "names": names,
        "wishes": {kind: [wish for wish in wishes if wish.kind == kind] for kind in WishKind.values},
    }
    return render(request, "pairing/profile.html", context)


# The city's own form


@form_door
@login_required
def profile_form(request: Request, key: str) -> HttpResponse:
    """The call form for a city's own people."""
    return answered_call(request, own_profile(request, key), request.reader, "")


LinkView = Callable[[Request, Profile, str], HttpResponse]


def by_token(view: LinkView) -> Callable[..., HttpResponse]:
    """Open the door with the token of the address, or say why it opens nothing."""

    @wraps(view)
    def opened(request: Request, token: str) -> HttpResponse:
        try:
            profile = links.profile_behind(token, timezone.localdate())
        except Refused as refused:
            return render(request, "pairing/link_spoilt.html", {"words": str(refused)}, status=404)
        answer = never_cache(view)(request, profile, token)
        answer["X-Robots-Tag"] = "noindex"
        return answer

    return opened


@form_door
@by_token
def by_link(request: Request, profile: Profile, token: str) -> HttpResponse:
    """The call form for whoever holds the city's link."""
    return answered_call(request, profile, links.bearer(profile), token)


def answered_call(request: Request, profile: Profile, reader: Reader, token: str) -> HttpResponse:
    """Show the form, keep a draft, or send it; closed, show what stands."""
    home = url("pairing:own-by-link", token=token) if token else profile.round.get_absolute_url()
    if profile.round.frozen_at or profile.withdrawn_at or not profile.round.opened_at:
        return redirect(home)
    names, people = roster(profile.round)
    form = ProfileForm(
        request.POST or None,
        profile=profile,
        names=names,
        people=people,
        wishes=profile.wishes.select_related("other"),
    )
    sending = request.POST.get("do") != "draft"
    if request.method == "POST" and form.is_valid():
        command: Any = commands.send_profile if sending else commands.save_draft
        try:
            command(profile, form.values, form.wishes, by=reader, moment=timezone.now())
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Sent. Thank you.") if sending else _("The draft is kept."))
            return redirect(home if sending else request.path)
    common = Topic.objects.filter(edition=profile.round.edition_id, participation=None).order_by("id")
    context = {
        "form": form,
        "profile": profile,
        "round": profile.round,
        "named": names[profile.participation.key],
        "groups": GROUPS,
        "common": [topic.text for topic in common],
        "home": home,
        "token": token,
    }
    return render(request, "pairing/call.html", context, status=422 if request.method == "POST" else 200)
