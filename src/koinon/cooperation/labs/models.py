"""Labs and urban innovation communities."""

from koinon.cooperation.labs.communities import (
    Community,
    CommunityEvent,
    CommunityMember,
    CommunityPractice,
    MemberPart,
)
from koinon.cooperation.labs.labs import Continent, Lab, LabAlignment, LabPartner, PartnerPart

__all__ = [
    "Community",
    "CommunityEvent",
    "CommunityMember",
    "CommunityPractice",
    "Continent",
    "Lab",
    "LabAlignment",
    "LabPartner",
    "MemberPart",
    "PartnerPart",
]
