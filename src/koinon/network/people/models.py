"""Who is who: the record's four words for people, after W3C ORG and Popolo — Person, Body, Post, Role."""

from koinon.network.people.audience import AdmittedBody, Audience
from koinon.network.people.bodies import Body, BodyIdentifier, BodyKind, BodyName
from koinon.network.people.distinctions import Distinction
from koinon.network.people.persons import ContactDetail, FormOfAddress, NameOrder, Person, PersonName
from koinon.network.people.posts import Function, Post, PostTitle
from koinon.network.people.roles import Role

__all__ = [
    "AdmittedBody",
    "Audience",
    "Body",
    "BodyIdentifier",
    "BodyKind",
    "BodyName",
    "ContactDetail",
    "Distinction",
    "FormOfAddress",
    "Function",
    "NameOrder",
    "Person",
    "PersonName",
    "Post",
    "PostTitle",
    "Role",
]
