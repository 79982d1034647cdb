"""The record in other programs' own formats: vCard."""
