"""The secret address of somebody's own calendar: whoever has it reads what its owner may read."""

from django.core import signing
from django.urls import reverse

from koinon.platform.accounts.models import User

SALT = "koinon.feeds.calendar"
MARK = 16


def secret_address(user: User) -> str:
    """The path of the user's calendar; it dies with a new password or with signing out everywhere."""
    return reverse("feeds:my-calendar", kwargs={"secret": signing.dumps([user.pk, _mark(user)], salt=SALT)})


def owner_of(secret: str) -> User | None:
    """Whose address it is, or None when it is wrong, worn out or of a closed account."""
    try:
        pk, mark = signing.loads(secret, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    return user if user and _mark(user) == mark else None


def _mark(user: User) -> str:
    return user.get_session_auth_hash()[:MARK]
