"""What is asked about hubs, curricula and their parts, and what a hub wrote."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.agreements.models import Commitment
from koinon.cooperation.learning.curricula import (
    Author,
    Curriculum,
    CurriculumText,
    Lesson,
    Module,
    Output,
)
from koinon.cooperation.learning.hub_commands import Partner
from koinon.cooperation.learning.hubs import Hub, PartnerPart, Work
from koinon.cooperation.learning.suggesting import suggested
from koinon.network.people.models import Body
from koinon.platform.recording.forms import RecordForm, chooser_field

PARTNERS = 4
NUMERIC = {"inputmode": "numeric"}


class HubFilter(forms.Form):
    words = forms.CharField(
        label=_("Words of the title, the host or a theme"), max_length=120, required=False
    )


class HubForm(RecordForm):
    """A hub with its partners."""

    class Meta:
        model = Hub
        fields = ("title", "body", "agreement", "host", "summary", "themes", "audience", "is_example")
        widgets: ClassVar[dict[str, Any]] = {"themes": forms.Textarea({"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = list(self.record.partners.select_related("body")) if isinstance(self.record, Hub) else []
        for number in range(1, max(PARTNERS, len(there) + 1) + 1):
            known = there[number - 1] if number <= len(there) else None
            body = chooser_field(self.request, Body, label=_("Partner %(n)s") % {"n": number}, required=False)
            body.initial = known.body if known else None
            part = forms.ChoiceField(
                label=_("Its part"), choices=PartnerPart.choices, initial=known.part if known else None
            )
            self.fields |= {f"partner_{number}": body, f"part_{number}": part}

    @property
    def partner_names(self) -> list[str]:
        """The fields of the partners, in order."""
        return [name for name in self.fields if name.startswith(("partner_", "part_"))]

    @property
    def partners(self) -> list[Partner]:
        """The partners as entered; one named twice is one."""
        told = self.cleaned_data
        found: dict[int, Partner] = {}
        for name in self.fields:
            body = told.get(name) if name.startswith("partner_") else None
            if body is not None:
                found.setdefault(body.pk, Partner(body, told[f"part_{name.removeprefix('partner_')}"]))
        return list(found.values())


class WorksForm(RecordForm):
    """Which kinds of work keep each promise; what is not settled yet is suggested from its words."""

    with_companions = False

    class Meta:
        model = Hub
        fields = ()

    def __init__(self, *args: Any, commitments: list[Commitment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self.record, Hub)
        self.commitments = {f"promise_{one.pk}": one for one in commitments}
        known: dict[int, list[str]] = {}
        for link in self.record.works.all():
            known.setdefault(link.commitment_id, []).append(link.work)
        for name, one in self.commitments.items():
            chosen = known.get(one.pk) or ([] if known else suggested(one.title))
            self.fields[name] = forms.MultipleChoiceField(
                label=one.title,
                choices=Work.choices,
                initial=chosen,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    @property
    def wanted(self) -> dict[Commitment, list[str]]:
        """The kinds of work by promise."""
        return {one: self.cleaned_data[name] for name, one in self.commitments.items()}


class CurriculumForm(RecordForm):
    class Meta:
        model = Curriculum
        fields = (
            *("year", "title", "language", "other_title", "other_language", "summary"),
            *("audience", "is_example"),
        )
        widgets: ClassVar[dict[str, Any]] = {"year": forms.TextInput(NUMERIC)}
        help_texts: ClassVar[dict[str, Any]] = {
            "other_language": _("with it, modules and lessons stand in two languages side by side")
        }


class ModuleForm(RecordForm):
    class Meta:
        model = Module
        fields = ("number", "title", "other_title", "text")
        widgets: ClassVar[dict[str, Any]] = {"number": forms.TextInput(NUMERIC)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].required = False


class LessonForm(RecordForm):
    class Meta:
        model = Lesson
        fields = ("number", "title", "other_title", "text", "minutes", "document")
        widgets: ClassVar[dict[str, Any]] = {
            "number": forms.TextInput(NUMERIC),
            "minutes": forms.TextInput(NUMERIC),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].required = False


class AuthorForm(RecordForm):
    plain_choices = ("lesson",)

    class Meta:
        model = Author
        fields = ("person", "body", "side", "lesson")

    def __init__(self, *args: Any, curriculum: Curriculum, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lesson = self.fields["lesson"]
        assert isinstance(lesson, forms.ModelChoiceField)
        lesson.queryset = Lesson.objects.filter(module__curriculum=curriculum)
        lesson.empty_label = str(_("the whole curriculum"))


class TextForm(RecordForm):
    class Meta:
        model = CurriculumText
        fields = ("language", "title", "summary", "document")


class OutputForm(RecordForm):
    plain_choices = ("curriculum",)

    class Meta:
        model = Output
        fields = (
            *("title", "work", "year", "written_by", "summary", "document", "curriculum"),
            *("audience", "is_example"),
        )
        widgets: ClassVar[dict[str, Any]] = {"year": forms.TextInput(NUMERIC)}

    def __init__(self, *args: Any, hub: Hub, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        curriculum = self.fields["curriculum"]
        assert isinstance(curriculum, forms.ModelChoiceField)
        curriculum.queryset = Curriculum.objects.filter(hub=hub)
