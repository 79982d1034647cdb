"""Plans: what two sides, a body or a network will do, by whom, by when, and what came of it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "koinon.cooperation.plans"
    label = "plans"

    def ready(self) -> None:
        from koinon.cooperation.plans import choosing, findings, on_board, on_pages  # noqa: F401
        from koinon.cooperation.plans.letters import letters_due
        from koinon.cooperation.plans.models import Plan
        from koinon.cooperation.plans.on_confirmations import waiting
        from koinon.cooperation.plans.on_plan_page import on_plan
        from koinon.cooperation.plans.on_ties import plans as tied
        from koinon.network.confirmations import elsewhere
        from koinon.network.governance import consequences, offering
        from koinon.network.people import ties
        from koinon.platform.notifications import planners
        from koinon.platform.ui import beside, navigation

        choosing.register()
        consequences.register(on_board.consequences)
        offering.register(Plan, _("plan"), on_board.facts)
        elsewhere.register("plans", waiting)
        planners.register("plans", letters_due)
        navigation.register(_("Plans"), "plans:plans", 50)
        beside.register("agreements.agreement", on_pages.on_agreement)
        beside.register("programmes.edition", on_pages.on_edition)
        beside.register("people.body", on_pages.on_body)
        beside.register("plans.plan", on_plan)
        ties.register("plans", tied)
