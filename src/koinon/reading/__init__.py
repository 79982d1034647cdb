"""The workshop that reads: text in, what it claims with its places out; immutable, no I/O, no Django."""
