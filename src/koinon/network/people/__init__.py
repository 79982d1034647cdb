"""Persons, bodies, posts, and the dated roles that join them."""
