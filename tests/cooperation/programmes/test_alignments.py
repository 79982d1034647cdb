"""Two vocabularies, their codes, and the finding that a source mixed them up."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from tests.factories import make, make_programme

from koinon.cooperation.programmes.alignments import SDG_TARGETS, agenda_named, is_code
from koinon.cooperation.programmes.findings import find_misattributed_programmes
from koinon.cooperation.programmes.models import ProgrammeAlignment


def test_the_goals_have_169_targets() -> None:
    assert sum(numbered + lettered for numbered, lettered in SDG_TARGETS.values()) == 169


@pytest.mark.parametrize("code", ["", "1", "17", "11.3", "11.a", "11.c", "3.d", "17.19"])
def test_goals_and_targets_that_exist(code: str) -> None:
    assert is_code("sdg", code)


@pytest.mark.parametrize(
    "code", ["0", "18", "01", "11.8", "11.0", "11.d", "17.a", "SDG 11", "11.", "٣", "11.٣"]
)
def test_goals_and_targets_that_do_not_exist(code: str) -> None:
    assert not is_code("sdg", code)


@pytest.mark.parametrize(
    ("code", "stands"), [("1", True), ("175", True), ("176", False), ("0", False), ("11.3", False)]
)
def test_paragraphs_of_the_new_urban_agenda(code: str, stands: bool) -> None:
    assert is_code("nua", code) is stands


def test_an_unknown_vocabulary_has_no_codes() -> None:
    assert not is_code("esg", "1")


def test_a_form_refuses_the_code_beside_its_field() -> None:
    with pytest.raises(ValidationError) as refused:
        ProgrammeAlignment(vocabulary="nua", code="11.3").clean()
    assert "code" in refused.value.message_dict


@pytest.mark.parametrize(
    ("words", "agenda"),
    [
        ("New Urban Agenda", "nua"),
        ("the New Urban Agenda (Habitat III)", "nua"),
        ("SDGs", "sdg"),
        ("2030 Agenda for Sustainable Development", "sdg"),
        ("Paris Agreement", ""),
    ],
)
def test_agendas_as_sources_name_them(words: str, agenda: str) -> None:
    assert agenda_named(words) == agenda


@pytest.mark.django_db
def test_goals_credited_to_the_new_urban_agenda_are_found_once() -> None:
    programme = make_programme("International Urban Cooperation")
    wrong = make(ProgrammeAlignment, programme=programme, vocabulary="sdg", attributed_to="New Urban Agenda")
    make(ProgrammeAlignment, programme=programme, vocabulary="sdg", code="11", attributed_to="SDGs")
    make(ProgrammeAlignment, programme=programme, vocabulary="nua", code="93")

    proposals = list(find_misattributed_programmes(date(2020, 1, 1)))

    assert [one.subjects for one in proposals] == [(programme, wrong)]
    assert proposals[0].values["credited"] == "New Urban Agenda"
    assert proposals[0].kept_values["own"] == {"say": "Sustainable Development Goals"}
