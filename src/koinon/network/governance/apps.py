"""Meetings of bodies, their rules and numbered agenda, their decisions and what became of them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    name = "koinon.network.governance"
    label = "governance"

    def ready(self) -> None:
        from koinon.network.evidence import titling
        from koinon.network.evidence.models import Document
        from koinon.network.governance import choosing, findings, offering, receivers  # noqa: F401
        from koinon.network.governance.models import Decision, Meeting
        from koinon.network.governance.on_pages import on_body
        from koinon.platform.recording import choices
        from koinon.platform.ui import beside, navigation

        titling.register(Meeting)
        choices.register("meeting", Meeting, choosing.find_meetings)
        choices.register("decision", Decision, choosing.find_decisions)
        offering.register(Document, _("document"), offering.told_of_documents)
        navigation.register(_("Meetings"), "governance:meetings", 40, place="more")
        navigation.register(
            _("What we decided"),
            "governance:decided",
            42,
            place="account",
            visible=lambda request: not request.reader.is_public,  # type: ignore[attr-defined]
        )
        beside.register("people.body", on_body)
