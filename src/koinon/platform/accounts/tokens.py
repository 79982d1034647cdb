"""Tokens: what a program shows instead of a password. Only the digest is kept."""

import hashlib
import secrets
from datetime import datetime, timedelta

from koinon.platform.accounts.models import Token, User

PREFIX = "koinon_"
SEEN_EVERY = timedelta(hours=1)


def digest_of(secret: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(secret.encode()).hexdigest()


def make_token(user: User, name: str, *, moment: datetime) -> tuple[Token, str]:
    """A new token and its secret, which is shown this once and never again."""
    secret = PREFIX + secrets.token_urlsafe(32)
    return Token.objects.create(user=user, name=name[:80], digest=digest_of(secret), made_at=moment), secret


def user_of(secret: str, *, moment: datetime) -> User | None:
    """The active account behind a secret; remembers, to the hour, when the token was last used."""
    token = (
        Token.objects.select_related("user").filter(digest=digest_of(secret), user__is_active=True).first()
    )
    if token is None:
        return None
    if token.used_at is None or moment - token.used_at > SEEN_EVERY:
        Token.objects.filter(pk=token.pk).update(used_at=moment)
    return token.user


def revoke_token(token: Token) -> None:
    """The token opens nothing from now on."""
    token.delete()
