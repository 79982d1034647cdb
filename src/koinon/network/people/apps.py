"""Persons, bodies, posts, and the dated roles that join them."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "koinon.network.people"
    label = "people"
