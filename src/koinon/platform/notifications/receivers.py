"""What django-anymail hears from a mail service: delivered, bounced, complained of."""

from __future__ import annotations

from typing import Any

from anymail.signals import EventType, tracking
from django.dispatch import receiver
from django.utils import timezone

from koinon.platform.notifications.commands import mark_bounced, mark_delivered
from koinon.platform.notifications.letters import without_address
from koinon.platform.notifications.models import Message

CAME_BACK = {EventType.BOUNCED, EventType.REJECTED, EventType.FAILED, EventType.COMPLAINED}


@receiver(tracking)
def hear_of_letters(event: Any, **_kwargs: Any) -> None:
    """An event carries the mark of the letter; what is not ours, such as an invitation, is let be."""
    mark = str((event.metadata or {}).get("letter", ""))
    if not mark or not Message.objects.filter(mark=mark).exists():
        return
    moment = event.timestamp or timezone.now()
    if event.event_type == EventType.DELIVERED:
        mark_delivered(mark, moment=moment)
    elif event.event_type in CAME_BACK:
        why = event.mta_response or event.description or event.reject_reason or event.event_type
        mark_bounced(mark, without_address(why, event.recipient or ""), moment=moment)
