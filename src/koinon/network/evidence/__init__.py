"""Documents, citations to a place in them, and the findings inbox."""
