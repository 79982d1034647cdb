"""Calls for entries: awards, scholarships, selections of cities, labs and hubs, from the form to who reached which stage."""
