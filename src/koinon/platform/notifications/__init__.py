"""Letters: what is to be written to whom and when, what left the house, what came back, what was done with it."""
