"""What is pledged, granted, paid and shown for it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GrantsConfig(AppConfig):
    name = "koinon.cooperation.grants"
    label = "grants"

    def ready(self) -> None:
        from koinon.cooperation.grants import (
            choosing,
            findings,  # noqa: F401
            on_board,
            on_pages,
            prize_views,
            scholarship_on_pages,
        )
        from koinon.cooperation.grants.on_ties import grants as tied
        from koinon.cooperation.grants.report_letters import letters_due
        from koinon.network.governance import consequences
        from koinon.network.people import ties
        from koinon.platform.notifications import planners
        from koinon.platform.ui import beside, navigation

        choosing.register()
        consequences.register(on_board.consequences)
        navigation.register(_("Grants"), "grants:grants", 54, place="more")
        beside.register("calls.entry", prize_views.on_entry)
        beside.register("agreements.agreement", on_pages.on_agreement)
        beside.register("people.person", scholarship_on_pages.on_person)
        beside.register("calls.call", scholarship_on_pages.on_call)
        beside.register("calls.entry", scholarship_on_pages.on_entry)
        beside.register("people.body", on_pages.on_body)
        beside.register("governance.decision", on_pages.on_decision)
        planners.register("grants", letters_due)
        ties.register("grants", tied)
