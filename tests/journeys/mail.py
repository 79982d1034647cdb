"""What lies in the folder that stands in for the post: the letters a site has sent, read as their receivers would."""

import re
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses

from tests.journeys.home import Site

PATIENCE_SECONDS = 30


def link_to(site: Site, address: str, part: str) -> str:
    """The newest link with this part in a letter to the address; the task worker may need a moment."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        if found := _links(site, address, part):
            return found[-1]
        time.sleep(0.2)
    raise AssertionError(f"no letter with {part} came to {address}")


def _links(site: Site, address: str, part: str) -> list[str]:
    files = sorted((site.home / "mail").glob("*"), key=lambda file: file.stat().st_mtime)
    letters = [
        message_from_bytes(file.read_bytes(), policy=policy.default) for file in files if file.is_file()
    ]
    texts = [letter.get_content() for letter in letters if address in _receivers(letter)]
    return [link for text in texts for link in re.findall(rf"https?://\S*{re.escape(part)}\S*", text)]


def _receivers(letter: EmailMessage) -> set[str]:
    """Whole addresses: one visitor's may be the end of another's."""
    return {address for _, address in getaddresses([str(letter["To"])])}
