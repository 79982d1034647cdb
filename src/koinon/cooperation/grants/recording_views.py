"""The forms of grants: pledges, grants, co-funders, instalments and their conditions, payments."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from koinon.cooperation.agreements.models import Agreement
from koinon.cooperation.grants import commands, forms
from koinon.cooperation.grants.models import CoFunder, Grant, Instalment, Payment, Pledge
from koinon.cooperation.grants.money import MONEY
from koinon.cooperation.grants.views import visible_grant, visible_pledge
from koinon.cooperation.programmes.models import Edition
from koinon.network.people.doors import Request, recorder_required
from koinon.network.people.models import Body
from koinon.platform.recording.views import FormPage, pressed, record_form

Initial = dict[str, Any]
OFFERED: dict[str, Any] = {"agreement": Agreement, "edition": Edition, "funder": Body, "recipient": Body}


def _offered(request: Request) -> Initial:
    """What the address of a new form proposes, as far as the reader may see it."""
    return {
        name: found
        for name, model in OFFERED.items()
        if (key := request.GET.get(name))
        and (found := model.objects.visible_to(request.reader).filter(key=key).first())
    }


@recorder_required
def pledge_new(request: Request) -> HttpResponse:
    form = forms.PledgeForm(request.POST or None, request=request, initial=_offered(request))
    page = FormPage(
        title=_("Record a pledge"),
        verb=_("Record the pledge"),
        done=_("The pledge is on record. When it is granted, record the grant from its page."),
        cancel=reverse("grants:pledges"),
        groups=forms.PLEDGE_GROUPS,
    )
    return record_form(request, form, lambda: commands.record_pledge(form.values, by=request.reader), page)


@recorder_required
def pledge_edit(request: Request, key: str) -> HttpResponse:
    shown = get_object_or_404(Pledge.objects.visible_to(request.reader), key=key)
    form = forms.PledgeForm(request.POST or None, request=request, instance=shown)
    page = _changing(shown, forms.PLEDGE_GROUPS)

    def change() -> Pledge:
        version = form.expected_version
        return commands.change_pledge(shown, form.values, by=request.reader, expected_version=version)

    return record_form(request, form, change, page)


def _changing(shown: Any, groups: Any = ()) -> FormPage:
    return FormPage(
        title=_("Change %(name)s") % {"name": shown},
        verb=_("Save the changes"),
        done=_("The change is on record."),
        cancel=shown.get_absolute_url(),
        groups=groups,
    )


@require_POST
@recorder_required
def pledge_remove(request: Request, key: str) -> HttpResponse:
    shown = visible_pledge(request, key)
    done = _("It was removed. The history keeps it.")
    return pressed(
        request, lambda: commands.remove_pledge(shown, by=request.reader), done, reverse("grants:pledges")
    )


@recorder_required
def grant_new(request: Request) -> HttpResponse:
    """A grant, from scratch, under an agreement, or as what became of a pledge."""
    form = forms.GrantForm(
        request.POST or None, request=request, initial=_offered(request) | _from_pledge(request)
    )
    page = FormPage(
        title=_("Record a grant"),
        verb=_("Record the grant"),
        done=_("The grant is on record. Lay down next when how much falls due."),
        cancel=reverse("grants:grants"),
        groups=forms.GRANT_GROUPS,
    )
    return record_form(request, form, lambda: commands.record_grant(form.values, by=request.reader), page)


def _from_pledge(request: Request) -> Initial:
    """The grant that would fulfil a pledge as it stands."""
    key = request.GET.get("pledge", "")
    rows = Pledge.objects.visible_to(request.reader).select_related(
        "funder", "recipient", "agreement", "grant_term"
    )
    pledge = rows.filter(key=key).first() if key else None
    if pledge is None:
        return {}
    same = ("title", "funder", "recipient", "agreement", "grant_term", "audience", *MONEY)
    return {"pledge": pledge} | {name: getattr(pledge, name) for name in same}


@recorder_required
def grant_edit(request: Request, key: str) -> HttpResponse:
    shown = get_object_or_404(Grant.objects.visible_to(request.reader), key=key)
    form = forms.GrantForm(request.POST or None, request=request, instance=shown)
    page = _changing(shown, forms.GRANT_GROUPS)

    def change() -> Grant:
        version = form.expected_version
        return commands.change_grant(shown, form.values, by=request.reader, expected_version=version)

    return record_form(request, form, change, page)


@require_POST
@recorder_required
def grant_remove(request: Request, key: str) -> HttpResponse:
    shown = visible_grant(request, key)
    done = _("It was removed. The history keeps it.")
    return pressed(
        request, lambda: commands.remove_grant(shown, by=request.reader), done, reverse("grants:grants")
    )


# Parts


def _part_page(shown: Grant, title: str, verb: str, groups: Any = ()) -> FormPage:
    return FormPage(
        title=title,
        verb=verb,
        cancel=shown.get_absolute_url(),
        done=_("It is on record."),
        lede=str(shown),
        groups=groups,
    )


@recorder_required
def co_funder_new(request: Request, key: str) -> HttpResponse:
    shown = visible_grant(request, key)
    form = forms.CoFunderForm(request.POST or None, request=request)
    page = _part_page(shown, _("Who funds it too"), _("Add a co-funder"))

    def record() -> CoFunder:
        return commands.record_co_funder(shown, form.values, by=request.reader)

    return record_form(request, form, record, page, then=shown.get_absolute_url())


@recorder_required
def instalment_new(request: Request, key: str) -> HttpResponse:
    shown = visible_grant(request, key)
    form = forms.InstalmentForm(request.POST or None, request=request)
    page = _part_page(shown, _("What falls due when"), _("Add an instalment"))

    def record() -> Instalment:
        return commands.record_instalment(shown, form.values, by=request.reader)

    return record_form(request, form, record, page, then=shown.get_absolute_url())


@recorder_required
def instalment_edit(request: Request, key: str, part: str) -> HttpResponse:
    shown = visible_grant(request, key)
    row = get_object_or_404(Instalment.objects.select_related("grant"), grant=shown, key=part)
    form = forms.InstalmentForm(request.POST or None, request=request, instance=row)
    page = _part_page(shown, _("Change %(name)s") % {"name": row}, _("Save the instalment"))

    def change() -> Instalment:
        version = form.expected_version
        return commands.change_instalment(row, form.values, by=request.reader, expected_version=version)

    return record_form(request, form, change, page, then=row.get_absolute_url())


@recorder_required
def condition_met(request: Request, key: str, part: str) -> HttpResponse:
    """Say that the condition is met."""
    shown = visible_grant(request, key)
    row = get_object_or_404(
        Instalment.objects.exclude(condition="").select_related("grant"), grant=shown, key=part
    )
    form = forms.MetForm(request.POST or None, request=request, instance=row)
    page = _part_page(shown, _("The condition is met"), _("Record that it is met"))

    def meet() -> Instalment:
        return commands.meet_condition(row, form.values, by=request.reader)

    return record_form(request, form, meet, page, then=row.get_absolute_url())


@recorder_required
def payment_new(request: Request, key: str) -> HttpResponse:
    shown = visible_grant(request, key)
    asked = shown.instalments.filter(key=request.GET.get("instalment", "")).first()
    initial: Initial = {"currency": shown.currency, "instalment": asked.pk if asked else None}
    initial |= {"amount": asked.amount, "undisclosed": asked.undisclosed} if asked else {}
    form = forms.PaymentForm(request.POST or None, request=request, grant=shown, initial=initial)
    page = _part_page(shown, _("What was paid"), _("Record the payment"), forms.PAYMENT_GROUPS)

    def record() -> Payment:
        today = timezone.localdate()
        return commands.record_payment(shown, form.values, by=request.reader, on=today)

    return record_form(request, form, record, page, then=shown.get_absolute_url())


@recorder_required
def payment_edit(request: Request, key: str, part: str) -> HttpResponse:
    shown = visible_grant(request, key)
    row = get_object_or_404(Payment.objects.select_related("grant"), grant=shown, key=part)
    form = forms.PaymentForm(request.POST or None, request=request, grant=shown, instance=row)
    title = _("Change %(name)s") % {"name": row}
    page = _part_page(shown, title, _("Save the payment"), forms.PAYMENT_GROUPS)

    def change() -> Payment:
        return commands.change_payment(
            row,
            form.values,
            by=request.reader,
            on=timezone.localdate(),
            expected_version=form.expected_version,
        )

    return record_form(request, form, change, page, then=row.get_absolute_url())


REMOVED: dict[str, Any] = {
    "co-funders": (CoFunder, commands.remove_co_funder),
    "instalments": (Instalment, commands.remove_instalment),
    "payments": (Payment, commands.remove_payment),
}


@require_POST
@recorder_required
def part_remove(request: Request, key: str, kind: str, part: str) -> HttpResponse:
    """Take a co-funder, an instalment or a payment away."""
    shown = visible_grant(request, key)
    if kind not in REMOVED:
        raise Http404
    model, remove = REMOVED[kind]
    row = get_object_or_404(model.objects.select_related("grant"), grant=shown, key=part)
    done = _("It was removed. The history keeps it.")
    return pressed(request, lambda: remove(row, by=request.reader), done, shown.get_absolute_url())
