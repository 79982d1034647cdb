"""Membership of a body in a network, its kind and its status through time."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "koinon.network.members"
    label = "members"

    def ready(self) -> None:
        from koinon.network.members import findings  # noqa: F401 (says what rests on documents)
        from koinon.platform.ui import navigation

        navigation.register(_("Members"), "members:members", 10)
