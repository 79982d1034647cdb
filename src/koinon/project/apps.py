"""The gate as an app, so that its commands are found."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "koinon.project"
    label = "project"
