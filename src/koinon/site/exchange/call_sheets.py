"""The sheets of calls: the call with its form, what was entered, and who reached which stage.

Files travel with a backup, and links are no part of a workbook: a copy opens nothing.
"""

from typing import Any

from django.utils.translation import gettext as _

from koinon.cooperation.calls.models import (
    Answer,
    Call,
    CallDate,
    CallText,
    Category,
    CoApplicant,
    Criterion,
    Enquiry,
    Entry,
    FormField,
    Placing,
    Prize,
    Sponsor,
    Stage,
)
from koinon.site.exchange.row_rules import with_reason
from koinon.site.exchange.sheets import Sheet


def in_a_currency(row: dict[str, Any]) -> tuple[str, str] | None:
    """An amount is in a currency, and not less than nothing."""
    amount = row.get("amount")
    if amount is None:
        return None
    if amount < 0:
        return "amount", _("An amount cannot be less than nothing.")
    return None if row.get("currency") else ("currency", _("Say in which currency."))


def held_elsewhere(row: dict[str, Any]) -> tuple[str, str] | None:
    """What was held elsewhere was never opened here."""
    if row.get("on_record") and row.get("opened_at"):
        return "opened_at", _("A call held elsewhere is not opened here: leave this empty.")
    return None


def numbered_when_sent(row: dict[str, Any]) -> tuple[str, str] | None:
    """An entry gets its number on being sent."""
    if row.get("number") and not row.get("sent_at"):
        return "sent_at", _("An entry gets its number when it is sent: say when that was.")
    return None


SHEETS = (
    Sheet(
        "calls",
        Call,
        "kind title language code edition run_by summary rules eligibility opens_on closes_at time_zone late_until"
        " questions_until members_only blind on_record opened_at cancelled_at cancelled_reason audience",
        "code",
        called="code",
        rules=(held_elsewhere, with_reason("cancelled_at", "cancelled_reason")),
    ),
    Sheet("call_texts", CallText, "call language title summary rules eligibility", "call language"),
    Sheet("call_categories", Category, "call title texts rank", "call title"),
    Sheet("call_criteria", Criterion, "call title words weight top anchors texts rank", "call title"),
    Sheet("call_dates", CallDate, "call kind day words", "call kind day"),
    Sheet("call_sponsors", Sponsor, "call body part rank", "call body"),
    Sheet(
        "call_prizes", Prize, "call title amount currency number in_kind texts", "call title", rules=(in_a_currency,)
    ),
    Sheet(
        "call_fields", FormField, "call kind label help required limit options texts identifying rank",
        "call label",
    ),
    Sheet("call_stages", Stage, "call kind rank planned counted announced announced_at", "call kind"),
    Sheet(
        "entries",
        Entry,
        "call number title applicant category language contact email saved_at sent_at changed_at late_reason withdrawn_at"
        " withdrawn_reason eligible screened_at screening_reason",
        "call applicant title",
        rules=(numbered_when_sent,),
    ),
    Sheet("co_applicants", CoApplicant, "entry body part", "entry body"),
    Sheet("entry_answers", Answer, "entry field value", "entry field"),
    Sheet("placings", Placing, "entry stage note", "entry stage"),
    Sheet("enquiries", Enquiry, "call words asked_at answer answered_at", "call words"),
)  # fmt: skip
