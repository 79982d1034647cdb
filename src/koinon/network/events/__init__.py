"""Anything on a calendar, and who took part."""
