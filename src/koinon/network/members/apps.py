"""Membership of a body in a network, its kind and its status through time."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "koinon.network.members"
    label = "members"
