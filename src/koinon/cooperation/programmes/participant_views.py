"""Where participants are recorded: their part in an edition, what they seek and offer, whom to reach."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from koinon.cooperation.programmes import participant_commands as commands
from koinon.cooperation.programmes.forms import (
    EditionTopicsForm,
    FocalPointForm,
    JoiningForm,
    OwnParticipationForm,
    ParticipationForm,
)
from koinon.cooperation.programmes.models import Edition, FocalPoint, Participation
from koinon.cooperation.programmes.permissions import can_speak_for
from koinon.network.members.founding import settle_body
from koinon.network.people.doors import Request, not_found_unless, recorder_required
from koinon.network.people.permissions import can_record
from koinon.platform.recording.views import FormPage, record_form

form_door = require_http_methods(["GET", "HEAD", "POST"])

TOPICS = (gettext_lazy("What it seeks and offers"), ["interest", "offer", "support"])
PART = ((gettext_lazy("Who takes part"), ["body", "side", "mechanism", "audience"]), TOPICS)
JOINING = ((PART[0][0], ["body", "city", *PART[0][1][1:]]), TOPICS)
OWN_PART = (TOPICS, (gettext_lazy("At home"), ["mechanism"]))


def _participation(request: Request, key: str) -> Participation:
    """The participation, for those who may speak for it."""
    rows = Participation.objects.visible_to(request.reader).select_related("edition__programme", "body")
    found = get_object_or_404(rows, key=key)
    not_found_unless(can_speak_for(request.reader, found))
    return found


@form_door
@recorder_required
def participation_new(request: Request, key: str) -> HttpResponse:
    """Record that a body takes part."""
    edition = get_object_or_404(Edition.objects.visible_to(request.reader), key=key)
    form = JoiningForm(request.POST or None, request=request, topics=[])
    page = FormPage(
        title=_("Record a participant of %(edition)s") % {"edition": edition},
        verb=_("Record the participant"),
        cancel=edition.get_absolute_url(),
        done=_("The participant is on record."),
        groups=JOINING,
    )

    def record() -> Participation:
        settle_body(form.values["body"], form.cleaned_data["city"], by=request.reader, on=request.on)
        return commands.record_participation(edition, by=request.reader, topics=form.topics, **form.values)

    return record_form(request, form, record, page, then=edition.get_absolute_url())


@form_door
@login_required
def participation_edit(request: Request, key: str) -> HttpResponse:
    """Change a body's part; its own people change what it seeks and offers."""
    found = _participation(request, key)
    kind = ParticipationForm if can_record(request.reader) else OwnParticipationForm
    form = kind(
        request.POST or None, instance=found, request=request, topics=list(found.topics.order_by("id"))
    )
    page = FormPage(
        title=_("What %(body)s seeks and offers") % {"body": found.body},
        verb=_("Save the changes"),
        cancel=found.edition.get_absolute_url(),
        done=_("The participant was changed."),
        groups=PART if can_record(request.reader) else OWN_PART,
    )

    def change() -> Participation:
        return commands.change_participation(
            found,
            by=request.reader,
            expected_version=form.expected_version,
            topics=form.topics,
            **form.values,
        )

    return record_form(request, form, change, page, then=found.edition.get_absolute_url())


@require_POST
@recorder_required
def participation_remove(request: Request, key: str) -> HttpResponse:
    """Take a body's part in an edition off the record."""
    found = _participation(request, key)
    commands.remove_participation(found, by=request.reader)
    messages.success(request, _("The participant was removed. Its history keeps it."))
    return redirect(found.edition)


@form_door
@recorder_required
def edition_topics(request: Request, key: str) -> HttpResponse:
    """Change what the participants of an edition named together."""
    edition = get_object_or_404(Edition.objects.visible_to(request.reader), key=key)
    together = list(edition.topics.filter(participation=None).order_by("id"))
    form = EditionTopicsForm(request.POST or None, instance=edition, request=request, topics=together)
    page = FormPage(
        title=_("What the participants of %(edition)s named") % {"edition": edition},
        verb=_("Save the topics"),
        cancel=edition.get_absolute_url(),
        done=_("The topics were saved."),
        lede=_(
            "For what a source says of all of them together. What one of them seeks stands beside its name."
        ),
        groups=[(_("Named by all together"), ["interest", "offer", "support"])],
    )

    def change() -> Edition:
        commands.change_edition_topics(edition, form.topics, by=request.reader)
        return edition

    return record_form(request, form, change, page)


@form_door
@login_required
def focal_point_new(request: Request, key: str) -> HttpResponse:
    """Name a role through which the participant is reached."""
    found = _participation(request, key)
    form = FocalPointForm(request.POST or None, request=request)
    page = FormPage(
        title=_("Name a focal point of %(body)s") % {"body": found.body},
        verb=_("Name the focal point"),
        cancel=found.edition.get_absolute_url(),
        done=_("The focal point is on record."),
        lede=_(
            "A focal point is a role, not a person: when somebody else takes it over, the contact follows."
        ),
    )

    def record() -> FocalPoint:
        return commands.record_focal_point(found, by=request.reader, **form.values)

    return record_form(request, form, record, page, then=found.edition.get_absolute_url())


@require_POST
@login_required
def focal_point_remove(request: Request, key: str) -> HttpResponse:
    """Take a focal point back."""
    rows = FocalPoint.objects.visible_to(request.reader).select_related("participation__edition")
    found = get_object_or_404(rows, key=key)
    not_found_unless(can_speak_for(request.reader, found.participation))
    commands.remove_focal_point(found, by=request.reader)
    messages.success(request, _("The focal point was removed."))
    return redirect(found.participation.edition)
