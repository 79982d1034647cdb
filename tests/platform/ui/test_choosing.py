"""A record is chosen by its name or its key, with a script and without."""

import json
from dataclasses import dataclass

import pytest
from django import forms

from koinon.platform.errors import Refused
from koinon.platform.ui.choosing import Choice, Chooser, ChooserField, answer
from koinon.platform.ui.specimens import CHOOSER, Harbour, get


class Form(forms.Form):
    partner = ChooserField(CHOOSER, required=False)


def chosen(text: str, key: str = "", form: type[forms.Form] = Form) -> forms.Form:
    made = form({"partner": text, "partner-key": key})
    made.is_valid()
    return made


@pytest.mark.parametrize(
    ("text", "key", "meant"),
    [
        ("Kotor", "", "kotor"),
        ("kotor", "", "kotor"),
        ("Val", "", "valparaiso"),
        ("victoria-sc", "", "victoria-sc"),
        ("Victoria", "victoria-ca", "victoria-ca"),
        ("Kotor", "victoria-ca", "kotor"),  # the key stayed behind, as it does without a script
    ],
)
def test_words_or_key_find_the_record(text: str, key: str, meant: str) -> None:
    assert chosen(text, key).cleaned_data["partner"] == get(meant)


def test_the_name_on_record_means_it_though_the_label_is_in_another_language() -> None:
    ports = [Named("sha", "Shanghai"), Named("sha-2", "Shanghai Port")]
    chooser = Chooser(
        "/choose/", find=lambda text: ports, get=lambda key: None, label=lambda one: f"上海 {one.key}"
    )

    class Translated(forms.Form):
        partner = ChooserField(chooser)

    assert chosen("shanghai", form=Translated).cleaned_data["partner"] == ports[0]
    assert "partner" in chosen("Shang", form=Translated).errors


@dataclass(frozen=True)
class Named:
    key: str
    name: str


def test_several_are_named_and_nothing_is_guessed() -> None:
    [error] = chosen("Victoria").errors["partner"]
    assert "victoria-ca" in error
    assert "Seychelles" in error


def test_what_is_unknown_is_said_and_what_was_typed_stays() -> None:
    form = chosen("Atlantis")
    assert "Atlantis" in form.errors["partner"][0]
    assert 'value="Atlantis"' in str(form["partner"])


def test_nothing_is_nothing() -> None:
    assert chosen("").cleaned_data["partner"] is None


def test_what_is_missing_is_made_where_that_is_welcome() -> None:
    def create(text: str) -> Harbour:
        if text == "Nowhere":
            raise Refused("There is no such harbour.")
        return Harbour("new", text, "", 0, 0)

    class Creating(forms.Form):
        partner = ChooserField(CHOOSER, create=create)

    assert str(chosen("Atlantis", form=Creating).cleaned_data["partner"]) == "Atlantis"
    assert chosen("Nowhere", form=Creating).errors["partner"] == ["There is no such harbour."]
    assert chosen("Kotor", form=Creating).cleaned_data["partner"] == get("kotor")


def test_the_field_shows_name_and_key_and_escapes_them() -> None:
    html = str(Form(initial={"partner": Harbour("k", '"><script>', "", 0, 0)})["partner"])
    assert "<script>" not in html
    assert 'name="partner-key" value="k"' in html
    assert 'data-source="/styleguide/choose/"' in html


def test_unchanged_is_unchanged() -> None:
    same = Form({"partner": "Kotor", "partner-key": ""}, initial={"partner": get("kotor")})
    other = Form({"partner": "Xiamen"}, initial={"partner": get("kotor")})
    assert not same.has_changed()
    assert other.has_changed()


def test_the_door_answers_a_dozen_at_most() -> None:
    rows = json.loads(answer(Choice(str(n), "name", "hint") for n in range(99)).content)
    assert len(rows) == 12
    assert rows[0] == {"key": "0", "label": "name", "hint": "hint"}
