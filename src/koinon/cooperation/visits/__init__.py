"""Delegations received and sent: who comes, in which order, for what, and what follows."""
