"""Practices: public cases of what a city did, who can be asked, and what became of it after a year."""
