"""Version 1 of the machine interface: one file a subject."""
