"""Meetings of bodies, their numbered agenda and their decisions."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "koinon.network.governance"
    label = "governance"
