"""Accounts: who may sign in, invitations, and tokens for machines."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "koinon.platform.accounts"
    label = "accounts"
