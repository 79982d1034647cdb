"""Forms that forgive: labels, hints and errors are tied to their fields, and rows can be added."""

from collections.abc import Callable

from django import forms

from .conftest import Tags


class HarbourForm(forms.Form):
    name = forms.CharField(help_text="As written there.")
    depth = forms.IntegerField(required=False)
    season = forms.MultipleChoiceField(choices=[("s", "Summer")], widget=forms.CheckboxSelectMultiple)
    pilot = forms.BooleanField(required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=3)


class PaperForm(forms.Form):
    paper = forms.FileField()


class BerthForm(forms.Form):
    berth = forms.CharField()


Berths = forms.formset_factory(BerthForm, extra=2)
CALL = "{{ forms.form_page(form, 'Record a harbour', '/back/', groups=[('Who', ['name'])], formsets=sets) }}"


def test_every_reference_points_at_something(shown: Callable[..., str]) -> None:
    html = shown(CALL, form=HarbourForm({"depth": "deep"}), sets=[(Berths(prefix="berths"), "Berths")])
    tags = Tags(html)
    ids = tags.every("id")
    assert len(ids) == len(set(ids))
    described = {one for value in tags.every("aria-describedby") for one in value.split()}
    assert {"id_name_helptext", "id_name_error", "id_depth_error"} <= described <= set(ids)
    assert set(tags.every("for")) <= set(ids)


def test_what_is_wrong_is_said_at_the_top_and_beside_the_field(shown: Callable[..., str]) -> None:
    html = shown(CALL, form=HarbourForm({"depth": "deep", "name": "x"}), sets=[])
    summary = html[html.index('role="alert"') : html.index("Who")]
    assert 'href="#id_depth"' in summary
    assert 'href="#id_season' in summary
    assert "id_name" not in summary
    assert 'value="deep"' in html
    field = next(one for one in Tags(html).named("input") if one.get("name") == "depth")
    assert field["aria-invalid"] == "true"


def test_errors_in_rows_are_in_the_summary_too(shown: Callable[..., str]) -> None:
    data = {"b-TOTAL_FORMS": "1", "b-INITIAL_FORMS": "1", "b-0-berth": ""}
    valid = HarbourForm({"name": "x", "season": ["s"], "version": "3"})
    html = shown(CALL, form=valid, sets=[(Berths(data, prefix="b"), "Berths")])
    assert 'href="#id_b-0-berth"' in html


def test_the_verb_is_on_the_button_and_nothing_asks_for_files_it_does_not_have(
    shown: Callable[..., str],
) -> None:
    html = shown(CALL, form=HarbourForm(), sets=[])
    assert '<button class="button is-main">Record a harbour</button>' in html
    assert "multipart" not in html
    assert "multipart/form-data" in shown("{{ forms.form_page(form, 'Add', '/') }}", form=PaperForm())


def test_rows_work_without_a_script_and_have_a_template_for_it(shown: Callable[..., str]) -> None:
    html = shown(CALL, form=HarbourForm(), sets=[(Berths(prefix="b"), "Berths", "Add a berth")])
    names = Tags(html).every("name")
    assert {"b-0-berth", "b-1-berth", "b-__prefix__-berth", "b-TOTAL_FORMS"} <= set(names)
    assert html.index("<template>") < html.index("b-__prefix__-berth") < html.index("</template>")
    assert "Add a berth" in html


def test_optional_fields_say_so(shown: Callable[..., str]) -> None:
    assert "optional" in shown("{{ forms.field(form['depth']) }}", form=HarbourForm())
    assert "optional" not in shown("{{ forms.field(form['name']) }}", form=HarbourForm())
    assert 'type="hidden"' in shown("{{ forms.field(form['version']) }}", form=HarbourForm())
