"""What is told when somebody is forgotten, gets a statement, takes over, or begins another year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from besrour_cli.commands.shared.next_year.values import NextYear
from besrour_cli.commands.shared.privacy.values import Forgetting, NamedPerson
from besrour_cli.commands.shared.situation import Situation
from besrour_cli.commands.views.handover.page import html_page
from besrour_cli.commands.views.handover.sections import Briefing, HandoverEntry, HandoverSection, _sessions
from besrour_cli.commands.views.next_year.report import print_result
from besrour_cli.commands.views.people import statements
from besrour_cli.commands.views.privacy import forgetting
from besrour_cli.delivery.mail.status import DeliveryLog
from besrour_cli.model.announcement import AnnouncementLog
from besrour_cli.model.diagnostic import SourceLocation
from besrour_cli.model.errors import FileError
from besrour_cli.model.message import msg
from besrour_cli.model.people.person import Person, PersonNames
from besrour_cli.model.people.retention import Retention
from besrour_cli.model.people.statement import AttendedSession, Statement
from besrour_cli.model.plan import Plan
from besrour_cli.storage.output.together import FileChange
from besrour_cli.storage.programme.next_year.edits import ValueEdit
from besrour_cli.storage.programme.next_year.settings import MovedSettings
from support.commands.made_years import PROGRAMME, SESSION, START, slot
from support.planning.world import member, place

AWA = NamedPerson("Awa", Person(PersonNames(frozenset(("awa",))), "p-1234"), None)


def _forgetting(*changes: FileChange, **more: tuple[str, ...]) -> Forgetting:
    return Forgetting(
        somebody=AWA,
        changes=changes,
        plan=Plan("test", ""),
        to_come=more.get("to_come", ()),
        letters=len(more.get("letters", ())),
        own_lines=tuple(SourceLocation(path, 3) for path in more.get("own", ())),
    )


def test_of_whom_nothing_is_kept_nothing_is_forgotten() -> None:
    """One sentence, and no list of files."""
    assert list(forgetting.lines(_forgetting())) == ["besrour keeps nothing of Awa."]


def test_each_file_says_what_becomes_of_it() -> None:
    """Removed, a line less, a name less, a start that stays, a sum under another name, a proof made anew."""
    changes = (
        FileChange("out/awa.eml", b"x", None),
        FileChange("proof.json", b"{}", None),
        FileChange("proof.json", b"{}", b"{ }"),
        FileChange("plan.yaml", b"awa", b"start"),
        FileChange("plan.yaml", b"awa", b"p-1234"),
        FileChange("sessions/members.csv", b"a\nb\n", b"a\n"),
        FileChange("replies.yaml", b"awa\n", b"-\n"),
    )
    assert list(forgetting.lines(_forgetting(*changes)))[1:] == [
        "  out/awa.eml: removed",
        "  proof.json: removed, since no plan is possible now; besrour plan says why",
        "  proof.json: proven anew without this person",
        "  plan.yaml: the starts stay where they are",
        "  plan.yaml: what sessions cost stands under “p-1234” now",
        "  sessions/members.csv: 1 line goes",
        "  replies.yaml: the name is taken out",
    ]


def test_sessions_that_stay_in_a_calendar_are_named_up_to_six() -> None:
    """No cancellation can be written once the person is gone."""
    every = tuple(f"s{n}" for n in range(7))
    change = FileChange("a", b"", b"")
    line = list(forgetting.lines(_forgetting(change, to_come=every)))[-1]
    assert line.startswith("7 sessions to come stay in this person’s calendar,")
    assert "will be written: s0, s1, s2, s3, s4, s5, …. To write one first: besrour leave" in line


def test_what_is_out_of_reach_is_listed(printed: Callable[[], list[str]]) -> None:
    """Letters that left, what undo can no longer do, and lines that only people can change."""
    change = FileChange("plan.yaml.bak", b"awa", None)
    forgetting.print_reach(_forgetting(change, letters=("a", "b"), own=("sessions/programme.yaml",)))
    said = printed()
    assert said[2] == "  - 2 letters that left, in this person’s mailbox and on mail servers"
    assert any(line.startswith("  - besrour undo has nothing to take back now") for line in said)
    assert said[-2:] == [
        "1 line of your own files names the person; change it by hand:",
        "  sessions/programme.yaml:3:1",
    ]


def test_of_many_statements_twenty_are_shown(printed: Callable[[], list[str]]) -> None:
    """Whoever gets one, with sessions and minutes; minutes that were not noted count as none."""
    attended = (AttendedSession(SESSION, START, 60), AttendedSession(SESSION, START, None))
    statements.show([Statement(member(f"m{n:02}"), attended) for n in range(23)])
    said = printed()
    assert said[1].split() == ["M00", "2", "60"] and said[20].split() == ["M19", "2", "60"]
    assert said[-1] == "  and 3 more"


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (None, ""),
        ("", "A key was made to sign them; it is in the keyring of this computer.\n"),
        ("key.pem", "A key was made to sign them; it is in key.pem: keep a copy of it.\n"),
    ],
)
def test_written_statements_say_what_failed_and_where_a_new_key_is(
    capsys: pytest.CaptureFixture[str], made: str | None, expected: str
) -> None:
    """A person whose statement could not be written, the others, and the key if one was made."""
    failed = FileError(msg("Awa: no letter for “ɓ”"), msg("install another font"))
    statements.show_written(2, "out/statements", [failed], made)
    said = capsys.readouterr()
    assert said.out.startswith("2 statements in out/statements/.\n")
    assert said.err == f"besrour: Awa: no letter for “ɓ”\n  = install another font\n{expected}"


def test_a_page_of_handover_has_lists_only_where_there_is_something() -> None:
    """A section without words or without entries is its heading; what files say is no HTML."""
    halves = {
        "en": [
            HandoverSection(
                "Beginning <b>", "", (HandoverEntry("Look:", "besrour next"), HandoverEntry("x"))
            ),
            HandoverSection("To come", "Nothing more is known."),
        ]
    }
    page = html_page(halves).decode()
    assert (
        "<h1>Beginning &lt;b&gt;</h1>\n<ul>\n<li>Look: <code>besrour next</code></li>\n<li>x</li>\n</ul>"
        in page
    )
    assert "<h2>To come</h2>\n<p>Nothing more is known.</p>\n</main>" in page


def test_a_session_whose_file_is_gone_is_told_without_title_and_people() -> None:
    """People know of it all the same: it stands among the next sessions, with its day."""
    plan = Plan("test", "", {"2027-05-gone": slot(ident="2027-05-gone")})
    situation = Situation("", PROGRAMME, plan, AnnouncementLog(), DeliveryLog())
    briefing = Briefing(
        situation=situation,
        programme=PROGRAMME,
        tasks=(),
        accounts=(),
        retention=Retention(),
        place=place("Nairobi"),
        moment=datetime(2027, 4, 1, tzinfo=UTC),
    )
    [entry] = _sessions(briefing).entries
    assert entry.text.replace("\u00a0", " ").startswith("2027-05-gone (proposed): –. Wednesday, April 21, ")


def _next_year(*changes: ValueEdit) -> NextYear:
    return NextYear(
        files={"sessions/programme.yaml": b""},
        settings=MovedSettings("test-2028", "", changes, (), (), 0, frozenset()),
        years=(2028,),
        people=2,
        charged=1,
        series=(),
        decisions=(),
    )


@pytest.mark.parametrize("written", [True, False])
def test_a_new_year_without_anything_to_decide(printed: Callable[[], list[str]], written: bool) -> None:
    """What moved, twelve lines of it; then the commands that come next, or that it was a trial."""
    every = [ValueEdit(n, "window.from", str(date(2027, 1, n)), str(date(2028, 1, n))) for n in range(1, 14)]
    print_result(_next_year(*every), "../my café", written=written)
    said = printed()
    assert "    1  window.from: 2027-01-01 → 2028-01-01" in said and "  and 1 more" in said
    assert not any("decided anew" in line for line in said)
    if written:
        assert said[0] == "../my café is ready, 1 file."
        assert said[-4:] == ["Next:", '  cd "../my café"', "  besrour check", "  besrour plan"]
    else:
        assert said[0] == "../my café would have 1 file."
        assert said[-1] == "Nothing was written: this was a trial."
