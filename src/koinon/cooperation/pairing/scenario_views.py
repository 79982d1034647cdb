"""Where scenarios are asked, watched, looked at, compared, and put to the question: why, why not, what if."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koinon.cooperation.pairing import scenario_commands as commands
from koinon.cooperation.pairing import scenario_page
from koinon.cooperation.pairing.comparing import compared
from koinon.cooperation.pairing.doors import form_page, runner_required, visible_round, visible_scenario
from koinon.cooperation.pairing.explaining import FAMILIES, PROVEN, points_of, reasons
from koinon.cooperation.pairing.firmness import nearest, reaches
from koinon.cooperation.pairing.forms import ScenarioForm, city_choices
from koinon.cooperation.pairing.mapping import pairs_on_map
from koinon.cooperation.pairing.models import CriterionName, Scenario
from koinon.cooperation.pairing.naming import Names, names_of
from koinon.cooperation.pairing.proposal_commands import choose_scenario
from koinon.cooperation.pairing.queries import counts_of, steps_of
from koinon.cooperation.pairing.solving import Values, changed, problem_of, setting_of, values_of
from koinon.cooperation.pairing.whatif import (
    TakesLonger,
    in_words,
    kept_changes,
    read_change,
    refuse_strangers,
    what_if,
    why_not,
)
from koinon.matching.exchange_writing import canonical
from koinon.matching.problem import Mode
from koinon.network.people.doors import Request
from koinon.platform.errors import Refused
from koinon.platform.recording.form_doors import carried_out, form_door
from koinon.platform.recording.progress import last_beat
from koinon.platform.recording.views import pressed
from koinon.platform.ui.addresses import url

VERBS = {
    "stop": commands.stop_scenario,
    "again": commands.solve_again,
}


@form_door
@runner_required
def scenario_new(request: Request, key: str) -> HttpResponse:
    """Ask the engine."""
    found = visible_round(request, key)
    form = ScenarioForm(request.POST or None)
    asked: list[Scenario] = []

    def ask() -> None:
        entered = form.cleaned_data
        asked.append(
            commands.ask_scenario(
                found,
                by=request.reader,
                moment=timezone.now(),
                title=entered["title"],
                mode=entered["mode"],
                max_loss=(entered["max_loss"] or 0) / 100 if entered["mode"] == "tradeoff" else None,
                language=get_language(),
            )
        )

    if carried_out(request, form, ask, _("The engine is asked.")):
        return redirect(asked[0])
    lede = _(
        "Best total is proven to be the best there is. Nearly stable gives a little of it up so that fewer cities "
        "would rather swap. Fair raises the worst-off city first."
    )
    return form_page(
        request, form, title=_("Solve the round"), verb=_("Solve"), cancel=found.get_absolute_url(), lede=lede
    )


@require_safe
@runner_required
def scenario(request: Request, key: str) -> HttpResponse:
    """A scenario: under way, failed, impossible, or solved and explained."""
    found = visible_scenario(request, key)
    names = names_of(found.round)
    called, sent = counts_of(found.round)
    others = list(found.round.scenarios.defer("answer", "rules").order_by("id"))
    context: dict[str, Any] = {
        "scenario": found,
        "round": found.round,
        "names": names,
        "steps": steps_of(found.round, called, sent),
        "scenarios": others,
        "changes": [in_words(change, names) for change in found.changes],
        "rules": scenario_page.rules_kept(found, names),
    }
    if not found.is_solved:
        context |= standing(found) | {"relax": scenario_page.to_relax(found, names)}
        return render(request, "pairing/scenario_open.html", context)
    return render(request, "pairing/scenario.html", context | solved_context(found, names))


def standing(found: Scenario) -> dict[str, Any]:
    """How far the solving is."""
    beat = last_beat(commands.job_of(found)) if found.is_at_work else None
    return {"beat": beat, "interrupted": commands.is_interrupted(found)}


def solved_context(found: Scenario, names: Names) -> dict[str, Any]:
    """What the page of a solved scenario shows beyond the scenario."""
    values, spoilt = current_values(found)
    pairs = list(found.pairs.select_related("left", "right").order_by("id"))
    rows = scenario_page.pair_rows(found, pairs, values, names)
    steady = found.answer.get("steady")
    return {
        "rows": rows,
        "many": len(rows) > scenario_page.MANY,
        "most": most_of(values, rows),
        "families": [(accent, words) for accent, words, _names in FAMILIES],
        "map": pairs_on_map(_("The pairs of the scenario"), pairs, names),
        "alone": scenario_page.lonely(found, names),
        "tempted": scenario_page.tempted(found, names),
        "too_small": scenario_page.too_small(found, names),
        "steady": None if steady is None else len(steady),
        "reaches": (told := reaches(found, names)),
        "near": nearest(told),
        "spoilt": spoilt,
        "cities": city_choices(names),
        "criteria": CriterionName.choices,
        "worst_off": sorted(rows, key=worse_half)[:3],
        "worse_half": worse_half,
        "proven": PROVEN,
    }


def worse_half(row: scenario_page.PairRow) -> int:
    """What a pair is worth to the city it is worth less to."""
    return min(row.pair.left_value, row.pair.right_value)


def current_values(found: Scenario) -> tuple[Values | None, str]:
    """The values behind a scenario, or why they can no longer be told."""
    try:
        return values_of(changed(setting_of(found.round), found.changes)), ""
    except Refused as refused:
        return None, str(refused)


def most_of(values: Values | None, rows: list[scenario_page.PairRow]) -> int:
    """What the dearest possible pair is worth: the full length of a bar."""
    if values is not None and values.allowed.any():
        return max(int((values.to_left + values.to_right)[values.allowed].max()), 1)
    return max((row.pair.value for row in rows), default=1) or 1


@require_safe
@runner_required
def progress(request: Request, key: str) -> HttpResponse:
    """The part of the page that tells how far the solving is."""
    found = visible_scenario(request, key)
    return render(request, "pairing/progress.html", {"scenario": found} | standing(found))


@require_POST
@runner_required
def scenario_act(request: Request, key: str, verb: str) -> HttpResponse:
    """Stop, or solve again."""
    if verb not in VERBS:
        raise Http404
    found = visible_scenario(request, key)
    words = {"stop": _("The engine stops at its next step."), "again": _("The engine is asked again.")}
    return pressed(
        request, lambda: VERBS[verb](found, by=request.reader), words[verb], found.get_absolute_url()
    )


@require_POST
@runner_required
def scenario_remove(request: Request, key: str) -> HttpResponse:
    """Take a scenario away."""
    found = visible_scenario(request, key)
    return pressed(
        request,
        lambda: commands.remove_scenario(found, by=request.reader),
        _("The scenario was removed."),
        found.round.get_absolute_url(),
    )


@require_POST
@runner_required
def scenario_choose(request: Request, key: str) -> HttpResponse:
    """Propose the pairs of this scenario."""
    found = visible_scenario(request, key)
    try:
        choose_scenario(found, by=request.reader)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(found)
    messages.success(request, _("These pairs are proposed. Look through them, then ask the cities."))
    return redirect(url("pairing:proposal", key=found.round.key))


@require_safe
@runner_required
def why(request: Request, key: str) -> HttpResponse:
    """Why two cities are a pair, or why not: the price, the parts, and who would move."""
    found = visible_scenario(request, key)
    names = names_of(found.round)
    asked = {name: request.GET.get(name, "") for name in ("left", "right")}
    context: dict[str, Any] = {
        "scenario": found,
        "round": found.round,
        "names": names,
        "cities": city_choices(names),
        "asked": asked,
        "told": None,
        "refused": "",
        "may_rule": found.round.asked_at is None,
        "points_of": points_of,
        "labels": dict(CriterionName.choices),
    }
    if all(asked.values()):
        try:
            told = why_not(found, asked["left"], asked["right"], names)
            context |= {
                "told": told,
                "now": scenario_page.partners_now(found, (told.left, told.right), names),
                "reasons": reasons(told.parts, names[told.left], names[told.right]),
                "price": scenario_page.Prices.of(found).force.get(frozenset((told.left, told.right))),
            }
        except Refused as refused:
            context["refused"] = str(refused)
    return render(request, "pairing/why.html", context)


@form_door
@runner_required
def what(request: Request, key: str) -> HttpResponse:
    """What if one thing were otherwise; kept as a scenario if wished."""
    found = visible_scenario(request, key)
    names = names_of(found.round)
    asked = request.POST if request.method == "POST" else request.GET
    context: dict[str, Any] = {
        "scenario": found,
        "round": found.round,
        "names": names,
        "cities": city_choices(names),
        "criteria": CriterionName.choices,
        "asked": {
            name: asked.get(name, "") for name in ("do", "left", "right", "city", "criterion", "weight")
        },
        "told": None,
        "changes": [in_words(change, names) for change in found.changes],
        "heading": _("What if"),
        "refused": "",
        "may_keep": False,
    }
    if asked.get("do"):
        try:
            change = read_change(asked)
            refuse_strangers(change, names, one_pool=found.round.is_one_pool)
            if request.method == "POST":
                return redirect(kept_as_scenario(request, found, change, in_words(change, names)))
            context["heading"] = in_words(change, names)
            told = what_if(found, change)
            context |= {"told": told, "relax": told.relaxed(names)}
        except TakesLonger as refused:
            context |= {"refused": str(refused), "may_keep": True}
        except Refused as refused:
            context["refused"] = str(refused)
    return render(request, "pairing/whatif.html", context, status=422 if request.method == "POST" else 200)


def kept_as_scenario(request: Request, found: Scenario, change: dict[str, Any], title: str) -> Scenario:
    """A scenario of its own for a what-if."""
    made = commands.ask_scenario(
        found.round,
        by=request.reader,
        moment=timezone.now(),
        title=title[:120],
        mode=found.mode,
        changes=kept_changes(found, change),
        max_loss=found.max_loss,
        language=get_language(),
    )
    messages.success(request, _("Kept as a scenario."))
    return made


@require_safe
@runner_required
def compare(request: Request, key: str) -> HttpResponse:
    """The scenarios side by side, city by city, beside the pairings that are on record."""
    found = visible_round(request, key)
    names = names_of(found)
    scenarios = [one for one in found.scenarios.order_by("id") if one.is_solved]
    context = {
        "round": found,
        "scenarios": scenarios,
        "names": names,
        "rows": compared(found, scenarios, names, request.reader),
    }
    return render(request, "pairing/compare.html", context)


@require_safe
@runner_required
def problem_file(request: Request, key: str) -> HttpResponse:
    """The problem as a file of the exchange format, so that anybody can solve it again; its digest is shown above."""
    found = visible_scenario(request, key)
    try:
        setting = changed(setting_of(found.round), found.changes)
        problem = problem_of(setting, values_of(setting), Mode(found.mode), Fraction(str(found.max_loss)))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(found)
    answer = HttpResponse(canonical(problem), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{found.key}.json"'
    return answer
