"""Where a round is prepared: its frame, its weights, its rules; opened to the cities and frozen."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from koinon.cooperation.pairing import round_commands as commands
from koinon.cooperation.pairing.doors import form_page, runner_required, visible_round
from koinon.cooperation.pairing.forms import LaterForm, RoundForm, RuleForm, WeightsForm
from koinon.cooperation.pairing.models import Round, RoundRule
from koinon.cooperation.pairing.naming import Names, roster
from koinon.cooperation.programmes.models import Edition
from koinon.network.people.doors import Request
from koinon.network.places.m49 import region_of
from koinon.platform.recording.form_doors import carried_out, form_door
from koinon.platform.recording.views import FormPage, pressed, record_form
from koinon.platform.ui import figures

GROUPS = (
    (gettext_lazy("What is paired"), ["title", "left_side", "right_side"]),
    (
        gettext_lazy("Calendar"),
        ["call_opens", "call_closes", "freeze_on", "consult_by", "publish_on"],
        gettext_lazy("As announced to the cities. What was done, and when, is kept by itself."),
    ),
    (gettext_lazy("Who may be paired"), ["smallest_population", "no_repeat", "everyone"]),
)
LATER_GROUPS = ((gettext_lazy("Calendar"), ["consult_by", "publish_on"]),)


@form_door
@runner_required
def round_new(request: Request, key: str) -> HttpResponse:
    """Prepare a round of an edition; the sides its participants have are proposed."""
    edition = get_object_or_404(Edition.objects.visible_to(request.reader), key=key)
    sides = sorted({side for side in edition.participations.values_list("side", flat=True) if side})
    initial = {
        "title": _("Pairing round, %(edition)s") % {"edition": edition},
        "left_side": sides[0] if sides else "",
        "right_side": sides[1] if len(sides) > 1 else "",
    }
    form = RoundForm(request.POST or None, request=request, initial=initial)
    page = FormPage(
        title=_("Prepare a round for %(edition)s") % {"edition": edition},
        verb=_("Prepare the round"),
        cancel=edition.get_absolute_url(),
        done=_("The round is prepared. Call its cities next."),
        groups=GROUPS,
    )

    def record() -> Round:
        return commands.record_round(edition, by=request.reader, **form.values)

    return record_form(request, form, record, page)


@form_door
@runner_required
def round_edit(request: Request, key: str) -> HttpResponse:
    """Change the frame of a round."""
    found = visible_round(request, key)
    kind = LaterForm if found.frozen_at else RoundForm
    form = kind(request.POST or None, instance=found, request=request)
    page = FormPage(
        title=_("Change the round"),
        verb=_("Save the changes"),
        cancel=found.get_absolute_url(),
        done=_("The round was changed."),
        groups=LATER_GROUPS if found.frozen_at else GROUPS,
    )

    def change() -> Round:
        return commands.change_round(
            found, by=request.reader, expected_version=form.expected_version, **form.values
        )

    return record_form(request, form, change, page)


@require_POST
@runner_required
def round_remove(request: Request, key: str) -> HttpResponse:
    """Take a round off the record."""
    found = visible_round(request, key)
    edition = found.edition
    return pressed(
        request,
        lambda: commands.remove_round(found, by=request.reader),
        _("The round was removed. Its history keeps it."),
        edition.get_absolute_url(),
    )


@require_POST
@runner_required
def call_open(request: Request, key: str) -> HttpResponse:
    """Open the call."""
    found = visible_round(request, key)
    return pressed(
        request,
        lambda: commands.open_call(found, by=request.reader, moment=timezone.now()),
        _("The call is open. Give a link to cities whose people have no account."),
        found.get_absolute_url(),
    )


@form_door
@runner_required
def weights(request: Request, key: str) -> HttpResponse:
    """Weigh the criteria."""
    found = visible_round(request, key)
    form = WeightsForm(request.POST or None, weights=found.weights.all())
    if carried_out(
        request,
        form,
        lambda: commands.set_weights(found, form.cleaned_data, by=request.reader),
        _("The weights are set."),
    ):
        return redirect(found)
    lede = _(
        "Points times weight are added up, for either city apart. Weights are set before anybody reads what the "
        "cities wrote, and then frozen."
    )
    return form_page(
        request, form, title=_("Weigh the criteria"), verb=_("Set the weights"),
        cancel=found.get_absolute_url(), lede=lede,
    )  # fmt: skip


class FreezeForm(forms.Form):
    """Whether to go on without those who have not sent."""

    without = forms.BooleanField(
        label=gettext_lazy("Go on without the cities that have not sent"), required=False
    )


@form_door
@runner_required
def freeze(request: Request, key: str) -> HttpResponse:
    """Freeze the weights and open the profiles, once and for all."""
    found = visible_round(request, key)
    form = FreezeForm(request.POST if request.method == "POST" else None)
    if carried_out(
        request,
        form,
        lambda: commands.freeze_weights(
            found, by=request.reader, moment=timezone.now(), without=form.cleaned_data["without"]
        ),
        _("The weights are frozen and the profiles open. Solve the round next."),
    ):
        return redirect(found)
    lede = _(
        "From now on weights and profiles cannot be changed. The moment is logged, and only after it may "
        "the profiles be read."
    )
    if found.call_closes and found.call_closes > request.on:
        lede += " " + _("The call was announced until %(day)s: whoever waited for that day is shut out.") % {
            "day": figures.day(found.call_closes)
        }
    return form_page(
        request, form, title=_("Freeze the weights"), verb=_("Freeze the weights"),
        cancel=found.get_absolute_url(), lede=lede,
    )  # fmt: skip


@form_door
@runner_required
def rule_new(request: Request, key: str) -> HttpResponse:
    """Set a hard rule."""
    found = visible_round(request, key)
    names, people = roster(found)
    initial = {name: request.GET.get(name, "") for name in ("kind", "left", "right")}
    form = RuleForm(
        request.POST or None, names=names, people=people, groups=groups_in(names), initial=initial
    )

    def record() -> RoundRule:
        asked = dict(form.cleaned_data)
        return commands.record_rule(found, by=request.reader, **asked)

    if carried_out(request, form, record, _("The rule is set. Solve again to see what it changes.")):
        return redirect(found)
    return form_page(
        request, form, title=_("Set a rule"), verb=_("Set the rule"), cancel=found.get_absolute_url(),
        groups=((_("The rule"), ["kind"]), (_("For two cities"), ["left", "right"]),
                (_("For numbers of pairs"), ["group", "other_group", "count"]), (_("Why"), ["reason"])),
    )  # fmt: skip


def groups_in(names: Names) -> list[str]:
    """The groups the cities of a round are in."""
    found = set()
    for one in names.values():
        if one.city is not None:
            alpha2 = one.city.country.alpha2
            found.add(f"country:{alpha2}")
            if region_of(alpha2):
                found.add(f"region:m49-{region_of(alpha2)}")
            if one.city.division:
                found.add(f"division:{one.city.division}")
    return sorted(found)


@require_POST
@runner_required
def rule_remove(request: Request, key: str) -> HttpResponse:
    """Take a rule back."""
    rows = RoundRule.objects.visible_to(request.reader).select_related("round")
    rule = get_object_or_404(rows, key=key)
    return pressed(
        request,
        lambda: commands.remove_rule(rule, by=request.reader),
        _("The rule was taken back."),
        rule.round.get_absolute_url(),
    )
