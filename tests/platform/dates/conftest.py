"""Property tests without a deadline: how long reading may take has a test of its own."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
