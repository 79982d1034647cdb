"""The links of the header come from the rooms, in order, for those who may see them."""

from koinon.platform.ui import navigation

from .conftest import asked


def test_order_badge_and_visibility() -> None:
    navigation.register("Later", "ui:colophon", 2, badge=lambda request: 9)
    navigation.register("First", "things", 1, badge=lambda request: 0)
    navigation.register("Hidden", "ui:styleguide", 0, visible=lambda request: False)
    navigation.register("Nowhere", "not:mounted", 3)
    navigation.register("Sign in", "ui:land_nowhere", 1, place="account")
    found = navigation.items(asked("/things/kotor/"))
    assert [(item.label, item.current, item.has_badge) for item in found] == [
        ("First", True, False),
        ("Later", False, True),
    ]
    assert not navigation.items(asked(), "account")


def test_registering_again_replaces() -> None:
    navigation.register("Old", "things", 1)
    navigation.register("New", "things", 1)
    assert [item.label for item in navigation.items(asked())] == ["New"]
