"""What is done with portfolios: a body comes into one, and leaves it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from koinon.network.members.portfolios import PortfolioBody
from koinon.network.people.models import Function, Post
from koinon.network.people.permissions import can_record, refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key


class NoPortfolio(Refused):
    """Only a post of a portfolio manager has a portfolio."""


class InItAlready(Refused):
    """A body is in a portfolio once at a time."""


def put_in_portfolio(post: Post, values: Mapping[str, Any], *, by: Reader) -> PortfolioBody:
    """Give a body into the care of a post."""
    refuse_unless(can_record(by))
    if post.function != Function.PORTFOLIO_MANAGER:
        raise NoPortfolio(_("This post has no portfolio: give it the function of a portfolio manager first."))
    there = PortfolioBody.objects.filter(post=post, body=values["body"])
    if there.filter(ends_latest__gte=values["starts"].earliest).exists():
        raise InItAlready(
            _("%(body)s is in this portfolio already.") % {"body": values["body"]}, field="body"
        )
    with act("put_in_portfolio", by=by.user) as doing:
        doing.about(post)
        key = propose_key(PortfolioBody, post.key, values["body"].key)
        return doing.create(PortfolioBody(key=key, post=post, **values))


def change_portfolio_body(
    row: PortfolioBody, values: Mapping[str, Any], *, by: Reader, expected_version: int | None = None
) -> PortfolioBody:
    """Change since when and until when a body is in a portfolio."""
    refuse_unless(can_record(by))
    with act("change_portfolio_body", by=by.user) as doing:
        doing.about(row.post)
        return doing.change(row, expected_version, **values)
