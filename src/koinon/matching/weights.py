"""How much a criterion may weigh; alone here, because forms and models ask it and need no arrays."""

MOST_WEIGHT = 10_000
