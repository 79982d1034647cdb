"""The room of entering records by hand."""

from django.apps import AppConfig


class RecordingConfig(AppConfig):
    name = "koinon.platform.recording"
    label = "recording"
