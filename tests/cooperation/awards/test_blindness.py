"""The hunt for leaks: nothing a blind juror or chair is sent tells whose an entry is, however it is asked for."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator

import pytest
from django.http import HttpResponseBase
from django.test import Client
from tests.factories import make

from koinon.cooperation.awards.conflict_commands import override_conflict
from koinon.cooperation.awards.deliberation_commands import take_stand, turn_entry
from koinon.cooperation.awards.freezing import freeze_phase
from koinon.cooperation.awards.models import Conflict, Phase, Result, Standing, Turn
from koinon.cooperation.awards.phase_commands import close_scoring, open_phase
from koinon.cooperation.awards.reading import TellsWhose
from koinon.cooperation.awards.review_commands import declare_conflict, score_criterion
from koinon.cooperation.awards.tallying import criteria_of, in_order
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Change
from koinon.platform.folding import fold
from koinon.platform.search.indexing import index, registered
from koinon.platform.ui.addresses import url
from koinon.site.exchange.exporting import visible
from koinon.site.exchange.sheets import workbook

from .judging import NOW, TELLING, Cycle, add_clean_paper, cast, give, make_cycle

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Reader], Client]
LINK = re.compile(r'href="(/[^"#]*)"')
OURS = ("/awards/", "/history/awards", "/papers/panels/")
# Here cities and bodies stand with their names, as for everybody; what they entered must not.
ELSEWHERE = (
    "/search/?q=waste", "/search/suggest?q=waste", "/search/suggest?q=quillhaven", "/news.atom",
    "/calendar.ics", "/api/v1/calls", "/api/v1/entries", "/calls/", "/history/", "/evidence/findings/",
    "/practices/", "/practices/laureates/", "/choose/practice/?q=waste", "/choose/grant/?q=waste", "/confirmations/",
)  # fmt: skip


def bytes_of(answer: HttpResponseBase) -> str:
    """Everything sent: headers, and the body, packages opened."""
    content = answer.getvalue()
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            content = b"\n".join(name.encode() + b"\n" + package.read(name) for name in package.namelist())
    heads = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return f"{heads}\n{content.decode('utf-8', 'replace')}"


def telling(text: str, made: Cycle) -> list[str]:
    """What in the text tells whose the first entry is, also without accents."""
    words = [*TELLING, made.entries[0].key, "UA-2018-0041", "Qthallic"]
    plain = fold(text)
    return [word for word in words if word in text or fold(word) in plain]


def crawl(client: Client, start: list[str]) -> Iterator[tuple[str, str]]:
    """Every page of awards that can be come to from these, with what was sent."""
    waiting, seen = list(start), set(start)
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        assert answer.status_code in (200, 302, 404, 405), f"{answer.status_code} {address}"
        text = bytes_of(answer)
        yield address, text
        for link in LINK.findall(text):
            link = link.replace("&amp;", "&").partition("?on=")[0]
            if link.startswith(OURS) and link not in seen:
                seen.add(link)
                waiting.append(link)


def hunt(made: Cycle, reader: Reader, client_of: ClientOf) -> int:
    """Look through everything the reader can come to; how many pages there were."""
    client, looked = client_of(reader), 0
    rows = [made.phase, made.panel, *Conflict.objects.all(), *Turn.objects.all(), *Standing.objects.all()]
    told = made.phase.assignments.filter(entry=made.entries[0])
    rows += [*told, *Result.objects.all()]
    starts = ["/awards/", made.phase.get_absolute_url()]
    starts += [url("history:record", kind=row.record_kind(), key=row.key) for row in rows]
    for assignment in told:
        starts += [f"/awards/score/{assignment.key}/", f"/awards/score/{assignment.key}/papers/1/"]
    starts += [f"/awards/phases/{made.phase.key}/entries/{made.code(0)}/"]
    starts += [
        f"/awards/phases/{made.phase.key}/{page}" for page in ("conflicts/", "assigning/", "scores.xlsx")
    ]
    for address, text in crawl(client, list(dict.fromkeys(starts))):
        assert telling(text, made) == [], address
        looked += 1
    return looked


def test_nothing_anywhere_ties_an_entry_to_its_city(client_of: ClientOf) -> None:
    """Search, feeds, exports, machine interface: who entered what is in none of them before it is announced."""
    made = make_cycle(entries=1)
    for kind in registered():
        if kind.startswith(("calls.", "awards.")):
            index(kind)
    entry, client = made.entries[0], client_of(made.readers["juror"])
    secrets = (entry.key, "sorts its waste", "zamo-plan", "UA-2018-0041", "mayor@zamorano", "sorted 80")
    for address in (
        *ELSEWHERE,
        entry.get_absolute_url(),
        made.call.get_absolute_url(),
        entry.applicant.get_absolute_url(),
    ):
        text = bytes_of(client.get(address)).replace(entry.get_absolute_url(), "")
        assert [word for word in secrets if word in text] == [], address
    # What is hidden is as if it were not there: the same answer, to the byte.
    for pattern in (
        "/calls/entries/%s/", "/api/v1/entries/%s", "/history/calls.entry/%s/", "/papers/entries/%s.pdf",
        "/papers/laureates/%s.pdf", "/practices/of-entry/%s/",
    ):  # fmt: skip
        there, nowhere = client.get(pattern % entry.key), client.get(pattern % "no-such-entry")
        assert there.status_code in (404, 405)
        assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content), pattern
    for sheet in workbook().values():
        assert sheet.model._meta.app_label != "awards"
        if sheet.model._meta.app_label == "calls":
            rows = str(list(visible(sheet.model, made.readers["juror"]).values()))
            assert [word for word in secrets if word in rows] == [], sheet.name


def scored_and_tied() -> Cycle:
    """Some scores with a comment, and a conflict whose words tell whose the first entry is."""
    made = make_cycle(entries=2)
    for juror, entry in ((0, 0), (0, 1), (1, 1), (2, 0)):
        give(made, juror, entry, 3, 3, comment="clear", tally=False)
    words = "Ottoline Brezzi of Quillhaven and the juror are of Zamorano"
    at = {"panel": made.panel, "juror": made.jurors[2], "entry": made.entries[0]}
    make(Conflict, **at, kind="body", words=words, href="/bodies/quillhaven/")
    first = criteria_of(made.phase)[0]
    score_criterion(made.assignment(1, 0), first, 4, seen=None, by=made.readers["juror"])
    return made


def test_a_blind_juror_is_sent_nothing_that_tells(client_of: ClientOf) -> None:
    made = scored_and_tied()
    assert hunt(made, made.readers["juror"], client_of) > 8


def test_a_blind_chair_is_sent_nothing_that_tells(client_of: ClientOf) -> None:
    """While the panel deliberates and after it: what the panel is shown then, the chair is shown, and more."""
    made = scored_and_tied()
    chair, secretariat = made.readers["chair"], cast(made)["secretariat"]
    close_scoring(made.phase, by=secretariat, moment=NOW)
    take_stand(made.phase, made.entries[0].pk, True, "well done", by=chair)
    turn_entry(made.phase, made.entries[0].pk, True, "the boldest", by=chair)
    assert hunt(made, chair, client_of) > 12
    # Another blind phase of the call is still to come: the veil stays though this one is frozen.
    make(Phase, panel=made.panel, title="Again", blind=True, rank=2)
    freeze_phase(made.phase, by=secretariat, moment=NOW)
    assert hunt(made, chair, client_of) > 12
    # The numbers in the whole result are those of public lists: nobody blind has it while one phase still runs.
    whole = f"/awards/results/{Result.objects.get().key}/result.json"
    assert [client_of(one).get(whole).status_code for one in (chair, secretariat)] == [404, 200]


def test_no_order_tells(client_of: ClientOf) -> None:
    """A public list goes by number: a blind chair's lists must not, or a code's place would be its name."""
    made = make_cycle(entries=6, opened=False)
    people = cast(made)
    open_phase(made.phase, by=people["secretariat"], moment=NOW)
    codes = [made.code(number) for number in range(6)]
    for number in range(6):
        make(Conflict, panel=made.panel, juror=made.jurors[1], entry=made.entries[number], kind="city")
    client = client_of(people["chair"])
    text = client.get(f"/awards/phases/{made.phase.key}/assigning/").content.decode()
    shown = [one for one in re.findall(r'class="code">([A-Z2-9]{3}-[A-Z2-9]{3})<', text) if one in codes]
    assert shown == sorted(codes)
    text = client.get(f"/awards/phases/{made.phase.key}/conflicts/").content.decode()
    shown = re.findall(r'class="code">([A-Z2-9]{3}-[A-Z2-9]{3})<', text)
    by_key = Conflict.objects.order_by("key").values_list("entry", flat=True)
    assert shown == [made.phase.code(entry) for entry in by_key]
    assert [made.phase.code(one.entry_id) for one in in_order(made.phase)] == sorted(codes)


def test_reasons_do_not_tell_and_a_refusal_tells_a_juror_nothing(client_of: ClientOf) -> None:
    made = make_cycle(entries=1)
    people, entry = cast(made), made.entries[0].pk
    secretariat, chair = people["secretariat"], people["chair"]
    found = make(Conflict, panel=made.panel, juror=made.jurors[1], entry=made.entries[0], kind="body")
    override_conflict(found, made.phase, "one talk at Quillhaven", by=secretariat, moment=NOW)
    address = f"/awards/phases/{made.phase.key}/conflicts/"
    assert "Quillhaven" not in client_of(chair).get(address).content.decode()
    assert "one talk at Quillhaven" in client_of(secretariat).get(address).content.decode()
    close_scoring(made.phase, by=secretariat, moment=NOW)
    with pytest.raises(TellsWhose):
        turn_entry(made.phase, entry, True, "the boldest of Zamorano", by=secretariat)
    # Of the panel nobody is refused: a refusal would say that the guess is right.
    assert turn_entry(made.phase, entry, True, "as bold as Zamorano", by=chair).forward


def test_the_veil_is_lifted_when_the_last_blind_phase_is_frozen(client_of: ClientOf) -> None:
    made = make_cycle(entries=1)
    people = cast(made)
    close_scoring(made.phase, by=people["secretariat"], moment=NOW)
    address = f"/awards/phases/{made.phase.key}/entries/{made.code(0)}/"
    client = client_of(people["juror"])
    assert "Zamorano" not in client.get(address).content.decode()
    freeze_phase(made.phase, by=people["secretariat"], moment=NOW)
    assert "Zamorano sorts its waste" in client.get(address).content.decode()


def test_what_a_juror_reads_is_still_worth_reading(client_of: ClientOf) -> None:
    made = make_cycle(entries=1)
    text = (
        client_of(made.readers["juror"]).get(f"/awards/score/{made.assignment(1, 0).key}/").content.decode()
    )
    assert "sorted 80 % of the waste" in text
    assert "████ sorts its waste" in text
    assert "████ begins" in text
    assert "What was done" in text
    assert "Who are you" not in text


def test_an_open_phase_shows_whose_it_is_and_gives_the_files(client_of: ClientOf) -> None:
    made = make_cycle(entries=1, blind=False)
    client = client_of(made.readers["juror"])
    there = f"/awards/score/{made.assignment(1, 0).key}/"
    assert "Quillhaven Town Hall" in client.get(there).content.decode()
    answer = client.get(f"{there}papers/1/")
    assert answer.getvalue() == b"The plan of Zamorano"
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_blind_file_goes_out_only_where_it_tells_nothing_and_under_a_name_that_tells_nothing(
    client_of: ClientOf,
) -> None:
    made = make_cycle(entries=1)
    client, there = client_of(made.readers["juror"]), f"/awards/score/{made.assignment(1, 0).key}/papers/"
    assert client.get(f"{there}1/").status_code == 404
    add_clean_paper(made.entries[0])
    answer = client.get(f"{there}2/")
    assert answer.getvalue() == b"Waste is sorted in four bins."
    assert answer["Content-Disposition"] == 'attachment; filename="paper-2.txt"'
    assert client.get(f"{there}3/").status_code == 404


def test_who_was_not_given_an_entry_opens_its_files_while_the_panel_deliberates(client_of: ClientOf) -> None:
    """By the same rules; and under its own name when nothing is blind any more."""
    made = make_cycle(entries=1)
    add_clean_paper(made.entries[0])
    made.assignment(2, 0).delete()
    people, third = cast(made), client_of(made.readers["third"])
    there = f"/awards/phases/{made.phase.key}/entries/{made.code(0)}/"
    assert third.get(f"{there}papers/2/").status_code == 404
    close_scoring(made.phase, by=people["secretariat"], moment=NOW)
    assert f'href="{there}papers/2/"' in third.get(there).content.decode()
    assert third.get(f"{there}papers/1/").status_code == 404
    answer = third.get(f"{there}papers/2/")
    assert answer.getvalue() == b"Waste is sorted in four bins."
    assert answer["Content-Disposition"] == 'attachment; filename="paper-2.txt"'
    freeze_phase(made.phase, by=people["secretariat"], moment=NOW)
    answer = third.get(f"{there}papers/1/")
    assert answer.getvalue() == b"The plan of Zamorano"
    assert answer["Content-Disposition"] == 'attachment; filename="zamo-plan.txt"'


def test_a_title_that_was_announced_with_its_applicant_is_left_out(client_of: ClientOf) -> None:
    from tests.factories import make_stage

    from koinon.cooperation.calls.models import Placing

    made = make_cycle(entries=1)
    stage = make_stage(made.call, "shortlist", made.entries[0], announced_at=NOW)
    assert Placing.objects.filter(stage=stage).exists()
    text = (
        client_of(made.readers["juror"]).get(f"/awards/score/{made.assignment(1, 0).key}/").content.decode()
    )
    assert "sorts its waste" not in text


def test_a_declared_conflict_is_told_to_the_chair_without_its_words(client_of: ClientOf) -> None:
    made = make_cycle(entries=1)
    people = cast(made)
    declare_conflict(made.assignment(1, 0), "I advised Zamorano", by=people["juror"], moment=NOW)
    conflict, chair = Conflict.objects.get(), client_of(people["chair"])
    there = made.phase.get_absolute_url()
    for page in ("", "conflicts/", f"conflicts/{conflict.key}/override/", "assigning/", "judges/"):
        answer = chair.get(f"{there}{page}")
        assert (answer.status_code, telling(bytes_of(answer), made)) == (200, []), page
    address = url("history:record", kind="awards.conflict", key=conflict.key)
    assert chair.get(address).status_code == 404
    assert "I advised Zamorano" in client_of(people["secretariat"]).get(address).content.decode()


def test_labels_of_the_history_tell_nothing() -> None:
    made = make_cycle()
    people = cast(made)
    score_criterion(made.assignment(1, 0), criteria_of(made.phase)[0], 4, seen=None, by=people["juror"])
    declare_conflict(made.assignment(1, 0), "I know them", by=people["juror"], moment=NOW)
    labels = " ".join(Change.objects.filter(kind__startswith="awards.").values_list("label", flat=True))
    assert telling(labels, made) == []
    assert telling(" ".join(made.phase.assignments.values_list("key", flat=True)), made) == []
