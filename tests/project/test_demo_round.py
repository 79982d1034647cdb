"""The example rounds of the demonstration: one solved, one published with a good signature, one call open."""

from datetime import UTC, datetime

import pytest
from tests.demonstration import load_demonstration

from koinon.cooperation.pairing.models import CityAnswer, ProposedPair, Report, Round
from koinon.cooperation.pairing.reporting import is_whole
from koinon.project.demo_round import OPEN, PUBLISHED, SOLVED, play

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.mark.slow
@pytest.mark.django_db
def test_the_rounds_are_played_once() -> None:
    load_demonstration()
    told = list(play(NOW))
    assert told == [f"{SOLVED}: frozen", f"{PUBLISHED}: published", f"{OPEN}: call"]
    assert list(play(NOW)) == []
    report = Report.objects.get()
    assert is_whole(report)
    pairs = ProposedPair.objects.filter(round__key=PUBLISHED)
    assert pairs.filter(undone=True).count() == 1
    assert pairs.filter(undone=False, by_hand=True).count() == 2
    assert not pairs.standing().filter(agreement=None).exists()
    assert set(CityAnswer.objects.values_list("choice", flat=True)) == {"yes", "other", "no"}
    waiting = Round.objects.get(key=OPEN)
    assert waiting.call_closes is not None
    assert waiting.call_closes > NOW.date()
    assert waiting.profiles.filter(sent_at=None).count() == 3
