"""Plans of pairs, bodies and networks: measures with owners and an indicator, updates, and what came of them."""
