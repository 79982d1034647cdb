"""Addresses in letters: whole ones, for there is no request to ask and nothing to click from."""

from django.conf import settings


def absolute(path: str) -> str:
    """The address of a page of this site as a letter gives it."""
    return settings.SITE_ADDRESS.rstrip("/") + path
