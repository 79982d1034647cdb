"""Programmes, their editions, and who takes part in them."""
