"""Agreements, the acts upon them, what was promised and the evidence."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    name = "koinon.cooperation.agreements"
    label = "agreements"

    def ready(self) -> None:
        from koinon.cooperation.agreements import choosing, findings, on_board  # noqa: F401
        from koinon.cooperation.agreements.confirming import lines_of, sides_of
        from koinon.cooperation.agreements.on_pages import on_agreement, on_decision
        from koinon.cooperation.agreements.on_ties import agreements, twins
        from koinon.cooperation.agreements.renewal_letters import plan_renewal_letters
        from koinon.cooperation.agreements.terms import Agreement
        from koinon.cooperation.agreements.tongues import register_names
        from koinon.network.confirmations.on_pages import on_subject
        from koinon.network.confirmations.subjects import Subject, register
        from koinon.network.governance import consequences, offering
        from koinon.network.people import ties
        from koinon.platform.notifications import planners
        from koinon.platform.ui import beside, navigation

        register_names()
        choosing.register_choices()
        register("agreements.agreement", Subject(lines=lines_of, sides=sides_of))
        beside.register("agreements.agreement", on_subject)
        beside.register("agreements.agreement", on_agreement)
        beside.register("governance.decision", on_decision)
        consequences.register(on_board.consequences)
        offering.register(Agreement, _("agreement"), on_board.facts)
        ties.register("agreements", agreements)
        ties.register("agreements.twins", twins)
        planners.register("renewals", plan_renewal_letters)
        navigation.register(_("Agreements"), "agreements:agreements", 30)
