"""The sheets of governance: rules of bodies, meetings, the agenda, decisions, attendance, votes, minutes and steps."""

from koinon.network.governance.models import (
    AgendaItem,
    Ballot,
    BodyRule,
    Decision,
    ItemPaper,
    Meeting,
    Minute,
    Sitting,
    Step,
)
from koinon.site.exchange.row_rules import in_order, somebody, with_reason
from koinon.site.exchange.sheets import Sheet

GOVERNANCE = (
    Sheet(
        "body_rules",
        BodyRule,
        "body kind number out_of reckoned post article text starts ends",
        "body kind article starts post",
        rules=(in_order(),),
    ),
    Sheet(
        "meetings",
        Meeting,
        "body title kind held city virtual begins_at venue chair minutes_by convened_on papers_on drafted_on"
        " cancelled_on cancelled_because audience",
        "body title held",
        rules=(with_reason("cancelled_on", "cancelled_because"),),
    ),
    Sheet(
        "agenda_items",
        AgendaItem,
        "meeting number title order kind rapporteur proposal approves",
        "meeting number",
    ),
    Sheet(
        "decisions",
        Decision,
        "item reference title text taken votes_for votes_against abstentions owner_body owner_person due"
        " follow_up outcome without_quorum result audience",
        "reference",
    ),
    Sheet(
        "sittings",
        Sitting,
        "meeting seat person body presence proxy capacity",
        "meeting seat person body",
        rules=(somebody("seat", "person", "body"),),
    ),
    Sheet("ballots", Ballot, "decision seat choice", "decision seat"),
    Sheet("minutes", Minute, "item text", "item"),
    Sheet(
        "steps",
        Step,
        "decision text person body due_on noted_on state closed_on reason",
        "decision text noted_on",
        rules=(with_reason("state", "reason", "dropped"),),
    ),
)
LAST = (Sheet("item_papers", ItemPaper, "item subject order", "item subject"),)
