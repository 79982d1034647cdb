"""Learning hubs: curricula, seminars, enrolment, assessment and certificates."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "koinon.cooperation.learning"
    label = "learning"

    def ready(self) -> None:
        from koinon.cooperation.learning import certificate_on_pages, choosing, findings, on_pages  # noqa: F401
        from koinon.cooperation.learning.letters import letters_due
        from koinon.cooperation.learning.models import Hub
        from koinon.cooperation.learning.on_hub_page import on_hub
        from koinon.cooperation.learning.on_ties import hubs as tied
        from koinon.cooperation.learning.receivers import on_acted
        from koinon.network.evidence import titling
        from koinon.network.people import ties
        from koinon.platform.audit.signals import acted
        from koinon.platform.notifications import planners
        from koinon.platform.ui import beside, navigation

        choosing.register()
        titling.register(Hub)
        acted.connect(on_acted, dispatch_uid="learning")
        planners.register("learning", letters_due)
        navigation.register(_("Learning"), "learning:hubs", 30, place="more")
        navigation.register(_("Verify a certificate"), "certificates:verify", 60, place="footer")
        beside.register("agreements.agreement", on_pages.on_agreement)
        beside.register("people.body", on_pages.on_body)
        beside.register("events.event", on_pages.on_event)
        beside.register("events.registration", on_pages.on_registration)
        beside.register("events.registration", certificate_on_pages.on_registration)
        beside.register("learning.curriculum", certificate_on_pages.on_curriculum)
        beside.register("learning.hub", on_hub)
        ties.register("learning", tied)
