"""The room of entering records by hand."""

from django.apps import AppConfig


class RecordingConfig(AppConfig):
    name = "koinon.platform.recording"
    label = "recording"

    def ready(self) -> None:
        from koinon.platform.audit.signals import acted
        from koinon.platform.recording.tongues import on_acted

        acted.connect(on_acted, dispatch_uid="tongues")
