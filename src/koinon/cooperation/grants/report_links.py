"""The signed link of a scholar: it opens the own page, on which the report is handed in, without an account."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.grants.models import ScholarReport, Scholarship
from koinon.network.people.reached import account_mail, language_of, mail_on_record
from koinon.platform.accounts.signed_links import LinkNotGood, fresh_mark, is_current, sealed, unsealed
from koinon.platform.notifications.addresses import absolute
from koinon.platform.ui.addresses import url

SALT = "koinon.grants.report"
LINK_DAYS = 120


def fresh_link(on: date) -> dict[str, Any]:
    """The values of a new link; every earlier one opens nothing any more."""
    return {"link_nonce": fresh_mark(), "link_until": on + timedelta(LINK_DAYS)}


def report_token(report: ScholarReport) -> str:
    """What the link of a scholar ends in; nothing where none was issued."""
    return sealed(report.key, report.link_nonce, salt=SALT)


def report_address(report: ScholarReport) -> str:
    """The whole address for a letter; nothing where no link was issued."""
    token = report_token(report)
    return absolute(url("grants:scholar", token=token)) if token else ""


def report_behind(token: str, today: date) -> ScholarReport:
    """The report a link opens. Raises LinkNotGood, in words for somebody who has no account here."""
    opened = unsealed(token, salt=SALT)
    rows = ScholarReport.objects.select_related(
        "scholarship__scholar__account", "scholarship__home", "scholarship__host", "scholarship__entry", "document"
    )  # fmt: skip
    report = rows.filter(key=opened[0]).first() if opened else None
    if opened is None or report is None:
        raise LinkNotGood(_("This link opens nothing. Look for the newest letter about your scholarship."))
    language = tongue_of(report.scholarship)
    if not is_current(report.link_nonce, opened[1]):
        words = _("This link opens nothing. Look for the newest letter about your scholarship.")
        raise LinkNotGood(words, language)
    if report.scholarship.given_up_on:
        raise LinkNotGood(_("This scholarship was given up: no report is awaited."), language)
    if report.link_until is None or report.link_until < today:
        raise LinkNotGood(_("This link is past its end. Ask whoever sent it for a new one."), language)
    return report


def tongue_of(one: Scholarship) -> str:
    """The language a scholar is written to in: that of the account, else of the entry, else of the site."""
    if one.scholar.account:
        return language_of(one.scholar)
    return one.entry.language if one.entry else settings.LANGUAGE_CODE


def address_of(one: Scholarship, on: date) -> str:
    """Where a scholar is written to: by account, at the address on record, else at the one given in the entry."""
    known = account_mail(one.scholar) or mail_on_record(on, person=one.scholar_id)
    return known or (one.entry.email if one.entry else "")
