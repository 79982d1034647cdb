"""Grants: what was pledged and granted, its instalments and payments, and money lines frozen on a day."""

from koinon.cooperation.grants.frozen_lines import FrozenLine
from koinon.cooperation.grants.instalments import CoFunder, Instalment, Payment
from koinon.cooperation.grants.pledges import Grant, Pledge
from koinon.cooperation.grants.prize_grants import PrizeGrant
from koinon.cooperation.grants.scholar_reports import ScholarReport
from koinon.cooperation.grants.scholarships import Scholarship

__all__ = [
    "CoFunder",
    "FrozenLine",
    "Grant",
    "Instalment",
    "Payment",
    "Pledge",
    "PrizeGrant",
    "ScholarReport",
    "Scholarship",
]
