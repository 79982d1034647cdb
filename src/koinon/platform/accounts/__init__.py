"""Accounts: who may sign in, invitations, and tokens for machines."""
