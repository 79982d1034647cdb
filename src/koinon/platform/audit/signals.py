"""What the audit announces to the rooms above it."""

from django.dispatch import Signal

# Sent after an act is written, inside its transaction: entry, touched = {kind: [object ids]}.
acted = Signal()
# Sent before a row is removed: doing = the act, row. Rooms above remove, through the act, what points at
# the row without a foreign key.
removing = Signal()
# The same for many rows at once: doing, gone = {model: {ids}}; what goes anyhow is among them.
sweeping = Signal()
