"""How mail leaves: any SMTP server, a mail service by django-anymail, or a folder of files where neither is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

SMTP = "django.core.mail.backends.smtp.EmailBackend"
FOLDER = "koinon.platform.notifications.outbox.FolderBackend"
YES = {"1", "true", "yes", "on"}
ANYMAIL = "KOINON_ANYMAIL_"


@dataclass(frozen=True, slots=True)
class PostOffice:
    """What Django has to know to send mail."""

    backend: str = FOLDER
    host: str = ""
    port: int = 587
    user: str = ""
    password: str = ""
    tls: bool = False
    ssl: bool = False
    anymail: dict[str, str] = field(default_factory=dict)


def post_office(environ: Mapping[str, str]) -> PostOffice:
    """A mail service if ``KOINON_ANYMAIL`` names one, the server of ``EMAIL_URL`` or ``KOINON_SMTP_HOST``, or files."""
    if service := environ.get("KOINON_ANYMAIL", ""):
        said = {
            name.removeprefix(ANYMAIL): value for name, value in environ.items() if name.startswith(ANYMAIL)
        }
        return PostOffice(backend=f"anymail.backends.{service}.EmailBackend", anymail=said)
    if address := environ.get("EMAIL_URL", ""):
        return _of_url(address)
    if host := environ.get("KOINON_SMTP_HOST", ""):
        tls = environ.get("KOINON_SMTP_TLS", "1").lower() in YES
        name, password = environ.get("KOINON_SMTP_USER", ""), environ.get("KOINON_SMTP_PASSWORD", "")
        return PostOffice(SMTP, host, int(environ.get("KOINON_SMTP_PORT", "587")), name, password, tls=tls)
    return PostOffice()


def _of_url(address: str) -> PostOffice:
    """``smtp://user:password@host:587/?tls=1``, ``smtps://…`` for TLS from the first byte, ``file:`` for files."""
    parts = urlsplit(address)
    if parts.scheme == "file":
        return PostOffice()
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ValueError("EMAIL_URL must begin with smtp://, smtps:// or file: (leave it empty for files)")
    ssl = parts.scheme == "smtps"
    asked = dict(parse_qsl(parts.query)).get("tls", "")
    tls = not ssl and asked.lower() in YES
    port = parts.port or (465 if ssl else 587)
    return PostOffice(
        SMTP, parts.hostname, port, unquote(parts.username or ""), unquote(parts.password or ""), tls, ssl
    )
