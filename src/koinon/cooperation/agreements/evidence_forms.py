"""The forms of evidence: offered for one or several dues, or returned with a reason."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.agreements.commitment_forms import bodies_of
from koinon.cooperation.agreements.commitments import Commitment, Due, Evidence
from koinon.network.people.models import Body
from koinon.network.people.permissions import can_record
from koinon.network.people.readers import Reader
from koinon.platform.recording.forms import RecordForm
from koinon.platform.ui import figures


class DuesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """The times a promise falls due, each told with its promise."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, due: Any) -> str:
        day = "" if due.day.is_unknown else figures.day(due.day)
        which = dict.fromkeys(part for part in (due.label, day) if part)
        return " — ".join([str(due.commitment), ", ".join(which)]) if which else str(due.commitment)


class EvidenceForm(RecordForm):
    """What is shown, and for which dues of the agreement."""

    # What it shows is its source.
    with_companions: ClassVar[bool] = False
    plain_choices: ClassVar[tuple[str, ...]] = ("offered_by",)
    dues = DuesField(Due.objects.none(), label=_("Evidence for"))
    address = forms.URLField(label=_("Link"), max_length=500, required=False, assume_scheme="https")

    class Meta:
        model = Evidence
        fields = (
            "title",
            "document",
            "event",
            "decision",
            "payment",
            "address",
            "day",
            "offered_by",
            "audience",
        )
        help_texts: ClassVar[dict[str, Any]] = {
            "document": _("one of these five at least: a document, an event, a decision, a payment, a link"),
            "payment": _("what was paid and when, or its reference"),
            "day": _("when it was done; the day of the event or the document, if you leave this empty"),
        }

    def __init__(self, *args: Any, reader: Reader, commitment: Commitment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dues, offered_by = self.fields["dues"], self.fields["offered_by"]
        assert isinstance(dues, forms.ModelMultipleChoiceField)
        assert isinstance(offered_by, forms.ModelChoiceField)
        agreed = Due.objects.visible_to(reader).filter(commitment__agreement=commitment.agreement)
        dues.queryset = agreed.select_related("commitment").order_by("commitment__order", "day_latest", "id")
        concerned = (
            bodies_of(commitment.agreement) | Body.objects.filter(promises__commitment=commitment).distinct()
        )
        if not can_record(reader):
            concerned = concerned.filter(pk__in=reader.bodies)
            offered_by.required = True
        offered_by.queryset = concerned.distinct()
        if isinstance(self.record, Evidence) and self.record.pk:
            self.initial["dues"] = [link.due_id for link in self.record.supports.all()]


class ReturnForm(RecordForm):
    """Why it is returned."""

    with_companions: ClassVar[bool] = False

    class Meta:
        model = Evidence
        fields = ("reason",)
        help_texts: ClassVar[dict[str, Any]] = {
            "reason": _("what is missing, in words the other side can act on")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True
