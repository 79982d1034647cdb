"""The doors of places that write: cities, names, figures, house values, a network's regions."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from koinon.network.places import commands
from koinon.network.places.doors import Request, recorder_required
from koinon.network.places.forms import (
    CityForm,
    FigureForm,
    HouseValueForm,
    NameForm,
    PlaceForm,
    RegionForm,
)
from koinon.network.places.models import City, CityName, Country, Figure, HouseValue, Quantity, Region
from koinon.platform.errors import Refused
from koinon.platform.recording.views import FormPage, record_form


@recorder_required
def city_new(request: Request) -> HttpResponse:
    """Out of the gazetteer; what it lacks is entered by hand."""
    form = PlaceForm(request.POST or None, request=request)
    page = FormPage(
        title=_("Record a city"),
        verb=_("Record the city"),
        done=_("The city is recorded."),
        cancel=reverse("portal:cities"),
        groups=[(_("Which city"), ["place"])],
        template="places/city_new.html",
    )
    return record_form(
        request, form, lambda: commands.record_place(form.cleaned_data["place"], by=request.reader), page
    )


@recorder_required
def city_by_hand(request: Request) -> HttpResponse:
    form = CityForm(request.POST or None, request=request)
    page = FormPage(
        title=_("Record a city by hand"),
        verb=_("Record the city"),
        done=_("The city is recorded."),
        cancel=reverse("places:city-new"),
        lede=_(
            "For a place the gazetteer does not have: one of fewer than 15,000 inhabitants, or a district."
        ),
    )
    return record_form(request, form, lambda: commands.record_city(form.values, by=request.reader), page)


@recorder_required
def city_edit(request: Request, key: str) -> HttpResponse:
    shown = _city(request, key)
    form = CityForm(request.POST or None, request=request, instance=shown)
    page = FormPage(
        title=_("Change %(name)s") % {"name": shown},
        verb=_("Save the city"),
        done=_("The city is saved."),
        cancel=shown.get_absolute_url(),
    )

    def change() -> City:
        return commands.change_city(
            shown, form.values, by=request.reader, expected_version=form.expected_version
        )

    return record_form(request, form, change, page)


@recorder_required
def name_new(request: Request, key: str) -> HttpResponse:
    shown = _city(request, key)
    form = NameForm(request.POST or None, request=request)
    page = FormPage(
        title=_("A name of %(name)s") % {"name": shown},
        verb=_("Record the name"),
        done=_("The name is recorded."),
        cancel=shown.get_absolute_url(),
    )
    return record_form(
        request,
        form,
        lambda: commands.record_name(shown, form.values, by=request.reader),
        page,
        then=shown.get_absolute_url(),
    )


@recorder_required
def name_edit(request: Request, key: str) -> HttpResponse:
    name = get_object_or_404(CityName.objects.select_related("city"), key=key)
    form = NameForm(request.POST or None, request=request, instance=name)
    page = FormPage(
        title=_("Change the name %(name)s") % {"name": name.text},
        verb=_("Save the name"),
        done=_("The name is saved."),
        cancel=name.get_absolute_url(),
    )

    def change() -> CityName:
        return commands.change_name(
            name, form.values, by=request.reader, expected_version=form.expected_version
        )

    return record_form(request, form, change, page)


@recorder_required
def figure_new(request: Request, key: str) -> HttpResponse:
    shown = _city(request, key)
    form = FigureForm(request.POST or None, request=request)
    page = FormPage(
        title=_("A figure of %(name)s") % {"name": shown},
        verb=_("Record the figure"),
        done=_("The figure is recorded."),
        cancel=shown.get_absolute_url(),
        lede=_("A figure that differs stands beside those already there. Nothing is overwritten."),
    )
    return record_form(
        request,
        form,
        lambda: commands.record_figure(shown, form.values, by=request.reader),
        page,
        then=shown.get_absolute_url(),
    )


@recorder_required
def figure_edit(request: Request, key: str) -> HttpResponse:
    figure = get_object_or_404(Figure.objects.visible_to(request.reader).select_related("city"), key=key)
    form = FigureForm(request.POST or None, request=request, instance=figure)
    page = FormPage(
        title=_("Change a figure of %(name)s") % {"name": figure.city},
        verb=_("Save the figure"),
        done=_("The figure is saved."),
        cancel=figure.get_absolute_url(),
        lede=_("For a slip of the pen. A newer figure is recorded beside this one."),
    )

    def change() -> Figure:
        return commands.change_figure(
            figure, form.values, by=request.reader, expected_version=form.expected_version
        )

    return record_form(request, form, change, page)


@recorder_required
def house_value(request: Request, key: str, quantity: str) -> HttpResponse:
    """Which of a city's figures is printed on its page."""
    shown = _city(request, key)
    figures = shown.figures.filter(quantity=quantity).order_by("-as_of_latest", "id")
    if not figures:
        raise Http404
    chosen = HouseValue.objects.filter(city=shown, quantity=quantity, purpose="page").first()
    form = HouseValueForm(request.POST or None, request=request, instance=chosen, figures=figures)
    page = FormPage(
        title=_("Which figure to print for %(name)s") % {"name": shown},
        verb=_("Choose the figure"),
        done=_("The figure is chosen."),
        cancel=reverse("places:city", kwargs={"key": shown.key}),
        groups=[(Quantity(quantity).label, ["figure", "reason"])],
    )

    def choose() -> HouseValue:
        return commands.choose_house_value(
            form.values["figure"],
            reason=form.values["reason"],
            by=request.reader,
            expected_version=form.expected_version,
        )

    return record_form(request, form, choose, page, then=reverse("places:city", kwargs={"key": shown.key}))


@require_POST
@recorder_required
def name_remove(request: Request, key: str) -> HttpResponse:
    name = get_object_or_404(CityName.objects.select_related("city"), key=key)
    commands.remove_name(name, by=request.reader)
    messages.success(request, _("The name is taken out. It stays in the history."))
    return redirect("places:city", key=name.city.key)


@require_POST
@recorder_required
def figure_remove(request: Request, key: str) -> HttpResponse:
    figure = get_object_or_404(Figure.objects.visible_to(request.reader).select_related("city"), key=key)
    try:
        commands.remove_figure(figure, by=request.reader)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The figure is taken out. It stays in the history."))
    return redirect("places:city", key=figure.city.key)


@recorder_required
def region_new(request: Request) -> HttpResponse:
    form = RegionForm(request.POST or None, request=request)
    page = FormPage(
        title=_("Record a region"),
        verb=_("Record the region"),
        done=_("The region is recorded."),
        cancel=reverse("places:regions"),
        groups=[(_("The region"), ["scheme", "name", "code", "countries"])],
        lede=_("A network often parts the world in its own way. M49 is given and stays as it is."),
    )
    return record_form(
        request,
        form,
        lambda: commands.record_region(form.values, form.cleaned_data["countries"], by=request.reader),
        page,
    )


@recorder_required
def region_edit(request: Request, key: str) -> HttpResponse:
    shown = get_object_or_404(Region.objects.visible_to(request.reader).exclude(scheme="m49"), key=key)
    mapped = Country.objects.filter(mappings__region=shown)
    form = RegionForm(request.POST or None, request=request, instance=shown, initial={"countries": mapped})
    page = FormPage(
        title=_("Change %(name)s") % {"name": shown},
        verb=_("Save the region"),
        done=_("The region is saved."),
        cancel=shown.get_absolute_url(),
        groups=[(_("The region"), ["scheme", "name", "code", "countries"])],
    )

    def change() -> Region:
        return commands.change_region(
            shown,
            form.values,
            form.cleaned_data["countries"],
            by=request.reader,
            expected_version=form.expected_version,
        )

    return record_form(request, form, change, page)


def _city(request: Request, key: str) -> City:
    return get_object_or_404(City.objects.visible_to(request.reader).with_country(), key=key)
