"""The room where every change is kept, with what was before and after."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "koinon.platform.audit"
    label = "audit"
