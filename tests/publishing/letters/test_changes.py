"""What a letter says of a change: every change by its name, on the reader's own clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

import support.publishing.letter_programme as given
from besrour_cli.model.announcement import Announcement
from besrour_cli.model.letter_kind import LetterKind
from besrour_cli.model.plan import PublishedReading, ScheduledSession, SessionState
from besrour_cli.model.programme import Member, Programme, Session
from besrour_cli.publishing.letters.letters import Letter, letters
from besrour_cli.schedule.announce import announcement
from support.publishing.letter_reader import text_of

UBC, MEMORIAL, KINSHASA, CAIRO = given.MEMBERS[:4]
CANCELLED = given.SLOT.with_state(SessionState.CANCELLED)


def earlier(
    session: Session = given.SESSION,
    slot: ScheduledSession = given.SLOT,
    programme: Programme = given.PROGRAMME,
) -> Announcement:
    """What readers were told at the beginning of December."""
    return announcement(programme, session, slot, given.utc(2026, 12, 1))


def letter(
    before: Announcement | None,
    member: Member = CAIRO,
    slot: ScheduledSession = given.SLOT,
    kind: LetterKind = LetterKind.UPDATE,
) -> Letter:
    """The letter of a member who knows ``before``."""
    known = {member.id: before} if before else {}
    [made] = letters(given.PROGRAMME, given.SESSION, slot, kind, [member], given.templates(), known=known)
    return made


def words(made: Letter) -> str:
    """A letter's text on one line, its no-break spaces as spaces."""
    return " ".join(text_of(made).split())


def test_a_move_names_the_old_and_the_new_day_on_the_readers_clock() -> None:
    """Ten in the morning in Vancouver, seven in the evening in Cairo: each by her own clock."""
    before = earlier(slot=given.slot("2027-01-cafe", 2027, 1, 13, 17, 0))
    vancouver, cairo = letter(before, UBC), letter(before, CAIRO)
    assert (
        "It was announced for Wednesday, January 13, 2027, 10:00 a.m.; it now takes place on "
        "Wednesday, January 20, 2027, 10:00 a.m., your local time."
    ) in words(vancouver)
    assert (
        "Elle était annoncée pour le mercredi 13 janvier 2027 à 19 h; elle aura lieu le mercredi "
        "20 janvier 2027 à 19 h, à votre heure locale."
    ) in words(cairo)
    assert vancouver.subject.startswith("New date / Nouvelle date – ")
    assert cairo.subject.startswith("Nouvelle date / New date – ")


def test_another_hour_of_the_same_day_is_a_new_time() -> None:
    """An hour later in Cairo is another hour; for Kathmandu the same move passes midnight: another date."""
    before = earlier(slot=given.slot("2027-01-cafe", 2027, 1, 20, 19, 0))
    assert letter(before, CAIRO).subject.startswith("Nouvel horaire / New time – ")
    patan = letter(before, given.MEMBERS[4])
    assert patan.subject.startswith("New date / Nouvelle date – ")
    assert "announced for Thursday, January 21, 2027, 12:45 a.m.; it now takes place on Wednesday" in words(
        patan
    )


def test_a_new_room_is_named_with_the_old_one() -> None:
    """People met on Jitsi and meet on Zoom now; or on Zoom still, by another link."""
    jitsi = given.PROGRAMME.platform._replace(name="Jitsi")
    made = letter(earlier(programme=replace(given.PROGRAMME, platform=jitsi)))
    assert made.subject.startswith("Nouvelle salle virtuelle / New room – ")
    assert "Room: we meet on Zoom instead of Jitsi" in words(made)
    assert "nous nous retrouvons sur Zoom et non plus sur Jitsi" in words(made)
    other = given.PROGRAMME.platform._replace(passcode="other")
    made = letter(earlier(programme=replace(given.PROGRAMME, platform=other)))
    assert "we still meet on Zoom, but the way to join is another one" in words(made)
    assert "garde son jour et son heure. Ce qui change :" in words(made)


def test_another_facilitator_is_named_and_the_former_one_is_released() -> None:
    """Memorial facilitated and welcomes now; who has left the roster is not called by an id."""
    required = {"facilitator": ("cd-kinshasa", "ca-memorial"), "host": ("gone-member",)}
    made = letter(earlier(replace(given.SESSION, required=required)), MEMORIAL)
    text = words(made)
    assert (
        "Facilitation: Université de Kinshasa and University of British Columbia instead of "
        "Université de Kinshasa and Memorial University"
    ) in text
    assert "- Welcome: Memorial University This part is no longer yours: “facilitation”." in text
    assert "Ce rôle n’est plus le vôtre : « animation »." in text
    assert "gone-member" not in text
    assert made.subject.startswith("New people / Nouvelle équipe – ")


CHANGES: dict[str, tuple[Announcement, str, str]] = {
    "length": (
        earlier(slot=replace(given.SLOT, end=given.SLOT.start + timedelta(hours=1))),
        "Length: 90 minutes instead of 60",
        "Durée : 90 minutes au lieu de 60",
    ),
    "languages": (
        earlier(replace(given.SESSION, languages=("en",))),
        "Spoken: English and French instead of English",
        "français et anglais (auparavant : anglais)",
    ),
    "interpretation": (
        earlier(replace(given.SESSION, interpretation=False)),
        "there will be interpretation",
        "Interprétation : il y en aura",
    ),
    "links": (
        earlier(replace(given.SESSION, links=())),
        "Links: those to read",
        "Liens : ce qu’il y a à lire",
    ),
    "title": (
        earlier(replace(given.SESSION, titles={"en": "Old", "fr": "Vieux"})),
        "Title: it was “Old”",
        "Titre : c’était « Vieux »",
    ),
    "description": (
        earlier(replace(given.SESSION, descriptions={"en": "Old", "fr": "Vieux"})),
        "Description: we have written it anew",
        "Description : nous l’avons récrite",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_other_change_has_its_own_words(name: str) -> None:
    """One change alone: one line in each language, and no apology for a move that was none."""
    before, english, french = CHANGES[name]
    text = words(letter(before))
    assert english in text and french in text
    assert "keeps its day and its hour. What is new:" in text
    assert "sorry" not in text and "Something has changed" not in text


def test_a_restored_session_takes_place_after_all() -> None:
    """Who was told that it is off learns that it is on, at the hour she knows or at another."""
    made = letter(earlier(slot=CANCELLED))
    assert made.subject.startswith("La séance aura bien lieu / It takes place after all – ")
    assert (
        "takes place after all, although we had called it off. Its day and hour are those you know."
        in words(made)
    )
    assert "remet la séance dans votre agenda" in words(made)
    moved = given.slot("2027-01-cafe", 2027, 1, 13, 17, 0, state=SessionState.CANCELLED)
    text = words(letter(earlier(slot=moved)))
    assert "It was first announced for Wednesday, January 13, 2027" in text


def test_a_cancellation_names_the_hour_that_the_reader_knows() -> None:
    """Moved and then called off before anyone was told of the move: she knows the thirteenth."""
    before = earlier(slot=given.slot("2027-01-cafe", 2027, 1, 13, 17, 0))
    made = letter(before, slot=CANCELLED, kind=LetterKind.CANCELLATION)
    assert "13 janv." in " ".join(made.subject.split()) and "20" not in made.subject
    assert "January 13, 2027" in words(made) and "January 20" not in words(made)


def test_a_letter_that_cannot_say_what_changed_does_not_say_that_something_did() -> None:
    """Without what the reader knows: what holds now, in place of whatever was written before."""
    text = words(letter(None))
    assert "Here is what holds now for this session" in text
    assert "changed" not in text


def test_a_law_that_moved_her_clock_is_told_beside_another_change() -> None:
    """The session keeps its instant, Cairo's clock does not: never “keeps its day and its hour”."""
    printed = PublishedReading("Cairo", "Africa/Cairo", "2027-01-20T20:00:00+03:00")
    text = words(letter(CHANGES["languages"][0], slot=replace(given.SLOT, former=(printed,))))
    assert (
        "has not moved, but the rules for clocks where you are have changed: what was announced for "
        "Wednesday, January 20, 2027, 8:00 p.m., is Wednesday, January 20, 2027, 7:00 p.m., on your clock"
    ) in text
    assert "What else is new: - Spoken" in text and "Ce qui change aussi : - Langues parlées" in text
    assert "keeps its day" not in text


def test_readers_who_know_different_things_get_different_letters() -> None:
    """Three readers on one clock: one knows the thirteenth, one the day before, one nothing."""
    members = [replace(CAIRO, id=name) for name in ("a", "b", "c")]
    known = {
        "a": earlier(slot=given.slot("2027-01-cafe", 2027, 1, 13, 17, 0)),
        "b": replace(earlier(slot=given.slot("2027-01-cafe", 2027, 1, 19, 17, 0)), digest="other"),
    }
    made = list(
        letters(
            given.PROGRAMME,
            given.SESSION,
            given.SLOT,
            LetterKind.UPDATE,
            members,
            given.templates(),
            known=known,
        )
    )
    said = [[day in words(one) for day in ("13 janvier", "19 janvier")] for one in made]
    assert said == [[True, False], [False, True], [False, False]]


def test_who_has_a_part_reads_of_it_and_is_never_told_to_prepare_nothing() -> None:
    """Facilitators and hosts read what they do; other people read what the series says of itself."""
    series = replace(
        given.PROGRAMME.series["cafe"],
        invitations={"en": "There is nothing to prepare.", "fr": "Il n’y a rien à préparer."},
    )
    programme = replace(given.PROGRAMME, series={**given.PROGRAMME.series, "cafe": series})
    made = letters(
        programme, given.SESSION, given.SLOT, LetterKind.INVITATION, given.MEMBERS[:4], given.templates()
    )
    by_id = {one.member: words(one) for one in made}
    for member in ("ca-ubc", "ca-memorial", "cd-kinshasa"):
        assert "nothing to prepare" not in by_id[member] and "rien à préparer" not in by_id[member]
        assert "we count on you:" in by_id[member] and "nous comptons sur vous :" in by_id[member]
    assert "you open, give everyone a turn" in by_id["ca-ubc"]
    assert "vous ouvrez la salle" in by_id["ca-memorial"]
    assert "nothing to prepare" in by_id["eg-cairo"] and "rien à préparer" in by_id["eg-cairo"]
    assert "count on you" not in by_id["eg-cairo"]


def test_an_invitation_says_how_to_answer_and_what_gmail_wants() -> None:
    """Words that besrour understands, and the button that Google writes on an unknown sender's invitation."""
    text = words(letter(None, kind=LetterKind.INVITATION))
    for word in ("“yes”", "“maybe”", "“no”", "“pause”", "« oui »", "« peut-être »", "« non »", "« pause »"):
        assert word in text, word
    assert "press “I know the sender”" in text
    assert "cliquez sur « Je connais l’expéditeur »" in text
    assert "please reply, be it a word" in text and "répondez, ne serait-ce que d’un mot" in text


def test_no_heading_stands_over_nothing() -> None:
    """A session without description, links, room or form leaves no blank heading."""
    platform = given.PROGRAMME.platform._replace(link="", passcode="", meeting_id="", phone="")
    session = replace(given.SESSION, descriptions={}, links=())
    made = letters(
        replace(given.PROGRAMME, platform=platform),
        session,
        given.SLOT,
        LetterKind.INVITATION,
        [CAIRO],
        given.templates(),
    )
    text = text_of(next(made))
    assert "What it is about" not in text and "How to join" not in text
