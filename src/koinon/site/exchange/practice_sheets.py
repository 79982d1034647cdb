"""The sheets of practices, labs and communities. Links and questions are no part of them: a copy opens nothing."""

from typing import Any

from django.utils.translation import gettext as _

from koinon.cooperation.labs.models import (
    Community,
    CommunityEvent,
    CommunityMember,
    CommunityPractice,
    Lab,
    LabAlignment,
    LabPartner,
)
from koinon.cooperation.practices.models import (
    Practice,
    PracticeAlignment,
    PracticeDocument,
    PracticeFollowUp,
    PracticePerson,
    PracticeText,
)
from koinon.site.exchange.row_rules import in_order
from koinon.site.exchange.sheets import Sheet


def agreed_or_declined(row: dict[str, Any]) -> tuple[str, str] | None:
    """Nobody says both yes and no."""
    if row.get("agreed_on") and row.get("declined_on"):
        return "declined_on", _("Somebody has agreed or declined: leave one of the two empty.")
    return None


def answered_with_an_outcome(row: dict[str, Any]) -> tuple[str, str] | None:
    """An answer says how it stands."""
    if row.get("answered_on") and not row.get("outcome"):
        return "outcome", _("Say whether it goes on, has changed, or has ended.")
    return None


PRACTICES = (
    Sheet(
        "practices",
        Practice,
        "entry title language kind body city summary challenge work results themes address starts ends"
        " published_on follow_up_on is_example audience",
        "title body",
        called="title",
        rules=(in_order(),),
    ),
    Sheet(
        "practice_texts",
        PracticeText,
        "practice language title summary challenge work results",
        "practice language",
    ),
    Sheet(
        "practice_alignments",
        PracticeAlignment,
        "practice vocabulary code attributed_to",
        "practice vocabulary code",
    ),
    Sheet("practice_documents", PracticeDocument, "practice document note", "practice document"),
    Sheet(
        "practice_people",
        PracticePerson,
        "practice role asked_on agreed_on declined_on",
        "practice role",
        rules=(agreed_or_declined,),
    ),
    Sheet(
        "practice_follow_ups",
        PracticeFollowUp,
        "practice due_on asked_on answered_on outcome words by_link",
        "practice due_on",
        rules=(answered_with_an_outcome,),
    ),
)
LABS = (
    Sheet(
        "labs",
        Lab,
        "body host continent agreement programme edition purpose themes starts ends planned is_example audience",
        "body",
        rules=(in_order(),),
    ),
    Sheet("lab_alignments", LabAlignment, "lab vocabulary code attributed_to", "lab vocabulary code"),
    Sheet(
        "lab_partners", LabPartner, "lab body part starts ends note", "lab body starts", rules=(in_order(),)
    ),
    Sheet(
        "communities",
        Community,
        "body programme purpose themes starts ends is_example audience",
        "body",
        rules=(in_order(),),
    ),
    Sheet(
        "community_members",
        CommunityMember,
        "community body part starts ends note",
        "community body starts",
        rules=(in_order(),),
    ),
    Sheet("community_practices", CommunityPractice, "community practice added_on", "community practice"),
    Sheet("community_events", CommunityEvent, "community event", "community event"),
)
SHEETS = (*PRACTICES, *LABS)
