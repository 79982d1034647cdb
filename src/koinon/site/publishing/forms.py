"""What is asked of those who write news."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from koinon.network.evidence.models import Document, DocumentVersion
from koinon.network.people.models import Person
from koinon.platform.recording.forms import RecordForm, chooser_field
from koinon.site.publishing.commands import PICTURES, Words
from koinon.site.publishing.models import Category, Quote, Story, StoryText


class StoryFilter(forms.Form):
    """The list by what it is about."""

    category = forms.ChoiceField(
        label=_("Category"), required=False, choices=[("", _("All")), *Category.choices]
    )


class TextForm(RecordForm):
    """The words of one language; ``[1]`` stands for a fact."""

    with_companions = False

    class Meta:
        model = StoryText
        fields = ["title", "summary", "body"]
        widgets = {
            "summary": forms.Textarea({"rows": 3}),
            "body": forms.Textarea({"rows": 14}),
        }

    @property
    def words(self) -> Words:
        """What was written."""
        told = self.values
        return Words(told["title"], told["summary"], told["body"])


class SettingForm(RecordForm):
    """Contact and picture."""

    with_companions = False

    class Meta:
        model = Story
        fields = ["contact", "picture_shows"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        picture = self.record.picture if isinstance(self.record, Story) else None
        self.fields["picture"] = chooser_field(
            self.request,
            Document,
            label=_("Document with the picture"),
            required=False,
            initial=picture.document if picture else None,
            help_text=_("A public document whose newest file is a PNG, JPEG or WebP."),
        )
        self.order_fields(["contact", "picture", "picture_shows"])

    @property
    def picture(self) -> DocumentVersion | None:
        """The newest picture of the document chosen, else its newest file, so that the refusal says why."""
        document = self.cleaned_data.get("picture")
        if document is None:
            return None
        versions = DocumentVersion.objects.filter(document=document).order_by("-number")
        return versions.filter(media_type__in=PICTURES).first() or versions.first()


class QuoteForm(RecordForm):
    """Who said what, in which language."""

    with_companions = False
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    said = forms.CharField(label=_("What was said"), widget=forms.Textarea({"rows": 4}), max_length=2000)

    class Meta:
        model = Quote
        fields = ["person"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = chooser_field(self.request, Person, label=_("Who said it"))
        self.order_fields(["person", "language", "said"])
