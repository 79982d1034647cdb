"""The call form of a city: what it seeks and offers, whom it would like, whom it cannot work with, whom it knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.pairing.forms import NUMBER, CityField, city_choices
from koinon.cooperation.pairing.models import Profile, Wish, WishKind, terms
from koinon.cooperation.pairing.naming import Names
from koinon.cooperation.pairing.profile_commands import Said
from koinon.cooperation.pairing.round_commands import same_name
from koinon.cooperation.programmes.alignments import GOALS
from koinon.cooperation.programmes.forms import LinesField
from koinon.cooperation.programmes.models import Participation
from koinon.platform.ui.figures import language_name

LINES = ("interests", "offers", "needs")
LISTS = ("sdgs", "languages")
WORKING = ("en", "zh-Hans", "es", "fr", "de", "it", "pt", "pl", "ru", "ar")
PREFERRED, VETOED = 3, 2

GROUPS = (
    (_("What you seek and offer"), ["interests", "needs", "offers", "sdgs"], None),
    (_("Your city"), ["population", "languages", "contact_team"], None),
    (
        _("Cities you would like to work with"),
        [f"prefers_{n}" for n in range(1, PREFERRED + 1)],
        _(
            "In order, the dearest first. The programme alone reads the list; if you are paired with one of "
            "them, that you wished for it is among the published reasons."
        ),
    ),
    (_("Cities you have worked with"), ["knows"], None),
    (
        _("Cities you cannot work with"),
        [name for n in range(1, VETOED + 1) for name in (f"vetoes_{n}", f"vetoes_{n}_reason")],
        _("You will not be paired with them. The reason is read by the programme alone."),
    ),
)


def partners_of(profile: Profile, names: Names) -> Names:
    """The cities a city could be paired with: of two sides those of the other."""
    own, pool = profile.participation, profile.round.is_one_pool
    return {
        key: one
        for key, one in names.items()
        if key != own.key and (pool or not same_name(one.side, own.side))
    }


class ProfileForm(forms.Form):
    """Everything a city says of itself. ``values`` and ``wishes`` are what was written, for the command."""

    interests = LinesField(
        label=_("Interests"), required=False, help_text=_("themes to work on together, one a line")
    )
    needs = LinesField(
        label=_("Support wanted"),
        required=False,
        help_text=_("what you would learn from the other, one a line"),
    )
    offers = LinesField(
        label=_("Offers"), required=False, help_text=_("what the other could learn from you, one a line")
    )
    sdgs = forms.MultipleChoiceField(
        label=_("Sustainable Development Goals"),
        required=False,
        choices=[(str(n), format_lazy("{} {}", n, name)) for n, name in enumerate(GOALS, start=1)],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("those you work on"),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages your team can work in"), required=False, widget=forms.CheckboxSelectMultiple
    )
    population = forms.IntegerField(
        label=_("Inhabitants"),
        required=False,
        min_value=1,
        max_value=200_000_000,
        widget=forms.TextInput(attrs=NUMBER | {"size": 12}),
        help_text=_("left empty, the figure on record counts"),
    )
    contact_team = forms.CharField(
        label=_("Contact team"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("name, post and e-mail address, one person a line; read by the programme alone"),
    )

    def __init__(
        self,
        *args: Any,
        profile: Profile,
        names: Names,
        people: Mapping[str, Participation],
        wishes: Iterable[Wish],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._say_what_stands(profile)
        self._ask_about(partners_of(profile, names), people)
        self._say_what_was_wished(list(wishes))

    def _say_what_stands(self, profile: Profile) -> None:
        for name in (*LINES, *LISTS):
            self.initial.setdefault(name, terms(getattr(profile, name)))
        for name in ("population", "contact_team"):
            self.initial.setdefault(name, getattr(profile, name))
        field = self.fields["languages"]
        assert isinstance(field, forms.MultipleChoiceField)
        listed = [*WORKING, *(tag for tag in terms(profile.languages) if tag not in WORKING)]
        field.choices = [(tag, language_name(tag)) for tag in listed]

    def _ask_about(self, others: Names, people: Mapping[str, Participation]) -> None:
        for n in range(1, PREFERRED + 1):
            self.fields[f"prefers_{n}"] = CityField(
                others, people, label=_("Choice %(number)s") % {"number": n}, required=False
            )
        for n in range(1, VETOED + 1):
            self.fields[f"vetoes_{n}"] = CityField(others, people, label=_("City"), required=False)
            self.fields[f"vetoes_{n}_reason"] = forms.CharField(
                label=_("Why"), required=False, max_length=254
            )
        listed = [pair for pair in city_choices(others) if pair[0]]
        self.fields["knows"] = forms.MultipleChoiceField(
            label=_("Earlier contact"), required=False, choices=listed, widget=forms.CheckboxSelectMultiple
        )
        self.people = people

    def _say_what_was_wished(self, wishes: list[Wish]) -> None:
        for kind in (WishKind.PREFERS, WishKind.VETOES):
            told = sorted((wish for wish in wishes if wish.kind == kind), key=lambda wish: wish.rank)
            for n, wish in enumerate(told, start=1):
                self.initial.setdefault(f"{kind}_{n}", wish.other.key)
                self.initial.setdefault(f"{kind}_{n}_reason", wish.reason)
        self.initial.setdefault("knows", [wish.other.key for wish in wishes if wish.kind == WishKind.KNOWS])

    @property
    def values(self) -> dict[str, Any]:
        """The columns of the profile."""
        entered = self.cleaned_data
        texts = {name: "; ".join(entered[name]) for name in (*LINES, *LISTS)}
        return texts | {"population": entered["population"], "contact_team": entered["contact_team"].strip()}

    @property
    def wishes(self) -> list[Said]:
        """What was said of other cities."""
        entered, said = self.cleaned_data, []
        for kind, most in ((WishKind.PREFERS, PREFERRED), (WishKind.VETOES, VETOED)):
            for n in range(1, most + 1):
                if other := entered[f"{kind}_{n}"]:
                    said.append(Said(kind.value, other, n, entered.get(f"{kind}_{n}_reason", "").strip()))
        return said + [Said(WishKind.KNOWS.value, self.people[key]) for key in entered["knows"]]
