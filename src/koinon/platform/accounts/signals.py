"""What accounts announce to the rooms above."""

from django.dispatch import Signal

# Sent when an invitation has been taken up: user (the account), concerns (such as "person:zhan-decun").
invitation_accepted = Signal()
