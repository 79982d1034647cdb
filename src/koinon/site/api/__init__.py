"""The record for machines: REST under /api/v1/."""
