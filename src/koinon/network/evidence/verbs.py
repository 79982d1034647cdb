"""The verbs of the audit in the reader's words: record_role is "Record: role", in four languages."""

from functools import lru_cache

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koinon.platform.audit.models import Record

WITH_KIND = {
    "record": gettext_lazy("Record: %(kind)s"),
    "change": gettext_lazy("Change: %(kind)s"),
    "remove": gettext_lazy("Remove: %(kind)s"),
    "add": gettext_lazy("Add: %(kind)s"),
    "end": gettext_lazy("End: %(kind)s"),
    "settle": gettext_lazy("Settle: %(kind)s"),
    "reopen": gettext_lazy("Reopen: %(kind)s"),
    "offer": gettext_lazy("Offer: %(kind)s"),
    "accept": gettext_lazy("Accept: %(kind)s"),
    "return": gettext_lazy("Return: %(kind)s"),
    "withdraw": gettext_lazy("Withdraw: %(kind)s"),
    "sign": gettext_lazy("Sign: %(kind)s"),
    "amend": gettext_lazy("Amend: %(kind)s"),
    "draft": gettext_lazy("Draft: %(kind)s"),
    "publish": gettext_lazy("Publish: %(kind)s"),
    "submit": gettext_lazy("Give to review: %(kind)s"),
    "ask": gettext_lazy("Ask for: %(kind)s"),
    "answer": gettext_lazy("Answer: %(kind)s"),
    "renew": gettext_lazy("Renew: %(kind)s"),
    "begin": gettext_lazy("Begin: %(kind)s"),
    "close": gettext_lazy("Close: %(kind)s"),
    "assign": gettext_lazy("Say who does it: %(kind)s"),
    "do": gettext_lazy("Mark as done: %(kind)s"),
    "skip": gettext_lazy("Skip: %(kind)s"),
}
ALONE = {
    "import": gettext_lazy("Import a workbook"),
    "undo": gettext_lazy("Undo"),
    "cite": gettext_lazy("Cite a source"),
    "put_in_portfolio": gettext_lazy("Put into a portfolio"),
    "settle_doubt": gettext_lazy("Say whether a letter arrived"),
    "mend_address": gettext_lazy("Mend an address"),
    "merge_people": gettext_lazy("Merge two people"),
    "merge_bodies": gettext_lazy("Merge two bodies"),
    "keep_apart": gettext_lazy("Keep two records apart"),
    "admit_member": gettext_lazy("Admit a member"),
    "admit_bodies": gettext_lazy("Name the bodies that may see it"),
    "record_standing": gettext_lazy("Record the standing"),
    "record_death": gettext_lazy("Record a death"),
    "record_twinnings": gettext_lazy("Import twinnings"),
    "choose_home_network": gettext_lazy("Choose the home network"),
    "choose_house_value": gettext_lazy("Choose a house value"),
    "link_account": gettext_lazy("Link an account"),
    "run_rules": gettext_lazy("Look for findings"),
    "offer_evidence_again": gettext_lazy("Offer evidence again"),
    "remove_old_contacts": gettext_lazy("Remove contacts past their time"),
    "record_rule": gettext_lazy("Set a rule"),
    "remove_rule": gettext_lazy("Take a rule back"),
    "set_weights": gettext_lazy("Set the weights"),
    "open_call": gettext_lazy("Open the call"),
    "call_cities": gettext_lazy("Call the cities"),
    "freeze_weights": gettext_lazy("Freeze the weights"),
    "open_profiles": gettext_lazy("Open the profiles"),
    "save_draft": gettext_lazy("Save a draft"),
    "send_profile": gettext_lazy("Send the profile"),
    "issue_link": gettext_lazy("Make a link"),
    "revoke_link": gettext_lazy("Revoke a link"),
    "set_places": gettext_lazy("Set the places"),
    "withdraw_city": gettext_lazy("Withdraw the city"),
    "ask_scenario": gettext_lazy("Ask the engine"),
    "solve_scenario": gettext_lazy("Solve"),
    "solve_again": gettext_lazy("Solve again"),
    "fail_scenario": gettext_lazy("Not solved"),
    "choose_scenario": gettext_lazy("Propose these pairs"),
    "make_pair": gettext_lazy("Make a pair by hand"),
    "undo_pair": gettext_lazy("Undo a pair by hand"),
    "ask_cities": gettext_lazy("Ask the cities"),
    "answer_proposal": gettext_lazy("Answer a proposal"),
    "freeze_line": gettext_lazy("Freeze the money line"),
    "meet_condition": gettext_lazy("Record that a condition is met"),
    "open_assessment": gettext_lazy("Ask both sides of a pair"),
    "answer_principles": gettext_lazy("Answer the ten principles"),
    "publish_pairs": gettext_lazy("Publish the pairs"),
    "agree_plan": gettext_lazy("Agree the plan"),
    "close_plan": gettext_lazy("Close the plan"),
    "copy_measure": gettext_lazy("Copy a measure"),
    "close_measure": gettext_lazy("Close the measure"),
    "agree_measure": gettext_lazy("Agree to a measure"),
    "ask_otherwise": gettext_lazy("Would have a measure otherwise"),
    "answer_by_link": gettext_lazy("Answer by signed link"),
    "ask_for_update": gettext_lazy("Ask for an update"),
    "ask_for_updates": gettext_lazy("Ask for the updates of the quarter"),
    "send_update": gettext_lazy("Send an update"),
    "accept_update": gettext_lazy("Accept an update"),
    "return_update": gettext_lazy("Return an update"),
    "record_line": gettext_lazy("Record a line of action"),
    "change_line": gettext_lazy("Change a line of action"),
    "remove_line": gettext_lazy("Take a line of action off"),
    "point_to_line": gettext_lazy("Point to a line of action"),
    "unpoint_from_line": gettext_lazy("No longer point to a line of action"),
}


def verb_in_words(verb: str) -> str:
    """A command as the history tells it; one nobody has put into words is told by its bare name."""
    if verb in ALONE:
        return str(ALONE[verb])
    first, _space, rest = verb.partition("_")
    model = kinds().get(rest.replace("_", ""))
    if first in WITH_KIND and model is not None:
        return str(WITH_KIND[first]) % {"kind": model._meta.verbose_name}
    return _(capfirst(verb.replace("_", " ")))


@lru_cache(maxsize=1)
def kinds() -> dict[str, type[Record]]:
    """Every kind of record by the bare name of its model; ``name`` and ``item`` are what commands call them."""
    found = {str(model._meta.model_name): model for model in apps.get_models() if issubclass(model, Record)}
    short = {"item": "agendaitem", "name": "personname", "version": "documentversion"}
    return found | {word: found[name] for word, name in short.items() if name in found}
