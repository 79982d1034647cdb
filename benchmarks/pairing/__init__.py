"""Pairing measured beside its peers: the twelve bars of the engine, alternating in one run."""
