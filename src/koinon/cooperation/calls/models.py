"""Calls in parts: the call and its particulars, its form, entries, enquiries, and the stages entries reach."""

from koinon.cooperation.calls.calls import Call, CallKind, CallLanguage, CallState, CallText
from koinon.cooperation.calls.drafts import Draft, NameFlag, NameKind, Numbering, Settled
from koinon.cooperation.calls.enquiries import Enquiry
from koinon.cooperation.calls.entries import Answer, CoApplicant, Entry, EntryFile
from koinon.cooperation.calls.fields import FieldKind, FormField
from koinon.cooperation.calls.particulars import CallDate, CallDateKind, Category, Criterion, Prize, Sponsor
from koinon.cooperation.calls.stages import Placing, Stage, StageKind

__all__ = [
    "Answer",
    "Call",
    "CallDate",
    "CallDateKind",
    "CallKind",
    "CallLanguage",
    "CallState",
    "CallText",
    "Category",
    "CoApplicant",
    "Criterion",
    "Draft",
    "Enquiry",
    "Entry",
    "EntryFile",
    "FieldKind",
    "FormField",
    "NameFlag",
    "NameKind",
    "Numbering",
    "Placing",
    "Prize",
    "Settled",
    "Sponsor",
    "Stage",
    "StageKind",
]
