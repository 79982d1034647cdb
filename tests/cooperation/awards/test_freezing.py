"""Freezing: signed, verified by everybody, and nothing can be changed after it, by no command, undo or hand."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from koinon.cooperation.awards.deliberation_commands import take_stand, turn_entry
from koinon.cooperation.awards.findings import find_changed_results
from koinon.cooperation.awards.freezing import TooMany, freeze_phase, proof_of
from koinon.cooperation.awards.models import JuryScore, Phase, Result, Review, TieRule
from koinon.cooperation.awards.phase_commands import (
    NothingToJudge,
    NotInThisState,
    PhaseFrozen,
    close_scoring,
    open_phase,
    reopen_scoring,
)
from koinon.cooperation.awards.review_commands import score_criterion
from koinon.cooperation.awards.tallying import criteria_of
from koinon.cooperation.calls.models import Placing
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import Act, act, undo
from koinon.platform.audit.models import Entry
from koinon.platform.errors import NotAllowed
from koinon.platform.notifications.models import Message, Words
from koinon.site.briefings.jury_report import jury_report

from .judging import NOW, TELLING, TODAY, Cycle, cast, give, make_cycle

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Reader], Client]


@pytest.fixture
def frozen() -> Cycle:
    """Scored, deliberated and frozen; the first entry wins."""
    made = make_cycle(comments_sent=True)
    for entry in range(3):
        give(made, 0, entry, 5 - entry, 5 - entry, comment=f"Idea {entry} is good", tally=False)
        give(made, 1, entry, 4 - entry, 4 - entry, tally=False)
    made.readers = cast(made)
    close_scoring(made.phase, by=made.readers["chair"], moment=NOW)
    take_stand(made.phase, made.entries[0].pk, True, "", by=made.readers["juror"])
    freeze_phase(made.phase, by=made.readers["chair"], moment=NOW)
    return made


def test_the_result_is_signed_and_whoever_goes_forward_is_placed(frozen: Cycle) -> None:
    result = Result.objects.select_related("phase__panel").get()
    assert proof_of(result).holds
    assert list(Placing.objects.values_list("entry", "stage")) == [(frozen.entries[0].pk, frozen.stage.pk)]
    first = result.frozen["entries"][0]
    assert (first["number"], first["forward"], first["mean"], first["agree"]) == (41, True, "90.000000", 1)
    assert result.phase.digest == result.digest
    assert not [word for word in TELLING if word in str(result.frozen)]


def test_no_score_can_change_afterwards(frozen: Cycle, client_of: ClientOf) -> None:
    juror, assignment = frozen.readers["juror"], frozen.assignment(1, 0)
    with pytest.raises(PhaseFrozen):
        score_criterion(assignment, criteria_of(frozen.phase)[0], 1, seen=4, by=juror)
    with pytest.raises(PhaseFrozen):
        turn_entry(frozen.phase, frozen.entries[0].pk, False, "no", by=frozen.readers["chair"])
    with pytest.raises(PhaseFrozen):
        take_stand(frozen.phase, frozen.entries[1].pk, True, "", by=juror)
    with pytest.raises(PhaseFrozen):
        reopen_scoring(frozen.phase, "again", by=frozen.readers["secretariat"])
    client = client_of(juror)
    client.post(f"/awards/score/{assignment.key}/criteria/1/", {"value": "1", "seen": "4"})
    assert not JuryScore.objects.filter(review__assignment=assignment, value=1).exists()


def test_no_act_of_any_room_touches_a_frozen_phase(frozen: Cycle) -> None:
    score, review = JuryScore.objects.first(), Review.objects.first()
    assert score is not None
    assert review is not None
    tries: tuple[Callable[[Act], object], ...] = (
        lambda doing: doing.change(score, value=0),
        lambda doing: doing.remove(score),
        lambda doing: doing.change(review, to_committee="otherwise"),
        lambda doing: doing.change(Phase.objects.get(), title="Other"),
        lambda doing: doing.remove(Result.objects.get()),
    )
    for do in tries:
        with pytest.raises(PhaseFrozen), act("change_score", by=None) as doing:
            do(doing)
    assert proof_of(Result.objects.select_related("phase__panel").get()).holds


def test_not_even_an_undo(frozen: Cycle) -> None:
    for verb in ("freeze_phase", "close_scoring", "take_stand"):
        with pytest.raises(PhaseFrozen):
            undo(Entry.objects.get(verb=verb), by=frozen.readers["secretariat"].user)
    assert Phase.objects.get().frozen_at is not None


def test_who_changes_the_database_itself_is_noticed(frozen: Cycle, client_of: ClientOf) -> None:
    assert list(find_changed_results(TODAY)) == []
    address = Result.objects.get().get_absolute_url()
    assert "This result is whole" in Client().get(address).content.decode()
    JuryScore.objects.filter(review__assignment=frozen.assignment(1, 1)).update(value=5)
    proof = proof_of(Result.objects.select_related("phase__panel").get())
    assert (proof.is_signed, proof.is_whole, proof.scores_stand) == (True, True, False)
    assert [one.subjects[0] for one in find_changed_results(TODAY)] == [frozen.phase]
    assert "This result is not what was signed" in Client().get(address).content.decode()


def test_everybody_verifies_and_sees_who_was_placed_once_it_is_announced(frozen: Cycle) -> None:
    result = Result.objects.get()
    address = f"{result.get_absolute_url()}?digest={result.digest}"
    text = Client().get(address).content.decode()
    assert "The digest you brought is that of this result." in text
    assert "Zamorano" not in text
    frozen.stage.announced_at = NOW
    frozen.stage.save()
    assert "Zamorano sorts its waste" in Client().get(address).content.decode()


def test_letters_tell_each_applicant_its_own(frozen: Cycle, client_of: ClientOf) -> None:
    client = client_of(frozen.readers["secretariat"])
    for _twice in range(2):
        assert client.post(f"/awards/phases/{frozen.phase.key}/letters/").status_code == 302
    assert Message.objects.count() == 3
    texts = dict(Words.objects.values_list("message__mailbox__address", "text"))
    assert "has reached the stage" in texts["mayor@zamorano.example"]
    assert "Idea 0 is good" in texts["mayor@zamorano.example"]
    assert "Idea 0" not in texts["office2@otherton.example"]
    assert "Idea 1 is good" in texts["office2@otherton.example"]
    assert "Chiara" not in "".join(texts.values())
    assert mail.outbox == []


def test_comments_stay_with_the_panel_where_the_rules_do_not_send_them() -> None:
    from koinon.cooperation.awards.letters import write_letters

    made = make_cycle(entries=1)
    people = cast(made)
    give(made, 0, 0, 5, 5, comment="secret of the panel")
    with pytest.raises(NotInThisState):
        write_letters(made.phase, by=people["secretariat"], moment=NOW)
    close_scoring(made.phase, by=people["secretariat"], moment=NOW)
    freeze_phase(made.phase, by=people["secretariat"], moment=NOW)
    for name in ("chair", "juror", "applicant"):
        with pytest.raises(NotAllowed):
            write_letters(made.phase, by=people[name], moment=NOW)
    write_letters(made.phase, by=people["secretariat"], moment=NOW)
    assert "secret" not in Words.objects.get().text


def test_who_shares_the_last_place_is_decided_before_freezing() -> None:
    made = make_cycle(entries=2, tie_rule=TieRule.SHARED)
    people = cast(made)
    for entry in range(2):
        give(made, 0, entry, 3, 3)
    close_scoring(made.phase, by=people["secretariat"], moment=NOW)
    for name in ("juror", "stranger", "applicant"):
        with pytest.raises(NotAllowed):
            freeze_phase(made.phase, by=people[name], moment=NOW)
    with pytest.raises(TooMany):
        freeze_phase(made.phase, by=people["chair"], moment=NOW)
    for entry in range(2):
        turn_entry(made.phase, made.entries[entry].pk, True, "good", by=people["chair"])
    with pytest.raises(TooMany):
        freeze_phase(made.phase, by=people["chair"], moment=NOW)
    turn_entry(made.phase, made.entries[1].pk, False, "less so", by=people["chair"])
    freeze_phase(made.phase, by=people["chair"], moment=NOW)
    assert Placing.objects.get().entry == made.entries[0]


def test_a_phase_opens_over_the_entries_that_came_so_far() -> None:
    made = make_cycle(opened=False)
    secretariat = cast(made)["secretariat"]
    made.entries[2].eligible = False
    made.entries[2].save()
    open_phase(made.phase, by=secretariat, moment=NOW)
    assert made.phase.tallies.count() == 2
    with pytest.raises(NotInThisState):
        open_phase(made.phase, by=secretariat, moment=NOW)
    close_scoring(made.phase, by=secretariat, moment=NOW)
    reopen_scoring(made.phase, "a juror was ill", by=secretariat)
    assert Entry.objects.get(verb="reopen_scoring").note == "a juror was ill"
    made.entries[0].call.criteria.all().delete()
    with pytest.raises(NothingToJudge):
        open_phase(Phase.objects.create(key="x", panel=made.panel, title="x"), by=secretariat, moment=NOW)


def test_the_report_says_what_was_signed(frozen: Cycle) -> None:
    result = Result.objects.select_related("phase__panel__call", "phase__panel__body").get()
    told = str(jury_report(result, language="en", verify_address="https://x.example/v").content())
    assert result.digest in told
    assert "Zamorano sorts its waste" in told
    Phase.objects.create(key="later", panel=frozen.panel, title="Later", blind=True)
    veiled = str(jury_report(result, language="fr", verify_address="https://x.example/v").content())
    assert not [word for word in TELLING if word in veiled]
