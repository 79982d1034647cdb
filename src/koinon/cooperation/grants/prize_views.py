"""Where a laureate's prize becomes a grant, and what an entry's page tells of its prizes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from koinon.cooperation.calls.models import Entry, Prize
from koinon.cooperation.grants.models import Grant
from koinon.cooperation.grants.permissions import can_record_money
from koinon.cooperation.grants.prizes import Share, Terms, grant_prize, has_won, prizes_of
from koinon.network.people.doors import Request, recorder_required
from koinon.network.people.models import Body
from koinon.platform.dates import Day
from koinon.platform.dates.forms import DayInput
from koinon.platform.recording.forms import RecordForm, chooser_field
from koinon.platform.recording.views import FormPage, record_form
from koinon.platform.ui.beside import Part, drawn

MOST = 3


class PrizeForm(RecordForm):
    """Who gives it, and in up to three instalments; the amount is the call's."""

    with_companions = False
    day = DayInput(label=gettext_lazy("Granted on"), required=True)

    class Meta:
        model = Grant
        fields: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, prize: Prize, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = range(1, MOST + 1) if prize.amount is not None else range(0)
        funder = chooser_field(self.request, Body, label=_("Who gives the prize"))
        funder.initial = prize.call.run_by
        self.fields["giver"] = funder
        for number in self.lines:
            self._line_fields(number)
        # The day stands last among the first questions.
        self.order_fields(["giver", "day"])

    def _line_fields(self, number: int) -> None:
        first = number == 1
        self.fields[f"per_cent_{number}"] = forms.DecimalField(
            label=_("Instalment %(number)s: per cent of the prize") % {"number": number},
            required=first, initial=100 if first else None, max_digits=5, decimal_places=2,
            widget=forms.TextInput({"inputmode": "decimal", "size": 6}),
        )  # fmt: skip
        self.fields[f"due_{number}"] = DayInput(label=_("Due on"), required=first)
        self.fields[f"condition_{number}"] = forms.CharField(
            label=_("Condition"),
            required=False,
            max_length=400,
            help_text=_("such as: after the report of the first year"),
        )

    @property
    def groups(self) -> list[tuple[str, list[str]]]:
        """How the questions stand together."""
        lines = [
            (
                _("Instalment %(number)s") % {"number": number},
                [f"per_cent_{number}", f"due_{number}", f"condition_{number}"],
            )
            for number in self.lines
        ]
        return [(_("The prize"), ["giver", "day"]), *lines]

    @property
    def terms(self) -> Terms:
        """What was agreed."""
        told = self.cleaned_data
        shares = [
            Share(
                Decimal(told[f"per_cent_{number}"]),
                told[f"due_{number}"] or Day(""),
                told[f"condition_{number}"],
            )
            for number in self.lines
            if told.get(f"per_cent_{number}")
        ]
        return Terms(told["giver"], told["day"], shares)


@require_http_methods(["GET", "HEAD", "POST"])
@recorder_required
def prize_grant(request: Request, entry: str, prize: str) -> HttpResponse:
    """Make a grant of a laureate's prize."""
    won = get_object_or_404(
        Entry.objects.visible_to(request.reader).select_related("applicant", "call"), key=entry
    )
    rows = Prize.objects.visible_to(request.reader).select_related("call__run_by", "call__edition")
    given = get_object_or_404(rows, call=won.call_id, key=prize)
    form = PrizeForm(
        request.POST or None, request=request, prize=given, initial={"day": Day.of(timezone.localdate())}
    )
    page = FormPage(
        title=_("%(prize)s for %(body)s") % {"prize": given, "body": won.applicant},
        lede=f"{won.call} · {won.title}",
        verb=_("Grant the prize"),
        done=_("The prize is a grant now, with its instalments."),
        cancel=won.get_absolute_url(),
        groups=form.groups,
    )

    def do() -> Grant:
        return grant_prize(won, given, form.terms, by=request.reader, on=timezone.localdate())

    return record_form(request, form, do, page)


def on_entry(request: Request, entry: Entry) -> Iterator[Part]:
    """The prizes of an entry that won: those given, and where one is given; for who may record or see money."""
    may_record = can_record_money(request.reader)
    if request.reader.is_public or not has_won(entry):
        return
    rows = [row for row in prizes_of(entry, request.reader) if row.given or (may_record and row.left)]
    if rows:
        context = {"rows": rows, "entry": entry, "may_record": may_record}
        yield drawn(request, "grants/prizes_beside.html", context, order=42)
