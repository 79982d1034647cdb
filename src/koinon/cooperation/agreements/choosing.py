"""Agreements by type-ahead, by words of a title in any language; and regions, for the filters."""

from collections.abc import Sequence
from typing import cast

from django.http import HttpRequest

from koinon.cooperation.agreements.register_queries import Filters, register
from koinon.cooperation.agreements.terms import Agreement
from koinon.network.people.doors import Request
from koinon.network.places.models import Region
from koinon.platform.audit.models import Record
from koinon.platform.recording import choices

MOST = 12


def find_agreements(request: HttpRequest, words: str) -> Sequence[tuple[Record, str]]:
    """The newest that fit; the hint tells the years and the parties."""
    asked = cast(Request, request)
    rows = register(Filters(words=words), asked.on, asked.reader).prefetch_related("parties__body")
    return [(row, hint(row)) for row in rows[:MOST]]


def hint(agreement: Agreement) -> str:
    """What tells it from its namesakes."""
    parties = ", ".join(str(party) for party in agreement.parties.all())
    return f"{agreement.starts.edtf} {parties}".strip()


def find_regions(request: HttpRequest, words: str) -> Sequence[tuple[Record, str]]:
    """Regions of any scheme by a part of their name; the hint is the scheme."""
    rows = Region.objects.filter(name__icontains=words)[:MOST]
    return [(row, row.scheme) for row in rows]


def register_choices() -> None:
    """Make both choosable in every form."""
    choices.register("agreement", Agreement, find_agreements)
    choices.register("region", Region, find_regions)
