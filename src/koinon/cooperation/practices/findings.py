"""What the rules of this room notice: nobody has said what became of a practice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from koinon.cooperation.practices.models import Practice
from koinon.network.evidence.rules import Proposal, Value, rule

PATIENCE = timedelta(30)
"""How long after its day a follow-up may stay open before it is called overdue."""


@rule(
    "practice-follow-up-overdue",
    title=_("A follow-up of a practice is overdue"),
    headline=_("Nobody has said what became of “%(practice)s”"),
    words=_("It was to be asked after by %(day)s, and %(body)s has not answered."),
)
def find_overdue_follow_ups(on: date) -> Iterator[Proposal]:
    """Published practices whose follow-up fell due a month ago and more, asked for or not; an answer moves the day."""
    rows = Practice.objects.published(on).filter(follow_up_on__lt=on - PATIENCE).select_related("body")
    for one in rows.order_by("pk"):
        assert one.follow_up_on is not None  # asked for above
        values: dict[str, Value] = {"practice": one, "day": one.follow_up_on, "body": one.body}
        yield Proposal("practice-follow-up-overdue", (one, one.body), values)
