"""Tables, sorting, paging and filters."""

from collections.abc import Callable
from datetime import date

from django import forms
from django.core.paginator import Paginator

from .conftest import Tags, asked


class Filter(forms.Form):
    q = forms.CharField(required=False, label="Name")


def test_cells_carry_their_heading_for_the_phone(shown: Callable[..., str]) -> None:
    html = shown("{{ tables.table([('Name',), ('Berths', 'num')], [('Kotor', 7)], 'Harbours') }}")
    assert [one.get("data-label") for one in Tags(html).named("td")] == ["Name", "Berths"]
    assert '<td data-label="Berths" class="num">7</td>' in html


def test_sorting_turns_round_and_starts_at_the_first_page(shown: Callable[..., str]) -> None:
    request = asked("/things/?sort=name&page=3&q=a%26b")
    call = "{{ tables.th_sort('Name', 'name', sort) }}"
    up, down = (shown(call, sort=sort, request=request) for sort in ("name", "-name"))
    assert 'aria-sort="ascending"' in up
    assert Tags(up).named("a")[0]["href"] == "/things/?sort=-name&q=a%26b"
    assert 'aria-sort="descending"' in down
    assert Tags(down).named("a")[0]["href"] == "/things/?sort=name&q=a%26b"


def test_pager_says_where_one_is(shown: Callable[..., str]) -> None:
    page = Paginator(range(1234), 50).page(2)
    html = shown("{{ tables.pager(page) }}", page=page, request=asked("/things/?on=2016-10-14&page=2"))
    assert "Showing 51–100 of 1,234" in html
    links = {one.get("rel"): one["href"] for one in Tags(html).named("a")}
    assert links["prev"] == "/things/?on=2016-10-14&page=1"
    assert links["next"] == "/things/?on=2016-10-14&page=3"
    other = shown("{{ tables.pager(page, name='waiting') }}", page=page, request=asked("/things/?waiting=2"))
    assert Tags(other).named("a")[-1]["href"] == "/things/?waiting=3"


def test_one_page_needs_no_pages(shown: Callable[..., str]) -> None:
    html = shown("{{ tables.pager(page) }}", page=Paginator(range(3), 50).page(1))
    assert not Tags(html).named("a")
    assert "Nothing to show" in shown("{{ tables.pager(page) }}", page=Paginator([], 50).page(1))


def test_filters_keep_the_day_and_the_order(shown: Callable[..., str]) -> None:
    request = asked("/things/?q=x&sort=-name&page=4&on=2016-10-14", on=date(2016, 10, 14))
    tags = Tags(shown("{{ tables.filters(form) }}", form=Filter(request.GET), request=request))
    hidden = {one["name"]: one["value"] for one in tags.named("input") if one["type"] == "hidden"}
    assert hidden == {"sort": "-name", "on": "2016-10-14"}
    assert tags.named("a")[0]["href"] == "/things/?sort=-name&on=2016-10-14"
