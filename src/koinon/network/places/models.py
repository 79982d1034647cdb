"""Where the network is: regions, countries and cities, their names in every script, their dated figures."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from koinon.network.places.naming import country_name, territory_name
from koinon.network.places.querysets import CityQuerySet, FigureQuerySet, PlaceQuerySet
from koinon.platform.audit.models import Record
from koinon.platform.dates.fields import DayField
from koinon.platform.recording.tongues import Spoken
from koinon.platform.ui.addresses import url


class Region(Record):
    """A part of the world in one scheme: the United Nations' M49, or a network's own."""

    scheme = models.CharField(
        _("scheme"), max_length=60, default="m49", help_text=_("m49, or the key of the network")
    )
    code = models.CharField(_("code"), max_length=20, blank=True)
    name = models.CharField(_("name"), max_length=120)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")

    objects: ClassVar[PlaceQuerySet[Region]] = PlaceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["scheme", "name"]

    def __str__(self) -> str:
        """In the reader's language, where the region is one of M49."""
        if self.scheme != "m49":
            return self.name
        known = territory_name(self.code, get_language() or "en")
        return known if known != self.code else self.name

    def get_absolute_url(self) -> str:
        return url("places:region", key=self.key)


class Country(Record):
    """A country or territory of ISO 3166-1; its key is the two-letter code in small letters."""

    alpha2 = models.CharField(_("two-letter code"), max_length=2, unique=True)
    alpha3 = models.CharField(_("three-letter code"), max_length=3, unique=True)
    numeric = models.CharField(_("numeric code"), max_length=3)
    name = models.CharField(_("name"), max_length=120)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="countries")

    objects: ClassVar[PlaceQuerySet[Country]] = PlaceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["name"]

    def __str__(self) -> str:
        """In the reader's language."""
        return country_name(self, get_language() or "en")

    def get_absolute_url(self) -> str:
        return url("places:country", key=self.key)


class RegionMapping(models.Model):
    """A country's place in a network's own regions."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="mappings")
    country = models.ForeignKey(Country, models.CASCADE, related_name="mappings")

    class Meta:
        ordering = ["region", "country"]
        constraints = [models.UniqueConstraint(fields=["region", "country"], name="country_once_in_region")]

    def __str__(self) -> str:
        return f"{self.country} – {self.region}"


class City(Record, Spoken):
    """A place where people live and a government sits. What acts is a Body; the city is where it is."""

    name = models.CharField(_("name"), max_length=120, db_index=True)
    country = models.ForeignKey(Country, models.PROTECT, verbose_name=_("country"), related_name="cities")
    division = models.CharField(_("administrative unit"), max_length=120, blank=True)
    geonames_id = models.PositiveIntegerField(_("GeoNames number"), null=True, blank=True, unique=True)
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)

    objects: ClassVar[CityQuerySet[City]] = CityQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        ordering = ["name", "id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["country", "name"])]

    def __str__(self) -> str:
        return self.called(self.name)

    def get_absolute_url(self) -> str:
        return url("portal:city", key=self.key)


class NameKind(models.TextChoices):
    """What a name is to what it names."""

    OFFICIAL = "official", _("official")
    SHORT = "short", _("short")
    FORMER = "former", _("former")
    PINYIN = "pinyin", _("pinyin")
    ACRONYM = "acronym", _("acronym")
    ALIAS = "alias", _("also known as")


class CityName(Record):
    """A name of a city in one language and script, such as 广州 (zh-Hans)."""

    city = models.ForeignKey(City, models.CASCADE, related_name="names")
    text = models.CharField(_("name"), max_length=160, db_index=True)
    language = models.CharField(_("language tag"), max_length=20, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=NameKind, default=NameKind.OFFICIAL)

    class Meta:
        verbose_name = _("name of a city")
        verbose_name_plural = _("names of cities")
        ordering = ["city", "id"]
        constraints = [
            models.UniqueConstraint(fields=["city", "text", "language", "kind"], name="city_name_once")
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return url("places:city", key=self.city.key)


class Quantity(models.TextChoices):
    """What a figure measures."""

    POPULATION = "population", _("Population")
    AREA = "area", _("Area")
    GRP = "grp", _("Gross regional product")
    DISTRICTS = "districts", _("Districts and counties")
    HISTORY = "history", _("Years of history")
    RANK = "rank", _("Rank")
    OTHER = "other", _("Other")


class Figure(Record):
    """A number somebody stated of a city, with unit, definition and day. Several may stand side by side."""

    city = models.ForeignKey(City, models.CASCADE, related_name="figures")
    quantity = models.CharField(_("quantity"), max_length=20, choices=Quantity)
    value = models.DecimalField(_("value"), max_digits=24, decimal_places=4)
    unit = models.CharField(_("unit"), max_length=20, help_text=_("persons, km2, CNY, EUR …"))
    definition = models.CharField(_("definition"), max_length=254, blank=True)
    qualifier = models.CharField(
        _("qualifier"), max_length=60, blank=True, help_text=_("“more than”, “about”")
    )
    as_of = DayField(_("as of"))

    objects: ClassVar[FigureQuerySet[Figure]] = FigureQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["city", "quantity", "-as_of_latest", "id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["city", "quantity"])]

    def __str__(self) -> str:
        return f"{self.get_quantity_display()}: {self.value.normalize():f} {self.unit}"

    def get_absolute_url(self) -> str:
        return url("places:city", key=self.city.key)


class HouseValue(Record):
    """The figure chosen to be printed for a purpose, of the several that stand side by side."""

    city = models.ForeignKey(City, models.CASCADE, related_name="house_values")
    quantity = models.CharField(_("quantity"), max_length=20, choices=Quantity)
    purpose = models.CharField(_("purpose"), max_length=60, default="page")
    figure = models.ForeignKey(Figure, models.CASCADE, related_name="chosen_as")
    reason = models.CharField(_("reason"), max_length=254, blank=True)

    class Meta:
        verbose_name = _("house value")
        verbose_name_plural = _("house values")
        ordering = ["city", "quantity", "purpose"]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "quantity", "purpose"], name="one_house_value_for_a_purpose"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_quantity_display()}, {self.purpose}"

    def get_absolute_url(self) -> str:
        return url("places:city", key=self.city.key)
