"""The doors to the rules of a body."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koinon.network.evidence.queries import findings_about, marks
from koinon.network.governance import queries
from koinon.network.governance import rule_commands as commands
from koinon.network.governance.forms import RuleForm
from koinon.network.governance.models import BodyRule
from koinon.network.governance.permissions import can_convene
from koinon.network.people.doors import Request, recorder_required
from koinon.network.people.models import Body
from koinon.platform.recording.views import FormPage, pressed, record_form


@require_safe
def rules(request: Request, key: str) -> HttpResponse:
    """What the statutes of a body say of its meetings, as of the day."""
    body = _body(request, key)
    rows = queries.rules_of(body, request.reader, request.on)
    context = {
        "body": body,
        "rules": rows,
        "sources": marks(rows, request.reader),
        "findings": findings_about(rows, request.reader),
        "may_record": can_convene(request.reader),
    }
    return render(request, "governance/rules.html", context)


@recorder_required
def rule_new(request: Request, key: str) -> HttpResponse:
    body = _body(request, key)
    form = RuleForm(request.POST or None, request=request)
    page = FormPage(
        title=_("A rule of %(body)s") % {"body": body},
        verb=_("Record the rule"),
        done=_("The rule is recorded."),
        cancel=reverse("governance:rules", kwargs={"key": body.key}),
        groups=_groups(),
    )

    def record() -> BodyRule:
        return commands.record_rule(body, form.values, by=request.reader)

    return record_form(request, form, record, page)


def _groups() -> list[tuple[str, list[str]]]:
    return [
        (_("What it says"), ["kind", "number", "out_of", "reckoned", "post"]),
        (_("Where it is written"), ["article", "text"]),
        (_("When it is in force"), ["starts", "ends"]),
    ]


@recorder_required
def rule_edit(request: Request, key: str, rule: str) -> HttpResponse:
    row = _rule(request, key, rule)
    form = RuleForm(request.POST or None, request=request, instance=row)
    page = FormPage(
        title=_("Change %(name)s") % {"name": row},
        verb=_("Save the rule"),
        done=_("The rule is saved."),
        cancel=row.get_absolute_url(),
        groups=_groups(),
    )

    def change() -> BodyRule:
        return commands.change_rule(
            row, form.values, by=request.reader, expected_version=form.expected_version
        )

    return record_form(request, form, change, page)


@require_POST
@recorder_required
def rule_remove(request: Request, key: str, rule: str) -> HttpResponse:
    row = _rule(request, key, rule)
    then = reverse("governance:rules", kwargs={"key": row.body.key})
    done = _("The rule is removed; the history keeps it.")
    return pressed(request, lambda: commands.remove_rule(row, by=request.reader), done, then)


def _body(request: Request, key: str) -> Body:
    return get_object_or_404(Body.objects.visible_to(request.reader), key=key)


def _rule(request: Request, key: str, rule: str) -> BodyRule:
    rows = BodyRule.objects.visible_to(request.reader).select_related("body", "post")
    return get_object_or_404(rows, body=_body(request, key), key=rule)
