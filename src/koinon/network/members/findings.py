"""What the rules look for in memberships: each is expected to rest on a document."""

from koinon.network.evidence.sourced import expect_sources
from koinon.network.members.models import Membership

expect_sources(Membership)
