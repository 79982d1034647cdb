"""Whatever is pasted: nothing raises, places lie in the text, nobody of a list is lost, and what was read reads the same."""

from hypothesis import given
from hypothesis import strategies as st

from koinon.reading.claims import DelegationClaim, PersonClaim, Place
from koinon.reading.delegations import read_delegation
from koinon.reading.plain import made_plain

GIVEN = ["Ada", "Jan", "Lucía", "Zofia", "Mei", "Carlos", "Anne"]
FAMILY = ["NOWAK", "PUIG", "GÓMEZ", "WANG", "MÜLLER", "O'BRIEN", "LE GOFF"]
ADDRESSES = ["", "Mr. ", "Ms. ", "Dr. ", "Sra. ", "Mme ", "H.E. Mr. "]
TITLES = [
    "Mayor",
    "Deputy Director",
    "Secretary General",
    "Member of the Standing Committee",
    "Interpreter",
    "Concejala",
    "Adjointe",
]
BODIES = [
    "Port Institute",
    "Office of Culture, Sport and Tourism of Port",
    "Ayuntamiento de Soria",
    "CPC Port Committee",
    "Ville de Bron",
]
BULLETS = ["{}. ", "{}) ", "({}) ", "- ", "• ", "{}\t", "* "]
SCRAPS = st.sampled_from(
    ["Mr. ", "LI Bo", ", ", ";", "\n", "\n\n", "\t", "|", "Director", " of ", "and", "：", "、", "陈国先生", "翻译", "市长",
     "1. ", "- ", "(", ")", "Name", "Title", "姓名", "职务", "NOWAK, Zofia", "Standing Committee", "H.E.", "D. ", "é",
     "\u00a0", "’", "·", "Interpreter:"]
)  # fmt: skip

posts = st.lists(
    st.tuples(st.sampled_from(TITLES), st.sampled_from(BODIES)), min_size=1, max_size=3, unique=True
)
entries = st.tuples(st.sampled_from(ADDRESSES), st.sampled_from(GIVEN), st.sampled_from(FAMILY), posts)
lists = st.lists(entries, min_size=2, max_size=8, unique_by=lambda entry: entry[1:3])


def places(claim: DelegationClaim) -> list[Place]:
    people = (*claim.people, *claim.mentioned)
    return [person.place for person in people] + [post.place for person in people for post in person.posts]


def check(text: str) -> None:
    claim = read_delegation(text)
    for begin, end in (*places(claim), *claim.unread):
        assert 0 <= begin <= end <= len(text)
    text = made_plain(text)
    for person in (*claim.people, *claim.mentioned):
        assert all(word in text for word in person.name.split())
        assert all(word in text for post in person.posts for word in f"{post.title} {post.body}".split())
    begins = [person.place[0] for person in claim.people]
    assert begins == sorted(begins)


@given(st.text(max_size=300))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    check(text)


@given(st.lists(SCRAPS, max_size=40).map("".join))
def test_scraps_of_lists_are_read_without_a_fault(text: str) -> None:
    check(text)


@given(lists, st.sampled_from(BULLETS), st.booleans())
def test_nobody_is_lost_and_the_order_stays(
    people: list[tuple[str, str, str, list[tuple[str, str]]]], bullet: str, turned: bool
) -> None:
    expected, lines = [], []
    for number, (address, given_name, family, held) in enumerate(people, 1):
        name = f"{family} {given_name}" if turned else f"{given_name} {family}"
        expected.append((name, held))
        told = "; ".join(f"{title}, {body}" for title, body in held)
        lines.append(f"{bullet.format(number)}{address}{name}, {told}")
    claim = read_delegation("The delegation:\n\n" + "\n".join(lines))
    assert [(one.name, [(post.title, post.body) for post in one.posts]) for one in claim.people] == expected
    assert claim.unread == ()


def written(people: tuple[PersonClaim, ...]) -> str:
    """A list of what was understood, one a line."""
    lines = []
    for number, person in enumerate(people, 1):
        told = "; ".join(", ".join(filter(None, (post.title, post.body))) for post in person.posts)
        lines.append(f"{number}. {person.honorific} {person.name}, {told}".replace("  ", " "))
    return "\n".join(lines)


@given(lists)
def test_what_was_read_reads_the_same_again(
    people: list[tuple[str, str, str, list[tuple[str, str]]]],
) -> None:
    lines = [f"- {a}{g} {f}, " + " and ".join(f"{t}, {b}" for t, b in held) for a, g, f, held in people]
    once = read_delegation("\n".join(lines)).people
    again = read_delegation(written(once)).people
    assert [(one.name, one.posts and [(p.title, p.body) for p in one.posts]) for one in again] == [
        (one.name, one.posts and [(p.title, p.body) for p in one.posts]) for one in once
    ]
