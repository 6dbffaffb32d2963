"""Whose a name is: answers given with --answer or at the terminal, as decisions to be remembered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from besrour_cli.clock.instants import instant_text
from besrour_cli.commands.shared.workspace import Workspace
from besrour_cli.commands.terminal.console import CHOICES, ask, err
from besrour_cli.commands.terminal.translation import language, translate
from besrour_cli.feedback.attendance.connections import Connection
from besrour_cli.feedback.attendance.names import is_nameless, is_number
from besrour_cli.feedback.attendance.who import Identified, IdentityQuestion, QuestionReason
from besrour_cli.model.errors import UsageError
from besrour_cli.model.language import fold_case
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.model.took_place import ONCE, IdentityDecision

VISITOR = frozenset(("visitor", "guest", "passage", "invite", "invitee", "visiteur", "visiteuse", "-"))
"""What is typed for somebody who is no member."""


class Decider:
    """Makes decisions of the coordinator's words: who decided, when, and for which session."""

    def __init__(self, workspace: Workspace, session: str, decided_by: str, moment: datetime) -> None:
        self.workspace = workspace
        self.session = session
        self.decided_by = decided_by
        self.when = instant_text(moment)

    def decide(self, one: Connection, word: str, *, passing: bool, reason: str = "") -> IdentityDecision:
        """The decision that a connection is whom a word names; UsageError where that is nobody."""
        members: tuple[str, ...] = ()
        if fold_case(word) not in VISITOR:
            members = tuple(self.workspace.member(name).id for name in word.split(",") if name.strip())
        return IdentityDecision(
            seen_as=one.name,
            address=one.email,
            session=self.session,
            members=members,
            reason=reason or (ONCE if passing or len(members) > 1 else "answer" if members else "visitor"),
            decided_by=self.decided_by,
            when=self.when,
        )


def given_answers(
    words: Sequence[str], connections: Sequence[Connection], identified: Identified, decider: Decider
) -> list[IdentityDecision]:
    """The decisions of ``--answer “NAME=MEMBER”``; UsageError for a name that no connection shows."""
    questions = {q.connection.key: q for q in identified.questions}
    decisions = []
    for text in words:
        name, sign, word = text.rpartition("=")
        if not sign or not word.strip():
            raise UsageError(
                msg("“{text}” is no answer", text=text),
                msg('write --answer "iPhone de Awa=awa-diop", or =visitor'),
            )
        meant = [c for c in connections if fold_case(name) in (c.key[0], c.email)]
        if not meant:
            raise UsageError(
                msg("nobody was seen as “{name}”", name=name.strip()),
                msg("write the name as it stands in the download"),
            )
        for one in meant:
            question = questions.get(one.key)
            passing = question.passing if question else is_nameless(one.name) and not is_number(one.name)
            decisions.append(decider.decide(one, word, passing=passing))
    return decisions


def ask_all(identified: Identified, decider: Decider) -> list[IdentityDecision]:
    """Ask at the terminal whose the open names are; all with one likely candidate in one question."""
    likely = [
        q for q in identified.questions if len(q.candidates) == 1 or q.reason is QuestionReason.DECIDED_BEFORE
    ]
    decisions = _confirmed(likely, decider)
    nameless = [q for q in identified.questions if not q.candidates]
    settled = [*nameless, *(likely if decisions else ())]
    for question in identified.questions:
        if question in settled:
            continue
        decision = _asked(question, decider)
        if decision is not None:
            decisions = [*decisions, decision]
    return [*decisions, *_named(nameless, decider)]


def _named(questions: Sequence[IdentityQuestion], decider: Decider) -> list[IdentityDecision]:
    """The decisions on telephones, devices and rooms, which are anybody's: those that she knows."""
    decisions: list[IdentityDecision] = []
    if questions:
        err(msg("Names that may be anybody’s:"))
    for number, question in enumerate(questions, 1):
        err(f"  {number}  {seen(question.connection)}")
    while questions:
        answer = ask(msg("Type a number and a member, such as 1 awa-diop, or 1 visitor (Enter: go on):"))
        if not answer:
            break
        chosen, _blank, word = answer.partition(" ")
        if not (chosen.isdecimal() and 0 < int(chosen) <= len(questions) and word.strip()):
            continue
        question = questions[int(chosen) - 1]
        try:
            decisions.append(decider.decide(question.connection, word.strip(), passing=question.passing))
        except UsageError as error:
            _refuse(error)
    return decisions


def _refuse(error: UsageError) -> None:
    """Say why a word means nobody."""
    for line in filter(None, (error.what, error.remedy)):
        err(line)


def _confirmed(questions: Sequence[IdentityQuestion], decider: Decider) -> list[IdentityDecision]:
    """The decisions on names with one likely candidate each, if all are right; none otherwise."""
    if not questions:
        return []
    err(msg("Names that can be one member, or were decided before:"))
    for question in questions:
        err(f"  {seen(question.connection)} → {_person(question.candidates[0], decider.workspace)}")
    answer = ask(msgn("Is it so? (y/n)", "Are all of these right? (y/n)", len(questions)))
    if answer[:1].casefold() not in ("y", "o"):
        return []
    return [decider.decide(q.connection, q.candidates[0], passing=q.passing) for q in questions]


def _asked(question: IdentityQuestion, decider: Decider) -> IdentityDecision | None:
    """The decision on one name; None where the coordinator leaves it open."""
    one = question.connection
    err(msg("Who is {name}?", name=seen(one)))
    candidates = question.candidates[:CHOICES]
    for number, member in enumerate(candidates, 1):
        err(f"  {number}  {_person(member, decider.workspace)}")
    while True:
        answer = ask(msg("Type a number, an id or a name (visitor: no member; Enter: not now):"))
        if not answer:
            return None
        if answer.isdecimal() and 0 < int(answer) <= len(candidates):
            answer = candidates[int(answer) - 1]
        try:
            return decider.decide(one, answer, passing=question.passing)
        except UsageError as error:
            _refuse(error)


def seen(one: Connection) -> str:
    """A name as it was shown, with its address and its minutes."""
    minutes = round(one.minutes) if one.minutes is not None else None
    words: Message | str = one.name
    if one.email and minutes is not None:
        words = msg("“{name}” ({email}, {n} min)", name=one.name, email=one.email, n=minutes)
    elif one.email:
        words = msg("“{name}” ({email})", name=one.name, email=one.email)
    elif minutes is not None:
        words = msg("“{name}” ({n} min)", name=one.name, n=minutes)
    else:
        words = msg("“{name}”", name=one.name)
    return translate(words)


def _person(member: str, workspace: Workspace) -> str:
    who = workspace.member(member)
    return f"{who.name} ({who.place.name(language())}, {who.id})"
