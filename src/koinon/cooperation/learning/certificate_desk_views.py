"""The doors of whoever issues: who waits for a certificate, issuing, correcting a name, taking one back."""

from __future__ import annotations

from functools import partial

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koinon.cooperation.learning import certificate_commands as commands
from koinon.cooperation.learning import enrolment_commands
from koinon.cooperation.learning.certificate_forgetting import forget_holder
from koinon.cooperation.learning.certificate_forms import NameForm, RevokeForm, TakeOffForm
from koinon.cooperation.learning.certificate_permissions import can_certify
from koinon.cooperation.learning.certificate_queries import candidates, courses, issued
from koinon.cooperation.learning.certificates import Certificate
from koinon.cooperation.learning.models import Curriculum, Enrolment, Seminar
from koinon.cooperation.learning.permissions import can_run_hubs
from koinon.network.people.doors import Request, not_found_unless
from koinon.platform.errors import Refused
from koinon.platform.recording.form_doors import carried_out, refuse
from koinon.platform.recording.views import pressed
from koinon.platform.ui.addresses import url

FORM = ["GET", "HEAD", "POST"]


def _seminar(request: Request, key: str) -> Seminar:
    rows = Seminar.objects.visible_to(request.reader).select_related("event__city", "hub", "curriculum")
    one = get_object_or_404(rows, key=key)
    not_found_unless(can_certify(request.reader, one.hub))
    return one


@never_cache
@require_safe
@login_required
def seminar(request: Request, key: str) -> HttpResponse:
    """Everybody with a seat: who came, who passed, who has a certificate and who waits for one."""
    one = _seminar(request, key)
    rows = candidates(one)
    context = {
        "seminar": one,
        "rows": rows,
        "waiting": sum(row.waits for row in rows),
        "asked": any(row.passed is not None for row in rows),
        "taken_back": [row for row in issued(request.reader, one) if row.revoked_on],
    }
    return render(request, "learning/certificates.html", context)


@require_POST
@login_required
def issue(request: Request, key: str) -> HttpResponse:
    """Issue to everybody who waits."""
    one = _seminar(request, key)
    do = partial(
        commands.issue_certificates,
        one,
        by=request.reader,
        on=timezone.localdate(),
        moment=timezone.now(),
    )
    return pressed(request, do, _("The certificates are issued; each holder is told."), _desk_of(one))


def _curriculum(request: Request, key: str) -> Curriculum:
    rows = Curriculum.objects.visible_to(request.reader).select_related("hub")
    one = get_object_or_404(rows, key=key)
    not_found_unless(can_certify(request.reader, one.hub))
    return one


@never_cache
@require_safe
@login_required
def curriculum(request: Request, key: str) -> HttpResponse:
    """Everybody enrolled for a curriculum, with how many of its seminars they have behind them."""
    one = _curriculum(request, key)
    rows = courses(one, timezone.localdate())
    context = {
        "curriculum": one,
        "rows": rows,
        "waiting": sum(row.waits for row in rows),
        "takes_off": can_run_hubs(request.reader),
    }
    return render(request, "learning/course_certificates.html", context)


@require_POST
@login_required
def issue_courses(request: Request, key: str) -> HttpResponse:
    """Issue to everybody who has the whole curriculum behind them."""
    one = _curriculum(request, key)
    do = partial(
        commands.issue_course_certificates,
        one,
        by=request.reader,
        on=timezone.localdate(),
        moment=timezone.now(),
    )
    then = url("certificates:curriculum", key=one.key)
    return pressed(request, do, _("The certificates are issued; each holder is told."), then)


@require_http_methods(FORM)
@login_required
def take_off(request: Request, key: str) -> HttpResponse:
    """Take somebody off all seminars of a curriculum that are to come, with a reason that is told."""
    not_found_unless(can_run_hubs(request.reader))
    rows = Enrolment.objects.visible_to(request.reader).select_related("curriculum__hub")
    one = get_object_or_404(rows, key=key)
    form = TakeOffForm(request.POST or None)
    seats = enrolment_commands.seats_to_come(one, timezone.localdate())
    then = url("certificates:curriculum", key=one.curriculum.key)

    def do() -> int:
        reason, site = form.cleaned_data["reason"], request.build_absolute_uri("/")
        return enrolment_commands.take_off_course(
            one, reason, by=request.reader, on=timezone.localdate(), site=site
        )

    if carried_out(request, form, do, _("Taken off the course; a letter for each seminar is on its way.")):
        return redirect(then)
    context = {"enrolment": one, "form": form, "seats": seats, "then": then}
    return render(request, "learning/take_off.html", context, status=422 if form.errors else 200)


def _one(request: Request, key: str) -> Certificate:
    rows = Certificate.objects.visible_to(request.reader).select_related(
        "hub", "seminar__event", "curriculum"
    )
    one = get_object_or_404(rows, key=key)
    not_found_unless(can_certify(request.reader, one.hub))
    return one


@require_http_methods(FORM)
@login_required
def revoke(request: Request, key: str) -> HttpResponse:
    """Take a certificate back, with a reason."""
    one = _one(request, key)
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        do = partial(
            commands.revoke_certificate,
            one,
            given["reason"],
            given["words"],
            by=request.reader,
            on=timezone.localdate(),
        )
        return pressed(request, do, _("The certificate is taken back; its holder is told."), _after(one))
    context = _form_of(one, form, _("Take the certificate back"), danger=True)
    return render(request, "learning/certificate_form.html", context, status=422 if form.errors else 200)


@require_http_methods(FORM)
@login_required
def reissue(request: Request, key: str) -> HttpResponse:
    """Issue a certificate again under a corrected name."""
    one = _one(request, key)
    form = NameForm(request.POST or None, initial={"name": one.name})
    if request.method == "POST" and form.is_valid():
        try:
            made = commands.reissue_certificate(
                one,
                form.cleaned_data["name"],
                by=request.reader,
                on=timezone.localdate(),
                moment=timezone.now(),
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            done = _("Issued again under the corrected name; the earlier one is taken back.")
            return pressed(request, lambda: None, done, _after(made))
    context = _form_of(one, form, _("Issue it again"))
    return render(request, "learning/certificate_form.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def forget(request: Request, key: str) -> HttpResponse:
    """Remove name and address before their day, because the holder wished so."""
    one = _one(request, key)
    done = _("Name, address and badge are removed; the number still tells that it is valid.")
    return pressed(request, partial(forget_holder, one, by=request.reader), done, one.get_absolute_url())


def _desk_of(one: Seminar) -> str:
    return url("certificates:seminar", key=one.key)


def _after(one: Certificate) -> str:
    return _desk_of(one.seminar) if one.seminar else one.get_absolute_url()


def _form_of(one: Certificate, form: Form, verb: str, *, danger: bool = False) -> dict[str, object]:
    return {"certificate": one, "form": form, "verb": verb, "cancel": _after(one), "danger": danger}
