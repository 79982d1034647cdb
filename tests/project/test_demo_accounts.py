"""The example sign-ins: on the demonstration network only, hidden from the public, the same on every run."""

import stat
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from tests import factories

from koinon.network.evidence.models import Citation
from koinon.network.members.queries import reader_for
from koinon.network.people.models import Body, Person, Post, Role
from koinon.network.people.readers import PUBLIC
from koinon.platform.accounts.models import User
from koinon.project.demo_accounts import CAST, EXAMPLES, NotADemonstration, SignIn, set_up_examples

TODAY = date(2026, 11, 22)


@pytest.fixture
def demonstration(db: None) -> None:
    """The bodies the examples work for, and the document that says they are invented."""
    factories.make_document("Examples", key=EXAMPLES)
    for key in sorted({example.body for example in CAST}):
        factories.make_body(key, key=key, ends="..")


def set_up(path: Path) -> list[SignIn]:
    return set_up_examples(path, on=TODAY, moment=timezone.now())


def test_each_function_has_somebody_who_can_sign_in(demonstration: None, tmp_path: Path) -> None:
    for one in set_up(tmp_path / "sign-ins.txt"):
        answer = Client().post("/accounts/login/", {"login": one.email, "password": one.password})
        assert answer.status_code == 302
        assert reader_for(User.objects.get(email=one.email), TODAY).functions == {one.function}


def test_the_focal_point_acts_for_the_office(demonstration: None, tmp_path: Path) -> None:
    set_up(tmp_path / "sign-ins.txt")
    reader = reader_for(User.objects.get(email="focal-point@koinon.example"), TODAY)
    assert Body.objects.get(key="guangzhou-fao").pk in reader.bodies


def test_the_public_sees_nothing_of_them_and_all_is_cited(demonstration: None, tmp_path: Path) -> None:
    set_up(tmp_path / "sign-ins.txt")
    for model in (Person, Role, Post):
        assert not model.objects.visible_to(PUBLIC).exists()
        kind = model.record_kind()
        assert Citation.objects.filter(subject_kind=kind).count() == model.objects.count() == len(CAST)
    assert not Body.objects.visible_to(PUBLIC).filter(key__startswith="example").exists()


def test_a_second_run_changes_nothing(demonstration: None, tmp_path: Path) -> None:
    kept = tmp_path / "sign-ins.txt"
    first = set_up(kept)
    counts = [model.objects.count() for model in (Person, Role, Post, Body, User, Citation)]
    assert set_up(kept) == first
    assert [model.objects.count() for model in (Person, Role, Post, Body, User, Citation)] == counts
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_lost_file_means_new_passwords(demonstration: None, tmp_path: Path) -> None:
    kept = tmp_path / "sign-ins.txt"
    first = set_up(kept)
    kept.unlink()
    second = set_up(kept)
    assert {one.password for one in first}.isdisjoint(one.password for one in second)
    user = User.objects.get(email=second[0].email)
    assert user.check_password(second[0].password)


def test_any_other_network_is_left_alone(db: None, tmp_path: Path) -> None:
    with pytest.raises(NotADemonstration):
        set_up(tmp_path / "sign-ins.txt")
    with pytest.raises(CommandError):
        call_command("demo-accounts")
    said = StringIO()
    call_command("demo-accounts", if_demo=True, stdout=said)
    assert said.getvalue() == ""
    assert not User.objects.exists()


def test_the_command_prints_a_table(demonstration: None, settings: object, tmp_path: Path) -> None:
    settings.HOME = tmp_path  # type: ignore[attr-defined]
    said = StringIO()
    call_command("demo-accounts", stdout=said)
    assert len(said.getvalue().splitlines()) == len(CAST) + 1
    assert (tmp_path / "demo-sign-ins.txt").read_text().count("@koinon.example") == len(CAST)
