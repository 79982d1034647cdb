"""Papers that print themselves from the record."""

from django.apps import AppConfig


class BriefingsConfig(AppConfig):
    name = "koinon.site.briefings"
    label = "briefings"

    def ready(self) -> None:
        from koinon.platform.ui import beside
        from koinon.site.briefings import laureate_views, on_pages

        beside.register("calls.entry", laureate_views.on_entry)
        beside.register("events.event", on_pages.on_event)
        beside.register("people.body", on_pages.on_body)
        beside.register("governance.meeting", on_pages.on_meeting)
        beside.register("agreements.renewal", on_pages.on_renewal)
