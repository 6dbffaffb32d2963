"""Questions about a download as a whole: which session, which answers it repeats, which it no longer has."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date

from besrour_cli.commands.workflows.evaluation.waves import MOMENTS
from besrour_cli.feedback.evaluation.same_answers import StoredContent
from besrour_cli.feedback.evaluation.values import CollectQuestion, QuestionChoice
from besrour_cli.model.message import msg
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import Programme

REPLACE, KEEP = "replace", "keep"
"""What becomes of answers that a download no longer has."""
SAME, NEW = "same", "new"
"""Whether answers that are stored for another session are these answers once more."""
_SESSIONS = 6


def wave_question(name: str, programme: Programme, plan: Plan, today: date) -> CollectQuestion:
    """Which session, or which moment, a file is about: the latest sessions that are over come first."""
    over = [
        (slot.start.date(), session)
        for session in programme.sessions
        if (slot := plan.slots.get(session.id)) is not None and slot.start.date() <= today
    ]
    latest = [session for _day, session in sorted(over, key=lambda pair: (pair[0], pair[1].id))[::-1]]
    labels = {
        "start": msg("before the first session"),
        "month-3": msg("three months after"),
        "month-12": msg("twelve months after"),
    }
    return CollectQuestion(
        id="wave",
        key=f"wave|{name}",
        text=msg("What are the answers in {path} about?", path=name),
        choices=(
            *(QuestionChoice(session.id, session.titles) for session in latest[:_SESSIONS]),
            *(QuestionChoice(moment, labels[moment]) for moment in MOMENTS),
        ),
    )


def missing_question(name: str, missing: Sequence[StoredContent], new: int, wave: str) -> CollectQuestion:
    """What becomes of what was stored and is not in a newer download."""
    contents = " ".join(sorted(each.digest for each in missing))
    digest = hashlib.blake2b(contents.encode(), digest_size=4).hexdigest()
    return CollectQuestion(
        id="missing",
        key=f"missing|{wave}|{digest}",
        text=msg(
            "{missing} of the answers and comments stored for “{wave}” are not in {path}, and {new} in it "
            "are new. What is it?",
            missing=len(missing),
            wave=wave,
            path=name,
            new=new,
        ),
        choices=(
            QuestionChoice(REPLACE, msg("corrected: what is no longer in it goes")),
            QuestionChoice(KEEP, msg("another part, or another copy of the form: all of it counts")),
        ),
    )


def elsewhere_question(name: str, counts: Mapping[str, int], tool: str) -> CollectQuestion:
    """Whether answers that are stored for other sessions, or of another tool, are these once more."""
    shown = ", ".join(f"{wave} ({count})" for wave, count in sorted(counts.items()))
    return CollectQuestion(
        id="elsewhere",
        key=f"elsewhere|{tool}|{' '.join(sorted(counts))}",
        text=msg("Answers in {path} are stored already: {waves}. Are they the same?", path=name, waves=shown),
        choices=(
            QuestionChoice(SAME, msg("the same ones: they are not counted again")),
            QuestionChoice(NEW, msg("new ones that happen to be alike")),
        ),
    )
