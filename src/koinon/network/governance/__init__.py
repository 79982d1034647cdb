"""Meetings of bodies, their numbered agenda and their decisions."""
