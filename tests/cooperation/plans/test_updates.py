"""Updates: asked for once a quarter, sent by a one-time link, accepted, or returned with a reason and a fresh link."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.utils import timezone
from tests.factories import make_person, make_role

from koinon.cooperation.plans import plan_commands, update_commands
from koinon.cooperation.plans.letters import letters_due
from koinon.cooperation.plans.links import LINK_DAYS, LinkNotGood, update_behind, update_token
from koinon.cooperation.plans.models import Measure, MeasureUpdate, Milestone
from koinon.cooperation.plans.plan_commands import Side
from koinon.cooperation.plans.progress import progress_of
from koinon.cooperation.plans.quarters import before, last_ended
from koinon.cooperation.plans.update_commands import Told
from koinon.network.evidence.models import Document
from koinon.network.people.models import Body
from koinon.network.people.readers import SYSTEM, Reader
from koinon.platform.audit.models import Entry
from koinon.platform.errors import Refused
from koinon.platform.notifications.models import Message

from .conftest import TODAY, give_address, sides_of

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def asked(agreed: Measure) -> MeasureUpdate:
    """Guangzhou was asked today."""
    side = sides_of(agreed.plan)[1]
    give_address(side.body, "office@guangzhou.example")
    return update_commands.ask_for_update(agreed, side, by=SYSTEM, on=timezone.localdate())


def page_of(update: MeasureUpdate) -> str:
    return f"/plans/report/{update_token(update)}/"


def test_the_last_ended_quarter() -> None:
    assert last_ended(TODAY) == "2026-Q3"
    assert last_ended(date(2026, 1, 1)) == "2025-Q4"
    assert before("2026-Q1") == "2025-Q4"


def test_asking_writes_a_letter_in_the_language_of_the_side(asked: MeasureUpdate) -> None:
    letter = Message.objects.get(unique=f"plan-update/{asked.key}/1")
    assert letter.language == "zh-hans"
    assert letter.mailbox.address == "office@guangzhou.example"
    assert letter.about_key == asked.measure.key


def test_everybody_is_asked_once_however_often_the_night_comes(agreed: Measure) -> None:
    on = date(2026, 10, 1)
    first = [letter.unique for letter, _day in letters_due(on)]
    again = [letter.unique for letter, _day in letters_due(on + timedelta(1))]
    assert sorted(first) == sorted(again)
    assert len(first) == MeasureUpdate.objects.count() == 2
    assert {one.quarter for one in MeasureUpdate.objects.all()} == {"2026-Q3"}


def test_drafts_and_closed_plans_are_not_asked(measure: Measure) -> None:
    assert list(letters_due(TODAY)) == []
    with pytest.raises(Refused, match="agreed measures"):
        update_commands.ask_for_update(measure, sides_of(measure.plan)[0], by=SYSTEM, on=TODAY)


def test_the_link_opens_a_short_form_in_the_language_of_the_side(
    asked: MeasureUpdate, client: Client
) -> None:
    answer = client.get(page_of(asked))
    assert answer.status_code == 200
    assert 'lang="zh-Hans"' in answer.text
    assert "上学路上的遮阴" in answer.text
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    assert '<html lang="es"' in client.get(page_of(asked)).text


def test_an_update_by_link_waits_for_an_answer_and_the_link_is_used_up(
    asked: MeasureUpdate, client: Client
) -> None:
    page = page_of(asked)
    milestone = Milestone.objects.get()
    sent = {"reading": "900", "milestone": milestone.pk, "words": "一半", "version": asked.version}
    assert client.post(page, sent).status_code == 200
    now = MeasureUpdate.objects.get()
    assert (now.state, now.reading, now.words, now.milestone) == ("sent", 900, "一半", milestone)
    assert Entry.objects.get(verb="send_update").note == "by signed link"
    assert Message.objects.get().acted_at
    again = client.get(page)
    assert again.status_code == 410
    assert Milestone.objects.get().reached_on is None


def test_whoever_sends_second_is_told_and_keeps_the_words(asked: MeasureUpdate, client: Client) -> None:
    page = page_of(asked)
    client.post(page, {"words": "first"})
    late = client.post(page, {"words": "what I typed for ten minutes"})
    assert late.status_code == 410
    assert "what I typed for ten minutes" in late.text
    assert MeasureUpdate.objects.get().words == "first"


def test_two_at_once_the_second_is_refused(asked: MeasureUpdate) -> None:
    second = MeasureUpdate.objects.get()
    update_commands.send_update(asked, Told(words="first"), by=None, on=TODAY, moment=NOW)
    with pytest.raises(Refused, match="meanwhile"):
        update_commands.send_update(second, Told(words="second"), by=None, on=TODAY, moment=NOW)
    assert MeasureUpdate.objects.get().words == "first"


def test_nothing_told_is_refused(asked: MeasureUpdate, client: Client) -> None:
    assert client.post(page_of(asked), {"words": " "}).status_code == 422
    assert MeasureUpdate.objects.get().state == "asked"


def test_a_file_becomes_evidence_for_the_eyes_of_the_sides(
    asked: MeasureUpdate, client: Client, lyon_officer: Reader, other_officer: Reader
) -> None:
    photo = SimpleUploadedFile("street.png", b"\x89PNG\r\n\x1a\n" + bytes(64))
    assert client.post(page_of(asked), {"file": photo}).status_code == 200
    document = Document.objects.get()
    assert MeasureUpdate.objects.get().document == document
    assert document.versions.get().filename == "street.png"
    assert Document.objects.visible_to(lyon_officer).exists()
    assert not Document.objects.visible_to(other_officer).exists()


@override_settings(UPLOAD_LIMIT=1024)
def test_a_photo_too_large_is_refused_in_words_and_the_words_are_kept(
    asked: MeasureUpdate, client: Client
) -> None:
    photo = SimpleUploadedFile("street.png", b"\x89PNG\r\n\x1a\n" + bytes(2048))
    answer = client.post(page_of(asked), {"file": photo, "words": "about the street", "reading": "500"})
    assert answer.status_code == 422
    assert "about the street" in answer.text
    assert 'value="500"' in answer.text
    assert (MeasureUpdate.objects.get().state, Document.objects.count()) == ("asked", 0)


def test_a_photo_of_fifty_megabytes(asked: MeasureUpdate, client: Client) -> None:
    photo = BytesIO(b"\x89PNG\r\n\x1a\n" + bytes(50 * 1024 * 1024))
    photo.name = "street.png"
    answer = client.post(page_of(asked), {"file": photo, "words": "about the street"})
    assert answer.status_code == 422
    assert "25 MB" in answer.text
    assert MeasureUpdate.objects.get().state == "asked"


def test_expired_revoked_and_made_up_links_say_so(asked: MeasureUpdate, client: Client) -> None:
    token = update_token(asked)
    with pytest.raises(LinkNotGood, match=r"过|past its end"):
        update_behind(token, timezone.localdate() + timedelta(LINK_DAYS + 1))
    update_commands.revoke_update_link(asked, by=SYSTEM)
    assert client.get(f"/plans/report/{token}/").status_code == 410
    assert client.get("/plans/report/made-up/").status_code == 410


def test_the_link_of_a_person_who_left_opens_nothing(agreed: Measure, guangzhou: Body) -> None:
    lyon, _guangzhou = sides_of(agreed.plan)
    here = make_role(of=guangzhou, title="Officer", ends="..")
    told = [Side(lyon.body, "en"), Side(guangzhou, "en", here.person)]
    plan_commands.change_plan(agreed.plan, {}, told, by=SYSTEM)
    agreed = Measure.objects.get()
    asked = update_commands.ask_for_update(agreed, sides_of(agreed.plan)[1], by=SYSTEM, on=TODAY)
    assert update_behind(update_token(asked), TODAY) == asked
    here.ends = date(2026, 10, 1)
    here.save()
    with pytest.raises(LinkNotGood, match="no longer works there"):
        update_behind(update_token(asked), TODAY)


def test_who_never_had_a_role_on_record_has_not_left(agreed: Measure, guangzhou: Body) -> None:
    lyon, _guangzhou = sides_of(agreed.plan)
    told = [Side(lyon.body, "en"), Side(guangzhou, "en", make_person("Xu Bo"))]
    plan_commands.change_plan(agreed.plan, {}, told, by=SYSTEM)
    agreed = Measure.objects.get()
    asked = update_commands.ask_for_update(agreed, sides_of(agreed.plan)[1], by=SYSTEM, on=TODAY)
    assert update_behind(update_token(asked), TODAY) == asked


# Answered


@pytest.fixture
def sent(asked: MeasureUpdate) -> MeasureUpdate:
    told = Told(reading=Decimal(900), milestone=Milestone.objects.get(), words="Half")
    return update_commands.send_update(asked, told, by=None, on=TODAY, moment=NOW)


def test_an_accepted_update_counts_and_reaches_its_milestone(sent: MeasureUpdate) -> None:
    update_commands.accept_update(sent, by=SYSTEM, on=TODAY)
    measure = Measure.objects.get()
    assert Milestone.objects.get().reached_on == TODAY
    progress = progress_of(measure, measure.updates.all(), list(measure.milestones.all()), TODAY)
    assert (progress.percent, progress.reached, progress.late) == (50, 1, ())
    earlier = progress_of(measure, measure.updates.all(), list(measure.milestones.all()), date(2026, 5, 1))
    assert (earlier.percent, earlier.reached, len(earlier.late)) == (0, 0, 1)


def test_an_update_is_returned_with_a_reason_or_not_at_all(sent: MeasureUpdate, client: Client) -> None:
    spent = update_token(sent)
    with pytest.raises(Refused, match="Say why"):
        update_commands.return_update(sent, " ", by=SYSTEM, on=TODAY)
    update_commands.return_update(sent, "Which streets?", by=SYSTEM, on=timezone.localdate())
    assert spent == ""
    page = page_of(sent)
    answer = client.get(page)
    assert answer.status_code == 200
    assert "Which streets?" in answer.text
    assert "Half</textarea>" in answer.text
    assert Message.objects.filter(unique=f"plan-update/{sent.key}/2").exists()
    assert client.post(page, {"words": "Four streets", "reading": "950"}).status_code == 200
    now = MeasureUpdate.objects.get()
    assert (now.state, now.words) == ("sent", "Four streets")


def test_only_what_was_sent_is_answered(asked: MeasureUpdate) -> None:
    with pytest.raises(Refused, match="was sent"):
        update_commands.accept_update(asked, by=SYSTEM, on=TODAY)


def test_asking_twice_on_a_day_is_one_letter_and_later_a_fresh_one(asked: MeasureUpdate) -> None:
    again = update_commands.ask_for_update(asked.measure, asked.side, by=SYSTEM, on=timezone.localdate())
    assert update_token(again) == update_token(asked)
    later = timezone.localdate() + timedelta(3)
    fresh = update_commands.ask_for_update(
        asked.measure, asked.side, by=SYSTEM, on=later, quarter=asked.quarter
    )
    assert update_token(fresh) != update_token(asked)
    assert Message.objects.count() == 2
