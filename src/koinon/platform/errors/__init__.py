"""Refusals: the one family of exceptions a person may be shown."""

from django.utils.functional import Promise


class Refused(Exception):
    """A command will not do what was asked, for a reason the asker can act on.

    ``message`` is in the reader's language and says what to do; ``field`` names the form field
    beside which it belongs, or is empty when it concerns the whole.
    """

    def __init__(self, message: "str | Promise", *, field: str = "") -> None:
        super().__init__(str(message))
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


class NotAllowed(Refused):
    """The asker may see the record but may not do this with it."""
