"""The sheets of the network: places, people, evidence, events, governance and members."""

from koinon.network.events.models import Attendance, Event
from koinon.network.evidence.models import Citation, Document, Title
from koinon.network.members.models import HomeNetwork, Membership, MembershipStatus, PortfolioBody
from koinon.network.people.models import (
    AdmittedBody,
    Body,
    BodyIdentifier,
    BodyName,
    ContactDetail,
    Distinction,
    FormOfAddress,
    Person,
    PersonName,
    Post,
    PostTitle,
    Role,
)
from koinon.network.places.models import City, CityName, Figure, HouseValue, Region, RegionMapping
from koinon.site.exchange.governance_sheets import GOVERNANCE
from koinon.site.exchange.governance_sheets import LAST as ITEM_PAPERS
from koinon.site.exchange.row_rules import apart, in_order, in_zone, of_titled, one_of, some_of
from koinon.site.exchange.sheets import Sheet

PLACES = (
    Sheet("regions", Region, "scheme code name parent", "scheme code name"),
    Sheet("region_countries", RegionMapping, "region country", "region country"),
    Sheet(
        "cities",
        City,
        "name country division geonames_id latitude longitude time_zone",
        "name country division",
        kept="division geonames_id latitude longitude time_zone",
        called="name",
        rules=(in_zone(),),
    ),
    Sheet("city_names", CityName, "city text language kind", "city language kind text"),
    Sheet(
        "figures",
        Figure,
        "city quantity value unit definition qualifier as_of",
        "city quantity value unit definition qualifier as_of",
    ),
    Sheet("house_values", HouseValue, "city quantity purpose figure reason", "city quantity purpose"),
)
PEOPLE = (
    Sheet(
        "bodies",
        Body,
        "name short_name kind parent city country website starts ends audience merged_into note",
        "name city parent",
        called="name",
        rules=(in_order(),),
    ),
    Sheet(
        "body_names",
        BodyName,
        "body text language kind starts ends",
        "body language kind text",
        rules=(in_order(),),
    ),
    Sheet("body_identifiers", BodyIdentifier, "body scheme value", "body scheme value"),
    Sheet(
        "people",
        Person,
        "name family given order honorific language died audience merged_into note",
        "name",
        namesakes=True,
    ),
    Sheet("person_names", PersonName, "person text language kind", "person language kind text"),
    Sheet("forms_of_address", FormOfAddress, "person language salutation envelope", "person language"),
    Sheet(
        "contacts",
        ContactDetail,
        "person body means value keep_until audience",
        "person body means value",
        rules=(one_of("person", "body"),),
    ),
    Sheet("posts", Post, "body title seats rank function by_virtue_of for_bodies", "body title"),
    Sheet("post_titles", PostTitle, "post language text", "post language"),
    Sheet(
        "roles",
        Role,
        "person holder post title of sits_for acting starts ends audience",
        "person holder post title of starts",
        rules=(one_of("person", "holder"), some_of("post", "title"), in_order()),
    ),
)
EVIDENCE = (
    Sheet(
        "documents",
        Document,
        "title kind publisher published language address audience note",
        "title publisher published language",
        called="title",
    ),
)
EVENTS = (
    Sheet(
        "events",
        Event,
        "title kind starts ends begins_at closes_at time_zone city venue virtual host meant_for groups"
        " planned participants audience note follow_up",
        "title starts",
        called="title",
        rules=(in_order(), in_zone()),
    ),
    Sheet(
        "attendances",
        Attendance,
        "event person body sent_by part capacity order came",
        "event person body part",
        rules=(some_of("person", "body"),),
    ),
)
MEMBERS = (
    Sheet(
        "memberships",
        Membership,
        "body network kind starts ends admitted_by audience",
        "body network starts",
        rules=(apart("body", "network"), in_order()),
    ),
    Sheet(
        "membership_statuses",
        MembershipStatus,
        "membership standing starts ends reason",
        "membership standing starts",
        rules=(in_order(),),
    ),
    Sheet("home_network", HomeNetwork, "body", "body"),
    Sheet(
        "portfolio_bodies", PortfolioBody, "post body starts ends", "post body starts", rules=(in_order(),)
    ),
)
SHEETS = (*PLACES, *PEOPLE, *EVIDENCE, *EVENTS, *GOVERNANCE, *MEMBERS)

# These may speak of any record, and so come after all others.
LAST = (
    Sheet("titles", Title, "subject language text", "subject language", rules=(of_titled("subject"),)),
    Sheet(
        "citations",
        Citation,
        "document locator_kind locator subject field strength",
        "document locator_kind locator subject field",
    ),
    *ITEM_PAPERS,
    Sheet("admitted_bodies", AdmittedBody, "subject body", "subject body"),
    Sheet("distinctions", Distinction, "first second", "first second", unordered=("first", "second")),
)
