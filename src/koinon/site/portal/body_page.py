"""Everything the page of a body shows, as of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from koinon.cooperation.programmes.models import Programme
from koinon.network.evidence.marks import Sources
from koinon.network.evidence.models import Document, Finding
from koinon.network.evidence.queries import findings_about, marks
from koinon.network.governance.models import Meeting
from koinon.network.members.models import Membership
from koinon.network.people.models import Body, BodyName, ContactDetail, Post
from koinon.network.people.prepared import prepared
from koinon.network.people.readers import Reader
from koinon.site.portal.portraits import Portrait, portrait


@dataclass(frozen=True, slots=True)
class Seat:
    """A post of the body and who surely or possibly held it on the day."""

    post: Post
    holders: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class BodyPage:
    """A body with its names, parts, posts, contacts and everything on record of it."""

    body: Body
    names: tuple[BodyName, ...]
    parts: tuple[Body, ...]
    seats: tuple[Seat, ...]
    contacts: tuple[ContactDetail, ...]
    member_count: int
    meetings: tuple[Meeting, ...]
    programmes: tuple[Programme, ...]
    publications: tuple[Document, ...]
    portrait: Portrait
    sources: Sources
    findings: tuple[Finding, ...]

    @property
    def other_name(self) -> BodyName | None:
        """The name in Chinese, to stand beside the first."""
        return next((name for name in self.names if name.language.startswith("zh")), None)


def body_page(body: Body, on: date, today: date, reader: Reader) -> BodyPage:
    """Put the page together: sixteen statements at most beside the body's own."""
    names = tuple(body.names.all())
    told = portrait([body], on, reader)
    posts = tuple(body.posts.all())
    contacts = tuple(ContactDetail.objects.visible_to(reader).kept(today).filter(body=body))
    shown = [body, *names, *posts, *contacts, *told.rows]
    return BodyPage(
        body=body,
        names=names,
        parts=tuple(parts_of(reader, body=body.pk)),
        seats=tuple(seats(posts, told)),
        contacts=contacts,
        member_count=members_on(body, on, reader).count() if body.kind == "network" else 0,
        meetings=tuple(meetings_of(reader, body=body.pk)),
        programmes=tuple(programmes_of(reader, body=body.pk)),
        publications=tuple(documents_of(reader, body=body.pk)),
        portrait=told,
        sources=marks(shown, reader),  # type: ignore[arg-type]
        findings=tuple(findings_about(shown, reader)),  # type: ignore[arg-type]
    )


@prepared
def parts_of(reader: Reader, /, *, body: int) -> QuerySet[Body]:
    return Body.objects.visible_to(reader).filter(parent=body).order_by("name")[:60]


@prepared
def meetings_of(reader: Reader, /, *, body: int) -> QuerySet[Meeting]:
    return Meeting.objects.visible_to(reader).filter(body=body).order_by("-held_latest")[:10]


@prepared
def programmes_of(reader: Reader, /, *, body: int) -> QuerySet[Programme]:
    return Programme.objects.visible_to(reader).filter(run_by=body)[:10]


@prepared
def documents_of(reader: Reader, /, *, body: int) -> QuerySet[Document]:
    return Document.objects.visible_to(reader).filter(publisher=body)[:10]


def members_on(body: Body, on: date, reader: Reader) -> QuerySet[Membership]:
    """Who surely or possibly belonged to a network on the day."""
    return Membership.objects.visible_to(reader).filter(network=body).holding(on)


def seats(posts: tuple[Post, ...], told: Portrait) -> list[Seat]:
    """The posts of the body in order of protocol, each with its holders on the day."""
    held = [role for role in told.roles if role.held != "no"]
    ordered = sorted(posts, key=lambda post: (post.rank or 99, post.title))
    return [Seat(post, tuple(role for role in held if role.post_id == post.pk)) for post in ordered]
