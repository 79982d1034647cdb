"""Grants: pledged, granted, due, paid, evidenced."""
