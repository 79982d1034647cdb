"""The workshop: who is paired with whom, optimal, explained, checked; immutable in, immutable out, no Django."""
