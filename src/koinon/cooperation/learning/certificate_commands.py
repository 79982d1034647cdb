"""What is done with certificates: issued, corrected, taken back, shown with a name or without."""

from __future__ import annotations

import secrets
from copy import copy
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from koinon.cooperation.learning import certificate_letters as letters
from koinon.cooperation.learning.certificate_permissions import can_certify
from koinon.cooperation.learning.certificate_queries import candidates, courses
from koinon.cooperation.learning.certificate_signing import digest_of, network_name, token_of
from koinon.cooperation.learning.certificates import LIST_LENGTH, Certificate, Revoked, new_number
from koinon.cooperation.learning.curricula import Curriculum
from koinon.cooperation.learning.models import Seminar
from koinon.network.events.models import Event, Registration
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import Act, act
from koinon.platform.errors import Refused
from koinon.platform.ui.figures import day, span

KEPT = timedelta(days=5 * 365)
"""So long name and badge are kept; whoever saved the badge can have it verified for ever."""
BY_LINK = "by signed link"
KEPT_IN_A_NEW_ONE = (
    "hub", "seminar", "curriculum", "registration", "enrolment", "person", "title", "held", "criteria",
    "learnt", "hours", "passed", "language", "is_example", "email", "name_shown",
)  # fmt: skip


class NobodyEarned(Refused):
    """There is nobody to issue a certificate to."""


class NotHeldYet(Refused):
    """What has not begun cannot have been attended."""


class TakenBack(Refused):
    """The certificate was taken back already."""


class Forgotten(Refused):
    """The name is no longer kept."""


class NoName(Refused):
    """A certificate needs a name."""


# Issued


def issue_certificates(seminar: Seminar, *, by: Reader, on: date, moment: datetime) -> list[Certificate]:
    """Issue a certificate to everybody who came to the seminar, passed what was asked, and has none."""
    refuse_unless(can_certify(by, seminar.hub))
    if on < seminar.event.starts.earliest:
        raise NotHeldYet(_("The seminar has not been held. Nobody can have earned a certificate yet."))
    with act("issue_certificates", by=by.user) as doing:
        doing.about(seminar)
        # Whoever presses twice issues once.
        Seminar.objects.select_for_update().get(pk=seminar.pk)
        waiting = [one for one in candidates(seminar) if one.waits]
        if not waiting:
            raise NobodyEarned(
                _("Nobody waits for a certificate: mark first who came, and let them take the assessment.")
            )
        issuer = network_name()
        made = []
        for one in waiting:
            about = _for_seminar(seminar, one.registration, passed=bool(one.passed))
            values = _of(one.registration) | about
            made.append(_issue(doing, values, issuer, by=by, on=on, moment=moment))
        return made


def issue_course_certificates(
    curriculum: Curriculum, *, by: Reader, on: date, moment: datetime
) -> list[Certificate]:
    """Issue a certificate to everybody who has all seminars of the curriculum behind them, and has none."""
    refuse_unless(can_certify(by, curriculum.hub))
    with act("issue_certificates", by=by.user) as doing:
        doing.about(curriculum)
        Curriculum.objects.select_for_update().get(pk=curriculum.pk)
        waiting = [one for one in courses(curriculum, on) if one.waits]
        if not waiting:
            raise NobodyEarned(
                _("Nobody has all seminars of this curriculum behind them and lacks a certificate.")
            )
        issuer = network_name()
        made = []
        for one in waiting:
            assert one.registration is not None
            values = _of(one.registration) | {"registration": None, "enrolment": one.enrolment}
            values |= _for_curriculum(curriculum, one.of, values["language"])
            made.append(_issue(doing, values, issuer, by=by, on=on, moment=moment))
        return made


def _issue(
    doing: Act, values: dict[str, Any], issuer: str, *, by: Reader, on: date, moment: datetime
) -> Certificate:
    one = Certificate(
        key=new_number(),
        issuer=issuer,
        issued_on=on,
        signed_at=moment,
        forget_on=on + KEPT,
        place=_free_place(),
        salt=secrets.token_hex(16),
        **values,
    )
    one.token = token_of(one)
    one.digest = digest_of(one.token)
    doing.create(one)
    letters.write_issued(one, on=on, by=by.user)
    return one


def _free_place() -> int:
    """A place in the list by lot: places that follow each other would tell who learnt together."""
    while Certificate.objects.filter(place=(place := secrets.randbelow(LIST_LENGTH))).exists():
        pass
    return place


def _of(registration: Registration) -> dict[str, Any]:
    """Who it is for, in the form of the name that belongs to their language."""
    person = registration.person
    names = list(person.names.all()) if person else []
    own = next((one.text for one in names if one.language == registration.language), "")
    return {
        "registration": registration,
        "person": person,
        "name": own or registration.name,
        "email": registration.email,
        "language": registration.language,
    }


def _for_seminar(seminar: Seminar, registration: Registration, *, passed: bool) -> dict[str, Any]:
    event = seminar.event
    with override(registration.language):
        lines = [_("Was present at the seminar.")]
        if passed:
            lines.append(
                _("Passed the assessment, with %(mark)s per cent or more.")
                % {"mark": seminar.assessment.pass_mark}
            )
        held = _when_and_where(event)
    return {
        "hub": seminar.hub,
        "seminar": seminar,
        "title": event.title,
        "held": held,
        "criteria": "\n".join(lines),
        "learnt": seminar.learnt,
        "hours": seminar.hours,
        "passed": passed,
        "is_example": seminar.hub.is_example or bool(seminar.curriculum and seminar.curriculum.is_example),
    }


def _when_and_where(event: Event) -> str:
    where = str(event.city or "") or event.venue or (_("on line") if event.virtual else "")
    return ", ".join(filter(None, (span(event.span), where)))


def _for_curriculum(curriculum: Curriculum, seminars: int, language: str) -> dict[str, Any]:
    with override(language):
        criteria = _(
            "Was present at all %(n)s seminars of the curriculum, and passed what was asked there."
        ) % {"n": seminars}
    other = curriculum.other_title if curriculum.other_language == language else ""
    return {
        "hub": curriculum.hub,
        "curriculum": curriculum,
        "title": other or curriculum.title,
        "held": str(curriculum.year),
        "criteria": criteria,
        "passed": True,
        "is_example": curriculum.is_example,
    }


# Corrected and taken back


def revoke_certificate(one: Certificate, reason: str, words: str, *, by: Reader, on: date) -> Certificate:
    """Take a certificate back: whoever verifies it is told when, and why in general words."""
    refuse_unless(can_certify(by, one.hub))
    _refuse_taken_back(one)
    with act("revoke_certificate", by=by.user) as doing:
        doing.change(one, revoked_on=on, reason=Revoked(reason), reason_words=words)
        if one.email:
            letters.write_revoked(one, on=on, by=by.user)
        return one


def reissue_certificate(
    one: Certificate, name: str, *, by: Reader, on: date, moment: datetime
) -> Certificate:
    """Issue it again under a corrected name; the earlier one is taken back and points at the new one."""
    refuse_unless(can_certify(by, one.hub))
    _refuse_taken_back(one)
    if one.is_forgotten:
        raise Forgotten(_("The name and address of the holder are no longer kept: no letter can be written."))
    if not name.strip():
        raise NoName(_("Write the name as it is to stand on the certificate."), field="name")
    with act("reissue_certificate", by=by.user) as doing:
        values = {field: getattr(one, field) for field in KEPT_IN_A_NEW_ONE} | {
            "name": name.strip(),
            "replaces": one,
        }
        doing.change(one, revoked_on=on, reason=Revoked.CORRECTED)
        return _issue(doing, values, one.issuer, by=by, on=on, moment=moment)


def _refuse_taken_back(one: Certificate) -> None:
    if one.revoked_on:
        raise TakenBack(_("This certificate was taken back on %(day)s.") % {"day": day(one.revoked_on)})


# The holder's own


def show_name(one: Certificate, shown: bool) -> Certificate:
    """The holder agrees that the name is seen, or no longer agrees; the badge is signed anew with it or without.

    A badge saved before stays genuine: whoever has it was given it by the holder.
    """
    _refuse_taken_back(one)
    told = copy(one)
    told.name_shown = shown
    token = token_of(told)
    with act("show_name", by=None, note=BY_LINK) as doing:
        return doing.change(one, name_shown=shown, token=token, digest=digest_of(token))
