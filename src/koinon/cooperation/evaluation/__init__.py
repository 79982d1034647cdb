"""Evaluation: how a pair is doing, told to the pair and its expert alone."""
