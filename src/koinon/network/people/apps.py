"""Persons, bodies, posts, and the dated roles that join them."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "koinon.network.people"
    label = "people"

    def ready(self) -> None:
        from koinon.network.people import choosing, receivers, ties  # noqa: F401 (hears from accounts)
        from koinon.network.people.eyes import NamedBodies
        from koinon.network.people.models import Body, Person, Post
        from koinon.network.people.on_ties import kin, seats
        from koinon.network.people.tongues import register_names
        from koinon.platform.recording import choices, companions
        from koinon.platform.ui import navigation

        register_names()
        companions.register(NamedBodies())
        choices.register("person", Person, choosing.find_people, choosing.create_person)
        choices.register("body", Body, choosing.find_bodies, choosing.create_body)
        choices.register("post", Post, choosing.find_posts)
        ties.register("people.kin", kin)
        ties.register("people.seats", seats)
        navigation.register(_("Duplicates"), "people:duplicates", 60, visible=may_record, place="account")


def may_record(request: HttpRequest) -> bool:
    """Whether the reader of the request may change the record."""
    from koinon.network.people.permissions import can_record
    from koinon.network.people.readers import PUBLIC

    return can_record(getattr(request, "reader", PUBLIC))
