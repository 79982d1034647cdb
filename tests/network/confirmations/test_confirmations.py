"""The other side confirms: asking, the one-time link and every way it can be spoilt, answers, remarks, and who sees what."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from tests import factories

from koinon.cooperation.agreements.models import Agreement
from koinon.network.confirmations import commands, queries
from koinon.network.confirmations.commands import Question, Said
from koinon.network.confirmations.letters import send_link
from koinon.network.confirmations.links import LinkNotGood, confirmation_behind, token_of
from koinon.network.confirmations.models import Answer, Confirmation, RemarkState
from koinon.network.confirmations.queries import Agreed
from koinon.network.confirmations.subjects import digest_of, lines_of
from koinon.network.people.models import Body
from koinon.network.people.readers import PUBLIC, Reader
from koinon.platform.audit.models import Entry
from koinon.platform.dates import Day
from koinon.platform.errors import NotAllowed
from koinon.platform.notifications.models import Message, State

ClientOf = Callable[[Reader], Client]
TODAY = date(2022, 6, 1)
NOW = datetime(2022, 6, 2, 8, 0, tzinfo=UTC)


@pytest.fixture
def agreement(home_network: Body, guangzhou: Body) -> Agreement:
    made = factories.make_agreement(
        "General agreement", [home_network, guangzhou], starts=Day.read("2021-07-15"), ends=Day.read("2023")
    )
    factories.make_commitment(made, title="A seminar each year")
    return made


@pytest.fixture
def asked(agreement: Agreement, guangzhou: Body, secretariat: Reader) -> Confirmation:
    return commands.ask_confirmation(agreement, Question(guangzhou, "zh-hans"), by=secretariat, on=TODAY)


def said(agreement: Agreement, *, agrees: bool = False, **lines: str) -> Said:
    return Said("Cai, Foreign Affairs Office", digest_of(agreement), lines, agrees)


def link_in(text: str) -> str:
    """The address of the guest's page as somebody would find it; a token tells when it was made."""
    found = re.search(r"/confirm/[^/\s\"]+/", text)
    assert found
    return found[0]


def answered(asked: Confirmation, agreement: Agreement, what: Said) -> Confirmation:
    commands.answer_confirmation(asked, agreement, what, moment=NOW)
    asked.refresh_from_db()
    return asked


# Lines


def test_the_lines_are_the_facts_in_the_language_of_the_side(agreement: Agreement) -> None:
    english = {line.name: (line.label, line.value) for line in lines_of(agreement, "en")}
    assert english["title"] == ("Title", "General agreement")
    assert english["starts"] == ("Begins", "15 July 2021")
    assert any(value == "A seminar each year" for _label, value in english.values())
    spanish = {line.name: line for line in lines_of(agreement, "es")}
    assert spanish["starts"].value == "15 de julio de 2021"
    assert spanish.keys() == english.keys()


def test_a_promise_kept_for_the_secretariat_is_no_line(agreement: Agreement) -> None:
    factories.make_commitment(agreement, title="Between us", audience="secretariat")
    assert "Between us" not in {line.value for line in lines_of(agreement, "en")}


# Answers


def test_agreeing_makes_both_confirm_and_spends_the_link(agreement: Agreement, asked: Confirmation) -> None:
    assert queries.between_sides(agreement).state == Agreed.OURS
    token = token_of(asked)
    answered(asked, agreement, said(agreement, agrees=True))
    assert queries.between_sides(agreement).state == Agreed.BOTH
    assert asked.statement[0]["value"] == "General agreement"
    with pytest.raises(LinkNotGood, match="answered with this link already"):
        confirmation_behind(token, TODAY)


def test_a_changed_record_is_no_longer_confirmed(agreement: Agreement, asked: Confirmation) -> None:
    answered(asked, agreement, said(agreement, agrees=True))
    agreement.ends = Day.read("2024")
    agreement.save()
    assert queries.between_sides(agreement).state == Agreed.OURS


def test_a_corrected_line_waits_for_a_person_and_changes_nothing(
    agreement: Agreement, asked: Confirmation, secretariat: Reader
) -> None:
    answered(asked, agreement, said(agreement, starts="16 July 2021", title="  General   agreement "))
    (remark,) = asked.remarks.all()
    assert (remark.line, remark.after) == ("starts", "16 July 2021")
    agreement.refresh_from_db()
    assert str(agreement.starts.edtf) == "2021-07-15"
    assert queries.between_sides(agreement).state == Agreed.DIFFERS
    assert list(queries.open_remarks(secretariat)) == [remark]
    with pytest.raises(commands.ReasonMissing):
        commands.decline_remark(remark, "  ", by=secretariat)
    commands.decline_remark(remark, "The signed paper says the 15th.", by=secretariat)
    assert queries.between_sides(agreement).state == Agreed.OURS
    with pytest.raises(commands.SettledAlready):
        commands.take_remark(remark, by=secretariat)
    assert remark.state == RemarkState.DECLINED


def test_nothing_said_and_both_said_are_refused(agreement: Agreement, asked: Confirmation) -> None:
    with pytest.raises(commands.NothingSaid):
        commands.answer_confirmation(asked, agreement, said(agreement), moment=NOW)
    both = said(agreement, agrees=True, starts="16 July 2021")
    with pytest.raises(commands.NothingSaid):
        commands.answer_confirmation(asked, agreement, both, moment=NOW)
    asked.refresh_from_db()
    assert asked.is_open


def test_an_emptied_line_is_a_correction(agreement: Agreement, asked: Confirmation) -> None:
    with pytest.raises(commands.NothingSaid):
        commands.answer_confirmation(asked, agreement, said(agreement, agrees=True, starts=""), moment=NOW)
    answered(asked, agreement, said(agreement, starts=" "))
    (remark,) = asked.remarks.all()
    assert (remark.line, remark.after) == ("starts", "")


def test_an_answer_to_an_older_page_is_refused(agreement: Agreement, asked: Confirmation) -> None:
    seen = said(agreement, agrees=True)
    agreement.title = "Renewed agreement"
    agreement.save()
    with pytest.raises(commands.RecordHasChanged):
        commands.answer_confirmation(asked, agreement, seen, moment=NOW)


# Links


def test_a_link_past_its_end_says_so(asked: Confirmation) -> None:
    token = token_of(asked)
    assert confirmation_behind(token, asked.link_until) == asked
    with pytest.raises(LinkNotGood, match="past its end"):
        confirmation_behind(token, asked.link_until + timedelta(1))


def test_asking_again_takes_the_waiting_link_back(
    agreement: Agreement, guangzhou: Body, asked: Confirmation, secretariat: Reader
) -> None:
    before = token_of(asked)
    after = commands.ask_confirmation(agreement, Question(guangzhou, "en"), by=secretariat, on=TODAY)
    with pytest.raises(LinkNotGood, match="taken it back"):
        confirmation_behind(before, TODAY)
    assert confirmation_behind(token_of(after), TODAY) == after


def test_the_link_of_a_person_who_left_opens_nothing(
    agreement: Agreement, guangzhou: Body, guangzhou_office: Body, secretariat: Reader
) -> None:
    person = factories.make_person("Cai Left")
    factories.make_role(
        person=person, of=guangzhou_office, starts=Day.read("2015"), ends=Day.read("2022-06-30")
    )
    asked = commands.ask_confirmation(agreement, Question(guangzhou, "en", person), by=secretariat, on=TODAY)
    assert confirmation_behind(token_of(asked), TODAY) == asked
    with pytest.raises(LinkNotGood, match="has left the office"):
        confirmation_behind(token_of(asked), date(2022, 7, 1))


@pytest.mark.parametrize("token", ["", "x", "WyJhIiwiYiJd:1:2"])
def test_a_made_up_link_opens_nothing(db: None, token: str) -> None:
    with pytest.raises(LinkNotGood, match="opens nothing"):
        confirmation_behind(token, TODAY)


# Who may


def test_only_who_keeps_the_record_may_ask_and_settle(
    agreement: Agreement, guangzhou: Body, coordinator: Reader, stranger: Reader, asked: Confirmation
) -> None:
    for reader in (coordinator, stranger, PUBLIC):
        with pytest.raises(NotAllowed):
            commands.ask_confirmation(agreement, Question(guangzhou, "en"), by=reader, on=TODAY)
        with pytest.raises(NotAllowed):
            commands.withdraw_confirmation(asked, by=reader)
    answered(asked, agreement, said(agreement, starts="16 July 2021"))
    with pytest.raises(NotAllowed):
        commands.take_remark(asked.remarks.get(), by=coordinator)


def test_who_is_no_side_is_not_asked(agreement: Agreement, chengdu: Body, secretariat: Reader) -> None:
    with pytest.raises(commands.NotASide):
        commands.ask_confirmation(agreement, Question(chengdu, "en"), by=secretariat, on=TODAY)


def test_the_side_sees_its_own_and_nobody_elses(
    asked: Confirmation, coordinator: Reader, other_officer: Reader, stranger: Reader, secretariat: Reader
) -> None:
    seen = {
        reader: Confirmation.objects.visible_to(reader).exists()
        for reader in (secretariat, coordinator, other_officer, stranger, PUBLIC)
    }
    assert list(seen.values()) == [True, True, False, False, False]


def test_every_write_leaves_one_entry(
    agreement: Agreement, guangzhou: Body, secretariat: Reader, asked: Confirmation
) -> None:
    before = Entry.objects.count()
    answered(asked, agreement, said(agreement, starts="16 July 2021", title="Another"))
    assert Entry.objects.count() == before + 1
    assert Entry.objects.latest("pk").note == commands.BY_LINK


# Letters


def test_the_link_goes_by_mail_in_the_language_of_the_side_and_is_marked_as_used(
    agreement: Agreement, guangzhou: Body, secretariat: Reader, client_of: ClientOf, client: Client
) -> None:
    client_of(secretariat).post(
        f"/confirmations/ask/agreements.agreement/{agreement.key}/",
        {"side": guangzhou.pk, "language": "fr", "person": "", "address": "bureau@example.org"},
    )
    made = Confirmation.objects.get()
    letter = Message.objects.get(unique=f"confirmation/{made.key}")
    assert letter.language == "fr"
    client.post(link_in(letter.words.text), {"digest": digest_of(agreement), "agrees": "1"})
    letter.refresh_from_db()
    assert letter.acted_at is not None


def test_a_letter_that_has_not_left_stays_at_home_when_the_link_is_taken_back(
    agreement: Agreement, asked: Confirmation, secretariat: Reader
) -> None:
    send_link(asked, agreement, "bureau@example.org", link="https://k/x", by=secretariat, on=TODAY)
    commands.withdraw_confirmation(asked, by=secretariat)
    assert Message.objects.get().state == State.WITHDRAWN


# Pages


def test_from_the_page_of_the_agreement_to_the_answer(
    agreement: Agreement, guangzhou: Body, secretariat: Reader, client_of: ClientOf, client: Client
) -> None:
    desk = client_of(secretariat)
    assert "Have it confirmed" in desk.get(agreement.get_absolute_url()).content.decode()
    asked = desk.post(
        f"/confirmations/ask/agreements.agreement/{agreement.key}/",
        {"side": guangzhou.pk, "language": "es", "person": ""},
        follow=True,
    )
    made = Confirmation.objects.get()
    link = link_in(asked.content.decode())
    page = client.get(link)
    assert page.status_code == 200
    assert "15 de julio de 2021" in page.content.decode()
    nothing = client.post(link, {"digest": digest_of(agreement)})
    assert nothing.status_code == 422
    done = client.post(link, {"digest": digest_of(agreement), "agrees": "1", "name": "Cai"})
    assert done.status_code == 200
    assert client.get(link).status_code == 410
    assert made.answer == Answer.WAITING
    made.refresh_from_db()
    assert made.answer == Answer.AGREED
    public = client.get(agreement.get_absolute_url()).content.decode()
    assert "both sides confirm" in public
    assert "Cai" not in public


def test_that_the_sides_differ_is_not_told_to_the_public(
    agreement: Agreement, asked: Confirmation, client: Client, secretariat: Reader, client_of: ClientOf
) -> None:
    answered(asked, agreement, said(agreement, starts="16 July 2021"))
    assert "the sides differ" not in client.get(agreement.get_absolute_url()).content.decode()
    assert "the sides differ" in client_of(secretariat).get(agreement.get_absolute_url()).content.decode()
    assert client.get(f"/confirmations/{asked.key}/").status_code == 404
    assert client.get("/confirmations/").status_code == 404


def test_a_link_typed_lines_survive_a_refusal(
    agreement: Agreement, asked: Confirmation, client: Client
) -> None:
    today = timezone.localdate()
    Confirmation.objects.update(link_until=today)
    refused = client.post(
        f"/confirm/{token_of(asked)}/",
        {"digest": "old", "line-starts": "16 July 2021", "name": "Cai"},
    )
    assert refused.status_code == 422
    assert "16 July 2021" in refused.content.decode()


def test_a_line_is_corrected_from_the_language_it_was_shown_in(
    agreement: Agreement, asked: Confirmation, client: Client
) -> None:
    Confirmation.objects.update(link_until=timezone.localdate())
    link = f"/confirm/{token_of(asked)}/"
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    page = client.get(link)
    assert '<html lang="fr"' in page.text
    assert "15 juillet 2021" in page.text
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"  # chosen meanwhile, on another page
    lines = {f"line-{line.name}": line.value for line in lines_of(agreement, "fr")}
    sent = {"digest": digest_of(agreement), "language": "fr", **lines, "line-title": "Autrement"}
    assert client.post(link, sent).status_code == 200
    asked.refresh_from_db()
    assert [remark.line for remark in asked.remarks.all()] == ["title"]
    assert asked.language == "fr"
    assert '<html lang="es"' in client.get(link).text


def test_the_list_asks_as_much_for_three_as_for_one(
    agreement: Agreement,
    guangzhou: Body,
    asked: Confirmation,
    secretariat: Reader,
    client_of: ClientOf,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    desk = client_of(secretariat)
    desk.get("/confirmations/")
    for _again in range(2):
        commands.ask_confirmation(agreement, Question(guangzhou, "en"), by=secretariat, on=TODAY)
    with django_assert_max_num_queries(10):  # type: ignore[attr-defined]
        assert desk.get("/confirmations/").status_code == 200
