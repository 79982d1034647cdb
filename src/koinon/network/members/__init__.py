"""Membership of a body in a network, its kind and its status through time."""
