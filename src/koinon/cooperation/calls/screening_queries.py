"""The entries of a call as those who run it see them: narrowed, sorted, screened one after the other."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Count, F, Prefetch, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from koinon.cooperation.calls.models import Call, Entry, Placing
from koinon.network.people.readers import Reader


class Where(models.TextChoices):
    """Where an entry stands before it is judged."""

    WAITING = "waiting", _("to be screened")
    ELIGIBLE = "eligible", _("eligible")
    INELIGIBLE = "ineligible", _("not eligible")
    LATE = "late", _("sent late")
    DRAFT = "draft", _("not sent yet")
    WITHDRAWN = "withdrawn", _("withdrawn")
    RECORD = "record", _("on record")


SENT = Q(sent_at__isnull=False, withdrawn_at=None)
CONDITIONS = {
    Where.WAITING: SENT & Q(eligible=None),
    Where.ELIGIBLE: SENT & Q(eligible=True),
    Where.INELIGIBLE: SENT & Q(eligible=False),
    Where.LATE: SENT & ~Q(late_reason=""),
    Where.DRAFT: Q(sent_at=None, saved_at__isnull=False, withdrawn_at=None),
    Where.WITHDRAWN: Q(withdrawn_at__isnull=False),
    Where.RECORD: Q(sent_at=None, saved_at=None),
}
MOST_AT_ONCE = 500
"""How many entries are screened together at most: a press that takes long is pressed again."""
SORTS: dict[str, tuple[Any, ...]] = {
    "number": (F("number").asc(nulls_last=True), "id"),
    "-number": (F("number").desc(nulls_last=True), "-id"),
    "title": ("title", "id"),
    "-title": ("-title", "-id"),
    "applicant": ("applicant__name", "id"),
    "-applicant": ("-applicant__name", "-id"),
    "sent": (F("sent_at").asc(nulls_last=True), "id"),
    "-sent": (F("sent_at").desc(nulls_last=True), "-id"),
}


def where(entry: Entry) -> Where:
    """Where an entry stands. Asks nothing of SQL."""
    if entry.withdrawn_at:
        return Where.WITHDRAWN
    if entry.sent_at is None:
        return Where.DRAFT if entry.saved_at else Where.RECORD
    if entry.eligible is None:
        return Where.WAITING
    return Where.ELIGIBLE if entry.eligible else Where.INELIGIBLE


def entries(
    call: Call, reader: Reader, *, words: str = "", where: str = "", category: str = "", stage: str = ""
) -> QuerySet[Entry]:
    """The entries of a call by words of title, applicant or receipt, by state, category and stage."""
    rows = Entry.objects.visible_to(reader).filter(call=call)
    for word in words.split():
        rows = rows.filter(_worded(call, word))
    if where in Where.values:
        rows = rows.filter(CONDITIONS[Where(where)])
    if category:
        rows = rows.filter(category__key=category)
    if stage:
        rows = rows.filter(pk__in=Placing.objects.filter(stage__call=call, stage__kind=stage).values("entry"))
    return rows


def _worded(call: Call, word: str) -> Q:
    found = (
        Q(title__icontains=word)
        | Q(applicant__name__icontains=word)
        | Q(applicant__city__name__icontains=word)
        | Q(co_applicants__body__name__icontains=word)
    )
    number = word.upper().removeprefix(f"{call.code}-")
    found |= Q(number=int(number)) if number.isdecimal() and len(number) < 10 else Q(pk__in=[])
    return Q(pk__in=Entry.objects.filter(found, call=call).values("pk"))


def listed(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    """With what a row shows: the applicant, its place, the category, and the stages reached."""
    with_stages = Prefetch("placings", Placing.objects.select_related("stage"))
    own = rows.select_related("applicant__city", "applicant__country", "category", "call")
    return own.prefetch_related(with_stages)


def counted(rows: QuerySet[Entry]) -> tuple[int, int, str]:
    """How many a narrowed list has, how many of them wait, and a mark of which these are: one statement.

    As many others have another mark: their ids and the squares of these add up to something else.
    """
    waits = CONDITIONS[Where.WAITING]
    found = rows.aggregate(
        all=Count("pk"),
        waits=Count("pk", waits),
        ids=Sum("pk", filter=waits),
        squares=Sum(F("pk") * F("pk"), filter=waits),
    )
    return found["all"], found["waits"], f"{found['waits']}-{found['ids'] or 0}-{found['squares'] or 0}"


def waiting(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    """Those of a narrowed list that nobody has said anything of, the longest waiting first, as many as go at once."""
    return rows.filter(CONDITIONS[Where.WAITING]).order_by("number", "id")[:MOST_AT_ONCE]


def next_to_screen(entry: Entry, reader: Reader) -> Entry | None:
    """The next entry of the call that waits, by number, beginning anew after the last."""
    rows = entries(entry.call, reader, where=Where.WAITING).exclude(pk=entry.pk).order_by("number", "id")
    return rows.filter(number__gt=entry.number or 0).first() or rows.first()
