"""What lies on an officer's desk."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "koinon.site.desk"
    label = "desk"

    def ready(self) -> None:
        from koinon.platform.notifications import planners
        from koinon.platform.ui import navigation
        from koinon.site.desk.permissions import sees_desk
        from koinon.site.desk.succession_letters import plan_succession_letters

        navigation.register(_("Monday"), "desk:monday", 5, visible=sees_desk)
        navigation.register(_("Letters"), "desk:letters", 64, place="more", visible=sees_desk)
        navigation.register(_("Portfolios"), "desk:portfolios", 66, place="more", visible=sees_desk)
        navigation.register(_("Hand-overs"), "desk:handovers", 68, place="more", visible=sees_desk)
        planners.register("successions", plan_succession_letters)
