"""Practices offered where they fit, with the reason; laureates; and what stands beside other records."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import factories

from koinon.cooperation.agreements.models import Alignment, Theme
from koinon.cooperation.practices.offering import Wanted, offered
from koinon.cooperation.practices.proposing import field_of, sorted_out
from koinon.cooperation.practices.queries import offered_to
from koinon.cooperation.programmes.alignments import is_code
from koinon.network.people.models import Body
from koinon.network.people.readers import PUBLIC, Reader

from .casting import make_practice, make_won_entry

ClientOf = Callable[[Reader], Client]


def test_the_best_fit_comes_first_with_its_reasons(guangzhou: Body, chengdu: Body) -> None:
    both = make_practice(guangzhou, "Both")
    theme = make_practice(chengdu, "Theme", themes="Wáter")
    theme.alignments.all().delete()
    goal = make_practice(chengdu, "Goal", themes="noise")
    make_practice(chengdu, "Draft", published_on=None)
    make_practice(chengdu, "Elsewhere", themes="waterproof").alignments.all().delete()
    found = offered_to(["wáter", "water"], ["11.5"], PUBLIC)
    assert [one.practice for one in found] == [both, theme, goal]
    assert found[0].reasons == ["same theme: water", "same target: 11.5"]
    assert offered_to([], ["11.1"], PUBLIC)[0].reasons == ["same goal: 11"]
    assert offered_to([], [], PUBLIC) == []
    assert [one.practice for one in offered(Wanted.of(["water"], [], [guangzhou.pk]), PUBLIC)] == []


def test_a_pair_is_offered_what_others_did(guangzhou: Body, chengdu: Body, client_of: ClientOf) -> None:
    make_practice(chengdu, "Useful")
    make_practice(guangzhou, "Known already")
    pair = factories.make_agreement("Pair", parties=(guangzhou,), kind="pairing")
    factories.make(Theme, agreement=pair, text="water")
    factories.make(Alignment, agreement=pair, vocabulary="sdg", code="11")
    plain = factories.make_agreement("Plain", parties=(guangzhou,))
    factories.make(Theme, agreement=plain, text="water")
    anybody = client_of(PUBLIC)
    page = anybody.get(pair.get_absolute_url()).text
    assert "Useful" in page
    assert "same theme: water · same goal: 11" in page
    assert "Known already" not in page
    assert "Useful" not in anybody.get(plain.get_absolute_url()).text
    assert "Useful" in anybody.get(chengdu.get_absolute_url()).text


def test_laureates_stand_as_soon_as_they_are_announced(
    guangzhou: Body, chengdu: Body, client_of: ClientOf
) -> None:
    won = make_won_entry(guangzhou)
    make_won_entry(chengdu, announced=False)
    make_practice(guangzhou, "The case", entry=won)
    hidden = factories.make_body("Hidden City", audience="secretariat")
    make_won_entry(hidden)
    anybody = client_of(PUBLIC)
    page = anybody.get("/practices/laureates/").text
    assert str(guangzhou) in page.replace("&#39;", "'")
    assert "The case" in page
    assert "Chengdu" not in page
    assert "Hidden City" not in page
    assert "Guangzhou" not in anybody.get("/practices/laureates/?on=2026-10-31").text
    lines = anybody.get("/practices/laureates/?format=csv").getvalue().decode()
    assert lines.count("\n") == 2


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Please summarise your initiative", "summary"),
        ("面临的挑战", "challenge"),
        ("Resultados e impacto", "results"),
        ("Thème principal", "themes"),
        ("How was it done?", "work"),
        ("", "work"),
    ],
)
def test_answers_are_sorted_by_what_was_asked(question: str, name: str) -> None:
    assert field_of(question) == name


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["line", "text", "choice", "choices", "number", "table", "file", "sdg", "nua", "link"]
            ),
            st.text(max_size=20),
            st.one_of(st.none(), st.text(max_size=20), st.lists(st.text(max_size=6), max_size=4)),
        ),
        max_size=6,
    )
)
def test_whatever_was_answered_makes_a_sound_proposal(answers: list[tuple[str, str, object]]) -> None:
    found = sorted_out(answers)
    assert all(is_code("sdg", code) for code in found.sdg)
    assert all(is_code("nua", code) for code in found.nua)
    assert all(isinstance(words, str) and words for words in found.words.values())
