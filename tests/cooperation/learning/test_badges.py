"""Badges and their keys, without any record: signed, baked, altered, foreign, and read by the library's own verifier."""

import base64
import gzip
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from openbadgeslib.ob3 import OB3Verifier
from openbadgeslib.ob3.verifier import OB3VerificationError

from koinon.cooperation.learning import badge_drawing, badge_keys, badges
from koinon.cooperation.learning.badges import Verdict

SITE = "https://cities.example"
MOMENT = datetime(2020, 8, 1, 9, tzinfo=UTC)
SAID = badges.Said(
    address=f"{SITE}/certificates/abc/",
    issuer_name="Metropolis",
    site=SITE,
    achievement=f"{SITE}/events/park-city/#certificate",
    name="The park city",
    description="The park city",
    criteria="Was present.",
    language="zh-hans",
    moment=MOMENT,
    email="li@example.org",
    salt="0123",
    status_list=f"{SITE}/certificates/revoked.jwt",
    index=7,
    holder="李伟",
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a key, which was changed once."""
    home: Path = tmp_path_factory.mktemp("badges")
    first = badge_keys.signing_key(home)
    (home / "first").write_text(badges.signed(SAID, first))
    badge_keys.rotate(home)
    return home


@pytest.fixture
def old(home: Path) -> str:
    """A badge signed with the key of former days."""
    return (home / "first").read_text()


@pytest.fixture
def new(home: Path) -> str:
    """A badge signed with the key of today."""
    return badges.signed(SAID, badge_keys.signing_key(home))


def test_keys_are_private_and_every_public_one_stays_published(home: Path, old: str, new: str) -> None:
    folder = home / badge_keys.FOLDER
    assert (folder / badge_keys.SIGNING).stat().st_mode & 0o077 == 0
    keys = badge_keys.published(home)
    assert len({key.name for key in keys}) == 2
    assert keys[0] == badge_keys.signing_key(home).public
    assert all(badge_keys.from_jwk(key.jwk) == key for key in keys)
    assert [badges.judged(token, keys).verdict for token in (old, new)] == [Verdict.GENUINE] * 2


def test_a_key_set_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError):
        badge_keys.from_jwk({"kty": "OKP"})


def test_the_same_words_and_key_give_the_same_badge(home: Path, new: str) -> None:
    assert badges.signed(SAID, badge_keys.signing_key(home)) == new


def test_a_badge_says_no_address(new: str, home: Path) -> None:
    said = badges.judged(new, badge_keys.published(home)).said
    words = json.dumps(said, ensure_ascii=False)
    assert "li@example.org" not in words
    assert "李伟" in words
    assert said["credentialSubject"]["achievement"]["inLanguage"] == "zh-Hans"


def test_a_badge_comes_out_of_every_file_it_went_into(new: str) -> None:
    from koinon.site.briefings.certificate_pictures import seal_png

    drawing = badge_drawing.seal("公园城市", issuer="Metropolis", year="2020")
    inside = json.dumps(badges.enveloped(new)).encode()
    files = (
        f" {new[:80]}\n{new[80:]} ".encode(),
        badges.baked_svg(new, drawing),
        badges.baked_png(new, seal_png(drawing)),
        inside,
        b'{"verifiableCredential": [' + inside + b"]}",
    )
    assert [badges.token_in(file) for file in files] == [new] * 5


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG\r\n\x1a\nno",
        b"<svg/>",
        b"<svg",
        b"{",
        b"{}",
        b"[]",
        b"\xff\xfe",
        b"x" * 600_000,
        b"%PDF-1.7",
    ],
)
def test_what_is_no_badge_is_not_readable(data: bytes) -> None:
    assert badges.judged(badges.token_in(data), []).verdict is Verdict.UNREADABLE


def test_what_was_changed_is_altered_and_what_others_signed_is_not_ours(home: Path, new: str) -> None:
    keys = badge_keys.published(home)
    head, body, signature = new.split(".")
    for changed in (
        f"{head}.{body[:-3]}AAA.{signature}",
        f"{head}.{body}.{signature[:-6]}AAAAAA",
        f"{head}.{body}.",
    ):
        assert badges.judged(changed, keys).verdict is Verdict.ALTERED
    assert badges.judged(new, keys[1:]).verdict is Verdict.NOT_OURS
    assert badges.judged(new, []).verdict is Verdict.NOT_OURS


def test_a_strangers_verifier_needs_only_what_is_published(home: Path, old: str, new: str) -> None:
    places = [3]
    key = badge_keys.signing_key(home)

    def download(address: str, *_given: object, **_named: object) -> bytes:
        return {
            f"{SITE}/.well-known/did.json": json.dumps(badges.did_document(SITE, badge_keys.published(home))),
            SAID.status_list: badges.revoked_list(
                SITE, SAID.status_list, places, key, moment=datetime.now(UTC)
            ),
        }[address].encode()

    verifier = OB3Verifier.for_issuer_did(badges.did_of(SITE), download=download)
    for token in (old, new):
        assert verifier.verify(token, check_status=True, download=download).id == SAID.address
        assert verifier.verify(token, expected_recipient=None).issuer.id == "did:web:cities.example"
    places.append(SAID.index)
    with pytest.raises(OB3VerificationError, match="revoked"):
        verifier.verify(old, check_status=True, download=download)


def test_the_signature_the_list_and_the_schema_hold_by_hand(home: Path, new: str) -> None:
    """With nothing but the published keys, base64 and RSA: no library for badges."""

    def opened(letters: str) -> bytes:
        return base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4))

    document = badges.did_document(SITE, badge_keys.published(home))
    listed = badges.revoked_list(
        SITE, SAID.status_list, [SAID.index], badge_keys.signing_key(home), moment=MOMENT
    )
    said = []
    for token in (new, listed):
        head, body, signature = token.split(".")
        name = json.loads(opened(head))["kid"]
        assert name in document["assertionMethod"]
        jwk = next(one["publicKeyJwk"] for one in document["verificationMethod"] if one["id"] == name)
        e, n = (int.from_bytes(opened(jwk[part]), "big") for part in ("e", "n"))
        key = rsa.RSAPublicNumbers(e, n).public_key()
        key.verify(opened(signature), f"{head}.{body}".encode(), padding.PKCS1v15(), hashes.SHA256())
        said.append(json.loads(opened(body)))
    badge, status = said
    bits = gzip.decompress(opened(status["credentialSubject"]["encodedList"].removeprefix("u")))
    at = int(badge["credentialStatus"]["statusListIndex"])
    assert bits[at // 8] >> (7 - at % 8) & 1
    assert sum(byte.bit_count() for byte in bits) == 1
    # What the schema of the standard cannot do without, and how it wants a language written.
    assert {"@context", "id", "type", "name", "issuer", "validFrom", "credentialSubject"} <= set(badge)
    assert badge["@context"][0] == badges.CONTEXT
    assert {"VerifiableCredential", "OpenBadgeCredential"} == set(badge["type"])
    achievement = badge["credentialSubject"]["achievement"]
    assert {"id", "type", "name", "description", "criteria", "inLanguage"} <= set(achievement)
    assert re.fullmatch(r"[a-z]{2,4}(-[A-Z][a-z]{3})?", achievement["inLanguage"])
    assert [badges.tag_of(one) for one in ("zh-hans", "fr")] == ["zh-Hans", "fr"]
    assert badge["credentialStatus"]["type"] == "BitstringStatusListEntry"


def test_a_site_under_a_path_has_its_own_name() -> None:
    assert badges.did_of("http://127.0.0.1:8000/cities/") == "did:web:127.0.0.1%3A8000:cities"


def test_titles_are_broken_where_their_script_breaks() -> None:
    assert badge_drawing.wrapped("Building the park city", 14) == ["Building the", "park city"]
    assert badge_drawing.cut(["one", "two", "three"], 2) == ["one", "two…"]
    assert badge_drawing.wrapped("公园城市建设与生态价值", 12) == ["公园城市建设", "与生态价值"]
    drawn = badge_drawing.seal("<script>", issuer="A & B", year="2020")
    assert b"&lt;script&gt;" in drawn
    assert b"<script>" not in drawn


def test_a_stranger_verifies_offline_at_the_command_line(
    home: Path, new: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    from koinon.project.verify_certificate_command import main

    keys = badge_keys.published(home)
    (tmp_path / "did.json").write_text(json.dumps(badges.did_document(SITE, keys)))
    (tmp_path / "jwks.json").write_text(json.dumps(badges.key_set(keys[1:])))
    (tmp_path / "badge.jwt").write_text(new)
    key = badge_keys.signing_key(home)
    for name, places in (("clean", [8]), ("revoked", [7])):
        listed = badges.revoked_list(SITE, SAID.status_list, places, key, moment=MOMENT)
        (tmp_path / name).write_text(listed)

    def run(badge: str, *more: str) -> tuple[int, str]:
        given = [str(tmp_path / one) if not one.startswith("--") else one for one in (badge, *more)]
        return main(given), capsysbinary.readouterr().out.decode()

    status, told = run("badge.jwt", "--keys", "did.json")
    assert status == 0
    assert "for 李伟" in told
    assert run("badge.jwt", "--keys", "jwks.json")[0] == 1
    assert run("badge.jwt", "--keys", "badge.jwt")[0] == 2
    assert run("nothing", "--keys", "did.json")[0] == 2
    assert "TAKEN BACK" in run("badge.jwt", "--keys", "did.json", "--revoked", "revoked")[1]
