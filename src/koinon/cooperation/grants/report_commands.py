"""Reports of scholars: asked for in time, handed in behind the link, accepted, or returned with a reason."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.files import File
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from koinon.cooperation.grants import report_letters as letters
from koinon.cooperation.grants.models import ScholarReport, Scholarship
from koinon.cooperation.grants.permissions import can_record_money
from koinon.cooperation.grants.report_links import fresh_link, tongue_of
from koinon.cooperation.grants.scholar_reports import ReportState
from koinon.network.evidence.documents import Document, DocumentKind
from koinon.network.evidence.taking_in import taken
from koinon.network.evidence.uploads import FileRefused
from koinon.network.people.audience import AdmittedBody, Audience
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import Act, act
from koinon.platform.dates import Day
from koinon.platform.errors import Refused
from koinon.platform.notifications.commands import mark_acted_on, plan_message, withdraw_message
from koinon.platform.recording.keys import propose_key

BY_LINK = "by signed link"
LATEST = timedelta(days=365)
"""Of a report that is later than this nobody is reminded by night; a person asks."""
AGAIN = timedelta(days=7)
"""So long after the first letter, at the least, comes the one that reminds."""
MOST_FILES = 12
"""So many files of one report are kept: whoever has the link may replace one again and again."""


class NotAwaited(Refused):
    """The report came, or the scholarship was given up."""


class NothingTold(Refused):
    """A report is words or a file."""


class NotInThatState(Refused):
    """The report is not where the verb needs it."""


class ReasonMissing(Refused):
    """A report is returned with a reason or not at all."""


def ask_for_report(one: Scholarship, *, by: Reader, on: date) -> ScholarReport:
    """Ask the scholar for the report by letter, with a link; asked again it is the same link, good for longer."""
    refuse_unless(can_record_money(by))
    with act("ask_for_report", by=by.user) as doing:
        doing.about(one)
        report = _asked(doing, one, on)
        with override(tongue_of(one)):
            plan_message(letters.request_letter(report, on), on=on, by=by.user)
        return report


def ask_due(*, by: Reader, on: date) -> list[ScholarReport]:
    """Ask for every report whose day comes near, and once more for those that are late. Running twice asks once."""
    refuse_unless(can_record_money(by))
    rows = Scholarship.objects.filter(reported_on=None, given_up_on=None, is_example=False)
    rows = rows.filter(report_due__gte=on - LATEST, starts_earliest__lte=on)
    first = Q(handed_in=None, report_due__lte=on + letters.AHEAD)
    again = Q(handed_in__state=ReportState.ASKED, handed_in__asks=1, report_due__lt=on)
    again &= Q(handed_in__asked_on__lte=on - AGAIN)
    made = []
    with act("ask_for_reports", by=by.user) as doing:
        for one in rows.filter(first | again).select_related("scholar__account", "entry").order_by("pk"):
            made.append(_asked(doing, one, on))
    return made


def _asked(doing: Act, one: Scholarship, on: date) -> ScholarReport:
    _refuse_settled(Scholarship.objects.select_for_update().get(pk=one.pk))
    there = ScholarReport.objects.select_for_update().filter(scholarship=one).first()
    if there is None:
        values: dict[str, Any] = {"asked_on": on, "asks": 1} | fresh_link(on)
        key = propose_key(ScholarReport, one.key)
        return doing.create(ScholarReport(key=key, scholarship=one, **values))
    if not there.waits_for_scholar:
        raise NotInThatState(_("The report was handed in already."))
    if there.asked_on == on and there.judged_on != on:
        return there  # pressed twice: the letter that is under way is good
    longer = {"asked_on": on, "asks": there.asks + 1, "link_until": fresh_link(on)["link_until"]}
    there.scholarship = one
    return doing.change(there, **longer)


def hand_in_report(
    report: ScholarReport, words: str, file: File[bytes] | None, *, on: date, moment: datetime
) -> ScholarReport:
    """The scholar hands the report in; until it is looked at it may be handed in anew. The link was checked at the door."""
    if not words.strip() and file is None and report.document is None:
        raise NothingTold(_("Write a few words or choose a file: one of them is enough."), field="words")
    with act("hand_in_report", by=None, note=BY_LINK) as doing:
        doing.about(report.scholarship)
        rows = ScholarReport.objects.select_for_update(of=("self",)).select_related("scholarship")
        now = rows.get(pk=report.pk)
        if now.state == ReportState.ACCEPTED or now.scholarship.reported_on:
            raise NotInThatState(_("Your report was accepted already. Thank you; nothing more is needed."))
        if now.scholarship.given_up_on:
            raise NotAwaited(_("This scholarship was given up: no report is awaited."))
        values: dict[str, Any] = {"words": words.strip(), "state": ReportState.SENT, "sent_on": on}
        if file is not None:
            values["document"] = _kept_file(doing, report, file, moment)
        mark_acted_on(letters.unique_of(now), moment=moment)
        withdraw_message(letters.unique_of(now))
        return doing.change(report, report.version, **values, judged_on=None)


def _kept_file(doing: Act, report: ScholarReport, file: File[bytes], moment: datetime) -> Document:
    """The report as a document, which named bodies see once it is accepted; a new file is its next version."""
    told = taken(file)
    one = report.scholarship
    document = report.document or doing.create(
        Document(
            key=propose_key(Document, "report", one.key),
            title=(_("Report: %(title)s") % {"title": one.title})[:254],
            kind=DocumentKind.REPORT,
            publisher=one.home,
            published=Day.of(timezone.localdate(moment)),
            language=tongue_of(one),
            audience=Audience.BODIES,
        )
    )
    newest = document.versions.order_by("-number").first()
    if newest is None or newest.sha256 != told.sha256:
        number = 1 + (newest.number if newest else 0)
        if number > MOST_FILES:
            raise FileRefused(_("%(most)s files are the most here.") % {"most": MOST_FILES})
        doing.create(told.version_of(document, number, moment=moment))
    return document


def accept_report(
    report: ScholarReport, *, by: Reader, on: date, expected_version: int | None = None
) -> ScholarReport:
    """Take the report: the scholarship is complete from the day it was handed in, and the scholar is told."""
    refuse_unless(can_record_money(by))
    _refuse_unless_sent(report)
    with act("accept_report", by=by.user) as doing:
        doing.about(report.scholarship)
        doing.change(report.scholarship, reported_on=report.sent_on or on, report=report.document)
        values = {"state": ReportState.ACCEPTED, "judged_on": on, "reason": "", "asks": report.asks + 1}
        doing.change(report, expected_version, **values)
        _admit_bodies(doing, report)
        with override(tongue_of(report.scholarship)):
            plan_message(letters.accept_letter(report, on), on=on, by=by.user)
    return report


def return_report(
    report: ScholarReport, reason: str, *, by: Reader, on: date, expected_version: int | None = None
) -> ScholarReport:
    """Send it back with a reason; the link is good again for as long as at first."""
    refuse_unless(can_record_money(by))
    _refuse_unless_sent(report)
    if not reason.strip():
        raise ReasonMissing(
            _("Say why it is returned: the scholar needs to know what is missing."), field="reason"
        )
    with act("return_report", by=by.user) as doing:
        doing.about(report.scholarship)
        back = {"state": ReportState.RETURNED, "judged_on": on, "reason": reason.strip()}
        back |= {"asks": report.asks + 1, "link_until": fresh_link(on)["link_until"]}
        doing.change(report, expected_version, **back)
        with override(tongue_of(report.scholarship)):
            plan_message(letters.return_letter(report, on), on=on, by=by.user)
    return report


def _admit_bodies(doing: Act, report: ScholarReport) -> None:
    """Those who sent and received the scholar see the file from now on."""
    if report.document is None:
        return
    one, file = report.scholarship, {"kind": Document.record_kind(), "object_id": report.document.pk}
    there = AdmittedBody.objects.filter(**file).values_list("body", flat=True)
    for body in sorted({one.home_id, one.host_id}.difference(there)):
        doing.create(AdmittedBody(body_id=body, **file))


def _refuse_settled(one: Scholarship) -> None:
    if one.given_up_on or one.reported_on:
        raise NotAwaited(_("No report is awaited: it came already, or the scholarship was given up."))


def _refuse_unless_sent(report: ScholarReport) -> None:
    _refuse_settled(report.scholarship)
    if report.state != ReportState.SENT:
        raise NotInThatState(_("Only a report that was handed in can be accepted or returned."))


def withdraw_request(one: Scholarship) -> None:
    """A letter that still asks for what nobody awaits any more stays at home."""
    report = ScholarReport.objects.filter(scholarship=one).first()
    if report is not None:
        withdraw_message(letters.unique_of(report))
