"""What is asked about accounts: whose address this is, what a link leads to, how one signs in."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.core.signing import BadSignature, Signer

from koinon.platform.accounts.models import Invitation, User
from koinon.platform.accounts.tokens import digest_of

SIGNER = Signer(salt="koinon.invitation")


def account_of(email: str) -> User | None:
    """The account with this address, in capitals or small letters."""
    return User.objects.filter(email__iexact=email.strip()).first()


def invitation_behind(secret: str) -> Invitation | None:
    """The invitation a link leads to; a link this site did not sign is not even looked up."""
    try:
        SIGNER.unsign(secret)
    except BadSignature:
        return None
    return Invitation.objects.filter(digest=digest_of(secret)).first()


def second_steps(user: User) -> list[str]:
    """What the account shows beside its password: ``totp``, ``webauthn``, ``recovery_codes``."""
    return sorted(set(Authenticator.objects.filter(user=user).values_list("type", flat=True)))


def has_second_step(user: User) -> bool:
    return bool(is_mfa_enabled(user))
