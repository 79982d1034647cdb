"""What was agreed: agreements and their parties, the acts upon them, what was promised and what came of it."""

from koinon.cooperation.agreements.acts import Act, ActKind, Signatory, SignatoryKind
from koinon.cooperation.agreements.commitments import (
    Commitment,
    CommitmentParty,
    Due,
    Evidence,
    EvidenceDue,
    EvidenceState,
    Firmness,
    PartySide,
    Schedule,
)
from koinon.cooperation.agreements.papers import AgreementTitle, Alignment, LanguageVersion, Purpose, Theme
from koinon.cooperation.agreements.renewals import Renewal, RenewalOutcome, RenewalStep, RenewalTask
from koinon.cooperation.agreements.stages import State
from koinon.cooperation.agreements.terms import (
    Agreement,
    AgreementKind,
    Appointment,
    Capacity,
    GrantTerm,
    Party,
)
from koinon.cooperation.agreements.twinnings import Twinning

__all__ = [
    "Act",
    "ActKind",
    "Agreement",
    "AgreementKind",
    "AgreementTitle",
    "Alignment",
    "Appointment",
    "Capacity",
    "Commitment",
    "CommitmentParty",
    "Due",
    "Evidence",
    "EvidenceDue",
    "EvidenceState",
    "Firmness",
    "GrantTerm",
    "LanguageVersion",
    "Party",
    "PartySide",
    "Purpose",
    "Renewal",
    "RenewalOutcome",
    "RenewalStep",
    "RenewalTask",
    "Schedule",
    "Signatory",
    "SignatoryKind",
    "State",
    "Theme",
    "Twinning",
]
