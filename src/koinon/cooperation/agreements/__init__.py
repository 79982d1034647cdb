"""Agreements, the acts upon them, what was promised and the evidence."""
