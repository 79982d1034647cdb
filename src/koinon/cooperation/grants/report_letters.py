"""The letters about reports: a scholar is asked, asked again, told; whoever a grant goes to is told what to show by when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import override

from koinon.cooperation.grants.models import Instalment, Payment, ScholarReport
from koinon.cooperation.grants.report_links import address_of, report_address, tongue_of
from koinon.network.people.reached import language_of_body, mail_on_record
from koinon.platform.dates.bounds import LAST
from koinon.platform.notifications.letters import Letter, addressed
from koinon.platform.ui import figures

KIND = "grants.scholarship"
AHEAD = timedelta(days=30)
"""So long before its day a report is asked for, and what an instalment hangs on."""


def unique_of(report: ScholarReport) -> str:
    """What names a letter for good: one for each time the report was asked for or sent back."""
    return f"scholar-report/{report.key}/{report.asks}"[:200]


def request_letter(report: ScholarReport, on: date) -> Letter:
    """Asks the scholar for the report, with the link and the day."""
    one = report.scholarship
    if one.report_due and one.report_due < on:
        subject = _("Your report is awaited: %(title)s")
        asks = _("Your report on “%(title)s” was due on %(due)s and has not come.")
    elif one.report_due:
        subject = _("Your report by %(due)s: %(title)s")
        asks = _("Your report on “%(title)s” is due on %(due)s.")
    else:
        subject = _("Your report: %(title)s")
        asks = _("We ask for your report on “%(title)s”.")
    return _letter(report, on, subject, (asks, _way()))


def return_letter(report: ScholarReport, on: date) -> Letter:
    """Sends a report back, with the reason."""
    subject = _("Please look again at your report: %(title)s")
    told = _("Your report on “%(title)s” came back, for this reason:")
    return _letter(report, on, subject, (told, "%(reason)s", _("What you sent is kept."), _way()))


def accept_letter(report: ScholarReport, on: date) -> Letter:
    """Tells that the report was accepted."""
    subject = _("Your report was accepted: %(title)s")
    told = _("Your report on “%(title)s” was read and accepted. Thank you. Nothing more is asked of you.")
    return _letter(report, on, subject, (told,))


def _way() -> str:
    return (
        _("Hand it in here, in a few words or as a file; no account is needed:")
        + "\n\n%(link)s\n\n"
        + _("The link is good until %(day)s.")
    )


def _letter(report: ScholarReport, on: date, subject: str, paragraphs: tuple[str, ...]) -> Letter:
    one = report.scholarship
    said = {
        "name": one.scholar.display(),
        "title": one.title,
        "due": figures.day(one.report_due) if one.report_due else "",
        "link": report_address(report),
        "day": figures.day(report.link_until) if report.link_until else "",
        "reason": report.reason,
    }
    return Letter(
        unique=unique_of(report),
        address=address_of(one, on),
        language=tongue_of(one),
        subject=subject % said,
        text=addressed("%(name)s", *paragraphs) % said,
        about=(KIND, one.key),
    )


# What an instalment hangs on


def condition_unique(instalment: Instalment) -> str:
    """What names the letter about a condition for good: one for each day the instalment falls due on."""
    return f"grant-condition/{instalment.key}/{instalment.due_latest.isoformat()}"[:200]


def condition_letter(instalment: Instalment, on: date) -> Letter:
    """Tells whoever the grant goes to what has to be shown, and by when."""
    grant = instalment.grant
    language = language_of_body(grant.recipient)
    with override(language):
        said = {
            "grant": grant.title,
            "instalment": instalment.title,
            "condition": instalment.condition,
            "day": figures.day(instalment.due),
        }
        text = _(
            "“%(instalment)s” of the grant “%(grant)s” falls due on %(day)s, on this condition:\n\n%(condition)s\n\n"
            "It is not on record that the condition is met. Please send us what shows it."
        )
        return Letter(
            unique=condition_unique(instalment),
            address=mail_on_record(on, body=grant.recipient_id),
            language=language,
            subject=_("To be shown by %(day)s: %(grant)s") % said,
            text=addressed("", text % said),
            about=("grants.grant", grant.key),
        )


def letters_due(on: date) -> Iterator[tuple[Letter, date]]:
    """For the nightly planner: reports asked for and not handed in, and conditions not met, with their days."""
    from koinon.cooperation.grants.report_commands import ask_due
    from koinon.network.people.readers import SYSTEM

    ask_due(by=SYSTEM, on=on)
    rows = ScholarReport.objects.filter(state="asked", link_until__gte=on)
    shown = rows.filter(scholarship__given_up_on=None, scholarship__reported_on=None)
    for report in shown.select_related("scholarship__scholar__account", "scholarship__entry"):
        with override(tongue_of(report.scholarship)):
            yield request_letter(report, report.asked_on or on), report.asked_on or on
    for instalment in _unmet(on):
        yield condition_letter(instalment, on), instalment.due_latest - AHEAD


def _unmet(on: date) -> Iterator[Instalment]:
    """Instalments of the next weeks whose condition is not met; what hangs on a scholar's report is asked of the scholar."""
    rows = Instalment.objects.filter(met_on=None, due_latest__gte=on, due_latest__lte=on + AHEAD)
    rows = (
        rows.exclude(condition="")
        .exclude(due_latest=LAST)
        .exclude(pk__in=Payment.objects.exclude(instalment=None).values("instalment"))
    )
    # What its language goes by.
    yield from (
        rows.filter(grant__scholarship=None)
        .select_related("grant__recipient__city__country", "grant__recipient__parent__city__country")
        .order_by("pk")
    )
