"""The sheets of what belongs to events: stages, sessions, speakers, registration, documents, tasks."""

from koinon.network.events.models import (
    EventDocument,
    Invitation,
    Registration,
    RegistrationRules,
    Session,
    Speaker,
    Stage,
    Task,
)
from koinon.site.exchange.row_rules import in_order, some_of
from koinon.site.exchange.sheets import Sheet

PROGRAMME = (
    Sheet(
        "event_stages",
        Stage,
        "event title other_title other_language starts ends city place host order note",
        "event order title",
        rules=(in_order(),),
    ),
    Sheet(
        "event_sessions",
        Session,
        "event stage day begins_at closes_at title other_title other_language room order note",
        "event day begins_at title",
    ),
    Sheet(
        "session_speakers",
        Speaker,
        "session person name capacity order",
        "session person name",
        rules=(some_of("person", "name"),),
    ),
)
# What was entered at a door or by somebody here; accounts, links and parts follow from using the site.
REGISTRATION = (
    Sheet(
        "registration_rules",
        RegistrationRules,
        "event open_to opens_on closes_on seats waiting_list needs_approval forget_on conditions",
        "event",
    ),
    Sheet("event_invitations", Invitation, "event body", "event body"),
    Sheet(
        "registrations",
        Registration,
        "event name body_name post category email language needs state reason turn came person asked_on",
        "event email name",
    ),
)
AFTERWARDS = (
    Sheet("event_documents", EventDocument, "event document words", "event document"),
    Sheet("event_tasks", Task, "event text owner owner_body due_on done_on outcome", "event text"),
)
SHEETS = (*PROGRAMME, *REGISTRATION, *AFTERWARDS)
