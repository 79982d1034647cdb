"""Where pairs are proposed, changed by hand, put to the cities, answered and published."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koinon.cooperation.pairing import links, queries
from koinon.cooperation.pairing import proposal_commands as commands
from koinon.cooperation.pairing.doors import form_page, runner_required, visible_round
from koinon.cooperation.pairing.explaining import FAMILIES, bars, reasons
from koinon.cooperation.pairing.forms import AnswerForm, ByHandForm, PublishForm, ReasonForm
from koinon.cooperation.pairing.models import AnswerChoice, Profile, ProposedPair
from koinon.cooperation.pairing.naming import roster
from koinon.cooperation.pairing.permissions import can_answer_for
from koinon.cooperation.pairing.profile_forms import partners_of
from koinon.cooperation.pairing.profile_views import by_token
from koinon.cooperation.pairing.publish_commands import publish_pairs
from koinon.network.people.doors import Request
from koinon.network.people.readers import Reader
from koinon.platform.recording.form_doors import carried_out, form_door
from koinon.platform.recording.views import pressed
from koinon.platform.ui.addresses import url

TONES = {AnswerChoice.YES: "yes", AnswerChoice.OTHER: "possibly", AnswerChoice.NO: "no"}


@require_safe
@runner_required
def proposal(request: Request, key: str) -> HttpResponse:
    """The proposed pairs, what was done by hand, and what the cities answer."""
    found = visible_round(request, key)
    page = queries.round_page(found)
    answers = queries.answers_of(found)
    context = {
        "page": page,
        "round": found,
        "names": page.names,
        "answers": answers,
        "tone": TONES,
        "bars": bars,
        "families": [(accent, words) for accent, words, _names in FAMILIES],
        "most": max((pair.value for pair in page.pairs), default=1) or 1,
        "standing": sum(1 for pair in page.pairs if not pair.undone),
        "agreed": sum(1 for one in answers.values() if one.choice == AnswerChoice.YES),
    }
    return render(request, "pairing/proposal.html", context)


@form_door
@runner_required
def pair_new(request: Request, key: str) -> HttpResponse:
    """Make a pair by hand."""
    found = visible_round(request, key)
    names, people = roster(found)
    initial = {name: request.GET.get(name, "") for name in ("left", "right")}
    form = ByHandForm(request.POST or None, names=names, people=people, initial=initial)
    there = url("pairing:proposal", key=key)
    if carried_out(
        request,
        form,
        lambda: commands.make_pair(found, by=request.reader, **form.cleaned_data),
        _("The pair stands, by hand."),
    ):
        return redirect(there)
    lede = _("A pair made by hand, or let stand against an answer, is published as such, with the reason.")
    return form_page(
        request, form, title=_("Make a pair by hand"), verb=_("Make the pair"), cancel=there, lede=lede
    )


@form_door
@runner_required
def pair_undo(request: Request, key: str) -> HttpResponse:
    """Undo a pair by hand."""
    rows = ProposedPair.objects.visible_to(request.reader).select_related(
        "round__edition", "left__body__city", "right__body__city"
    )
    pair = get_object_or_404(rows, key=key)
    form = ReasonForm(request.POST or None)
    there = url("pairing:proposal", key=pair.round.key)
    if carried_out(
        request,
        form,
        lambda: commands.undo_pair(pair, by=request.reader, **form.cleaned_data),
        _("The pair was undone, by hand."),
    ):
        return redirect(there)
    title = _("Undo the pair %(pair)s") % {"pair": pair}
    lede = _("The pair stays on the published page as undone, with the reason.")
    return form_page(request, form, title=title, verb=_("Undo the pair"), cancel=there, lede=lede)


@require_POST
@runner_required
def ask(request: Request, key: str) -> HttpResponse:
    """Ask the cities."""
    found = visible_round(request, key)
    return pressed(
        request,
        lambda: commands.ask_cities(found, by=request.reader, moment=timezone.now()),
        _("Every city now sees its own proposal, and nobody else's."),
        url("pairing:proposal", key=key),
    )


@form_door
@runner_required
def publish(request: Request, key: str) -> HttpResponse:
    """Publish the pairs, once and for all."""
    found = visible_round(request, key)
    form = PublishForm(request.POST if request.method == "POST" else None)
    waited_for = queries.silent(found)
    if not waited_for:
        del form.fields["without"]

    def go() -> None:
        with transaction.atomic():
            publish_pairs(found, by=request.reader, moment=timezone.now(), **form.cleaned_data)

    if carried_out(request, form, go, _("The pairs are published, and the report is signed.")):
        return redirect(url("pairing:published", key=key))
    lede = _(
        "Everybody sees the pairs from now on, with their reasons and what was done by hand. Each becomes an "
        "agreement-to-be, and the report is signed. This cannot be taken back."
    )
    if waited_for:
        names = ", ".join(str(one.body.city or one.body) for one in waited_for)
        lede += " " + _("No answer yet: %(cities)s.") % {"cities": names}
    there = url("pairing:proposal", key=key)
    title = _("Publish the pairs")
    return form_page(request, form, title=title, verb=title, cancel=there, lede=lede)


# A city answers


@form_door
@login_required
def answer(request: Request, key: str) -> HttpResponse:
    """A city's own people answer about their proposal."""
    rows = ProposedPair.objects.visible_to(request.reader).select_related("round__edition")
    pair = get_object_or_404(rows, key=key)
    ends = Profile.objects.filter(
        round=pair.round_id, participation__in=(pair.left_id, pair.right_id)
    ).select_related("round", "participation__body")
    profile = next((one for one in ends if can_answer_for(request.reader, one)), None)
    if profile is None:
        raise Http404
    return answered(request, pair, profile, request.reader, pair.round.get_absolute_url())


def link_answer(request: Request, token: str, key: str) -> HttpResponse:
    """The same, for whoever holds the city's link."""

    @by_token
    def opened(request: Request, profile: Profile, token: str) -> HttpResponse:
        rows = ProposedPair.objects.filter(
            round=profile.round_id, round__asked_at__isnull=False, undone=False
        )
        pair = get_object_or_404(rows.select_related("round__edition"), key=key)
        if profile.participation_id not in (pair.left_id, pair.right_id):
            raise Http404
        home = url("pairing:own-by-link", token=token)
        return answered(request, pair, profile, links.bearer(profile), home)

    return opened(request, token)


def answered(
    request: Request, pair: ProposedPair, profile: Profile, reader: Reader, home: str
) -> HttpResponse:
    """Show the question, take the answer."""
    names, people = roster(pair.round)
    ends = [one for one in people.values() if one.pk in (pair.left_id, pair.right_id)]
    proposed = {end.key for end in ends}
    others = {key: one for key, one in partners_of(profile, names).items() if key not in proposed}
    partner = next(end for end in ends if end.pk != profile.participation_id)
    old = pair.answers.filter(profile=profile).select_related("other").first()
    initial = (
        {"choice": old.choice, "reason": old.reason, "other": old.other.key if old.other else ""}
        if old
        else {}
    )
    form = AnswerForm(request.POST or None, names=others, people=people, initial=initial)
    if carried_out(
        request,
        form,
        lambda: commands.answer_proposal(
            pair, profile, by=reader, moment=timezone.now(), **form.cleaned_data
        ),
        _("Your answer is taken. Thank you."),
    ):
        return redirect(home)
    by_id = {one.pk: names[one.key] for one in ends}
    told = reasons(pair.parts, by_id[pair.left_id], by_id[pair.right_id])
    context = {
        "form": form, "pair": pair, "round": pair.round, "partner": names[partner.key], "reasons": told,
        "home": home,
    }  # fmt: skip
    return render(request, "pairing/answer.html", context, status=422 if request.method == "POST" else 200)


@require_safe
def own_by_link(request: Request, token: str) -> HttpResponse:
    """What a city sees of its round, by its link."""

    @by_token
    def opened(request: Request, profile: Profile, token: str) -> HttpResponse:
        page = queries.own_page(profile, links.bearer(profile))
        context = {"round": profile.round, "pages": [page], "token": token}
        return render(request, "pairing/own.html", context)

    return opened(request, token)
