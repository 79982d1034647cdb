"""Who the cities are: places, people, evidence, events, governance, members."""
