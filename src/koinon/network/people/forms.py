"""What is asked about people and bodies, their posts and roles, and the parts of each."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from koinon.network.people.models import (
    Body,
    BodyIdentifier,
    BodyName,
    ContactDetail,
    FormOfAddress,
    Person,
    PersonName,
    Post,
    PostTitle,
    Role,
)
from koinon.platform.recording.forms import RecordForm


class PersonForm(RecordForm):
    class Meta:
        model = Person
        fields = ["name", "honorific", "given", "family", "order", "language", "died", "audience", "note"]
        help_texts = {
            "name": _("exactly as the source writes it"),
            "language": _("such as fr, or zh-Hans for Chinese characters"),
            "died": _("empty as long as no death is on record"),
        }


class DeathForm(RecordForm):
    class Meta:
        model = Person
        fields = ["died"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["died"].required = True


class PersonNameForm(RecordForm):
    class Meta:
        model = PersonName
        fields = ["text", "language", "kind"]


class FormOfAddressForm(RecordForm):
    class Meta:
        model = FormOfAddress
        fields = ["language", "salutation", "envelope"]


class ContactForm(RecordForm):
    class Meta:
        model = ContactDetail
        fields = ["means", "value", "audience", "keep_until"]
        widgets = {"keep_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts = {"keep_until": _("after this day the contact is removed by itself")}


class BodyForm(RecordForm):
    plain_choices = ("country",)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    class Meta:
        model = Body
        fields = [
            *("name", "short_name", "kind", "parent", "city", "country", "website"),
            *("starts", "ends", "audience", "note"),
        ]


class BodyNameForm(RecordForm):
    class Meta:
        model = BodyName
        fields = ["text", "language", "kind", "starts", "ends"]


class IdentifierForm(RecordForm):
    class Meta:
        model = BodyIdentifier
        fields = ["scheme", "value"]
        help_texts = {"scheme": _("wikidata, ror, iati …")}


class PostForm(RecordForm):
    class Meta:
        model = Post
        fields = ["body", "title", "seats", "rank", "function", "by_virtue_of", "for_bodies"]
        help_texts = {
            "seats": _("0 where their number is not on record"),
            "rank": _("1 comes first; 0 is not ranked"),
            "function": _("what holding this post lets a person do here"),
            "by_virtue_of": _("the post that brings this one with it, such as Mayor"),
        }


class PostTitleForm(RecordForm):
    class Meta:
        model = PostTitle
        fields = ["language", "text"]


class RoleForm(RecordForm):
    class Meta:
        model = Role
        fields = [
            "person",
            "holder",
            "post",
            "title",
            "of",
            "sits_for",
            "acting",
            "starts",
            "ends",
            "audience",
        ]
        help_texts = {
            "holder": _("instead of a person, where a body holds the office"),
            "of": _("where no post is chosen"),
            "sits_for": _("the body in whose name the seat is taken"),
            "starts": _("“since 2016”, “summer 2020”, “14 October 2016”; empty where it is not known"),
            "ends": _("“open” while it goes on; empty where the end is not known"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A post says which body it is of.
        self.fields["of"].required = False


class EndForm(RecordForm):
    class Meta:
        model = Role
        fields = ["ends"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends"].required = True
