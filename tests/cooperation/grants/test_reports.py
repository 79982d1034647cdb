"""Reports of scholars: asked for by letter in time, handed in behind the link, accepted or returned; conditions told."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cooperation.grants.making import make_grant, make_instalment, make_payment
from tests.cooperation.grants.test_scholarships import make_scholarship
from tests.factories import make_body, make_person, make_user

from koinon.cooperation.grants import report_commands as commands
from koinon.cooperation.grants import scholarship_commands
from koinon.cooperation.grants.models import ScholarReport, Scholarship
from koinon.cooperation.grants.report_letters import letters_due
from koinon.cooperation.grants.report_links import report_behind, report_token
from koinon.network.evidence.models import Document, DocumentVersion
from koinon.network.evidence.uploads import FileRefused
from koinon.network.people.models import Body
from koinon.network.people.readers import SYSTEM, Reader
from koinon.platform.accounts.signed_links import LinkNotGood
from koinon.platform.errors import NotAllowed
from koinon.platform.notifications.models import Message
from koinon.platform.notifications.planners import plan_all

ClientOf = Callable[[Reader], Client]
DUE = date(2019, 1, 31)
NOON = datetime(2019, 1, 20, 12, tzinfo=UTC)


@pytest.fixture
def one(db: None) -> Scholarship:
    account = make_user("lin@example.org", language="zh-hans")
    return make_scholarship(scholar=make_person("Lin Scholar", account=account))


def letters(on: date) -> list[str]:
    """What names the letters this room plans by the day."""
    return [letter.unique for letter, _day in letters_due(on)]


def handed_in(one: Scholarship, secretariat: Reader, file: ContentFile[Any] | None = None) -> ScholarReport:
    """Asked for and handed in, each on 20 January."""
    report = commands.ask_for_report(one, by=secretariat, on=NOON.date())
    return commands.hand_in_report(report, "I saw how.", file, on=NOON.date(), moment=NOON)


def test_the_scholar_is_asked_a_month_ahead_and_once_more_when_late(one: Scholarship) -> None:
    make_scholarship(is_example=True)
    make_scholarship(reported_on=DUE)
    assert not letters(DUE - timedelta(31))
    asked = letters(DUE - timedelta(30))
    report = ScholarReport.objects.get()
    assert asked == letters(DUE) == [f"scholar-report/{report.key}/1"]
    assert letters(DUE + timedelta(1)) == [f"scholar-report/{report.key}/2"]
    assert letters(DUE + timedelta(9)) == [f"scholar-report/{report.key}/2"]
    plan_all(DUE + timedelta(9))
    letter = Message.objects.get(unique=f"scholar-report/{report.key}/2")
    assert letter.mailbox
    assert letter.mailbox.address == "lin@example.org"
    assert letter.language == "zh-hans"
    token = letter.words.text.partition("/grants/scholar/")[2].partition("/")[0]
    assert report_behind(token, DUE) == report
    scholarship_commands.give_up_scholarship(one, "Fell ill.", by=SYSTEM, on=DUE)
    letter.refresh_from_db()
    assert letter.state == "withdrawn"
    assert not letters(DUE + timedelta(10))


def test_who_is_first_asked_when_late_is_not_reminded_the_next_day(one: Scholarship) -> None:
    first = letters(DUE + timedelta(3))
    assert letters(DUE + timedelta(9)) == first
    assert letters(DUE + timedelta(10)) != first


def test_handed_in_behind_the_link_and_accepted(
    one: Scholarship, client_of: ClientOf, public: Reader, secretariat: Reader, stranger: Reader
) -> None:
    desk, page = client_of(secretariat), one.get_absolute_url()
    assert desk.post(f"{page}ask/").status_code == 302
    report = ScholarReport.objects.get()
    link = f"/grants/scholar/{report_token(report)}/"
    guest = client_of(public)
    assert one.title in guest.get(link).content.decode()
    assert guest.post(link, {"words": " "}).status_code == 422
    bad = SimpleUploadedFile("report.pdf", b"<html><body>no</body></html>")
    assert guest.post(link, {"words": "Kept.", "file": bad}).status_code == 422
    good = SimpleUploadedFile("report.txt", b"What I saw in Guangzhou.")
    assert guest.post(link, {"words": "Half.", "file": good}).status_code == 302
    read = ScholarReport.objects.get().version
    assert guest.post(link, {"words": "I saw how."}).status_code == 302
    desk.post(f"{page}accept/", {"version": read})
    report.refresh_from_db()
    assert (report.state, DocumentVersion.objects.get().filename) == ("sent", "report.txt")
    told = desk.get(page).content.decode()
    assert "I saw how." in told
    assert "Somebody changed this record" in told  # what was read is not what stands there now
    assert f'action="{page}accept/"' in told
    assert client_of(stranger).post(f"{page}accept/").status_code == 404
    assert desk.post(f"{page}accept/").status_code == 302
    one.refresh_from_db()
    assert (one.reported_on, one.report) == (report.sent_on, report.document)
    assert guest.post(link, {"words": "More."}).status_code == 422
    assert ScholarReport.objects.get().words == "I saw how."


def test_returned_with_a_reason_and_mended(one: Scholarship, secretariat: Reader, stranger: Reader) -> None:
    report = handed_in(one, secretariat, ContentFile(b"First.", "report.txt"))
    for verb in (commands.accept_report, commands.ask_for_report):
        with pytest.raises(NotAllowed):
            verb(report if verb is commands.accept_report else one, by=stranger, on=DUE)  # type: ignore[arg-type]
    with pytest.raises(commands.ReasonMissing):
        commands.return_report(report, " ", by=secretariat, on=DUE)
    commands.return_report(report, "Say what it cost.", by=secretariat, on=DUE)
    assert "Say what it cost." in Message.objects.get(unique__endswith="/2").words.text
    with pytest.raises(commands.NotInThatState):
        commands.accept_report(report, by=secretariat, on=DUE)
    commands.hand_in_report(report, "Nothing.", ContentFile(b"Second.", "report.txt"), on=DUE, moment=NOON)
    commands.hand_in_report(report, "", ContentFile(b"Second.", "report.txt"), on=DUE, moment=NOON)
    numbers = DocumentVersion.objects.filter(document=report.document).values_list("number", flat=True)
    assert sorted(numbers) == [1, 2]
    DocumentVersion.objects.filter(number=2).update(number=commands.MOST_FILES)
    with pytest.raises(FileRefused):
        commands.hand_in_report(report, "", ContentFile(b"More.", "report.txt"), on=DUE, moment=NOON)
    Scholarship.objects.update(given_up_on=DUE, given_up_reason="Fell ill.")
    with pytest.raises(commands.NotAwaited):
        commands.hand_in_report(report, "Late.", None, on=DUE, moment=NOON)
    Scholarship.objects.update(given_up_on=None, given_up_reason="")
    commands.accept_report(report, by=secretariat, on=DUE)
    with pytest.raises(commands.NotInThatState):
        commands.hand_in_report(report, "Late.", None, on=DUE, moment=NOON)
    with pytest.raises(commands.NotAwaited):
        commands.ask_for_report(one, by=secretariat, on=DUE)


def test_who_reads_a_report(
    one: Scholarship, secretariat: Reader, coordinator: Reader, stranger: Reader, public: Reader
) -> None:
    Scholarship.objects.update(audience="public", scholar=coordinator.user.person)  # type: ignore[union-attr]
    one.refresh_from_db()
    host = Reader(bodies=frozenset({one.host_id}))
    report = handed_in(one, secretariat, ContentFile(b"What I saw.", "report.txt"))
    readers = (secretariat, coordinator, host, stranger, public)

    def seen(rows: Any) -> list[int]:
        return [rows.visible_to(reader).count() for reader in readers]

    assert seen(ScholarReport.objects) == [1, 1, 0, 0, 0]
    assert seen(Document.objects) == [1, 0, 0, 0, 0]
    commands.accept_report(report, by=secretariat, on=DUE)
    assert seen(ScholarReport.objects) == [1, 1, 1, 0, 0]
    assert seen(Document.objects) == [1, 0, 1, 0, 0]


def test_a_link_ends(one: Scholarship, secretariat: Reader) -> None:
    report = commands.ask_for_report(one, by=secretariat, on=DUE)
    token = report_token(report)
    assert report_behind(token, DUE).pk == report.pk
    for wrong, day in ((token + "x", DUE), (token, DUE + timedelta(200))):
        with pytest.raises(LinkNotGood):
            report_behind(wrong, day)
    commands.ask_for_report(one, by=secretariat, on=DUE + timedelta(150))
    assert report_behind(token, DUE + timedelta(200)).pk == report.pk
    scholarship_commands.give_up_scholarship(one, "Fell ill.", by=secretariat, on=DUE)
    with pytest.raises(LinkNotGood):
        report_behind(token, DUE)


def test_whoever_a_grant_goes_to_is_told_what_to_show(guangzhou: Body) -> None:
    grant = make_grant(recipient=make_body("An office", parent=guangzhou))
    due = make_instalment(grant, due="2018-06-01", condition="The report is received")
    make_instalment(grant, due="2018-06-01")
    make_instalment(grant, due="2018-06-01", condition="Done", met_on=date(2018, 5, 1))
    assert not letters(date(2018, 5, 1))
    assert letters(date(2018, 5, 2)) == [f"grant-condition/{due.key}/2018-06-01"]
    # An office without a city of its own is written to in the language of the city it belongs to.
    assert [letter.language for letter, _day in letters_due(date(2018, 5, 2))] == ["zh-hans"]
    make_payment(grant, instalment=due)
    assert not letters(date(2018, 5, 3))
