"""The forms of programmes, editions and participants."""

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.programmes.models import (
    Edition,
    FocalPoint,
    Participation,
    Programme,
    ProgrammeAlignment,
    ProgrammeEvent,
    Topic,
    TopicKind,
)
from koinon.network.places.models import City
from koinon.platform.recording.forms import RecordForm, chooser_field

LONGEST_TOPIC = Topic._meta.get_field("text").max_length or 160


class ProgrammeForm(RecordForm):
    class Meta:
        model = Programme
        fields = ("title", "short_name", "run_by", "purpose", "starts", "ends", "audience")


class EditionForm(RecordForm):
    class Meta:
        model = Edition
        fields = ("title", "starts", "ends", "audience")


class AlignmentForm(RecordForm):
    class Meta:
        model = ProgrammeAlignment
        fields = ("vocabulary", "code", "attributed_to")
        help_texts: ClassVar[dict[str, Any]] = {
            "code": _("11, 11.3 or 11.a; for the New Urban Agenda the number of a paragraph"),
            "attributed_to": _("only where the source credits it to another agenda"),
        }


class ProgrammeEventForm(RecordForm):
    plain_choices: ClassVar[tuple[str, ...]] = ("edition",)

    class Meta:
        model = ProgrammeEvent
        fields = ("event", "edition")

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["edition"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = Edition.objects.filter(programme=programme)


class FocalPointForm(RecordForm):
    class Meta:
        model = FocalPoint
        fields = ("role",)


class LinesField(forms.CharField):
    """Topics, one a line; cleaned to the lines, each once."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        text = value if isinstance(value, str) else "\n".join(value or [])
        lines = (" ".join(line.split()) for line in text.splitlines())
        kept: dict[str, str] = {}
        for line in lines:
            if line:
                kept.setdefault(line.casefold(), line)
        return list(kept.values())

    def validate(self, value: Any) -> None:
        super().validate(value)
        for line in value:
            if len(line) > LONGEST_TOPIC:
                said = _("“%(start)s…” is too long: %(most)s characters are the most.")
                raise forms.ValidationError(said % {"start": line[:30], "most": LONGEST_TOPIC})

    def run_validators(self, value: Any) -> None:
        """Validated line by line."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(initial) != self.to_python(data))


class TopicsForm(RecordForm):
    """The three lists of topics; ``topics`` is what was written, by kind."""

    interest = LinesField(label=_("Interests"), required=False, help_text=_("one a line"))
    offer = LinesField(label=_("Offers"), required=False, help_text=_("one a line"))
    support = LinesField(label=_("Support wanted"), required=False, help_text=_("one a line"))

    def __init__(self, *args: Any, topics: list[Topic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in TopicKind.values:
            self.initial[kind] = [topic.text for topic in topics if topic.kind == kind]

    @property
    def topics(self) -> dict[str, list[str]]:
        return {kind: self.cleaned_data[kind] for kind in TopicKind.values}


class ParticipationForm(TopicsForm):
    class Meta:
        model = Participation
        fields = ("body", "side", "mechanism", "audience")
        help_texts: ClassVar[dict[str, Any]] = {
            "side": _("the group it belongs to, such as the region it comes from"),
            "mechanism": _("who coordinates at home, and how"),
        }


class JoiningForm(ParticipationForm):
    """Of a participant that is new on record its city is asked at once: it stands on the map with it."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        hint = _("of a participant that is new on record: it stands on the map with it")
        self.fields["city"] = chooser_field(
            request, City, label=_("City of the participant"), required=False, help_text=hint
        )


class OwnParticipationForm(TopicsForm):
    """What a participant's own people may change."""

    class Meta:
        model = Participation
        fields = ("mechanism",)


class EditionTopicsForm(TopicsForm):
    """What all participants of an edition named together."""

    class Meta:
        model = Edition
        fields = ()


class ProgrammeFilter(forms.Form):
    """The filters of the list, in the address bar."""

    words = forms.CharField(label=_("Words"), required=False, max_length=120)
    running = forms.BooleanField(label=_("Running on the day"), required=False)
