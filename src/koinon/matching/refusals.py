"""Why the workshop will not take a problem, in words that say what to mend."""


class Unusable(Exception):
    """The problem as given has no meaning; the message says what to mend and where."""


class Cancelled(Exception):
    """Whoever asked no longer wants the answer."""
