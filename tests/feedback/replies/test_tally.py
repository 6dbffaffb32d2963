"""Who comes: the same answer whatever the order of messages, and every person counted once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from besrour_cli.feedback.replies.tally import STATES, by_language, by_region, rsvp_of, rsvps
from besrour_cli.model.place import Place
from besrour_cli.model.programme import Member
from besrour_cli.model.replies import PARTS, Reply, ReplyPart
from support.feedback.client_mail import END, START, invitation

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
PLACE = Place("Accra", {"en": "Accra", "fr": "Accra"}, "GH", "Africa/Accra")
NAMES = ("amina", "grace", "joseph", "kwame")
moments = st.one_of(st.none(), st.integers(0, 4).map(lambda h: NOON + timedelta(hours=h)))
answers = st.builds(
    Reply,
    session=st.just("2026-12-cafe"),
    member=st.sampled_from(NAMES),
    part=st.sampled_from(PARTS),
    sequence=st.one_of(st.none(), st.integers(0, 2)),
    start=st.sampled_from([None, START, END]),
    moment=moments,
    sent=moments,
    occurrence=st.sampled_from(["", "", "20261203T140000Z"]),
    delegate=st.sampled_from(["", "efua@clinic.example"]),
    by_delegate=st.booleans(),
    proposed=st.sampled_from([None, END]),
    read=moments,
)


def member(name: str, region: str = "West Africa", language: str = "en") -> Member:
    """Somebody of the roster."""
    return Member(name, name.title(), f"{name}@x.example", PLACE, (language,), ("cafe",), region)


@given(st.lists(answers, max_size=12), st.randoms(use_true_random=False), st.integers(0, 2))
def test_order_and_repetition_change_nothing(said: list[Reply], random: object, sequence: int) -> None:
    """Messages shuffled, and half of them read twice, leave everybody where they stood."""
    shuffled = [*said, *said[: len(said) // 2]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    people = [member(name) for name in NAMES]
    asked = invitation(sequence)
    assert rsvps(people, said, asked) == rsvps(people, shuffled, asked)


@given(st.lists(answers, max_size=12))
def test_everybody_is_counted_once(said: list[Reply]) -> None:
    """The tallies add up to the roster, by region and by language."""
    people = [
        member("amina"),
        member("grace", "East Africa"),
        member("joseph", language="fr"),
        member("kwame"),
    ]
    found = rsvps(people, said, invitation())
    assert {s.state for s in found} <= set(STATES)
    for tallies in (by_region(people, found), by_language(people, found)):
        assert sum(t.invited for t in tallies) == len(people)
        assert all(sum(t.counts.values()) == t.invited for t in tallies)


@given(st.lists(answers, max_size=8))
def test_a_later_answer_settles_what_came_before(said: list[Reply]) -> None:
    """Whatever was said, a plain yes to the present time after all of it is a yes."""
    at = NOON + timedelta(days=9)
    last = Reply("2026-12-cafe", "amina", ReplyPart.ACCEPTED, 0, START, at, at)
    timed = [a for a in said if a.moment is not None]
    assert rsvp_of("amina", [*timed, last], invitation()).state == "accepted"


def test_two_answers_of_one_moment_are_left_to_a_person() -> None:
    """Yes and no with the same stamp and date: nobody guesses which came last."""
    yes = Reply("2026-12-cafe", "amina", ReplyPart.ACCEPTED, 0, START, NOON, NOON)
    assert rsvp_of("amina", [yes, yes._replace(part=ReplyPart.DECLINED)], invitation()).state == "unclear"
    sooner = yes._replace(part=ReplyPart.DECLINED, sent=None)
    assert rsvp_of("amina", [yes, sooner], invitation()).state == "accepted"


def test_a_delegate_of_two_minds_leaves_the_chair_open() -> None:
    """She was named, and says yes and no with one stamp: whose place it is stays known."""
    at = NOON
    named = Reply("2026-12-cafe", "kwame", ReplyPart.DELEGATED, 0, START, at, at, delegate="efua@x.example")
    yes = named._replace(part=ReplyPart.ACCEPTED, by_delegate=True)
    no = yes._replace(part=ReplyPart.DECLINED)
    assert rsvp_of("kwame", [named, yes], invitation()).state == "accepted"
    both = rsvp_of("kwame", [named, yes, no], invitation())
    assert (both.state, both.delegate) == ("unclear", "efua@x.example")


def test_an_answer_to_another_session_says_nothing_of_this_one() -> None:
    """She comes in January; of December she has not said anything."""
    january = Reply("2027-01-cafe", "amina", ReplyPart.ACCEPTED, 0, START, NOON, NOON)
    december = january._replace(session="2026-12-cafe", member="grace")
    found = rsvps([member("amina"), member("grace")], [january, december], invitation())
    assert [(each.member, each.state) for each in found] == [("amina", "silent"), ("grace", "accepted")]


def test_an_answer_without_any_date_never_overrules_silently() -> None:
    """A message without DTSTAMP and Date counts alone, and is unclear beside a different one."""
    undated = Reply("2026-12-cafe", "amina", ReplyPart.DECLINED, 0)
    yes = Reply("2026-12-cafe", "amina", ReplyPart.ACCEPTED, 0, START, NOON, NOON)
    assert rsvp_of("amina", [undated], invitation()).state == "declined"
    assert rsvp_of("amina", [undated, yes], invitation()).state == "unclear"


def test_a_clock_that_runs_ahead_does_not_outlive_later_answers() -> None:
    """A DTSTAMP years after its own message counts from the message; one before it counts itself."""
    ahead = Reply("2026-12-cafe", "amina", ReplyPart.ACCEPTED, 0, START, NOON + timedelta(days=900), NOON)
    later = NOON + timedelta(days=1)
    changed = Reply("2026-12-cafe", "amina", ReplyPart.DECLINED, 0, START, later, later)
    assert rsvp_of("amina", [ahead, changed], invitation()).state == "declined"
    delayed = ahead._replace(moment=NOON, sent=later + timedelta(days=1))
    assert rsvp_of("amina", [delayed, changed], invitation()).state == "declined"
