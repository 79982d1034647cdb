"""The worker's errand: send what is due, and come back while something waits."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone
from django_tasks import default_task_backend, task

from koinon.platform.notifications.models import Message, State
from koinon.platform.notifications.sending import FALLEN_AFTER, send_waiting

BACK_IN = FALLEN_AFTER + timedelta(minutes=1)


@task
def send_due(on: str = "") -> dict[str, int]:
    """Send every letter due by the day (today where none is given); told how many were sent and how many wait.

    Before the first one it leaves word to be called again, so that what a fallen worker leaves is found. Two at
    once do no harm: each letter is claimed by one of them.
    """
    day = date.fromisoformat(on) if on else timezone.localdate()
    if not _anything(day):
        return {"sent": 0, "waiting": 0}
    call_again(BACK_IN)
    tally = send_waiting(day)
    waiting = Message.objects.filter(state=State.PLANNED, due_on__lte=day).order_by("next_try_at")
    if (next_one := waiting.first()) is not None and next_one.next_try_at:
        call_again(max(next_one.next_try_at - timezone.now(), timedelta(seconds=30)))
    return {"sent": tally.sent, "waiting": waiting.count()}


def _anything(on: date) -> bool:
    """Whether anything is due, or was left on its way out."""
    left = Message.objects.filter(state__in=(State.PLANNED, State.SENDING), due_on__lte=on)
    return left.exclude(next_try_at__gt=timezone.now()).exists()


def call_again(wait: timedelta) -> None:
    """Have the worker look again; where tasks cannot wait, such as in tests, nobody does."""
    if default_task_backend.supports_defer:
        send_due.using(run_after=timezone.now() + wait).enqueue()
