"""What people announce to the rooms above."""

from django.dispatch import Signal

# Sent inside the transaction of a merge, once for every row that another takes the place of:
# kind (such as "people.person"), stays (the row), goes (the row), act (the audit act under way).
# Whoever refers to rows by kind and id, not by foreign key, moves its references through the act.
merged = Signal()
