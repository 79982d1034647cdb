"""News: drafted from what the public may see, written in several languages, reviewed by a second person, published."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
from django.test import Client
from tests import factories
from tests.conftest import reader_with_post

from koinon.cooperation.agreements.models import Agreement
from koinon.network.people.models import Body, Function
from koinon.network.people.readers import PUBLIC, Reader
from koinon.platform.dates import Day
from koinon.platform.errors import NotAllowed
from koinon.site.publishing import commands, queries
from koinon.site.publishing.commands import Words
from koinon.site.publishing.models import Story, StoryState

ClientOf = Callable[[Reader], Client]
ON = date(2021, 7, 20)
NOW = datetime(2021, 7, 21, 9, 0, tzinfo=UTC)


@pytest.fixture
def agreement(home_network: Body, guangzhou: Body) -> Agreement:
    made = factories.make_agreement(
        "Alliance", [home_network, guangzhou], starts=Day.read("2021-07-15"), ends=Day.read("2023")
    )
    act = factories.make_act(made, kind="signed", day=Day.read("2021-07-15"), virtual=True)
    factories.make_citation(act, document=factories.make_document("A note of the day"))
    factories.make_commitment(made, title="Support the office")
    factories.make_commitment(made, title="Between us", audience="secretariat")
    return made


@pytest.fixture
def second(secretariat: Reader, home_network: Body) -> Reader:
    body = factories.make_body("Press office", kind="secretariat", parent=home_network)
    return reader_with_post("Rosa Reviewer", body, Function.SECRETARIAT)


@pytest.fixture
def story(agreement: Agreement, secretariat: Reader) -> Story:
    return commands.draft_story(agreement, "en", by=secretariat, on=ON)


def shown(story: Story, language: str = "en") -> queries.StoryPage:
    found = queries.with_everything(Story.objects.filter(pk=story.pk), PUBLIC).get()
    text = queries.text_in(found, language)
    assert text is not None
    return queries.story_page(found, text)


def test_a_signing_is_told_with_its_facts_their_day_and_their_sources(story: Story) -> None:
    page = shown(story)
    assert page.text.title == "Metropolis, Guangzhou Municipal People&#x27;s Government: Alliance".replace(
        "&#x27;", "'"
    )
    assert "15 July 2021" in page.summary
    assert 'value="day@2021-07-20"' in page.summary
    assert [(one.number, one.title) for one in page.sources] == [(1, "A note of the day")]
    assert '<sup class="src"><a href=' in page.summary


def test_what_the_public_may_not_see_is_no_fact(story: Story) -> None:
    told = " ".join(words for fact in story.facts.all() for words in fact.words.values())
    assert "Support the office" in told
    assert "Between us" not in told


def test_a_record_that_is_not_public_makes_no_news(agreement: Agreement, secretariat: Reader) -> None:
    Agreement.objects.update(audience="members")
    with pytest.raises(commands.NotPublic):
        commands.draft_story(agreement, "en", by=secretariat, on=ON)


def test_another_language_begins_with_what_the_record_says_in_it(story: Story, secretariat: Reader) -> None:
    commands.add_language(story, "es", by=secretariat)
    page = shown(story, "es")
    assert "15 de julio de 2021" in page.summary
    assert page.text.language == "es"


def test_a_fact_changed_since_keeps_its_words_of_the_day(story: Story, agreement: Agreement) -> None:
    agreement.title = "Alliance, renamed"
    agreement.save()
    assert "renamed" not in shown(story).text.title


def test_a_mark_of_no_fact_is_refused(story: Story, secretariat: Reader) -> None:
    text = story.texts.get()
    with pytest.raises(commands.NotReady, match=r"\[99\]"):
        commands.write_text(text, Words("T", "S", "See [99]"), by=secretariat)


def test_words_are_shown_as_words(story: Story, secretariat: Reader) -> None:
    commands.write_text(
        story.texts.get(), Words("T", "<script>alert(1)</script> [1]", "a\n\nb"), by=secretariat
    )
    page = shown(story)
    assert "<script>" not in page.summary
    assert [str(part) for part in page.paragraphs] == ["a", "b"]


def test_the_title_of_who_is_quoted_is_that_of_the_day(story: Story, secretariat: Reader) -> None:
    person = factories.make_person("Octavi de la Varga")
    body = factories.make_body("The Secretariat")
    before = factories.make_post("Secretary General", body=body, rank=1)
    factories.make_role(person=person, post=before, starts=Day.read("2018"), ends=Day.read("2021-12-31"))
    after = factories.make_post("Director of something", body=body, rank=1)
    factories.make_role(person=person, post=after, starts=Day.read("2022-02-01"))
    quote = commands.add_quote(story, person, "en", "We thank Guangzhou.", by=secretariat)
    assert quote.titles["en"] == "Secretary General, The Secretariat"
    commands.translate_quote(quote, "fr", "Nous remercions Guangzhou.", by=secretariat)
    assert quote.words == {"en": "We thank Guangzhou.", "fr": "Nous remercions Guangzhou."}


# Two pairs of eyes


def test_nobody_publishes_what_they_wrote(story: Story, secretariat: Reader, second: Reader) -> None:
    commands.submit_story(story, by=secretariat)
    with pytest.raises(commands.NotYours):
        commands.publish_story(story, by=secretariat, moment=NOW)
    commands.publish_story(story, by=second, moment=NOW)
    assert story.state == StoryState.PUBLISHED
    assert story.reviewed_by == second.user


def test_who_mended_a_word_is_a_writer_too(story: Story, secretariat: Reader, second: Reader) -> None:
    commands.write_text(story.texts.get(), Words("T", "S"), by=second)
    commands.submit_story(story, by=secretariat)
    with pytest.raises(commands.NotYours):
        commands.publish_story(story, by=second, moment=NOW)


def test_a_story_goes_back_with_a_reason_only(story: Story, secretariat: Reader, second: Reader) -> None:
    commands.submit_story(story, by=secretariat)
    with pytest.raises(commands.ReasonMissing):
        commands.return_story(story, " ", by=second)
    commands.return_story(story, "The day is missing.", by=second)
    assert (story.state, story.reason) == (StoryState.DRAFT, "The day is missing.")


def test_a_story_under_review_or_published_is_not_changed(
    story: Story, secretariat: Reader, second: Reader
) -> None:
    text = story.texts.get()
    commands.submit_story(story, by=secretariat)
    text.refresh_from_db()
    with pytest.raises(commands.NotOpen):
        commands.write_text(text, Words("T", "S"), by=secretariat)
    commands.publish_story(story, by=second, moment=NOW)
    with pytest.raises(commands.NotOpen):
        commands.add_language(Story.objects.get(), "fr", by=secretariat)


def test_a_text_without_a_summary_is_not_reviewed(story: Story, secretariat: Reader) -> None:
    commands.write_text(story.texts.get(), Words("T", " "), by=secretariat)
    with pytest.raises(commands.NotReady):
        commands.submit_story(story, by=secretariat)


def test_only_those_who_keep_the_record_write(
    agreement: Agreement, story: Story, coordinator: Reader, stranger: Reader
) -> None:
    for reader in (coordinator, stranger, PUBLIC):
        with pytest.raises(NotAllowed):
            commands.draft_story(agreement, "en", by=reader, on=ON)
        assert not Story.objects.visible_to(reader).exists()


# Pages


def test_from_the_agreement_to_the_public_page_and_the_feed(
    agreement: Agreement, secretariat: Reader, second: Reader, client_of: ClientOf, client: Client
) -> None:
    desk, review = client_of(secretariat), client_of(second)
    assert "Draft news of this" in desk.get(agreement.get_absolute_url()).content.decode()
    written = desk.post(f"/news/draft/agreements.agreement/{agreement.key}/", follow=True)
    assert "Facts from the record" in written.content.decode()
    made = Story.objects.get()
    there = made.get_absolute_url()
    assert client.get(there).status_code == 404
    desk.post(f"{there}submit/")
    desk.post(f"{there}judge/", {"publish": "1"})
    assert client.get(there).status_code == 404
    review.post(f"{there}judge/", {"publish": "1"})
    public = client.get(there).content.decode()
    assert "A note of the day" in public
    assert "The desk" not in public
    assert "Draft news" not in client.get(agreement.get_absolute_url()).content.decode()
    feed = ElementTree.fromstring(client.get("/news.atom").content)
    entry = feed.find("{http://www.w3.org/2005/Atom}entry")
    for wanted in ("id", "title", "updated", "author/{http://www.w3.org/2005/Atom}name"):
        assert feed.findtext("{http://www.w3.org/2005/Atom}" + wanted), wanted
    assert entry is not None
    assert entry.findtext("{http://www.w3.org/2005/Atom}updated")
    summary = entry.findtext("{http://www.w3.org/2005/Atom}summary") or ""
    assert "15 July 2021" in summary
    assert "[" not in summary
    desk.post(f"{there}withdraw/", {"reason": "The day was wrong."})
    assert client.get(there).status_code == 404
    assert b"<entry>" not in client.get("/news.atom").content


@pytest.mark.parametrize("kind", ["visit", "event", "edition"])
def test_every_kind_can_be_drafted_from_its_page(
    kind: str, secretariat: Reader, client_of: ClientOf, guangzhou: Body
) -> None:
    event = factories.make_event(
        "Start-up workshop", starts=Day.read("2018-04-24"), ends=Day.read("2018-04-24")
    )
    record = {"event": event, "edition": factories.make_edition()}.get(kind)
    if record is None:
        from koinon.cooperation.visits.models import Visit

        record = factories.make(Visit, event=event, guest=guangzhou)
    answer = client_of(secretariat).post(f"/news/draft/{record.record_kind()}/{record.key}/", follow=True)
    assert answer.status_code == 200
    text = Story.objects.get().texts.get()
    assert text.title
    assert text.summary


def test_the_list_and_the_feed_ask_as_much_for_three_as_for_one(
    story: Story,
    agreement: Agreement,
    secretariat: Reader,
    second: Reader,
    client: Client,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    for address, wanted in (("/news/", 4), ("/news.atom", 3)):
        Story.objects.update(state=StoryState.PUBLISHED, published_at=NOW)
        client.get(address)
        with django_assert_num_queries(wanted):  # type: ignore[attr-defined]
            client.get(address)
        if Story.objects.count() == 1:
            for _more in range(2):
                commands.draft_story(agreement, "en", by=secretariat, on=ON)
            Story.objects.update(state=StoryState.PUBLISHED, published_at=NOW)
            with django_assert_num_queries(wanted):  # type: ignore[attr-defined]
                client.get(address)
