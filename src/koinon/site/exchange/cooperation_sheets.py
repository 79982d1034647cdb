"""The sheets of the cooperation: programmes, agreements, what was promised and what is shown for it."""

from koinon.cooperation.agreements.models import (
    Act,
    Agreement,
    AgreementTitle,
    Alignment,
    Appointment,
    Commitment,
    CommitmentParty,
    Due,
    Evidence,
    EvidenceDue,
    GrantTerm,
    LanguageVersion,
    Party,
    Purpose,
    Renewal,
    RenewalTask,
    Signatory,
    Theme,
    Twinning,
)
from koinon.cooperation.pairing.models import Profile, Round, RoundRule, RoundWeight, Wish
from koinon.cooperation.programmes.models import (
    Edition,
    FocalPoint,
    Participation,
    Programme,
    ProgrammeAlignment,
    ProgrammeEvent,
    Topic,
)
from koinon.cooperation.visits.models import Ask, FollowUp, HalfDay, Visit
from koinon.site.exchange.row_rules import apart, in_order, told_or_undisclosed
from koinon.site.exchange.sheets import Sheet

PROGRAMMES = (
    Sheet(
        "programmes",
        Programme,
        "title short_name run_by purpose starts ends audience",
        "title",
        rules=(in_order(),),
    ),
    Sheet(
        "editions", Edition, "programme title starts ends audience", "programme title", rules=(in_order(),)
    ),
    Sheet("participations", Participation, "edition body side mechanism audience", "edition body"),
    Sheet("focal_points", FocalPoint, "participation role", "participation role"),
    Sheet("topics", Topic, "edition participation kind text", "edition participation kind text"),
    Sheet(
        "programme_alignments",
        ProgrammeAlignment,
        "programme vocabulary code attributed_to",
        "programme vocabulary code attributed_to",
    ),
    Sheet("programme_events", ProgrammeEvent, "programme edition event", "programme event"),
)
AGREEMENTS = (
    Sheet(
        "agreements",
        Agreement,
        "title language kind general starts ends length_words programme edition succeeds audience note",
        "title starts",
        called="title",
        rules=(in_order(),),
    ),
    Sheet("agreement_titles", AgreementTitle, "agreement language text", "agreement language"),
    Sheet("parties", Party, "agreement body office capacity order", "agreement body"),
    Sheet(
        "grant_terms",
        GrantTerm,
        "agreement payer payee amount currency undisclosed in_kind purpose",
        "agreement payer payee purpose",
        rules=(told_or_undisclosed(),),
    ),
    Sheet("appointments", Appointment, "agreement role task", "agreement role"),
    Sheet("acts", Act, "agreement kind day decision city virtual words", "agreement kind day"),
    Sheet("signatories", Signatory, "act person kind party role capacity", "act person kind party"),
    Sheet(
        "language_versions", LanguageVersion, "agreement document language authentic", "agreement document"
    ),
    Sheet("themes", Theme, "agreement text", "agreement text"),
    Sheet("purposes", Purpose, "agreement text cut_off order", "agreement order text"),
    Sheet(
        "alignments",
        Alignment,
        "agreement vocabulary code attributed_to",
        "agreement vocabulary code attributed_to",
    ),
)
COMMITMENTS = (
    Sheet(
        "commitments",
        Commitment,
        "agreement title clause firmness schedule indicator order audience",
        "agreement title",
    ),
    Sheet("commitment_sides", CommitmentParty, "commitment body side", "commitment side body"),
    Sheet("dues", Due, "commitment day label", "commitment day label"),
    Sheet(
        "evidence",
        Evidence,
        "title day document event decision payment address offered_by state reason offered_on judged_on"
        " audience",
        "title day",
    ),
    Sheet("evidence_dues", EvidenceDue, "evidence due", "evidence due"),
)
RENEWALS = (
    Sheet(
        "renewals",
        Renewal,
        "agreement owner decided_by begun_on outcome closed_on reason successor",
        "agreement begun_on",
    ),
    Sheet(
        "renewal_tasks",
        RenewalTask,
        "renewal step title due_on owner done_on note skipped",
        "renewal step title",
    ),
)
TWINNINGS = (
    Sheet(
        "twinnings",
        Twinning,
        "first second since",
        "first second",
        rules=(apart("first", "second"),),
        unordered=("first", "second"),
    ),
)
# A round as it was prepared; what the engine answered and the cities said travels with a backup.
PAIRING = (
    Sheet(
        "rounds",
        Round,
        "edition title left_side right_side call_opens call_closes freeze_on consult_by publish_on"
        " smallest_population no_repeat everyone note",
        "edition title",
    ),
    Sheet("round_weights", RoundWeight, "round criterion weight", "round criterion"),
    Sheet(
        "round_rules",
        RoundRule,
        "round kind left right group other_group count reason",
        "round kind left right group other_group",
    ),
    Sheet(
        "pairing_profiles",
        Profile,
        "round participation interests offers needs sdgs languages population contact_team capacity outside",
        "round participation",
    ),
    Sheet("pairing_wishes", Wish, "profile kind other rank reason", "profile kind other"),
)
VISITS = (
    Sheet("visits", Visit, "event kind guest languages purpose notes results", "event"),
    Sheet(
        "half_days",
        HalfDay,
        "visit day half begins_at closes_at title other_title place received_by",
        "visit day half title",
    ),
    Sheet("asks", Ask, "visit text commitment", "visit text"),
    Sheet("follow_ups", FollowUp, "visit text owner owner_body due_on done_on outcome", "visit text"),
)
SHEETS = (*PROGRAMMES, *AGREEMENTS, *COMMITMENTS, *RENEWALS, *TWINNINGS, *PAIRING, *VISITS)
