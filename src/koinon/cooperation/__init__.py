"""What the cities do together."""
