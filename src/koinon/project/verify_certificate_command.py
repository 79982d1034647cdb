"""``koinon verify-certificate FILE``: a badge looked at with the published keys, without a network or a database."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from koinon.cooperation.learning.badge_keys import PublicKey
    from koinon.cooperation.learning.badges import Judgement

GENUINE, NOT_GENUINE, UNUSABLE = 0, 1, 2
WORDS = """
Says whether a badge (SVG, PNG, JSON or JWT) was signed by the keys given, and whether anything in it was changed.
Nothing is asked over the network. Without --keys, the keys of KOINON_HOME are taken.
"""
ENDS = """
exit status:
  0   genuine; with --revoked, also not taken back when that list was signed
  1   altered, signed by others, taken back, or no badge at all
  2   a file cannot be read
"""
VERDICTS = {
    "genuine": "Genuine: signed by one of these keys, and not changed since.",
    "altered": "Altered: it names one of these keys, but the signature is not over this text.",
    "not_ours": "Not theirs: none of these keys signed it.",
    "unreadable": "This is no badge that can be read.",
}


class Unusable(Exception):
    """A file does not hold what it should."""


def parser() -> argparse.ArgumentParser:
    """The arguments, in words."""
    made = argparse.ArgumentParser(
        "koinon verify-certificate",
        description=WORDS,
        epilog=ENDS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("badge", metavar="FILE", help="the badge; - reads it from standard input")
    made.add_argument(
        "--keys", metavar="FILE", help="the issuer's did.json or jwks.json, saved from /.well-known/"
    )
    made.add_argument(
        "--revoked", metavar="FILE", help="the issuer's list, saved from /certificates/revoked.jwt"
    )
    made.add_argument("--json", action="store_true", help="print the verdict and the credential as JSON")
    return made


def main(arguments: list[str]) -> int:
    """Answer for the badge named by the arguments; the exit status."""
    options = parser().parse_args(arguments)
    try:
        data = sys.stdin.buffer.read() if options.badge == "-" else Path(options.badge).read_bytes()
        keys = keys_in(Path(options.keys)) if options.keys else keys_at_home()
        revoked = Path(options.revoked).read_bytes() if options.revoked else b""
        return answered(data, keys, revoked, as_json=options.json)
    except Unusable as wrong:
        complain(str(wrong))
    except OSError as wrong:
        complain(f"{wrong.filename} cannot be read: {wrong.strerror}.")
    return UNUSABLE


def answered(data: bytes, keys: Sequence["PublicKey"], revoked: bytes, *, as_json: bool) -> int:
    """Look, print, and tell by the exit status."""
    from koinon.cooperation.learning import badges

    judgement = badges.judged(badges.token_in(data), keys)
    verdict, taken_back = judgement.verdict.value, None
    if revoked and judgement.verdict is badges.Verdict.GENUINE:
        taken_back = badges.is_revoked(revoked.decode("utf-8", "replace").strip(), judgement, keys)
        if taken_back is None:
            raise Unusable(
                "The list of revoked badges is not signed by these keys, or is not for this badge."
            )
    if as_json:
        say(
            json.dumps(
                {"verdict": verdict, "revoked": taken_back, "credential": dict(judgement.said)},
                ensure_ascii=False,
                indent=2,
            )
        )
    else:
        in_words(judgement, taken_back)
    return GENUINE if verdict == "genuine" and not taken_back else NOT_GENUINE


def in_words(judgement: "Judgement", taken_back: bool | None) -> None:
    """The verdict and what the badge says, line by line."""
    say(VERDICTS[judgement.verdict.value])
    said = judgement.said
    if not said:
        return
    subject = said.get("credentialSubject", {})
    issuer = said.get("issuer", {})
    say(f"  {said.get('name', '')}")
    for one in subject.get("identifier", []):
        if one.get("identityType") == "name" and not one.get("hashed"):
            say(f"  for {one.get('identityHash')}")
    say(f"  by {issuer.get('name', '')} ({issuer.get('id', '')}), {said.get('validFrom', '')[:10]}")
    if taken_back is None:
        say(f"  Whether it was taken back since is told at {judgement.address}")
    else:
        say(
            "  It was TAKEN BACK." if taken_back else "  It had not been taken back when the list was signed."
        )


def keys_in(path: Path) -> list["PublicKey"]:
    """The keys of a DID document or a key set."""
    from koinon.cooperation.learning.badge_keys import from_jwk

    try:
        document = json.loads(path.read_bytes())
        methods = document.get("verificationMethod")
        found = [one["publicKeyJwk"] for one in methods] if methods else document["keys"]
        return [from_jwk(one) for one in found]
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise Unusable(f"{path} holds no keys: save /.well-known/did.json of the issuer.") from wrong


def keys_at_home() -> list["PublicKey"]:
    """The keys of this machine's own register; none is made for it."""
    from koinon.cooperation.learning import badge_keys

    home = Path(os.environ.get("KOINON_HOME") or Path.home() / ".koinon")
    if not (home / badge_keys.FOLDER / badge_keys.SIGNING).exists():
        raise Unusable(f"{home} has no keys for badges: name those of the issuer with --keys.")
    return list(badge_keys.published(home))


def say(text: str) -> None:
    """Print in UTF-8 wherever the terminal stands."""
    sys.stdout.buffer.write(f"{text}\n".encode())
    sys.stdout.buffer.flush()


def complain(text: str) -> None:
    """Say what is wrong on stderr."""
    sys.stderr.write(f"{text}\n")
