"""Certificates: who gets one, what a stranger is told, what is corrected, taken back and forgotten."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cooperation.learning.certifying import MOMENT, ON, make_certificate, make_participant, make_seminar
from tests.factories import make, make_person

from koinon.cooperation.learning import badges, certificate_commands
from koinon.cooperation.learning.certificate_commands import (
    issue_certificates,
    issue_course_certificates,
    reissue_certificate,
    revoke_certificate,
    show_name,
)
from koinon.cooperation.learning.certificate_forgetting import forget_holders
from koinon.cooperation.learning.certificate_links import own_token
from koinon.cooperation.learning.certificate_queries import candidates
from koinon.cooperation.learning.certificate_verifying import verified_badge, verified_number
from koinon.cooperation.learning.models import (
    Assessment,
    Attempt,
    Certificate,
    Curriculum,
    Enrolled,
    Enrolment,
    Question,
)
from koinon.network.people.models import Body, PersonName
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Change
from koinon.platform.errors import NotAllowed
from koinon.platform.notifications.models import Message, Words

ClientOf = Callable[[Reader], Client]


@pytest.fixture
def certificate(secretariat: Reader) -> Certificate:
    """Li Wei's, for the seminar on the park city."""
    return make_certificate(secretariat, seminar=make_seminar(hours=12, learnt="What a park city is."))


# Earned


def test_whoever_was_there_gets_one_and_once(secretariat: Reader) -> None:
    seminar = make_seminar()
    make_participant(seminar)
    make_participant(seminar, "Absent", came="absent")
    make_participant(seminar, "Waiting", state="waiting")
    made = issue_certificates(seminar, by=secretariat, on=ON, moment=MOMENT)
    assert [one.name for one in made] == ["Li Wei"]
    assert made[0].issuer == "Metropolis"
    with pytest.raises(certificate_commands.NobodyEarned):
        issue_certificates(seminar, by=secretariat, on=ON, moment=MOMENT)


def test_where_something_is_asked_it_must_be_passed(secretariat: Reader) -> None:
    seminar = make_seminar()
    one, two = make_participant(seminar), make_participant(seminar, "Zhang")
    assessment = make(Assessment, seminar=seminar, pass_mark=70)
    make(Question, assessment=assessment, text="What is a park city?")
    make(Attempt, assessment=assessment, registration=one, passed=True)
    make(Attempt, assessment=assessment, registration=two, passed=False)
    assert [(row.passed, row.waits) for row in candidates(seminar)] == [(True, True), (False, False)]
    made = issue_certificates(seminar, by=secretariat, on=ON, moment=MOMENT)
    assert "70 per cent" in made[0].criteria


def test_the_name_is_written_in_the_script_of_its_language(secretariat: Reader) -> None:
    person = make_person("Li Wei")
    make(PersonName, person=person, text="李伟", language="zh-hans")
    made = make_certificate(secretariat, person=person, language="zh-hans")
    assert made.name == "李伟"


def test_nobody_earns_before_it_begins(secretariat: Reader) -> None:
    seminar = make_seminar()
    make_participant(seminar)
    with pytest.raises(certificate_commands.NotHeldYet):
        issue_certificates(seminar, by=secretariat, on=date(2019, 11, 4), moment=MOMENT)


def test_the_hosts_focal_point_issues_and_others_do_not(
    coordinator: Reader, guangzhou_office: Body, other_officer: Reader, stranger: Reader
) -> None:
    seminar = make_seminar(host=guangzhou_office)
    make_participant(seminar)
    for reader in (other_officer, stranger):
        with pytest.raises(NotAllowed):
            issue_certificates(seminar, by=reader, on=ON, moment=MOMENT)
    assert issue_certificates(seminar, by=coordinator, on=ON, moment=MOMENT)


def test_a_curriculum_is_earned_with_all_its_seminars(secretariat: Reader) -> None:
    first = make_seminar()
    curriculum = make(Curriculum, hub=first.hub, year=2019, title="Park cities")
    second = make_seminar()
    for seminar in (first, second):
        seminar.curriculum = curriculum
        seminar.save()
    enrolment = make(Enrolment, curriculum=curriculum, enrolled_on=ON)
    places = [make_participant(first), make_participant(second, came="")]
    for place in places:
        make(Enrolled, enrolment=enrolment, registration=place)
    with pytest.raises(certificate_commands.NobodyEarned):
        issue_course_certificates(curriculum, by=secretariat, on=ON, moment=MOMENT)
    places[1].came = "present"
    places[1].save()
    made = issue_course_certificates(curriculum, by=secretariat, on=ON, moment=MOMENT)
    assert [(one.title, one.enrolment) for one in made] == [("Park cities", enrolment)]
    assert verified_number(made[0].key).is_valid


# Verified


def test_a_stranger_sees_that_it_is_valid_and_no_name(certificate: Certificate) -> None:
    page = Client().get(certificate.get_absolute_url())
    text = page.content.decode()
    assert page.status_code == 200
    assert "It was issued here and counts." in text
    assert "What a park city is." in text
    assert "Li Wei" not in text
    assert certificate.email not in text


def test_with_consent_the_name_is_shown_and_stands_in_the_badge(certificate: Certificate) -> None:
    before = certificate.token
    show_name(certificate, True)
    assert "Li Wei" in Client().get(certificate.get_absolute_url()).content.decode()
    assert verified_badge(certificate.token.encode()).named == "Li Wei"
    assert verified_badge(before.encode()).verdict == "valid"
    show_name(certificate, False)
    assert verified_badge(certificate.token.encode()).named == ""


def test_the_verdicts_on_a_badge(certificate: Certificate) -> None:
    head, body, signature = certificate.token.split(".")
    assert verified_badge(certificate.token.encode()).verdict == "valid"
    assert verified_badge(f"{head}.{body[:-4]}AAAA.{signature}".encode()).verdict == "altered"
    assert verified_badge(b"no badge").verdict == "unreadable"
    assert verified_number("nobody-had-this-number").verdict == "not_ours"


def test_a_badge_changed_in_the_database_is_altered(certificate: Certificate) -> None:
    Certificate.objects.filter(pk=certificate.pk).update(token=certificate.token[:-4] + "AAAA")
    assert verified_number(certificate.key).verdict == "altered"


def test_the_page_to_verify_takes_number_text_and_file(certificate: Certificate) -> None:
    client = Client()
    spaced = certificate.key.upper().replace("-", " ")
    by_number = client.post("/certificates/", {"number": spaced})
    assert by_number.url == certificate.get_absolute_url()  # type: ignore[attr-defined]
    by_text = client.post("/certificates/", {"badge": certificate.token})
    assert "nothing in it was changed" in by_text.content.decode()
    drawn = client.get(f"/certificates/{certificate.key}/seal.svg").content
    file = SimpleUploadedFile("badge.svg", badges.baked_svg(certificate.token, drawn))
    assert "nothing in it was changed" in client.post("/certificates/", {"file": file}).content.decode()
    assert client.post("/certificates/", {"number": "abc"}).status_code == 404
    assert client.post("/certificates/", {"badge": "abc"}).status_code == 422
    assert client.post("/certificates/", {}).status_code == 422
    assert client.get("/certificates/").status_code == 200


def test_our_keys_and_the_list_are_published(certificate: Certificate) -> None:
    client = Client()
    did = json.loads(client.get("/.well-known/did.json").content)
    keys = json.loads(client.get("/.well-known/jwks.json").content)["keys"]
    assert did["verificationMethod"][0]["id"].endswith(keys[0]["kid"])
    assert "d" not in keys[0]
    listed = client.get("/certificates/revoked.jwt")
    assert listed.headers["Access-Control-Allow-Origin"] == "*"
    assert listed.content.count(b".") == 2
    assert (settings.HOME / "badge_keys").stat().st_mode & 0o077 == 0


# Corrected, taken back, forgotten


def test_taken_back_with_a_reason(certificate: Certificate, secretariat: Reader) -> None:
    revoke_certificate(certificate, "not_earned", "Was ill that day.", by=secretariat, on=date(2019, 12, 1))
    text = Client().get(certificate.get_absolute_url()).content.decode()
    assert "1 December 2019" in text.replace("1 Dec 2019", "1 December 2019")
    assert "what it says was not so" in text
    assert "Was ill" not in text
    assert verified_badge(certificate.token.encode()).verdict == "revoked"
    with pytest.raises(certificate_commands.TakenBack):
        revoke_certificate(certificate, "mistake", "", by=secretariat, on=ON)
    assert Message.objects.filter(about_key=certificate.key).count() == 2


def test_a_corrected_name_is_a_new_certificate(certificate: Certificate, secretariat: Reader) -> None:
    made = reissue_certificate(certificate, "Li Weiwei", by=secretariat, on=ON, moment=MOMENT)
    assert (made.name, made.replaces, made.registration) == (
        "Li Weiwei",
        certificate,
        certificate.registration,
    )
    told = verified_number(certificate.key)
    assert (told.verdict, told.certificate and told.certificate.replaced_by) == ("revoked", made.key)
    assert verified_number(made.key).is_valid
    with pytest.raises(certificate_commands.NoName):
        reissue_certificate(made, " ", by=secretariat, on=ON, moment=MOMENT)


def test_forgetting_keeps_the_proof(certificate: Certificate, secretariat: Reader) -> None:
    token, address = certificate.token, certificate.email
    assert forget_holders(by=secretariat, on=ON) == 0
    later = ON + certificate_commands.KEPT + timedelta(1)
    assert forget_holders(by=secretariat, on=later) == 1
    assert forget_holders(by=secretariat, on=later) == 0
    certificate.refresh_from_db()
    assert (certificate.name, certificate.email, certificate.token) == ("", "", "")
    kept = json.dumps(list(Change.objects.values_list("before", "after")))
    kept += json.dumps(list(Words.objects.values_list("text", flat=True)))
    assert address not in kept
    assert token not in kept
    assert verified_badge(token.encode()).verdict == "valid"
    told = verified_number(certificate.key)
    assert told.is_valid
    assert told.certificate
    assert told.certificate.forgotten


# The holder's own page


def test_the_holders_link_opens_paper_and_badge(certificate: Certificate) -> None:
    client, own = Client(), f"/certificates/own/{own_token(certificate)}/"
    assert "Li Wei" in client.get(own).content.decode()
    assert badges.token_in(client.get(f"{own}badge.svg").content) == certificate.token
    assert badges.token_in(client.get(f"{own}badge.json").content) == certificate.token
    assert client.get(f"{own}badge.jwt").content.decode() == certificate.token
    paper = f"/papers/certificates/{own_token(certificate)}"
    assert badges.token_in(client.get(f"{paper}.png").content) == certificate.token
    assert client.get(f"{paper}.pdf").content.startswith(b"%PDF")
    from docx import Document

    written = Document(BytesIO(client.get(f"{paper}.pdf?format=docx").content))
    assert "Li Wei" in [line.text for line in written.paragraphs]
    assert len(written.inline_shapes) == 1


def test_the_holder_decides_about_the_name_and_about_being_forgotten(certificate: Certificate) -> None:
    client, own = Client(), f"/certificates/own/{own_token(certificate)}/"
    client.post(own, {"show": "1"})
    certificate.refresh_from_db()
    assert certificate.name_shown
    assert client.post(own, {"forget": "1"}).status_code == 200
    assert client.get(own).status_code == 410
    assert client.get("/certificates/own/nonsense/").status_code == 410
    assert verified_number(certificate.key).is_valid


# The desk of whoever issues


def test_the_desk_is_for_whoever_may_issue(
    certificate: Certificate,
    client_of: ClientOf,
    secretariat: Reader,
    stranger: Reader,
    other_officer: Reader,
) -> None:
    seminar = certificate.seminar
    assert seminar
    desk = f"/certificates/of/{seminar.key}/"
    for reader in (stranger, other_officer):
        assert client_of(reader).get(desk).status_code == 404
        assert client_of(reader).get(f"/certificates/{certificate.key}/revoke/").status_code == 404
    client = client_of(secretariat)
    make_participant(seminar, "Zhang Min")
    assert "Issue 1 certificate" in client.get(desk).content.decode()
    client.post(f"{desk}issue/")
    assert Certificate.objects.count() == 2
    client.post(f"/certificates/{certificate.key}/reissue/", {"name": "Li Weiwei"})
    client.post(f"/certificates/{certificate.key}/revoke/", {"reason": "mistake"})
    made = Certificate.objects.get(name="Li Weiwei")
    client.post(f"/certificates/{made.key}/revoke/", {"reason": "mistake"})
    made.refresh_from_db()
    assert made.reason == "mistake"
    assert "Li Weiwei" in client.get(made.get_absolute_url()).content.decode()


@pytest.mark.parametrize("people", [1, 3])
def test_the_desk_asks_as_often_for_one_as_for_three(
    secretariat: Reader, people: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    seminar = make_seminar()
    for _one in range(people):
        make_participant(seminar, person=make_person())
    issue_certificates(seminar, by=secretariat, on=ON, moment=MOMENT)
    with django_assert_num_queries(5):  # type: ignore[attr-defined]
        assert len(candidates(seminar)) == people


def test_whose_certificates_a_reader_may_list(
    certificate: Certificate, secretariat: Reader, stranger: Reader, public: Reader
) -> None:
    seen = [Certificate.objects.visible_to(reader).count() for reader in (secretariat, stranger, public)]
    assert seen == [1, 0, 0]


def test_the_machine_interface_answers_for_a_number(certificate: Certificate, secretariat: Reader) -> None:
    address = f"/api/v1/certificates/{certificate.key}/verify"
    told = Client().get(address).json()
    assert (told["verdict"], told["holder"], told["issuer"]) == ("valid", "", "Metropolis")
    show_name(certificate, True)
    revoke_certificate(certificate, "mistake", "", by=secretariat, on=ON)
    told = Client().get(address).json()
    assert (told["verdict"], told["holder"], told["revoked_on"]) == ("revoked", "Li Wei", ON.isoformat())
    assert Client().get("/api/v1/certificates/nobody/verify").status_code == 404
