"""Rounds of pairing: profiles in, proposed pairs out with reasons, confirmed by both cities."""
