"""The record for machines: REST under /api/v1/."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "koinon.site.api"
    label = "api"
