"""What stays of an event: its documents, and the tasks that follow from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.network.evidence.models import Document
from koinon.network.people.audience import seen_through
from koinon.network.people.models import Body, Person
from koinon.platform.audit.models import Record

if TYPE_CHECKING:
    from koinon.network.people.readers import Reader


class EventDocumentQuerySet(models.QuerySet["EventDocument"]):
    def visible_to(self, reader: Reader) -> Self:
        """Seen by those who may see both the event and the document."""
        if reader.is_secretariat:
            return self.all()
        return self.filter(*(seen_through(EventDocument, path, reader) for path in ("event", "document")))


class EventDocument(Record):
    """A document of an event: the invitation, a presentation, the conclusions."""

    event = models.ForeignKey(
        "events.Event", models.CASCADE, verbose_name=_("event"), related_name="documents"
    )
    document = models.ForeignKey(Document, models.PROTECT, verbose_name=_("document"), related_name="events")
    words = models.CharField(_("what it is here"), max_length=200, blank=True)

    objects: ClassVar[EventDocumentQuerySet] = EventDocumentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["event", "id"]
        constraints = [models.UniqueConstraint(fields=["event", "document"], name="document_of_event_once")]
        verbose_name = _("document of an event")
        verbose_name_plural = _("documents of an event")

    def __str__(self) -> str:
        return self.words or str(self.document)


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, reader: Reader) -> Self:
        """Seen by the secretariat, and by whoever is to do it and may see the event."""
        if reader.is_secretariat:
            return self.all()
        own = models.Q(owner_body__in=reader.bodies)
        if reader.person_id:
            own |= models.Q(owner=reader.person_id)
        return self.filter(own, seen_through(Task, "event", reader))


class Task(Record):
    """What follows from an event: who does what by when."""

    event = models.ForeignKey("events.Event", models.CASCADE, verbose_name=_("event"), related_name="tasks")
    text = models.CharField(_("what is to be done"), max_length=254)
    owner = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("who does it"),
        related_name="event_tasks",
    )
    owner_body = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("or which body"),
        related_name="event_tasks",
    )
    due_on = models.DateField(_("by when"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True, editable=False)
    outcome = models.CharField(_("what came of it"), max_length=254, blank=True)

    objects: ClassVar[TaskQuerySet] = TaskQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["event", "due_on", "id"]
        verbose_name = _("task")
        verbose_name_plural = _("tasks")

    def __str__(self) -> str:
        return self.text
