"""Meetings of bodies, their numbered agenda and their decisions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    name = "koinon.network.governance"
    label = "governance"

    def ready(self) -> None:
        from koinon.network.governance import choosing, findings  # noqa: F401 (registers its rules)
        from koinon.network.governance.models import Decision, Meeting
        from koinon.platform.recording import choices
        from koinon.platform.ui import navigation

        choices.register("meeting", Meeting, choosing.find_meetings)
        choices.register("decision", Decision, choosing.find_decisions)
        navigation.register(_("Meetings"), "governance:meetings", 40, place="more")
