"""The one screen on which a pasted list is confirmed: each person known or new, each post in a body known or new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from koinon.cooperation.visits.receiving import PersonTold, PostTold
from koinon.cooperation.visits.recognising import PersonSeen, PostSeen

NEW, NOBODY = "new", "none"
LONGEST_NAME, LONGEST_TITLE, LONGEST_BODY = 160, 200, 200


@dataclass(frozen=True, slots=True)
class PostRow:
    """The fields of one post, as the page lays them out."""

    seen: PostSeen
    title: forms.BoundField
    body: forms.BoundField
    body_name: forms.BoundField


@dataclass(frozen=True, slots=True)
class PersonRow:
    """The fields of one person, as the page lays them out."""

    seen: PersonSeen
    who: forms.BoundField
    name: forms.BoundField
    interpreter: forms.BoundField
    posts: tuple[PostRow, ...]


class ReceiveForm(forms.Form):
    """Fields for everybody who was seen; ``people`` is what was confirmed, in the order of the list."""

    text = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, seen: Sequence[PersonSeen], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seen = seen
        for at, person in enumerate(seen):
            self._ask_person(at, person)

    def _ask_person(self, at: int, seen: PersonSeen) -> None:
        known = [(one.key, _("%(name)s, on record") % {"name": one.display()}) for one in seen.people]
        choices = [*known, (NEW, _("a new person")), (NOBODY, _("leave out"))]
        first = seen.people[0].key if seen.people else NEW
        self.fields[f"who-{at}"] = forms.ChoiceField(label=_("Who this is"), choices=choices, initial=first)
        self.fields[f"name-{at}"] = forms.CharField(
            label=_("Name as written"), max_length=LONGEST_NAME, initial=seen.claim.name
        )
        self.fields[f"interpreter-{at}"] = forms.BooleanField(
            label=_("interprets"), required=False, initial=seen.claim.interpreter
        )
        for number, post in enumerate(seen.posts):
            self._ask_post(f"{at}-{number}", post)

    def _ask_post(self, at: str, seen: PostSeen) -> None:
        known = [(one.key, _("%(name)s, on record") % {"name": one}) for one in seen.bodies]
        new = [(NEW, _("a new body"))] if seen.claim.body else []
        first = seen.bodies[0].key if seen.bodies else NEW if seen.claim.body else NOBODY
        self.fields[f"title-{at}"] = forms.CharField(
            label=_("Post"), max_length=LONGEST_TITLE, required=False, initial=seen.claim.title
        )
        self.fields[f"body-{at}"] = forms.ChoiceField(
            label=_("In which body"), choices=[*known, *new, (NOBODY, _("in none"))], initial=first
        )
        self.fields[f"body-name-{at}"] = forms.CharField(
            label=_("Name of the body"), max_length=LONGEST_BODY, required=False, initial=seen.claim.body
        )

    def rows(self) -> Iterator[PersonRow]:
        """The fields in the order of the page."""
        for at, seen in enumerate(self.seen):
            posts = tuple(
                PostRow(
                    post,
                    self[f"title-{at}-{number}"],
                    self[f"body-{at}-{number}"],
                    self[f"body-name-{at}-{number}"],
                )
                for number, post in enumerate(seen.posts)
            )
            yield PersonRow(seen, self[f"who-{at}"], self[f"name-{at}"], self[f"interpreter-{at}"], posts)

    @property
    def people(self) -> list[PersonTold]:
        """Whoever was not left out."""
        told = (self._person(at, seen) for at, seen in enumerate(self.seen))
        return [person for person in told if person]

    def _person(self, at: int, seen: PersonSeen) -> PersonTold | None:
        who, claim = self.cleaned_data[f"who-{at}"], seen.claim
        if who == NOBODY:
            return None
        name = self.cleaned_data[f"name-{at}"]
        as_read = name == claim.name
        return PersonTold(
            person=_of_key(seen.people, who),
            name=name,
            family=claim.family if as_read else "",
            given=claim.given if as_read else "",
            family_first=claim.family_first,
            honorific=claim.honorific,
            interpreter=self.cleaned_data[f"interpreter-{at}"],
            posts=tuple(self._post(f"{at}-{number}", post) for number, post in enumerate(seen.posts)),
            place=claim.place,
            other_name=claim.other_name if as_read and len(claim.other_name) <= LONGEST_NAME else "",
        )

    def _post(self, at: str, seen: PostSeen) -> PostTold:
        which = self.cleaned_data[f"body-{at}"]
        new = self.cleaned_data[f"body-name-{at}"] if which == NEW else ""
        return PostTold(self.cleaned_data[f"title-{at}"], _of_key(seen.bodies, which), new, seen.claim.place)


def _of_key(records: Sequence[Any], key: str) -> Any:
    return next((one for one in records if one.key == key), None)
