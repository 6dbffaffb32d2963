"""``besrour send newsletter``: to everybody who is not paused, once an issue, in her language first."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from support.commands.letters import CAFE, EVERYBODY, NOON, going, opened, rows, sent
from support.delivery.smtp_server import Postbox

Run = Callable[..., subprocess.CompletedProcess[str]]


def _pause(folder: Path, member: str) -> None:
    lines = rows(folder).read_text(encoding="utf-8").splitlines(keepends=True)
    column = lines[0].rstrip("\n").split(",").index("paused")
    place = next(n for n, line in enumerate(lines) if line.startswith(f"{member},"))
    cells = lines[place].rstrip("\n").split(",")
    cells[column] = "yes"
    lines[place] = ",".join(cells) + "\n"
    rows(folder).write_text("".join(lines), encoding="utf-8")


def test_everybody_gets_the_issue_once_but_who_is_paused(desk: Path, box: Postbox, run: Run) -> None:
    """Bilingual, her language first; unsubscribe headers; neither calendar entry nor link to join."""
    _pause(desk, "zm-1")
    data = sent(run, desk, "newsletter")
    assert data["issue"] == "newsletter-2026-12" and CAFE in data["announced"]
    assert set(going(data).values()) == {"newsletter"} and "zm-1" not in going(data)
    assert len(box.taken) == EVERYBODY - 1 and set(box.counts().values()) == {1}
    for address, first, second in (
        ("laval@example.org", "infolettre", "newsletter"),
        ("ghana-sofpog@example.org", "newsletter", "infolettre"),
    ):
        [taken] = [t.data for t in box.taken if t.to == address]
        message = opened(taken)
        subject = str(message["Subject"])
        assert subject.index(first) < subject.index(second)
        assert message["Content-Language"].split(", ")[0][:2] == ("fr" if first == "infolettre" else "en")
        assert "unsubscribe" in message["List-Unsubscribe"]
        assert [p.get_content_type() for p in message.walk()] == [
            "multipart/alternative",
            "text/plain",
            "text/html",
        ]
        assert str(message["To"]).endswith(f"<{address}>")
        for part in list(message.walk())[1:]:
            assert "cafe27" not in part.get_content() and "81234567890" not in part.get_content()
    again = sent(run, desk, "newsletter", now="2026-12-27T17:00Z")
    assert going(again) == {} and len(box.taken) == EVERYBODY - 1


def test_an_issue_goes_on_past_the_end_of_its_month(desk: Path, box: Postbox, run: Run) -> None:
    """Begun on January 31 and held overnight: in February the same issue goes on; in March a new one goes."""
    sent(run, desk, "newsletter", "--limit", "5", now="2027-01-31T17:00Z")
    begun = opened(box.taken[0].data)
    rest = sent(run, desk, "newsletter", now="2027-02-01T17:00Z")
    assert rest["issue"] == "newsletter-2027-01" and len(going(rest)) == EVERYBODY - 5
    assert {str(opened(t.data)["Date"]) for t in box.taken} == {str(begun["Date"])}
    assert (
        sent(run, desk, "newsletter", "--dry-run", now="2027-02-01T18:00Z")["issue"] == "newsletter-2027-02"
    )
    march = sent(run, desk, "newsletter", now="2027-03-02T17:00Z")
    assert march["issue"] == "newsletter-2027-03" and len(going(march)) == EVERYBODY
    assert set(box.counts().values()) == {2}


def test_night_and_decisions_are_as_for_letters(desk: Path, box: Postbox, run: Run) -> None:
    """Held where it is night; a fate nobody knows is hers to decide; one address shared is said."""
    held = sent(run, desk, "newsletter", now="2026-12-20T10:00Z")
    assert {a["member"]: a["verdict"] for a in held["actions"]}["ca-ubc"] == "hold"
    box.data["ubc@example.org"] = ["drop after"]
    sent(run, desk, "newsletter", code=6)
    sent(run, desk, "newsletter", code=1)
    assert going(sent(run, desk, "newsletter", "--resend", "ca-ubc")) == {"ca-ubc": "newsletter"}
    assert going(sent(run, desk, "newsletter", now=NOON)) == {}
