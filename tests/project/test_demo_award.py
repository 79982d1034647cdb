"""The example cycle of an award: played once, complete and signed, its conflicts found on the record, its jurors hidden."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests import factories

from koinon.cooperation.awards.freezing import proof_of
from koinon.cooperation.awards.models import Assignment, Conflict, Result, Tally
from koinon.cooperation.calls.models import Call, Entry, Placing
from koinon.cooperation.practices.models import Practice
from koinon.cooperation.practices.offering import offered_to
from koinon.network.confirmations.queries import Agreed, between_sides
from koinon.network.evidence.models import Citation
from koinon.network.members.queries import reader_for
from koinon.network.people.models import Person
from koinon.network.people.readers import PUBLIC
from koinon.platform.accounts.models import User
from koinon.project.demo_accounts import CAST, EXAMPLES, set_up_examples
from koinon.project.demo_award import play
from koinon.project.demo_award_data import CITIES, SEATS
from koinon.project.demo_call import CALL as OPEN_CALL
from koinon.project.demo_call import DAYS
from koinon.project.demo_call import play as open_call

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.mark.django_db
def test_the_cycle_is_played_once_from_entries_to_winners(tmp_path: Path) -> None:
    factories.make_document("Examples", key=EXAMPLES)
    for key in sorted({example.body for example in CAST}):
        factories.make_body(key, key=key, ends="..")
    assert len(list(play(NOW))) == 1
    assert list(play(NOW)) == []
    call = Call.objects.get()
    assert Entry.objects.filter(call=call, eligible=True).count() == len(CITIES) == 12
    assert all(proof_of(one).holds for one in Result.objects.select_related("phase"))
    assert Result.objects.count() == 2
    assert Placing.objects.filter(stage__kind="shortlist").count() == 5
    assert Placing.objects.filter(stage__kind="winner").count() == 2
    kinds = sorted(
        (str(one.juror.person.key), one.kind, one.overridden_at is None) for one in Conflict.objects.all()
    )
    assert kinds == [("example-juror", "body", True), ("example-juror-3", "body", False)]
    assert Tally.objects.filter(phase__rank=1, spread__gt=10).exists()
    assert not Person.objects.visible_to(PUBLIC).exists()
    assert Citation.objects.filter(subject_kind="people.person").count() == len(SEATS) + 1
    practice = Practice.objects.get()
    assert practice.is_example
    assert between_sides(practice).state == Agreed.BOTH
    assert practice.follow_ups.get().outcome == "going"
    offers = offered_to(("circular economy",), ("12.5",), PUBLIC, on=NOW.date())
    assert [(one.practice, len(one.reasons)) for one in offers] == [(practice, 2)]
    set_up_examples(tmp_path / "sign-ins.txt", on=NOW.date(), moment=NOW)
    juror = reader_for(User.objects.get(email="juror@koinon.example"), NOW.date())
    assert Assignment.objects.of_reader(juror).filter(phase__closed_at=None, review=None).exists()
    chair = reader_for(User.objects.get(email="chair@koinon.example"), NOW.date())
    assert chair.person_id == Person.objects.get(key="example-chair").pk


@pytest.mark.django_db
def test_a_call_is_open_from_today_in_four_languages() -> None:
    assert list(open_call(NOW)) == []
    factories.make_document("Examples", key=EXAMPLES)
    factories.make_body("Office", key="example-award-office", ends="..")
    assert list(open_call(NOW)) == [f"{OPEN_CALL}: open for entries for {DAYS} days"]
    assert list(open_call(NOW)) == []
    call = Call.objects.get(key=OPEN_CALL)
    assert set(call.texts.values_list("language", flat=True)) == {"zh-Hans", "es", "fr"}
    assert {field.label_in("es") == field.label for field in call.fields.all()} == {False}
