"""What a coordinator sees of sending: the summary before the question, and the report after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from textwrap import wrap
from typing import TYPE_CHECKING

from besrour_cli.clock import formatting, instants
from besrour_cli.commands.terminal.console import IN_LINE, out, styled, truncate, width
from besrour_cli.commands.terminal.translation import _, language, translate
from besrour_cli.delivery.mail.decide import OutgoingLetter, Reason, SendDecision, Verdict, shared_addresses
from besrour_cli.delivery.mail.outcome import OutcomeState
from besrour_cli.model.message import msg, msgn

if TYPE_CHECKING:
    from besrour_cli.delivery.mail.sending import SendReport, SentLetter
    from besrour_cli.model.programme import SmtpSettings

WHY = {
    "new": msg("new"),
    "time": msg("new time"),
    "facts": msg("changed"),
    "address": msg("new address"),
    "cancelled": msg("called off"),
    "departed": msg("no longer invited"),
    "reworded": msg("new wording"),
    "reminder": msg("reminder"),
    "again": msg("again"),
    "unchanged": msg("unchanged since the last letter"),
    "refused": msg("refused by the server before"),
    "bounced": msg("came back"),
    "dead": msg("the address came back as wrong"),
    "unknown": msg("fate unknown"),
}
STATES = {
    "done": msg("sent"),
    "refused": msg("refused"),
    "deferred": msg("put off by the server"),
    "broken": msg("the connection broke before the letter was whole: not sent"),
    "lost": msg("no clear answer from the server: fate unknown"),
    "hold": msg("held: it has become night there"),
}
_REPLIES = {
    "SMTPUTF8": msg("this server carries no addresses with accents; ask for one without"),
    "TIMEOUT": msg("no answer came in time"),
    "CLOSED": msg("the connection was cut"),
}
"""Codes of our own in the place of a server's reply."""


def show_actions(mail: SmtpSettings, actions: Sequence[SendDecision]) -> None:
    """The summary before the question: how many go, how many do not, and why."""
    due = [a for a in actions if a.verdict == Verdict.SEND]
    line = msgn(
        "{n} letter to send now through {server}.",
        "{n} letters to send now through {server}.",
        len(due),
        server=f"{mail.host}:{mail.port}",
    )
    out(styled(translate(line), "bold"))
    _lines(due, lambda a: f"{person(a.item)}  {translate(WHY[a.why])}")
    _print_held([a for a in actions if a.verdict == Verdict.HOLD])
    unknown = [a for a in actions if a.verdict == Verdict.ASK]
    if unknown:
        out(_("Fate unknown: begun, and no answer was seen. Ask these people, then decide:"))
        _lines(unknown, lambda a: f"{person(a.item)}  {_begun(a)}", every=True)
    unsent = [a for a in actions if a.verdict == Verdict.KEEP]
    if unsent:
        out(_("Not sent:"))
    counted = Counter(a.why for a in unsent if a.why in ("unchanged", "reworded"))
    for why, count in sorted(counted.items()):
        out(f"   {count}  {translate(WHY[why])}")
    if counted[Reason.REWORDED]:
        out("   " + _("the same facts in other words: add --reworded to send these too"))
    _lines(
        [a for a in unsent if a.why not in counted],
        lambda a: f"{person(a.item)}  {translate(WHY[a.why])}{_reply(a)}",
        every=True,
    )
    if unknown:
        out("   " + _("--assume-sent MEMBER if the letter arrived, --resend MEMBER if it did not"))
    for to, members in shared_addresses([a.item for a in actions if a.verdict == Verdict.SEND]).items():
        line = msg(
            "{to} is the address of several people ({members}): each gets a letter of their own.",
            to=to,
            members=", ".join(members),
        )
        out(line)


def _lines(
    actions: Sequence[SendDecision], line: Callable[[SendDecision], str], *, every: bool = False
) -> None:
    shown, more = truncate(actions, len(actions) if every else IN_LINE)
    for action in shown:
        out(f"   {line(action)}")
    if more:
        out("   " + translate(msgn("and {n} more", "and {n} more", more)))


def person(item: OutgoingLetter) -> str:
    """A reader in one line: id, name, address, and the local time in the letter where it has one."""
    if not item.local:
        return f"{item.member}  {item.name} <{item.to}>"
    local = datetime.fromisoformat(item.local)
    day, hour = formatting.short_date(local.date(), language()), formatting.time_words(local, language())
    return f"{item.member}  {item.name} <{item.to}>  {day}, {hour}"


def _print_held(actions: Sequence[SendDecision]) -> None:
    """Who must wait, by the local day and hour from which the letters may go."""
    waiting: dict[datetime, list[OutgoingLetter]] = {}
    for action in actions:
        if action.due is not None:
            there = instants.local(action.due, action.item.zone).replace(tzinfo=None)
            waiting.setdefault(there, []).append(action.item)
    for there, items in sorted(waiting.items(), key=lambda pair: pair[0]):
        line = msgn(
            "{n} letter is held until {hour} on {day} there:",
            "{n} letters are held until {hour} on {day} there:",
            len(items),
            hour=formatting.time_words(there, language()),
            day=formatting.short_date(there.date(), language()),
        )
        out(line)
        _ids(items)
    over = [action.item for action in actions if action.due is None]
    if over:
        out(msgn("{n} letter is over the limit:", "{n} letters are over the limit:", len(over)))
        _ids(over)


def _ids(items: Sequence[OutgoingLetter]) -> None:
    names = ", ".join(item.member for item in items)
    for row in wrap(names, width() - 3, break_long_words=False, break_on_hyphens=False):
        out(f"   {row}")


def _begun(action: SendDecision) -> str:
    return translate(msg("begun at {instant}", instant=action.fate.last.at)) if action.fate else ""


def _reply(action: SendDecision) -> str:
    last = action.fate.last if action.fate else None
    if action.why not in ("refused", "bounced", "dead") or last is None:
        return ""
    return f" ({' '.join(filter(None, (str(last.code or ''), last.reply)))})"


def show_report(report: SendReport) -> None:
    """What came of it: counts, then every letter that did not go, then how to go on."""
    counts = Counter(s.outcome.state for s in report.sent)
    out(styled(translate(msgn("{n} letter sent.", "{n} letters sent.", counts[OutcomeState.DONE])), "bold"))
    for state in ("refused", "lost", "deferred", "broken", "hold"):
        for sent in report.of(state):
            reply = " ".join(filter(None, (str(sent.outcome.code or ""), in_words(sent))))
            ended = msg("{state}: {reply}", state=STATES[state], reply=reply) if reply else STATES[state]
            shown = f"   {person(sent.item)}  {translate(ended)}"
            out(f"{shown}, {_until(sent.due, sent.item.zone)}" if sent.due else shown)
    if report.unsent:
        line = msgn(
            "{n} letter was not reached; the same command goes on with it.",
            "{n} letters were not reached; the same command goes on with them.",
            len(report.unsent),
        )
        out(line)


def _until(due: datetime, zone: str) -> str:
    """Until when a letter is held, once, on its reader's clock."""
    there = instants.local(due, zone)
    hour, day = formatting.time_words(there, language()), formatting.short_date(there.date(), language())
    return translate(msg("until {hour} on {day} there", hour=hour, day=day))


def show_test(letters: Sequence[OutgoingLetter], address: str) -> None:
    """Whose letters went to the coordinator's own address."""
    line = msgn(
        "{n} letter to {to}, for a trial:", "{n} letters to {to}, for a trial:", len(letters), to=address
    )
    out(line)
    for letter in letters:
        out(f"   {person(letter)}")
    out(_("Nothing was sent to members, and nothing is announced."))
    out(_("Whether its sender is believed: save what arrives as .eml, then besrour delivered FILE"))


def in_words(sent: SentLetter) -> str:
    """The server's reply to a letter, put in words where it is a code of our own."""
    words = _REPLIES.get(sent.outcome.reply)
    return translate(words) if words else sent.outcome.reply


def as_data(actions: Sequence[SendDecision]) -> list[dict[str, object]]:
    """The actions for other programs."""
    return [
        {
            "session": a.item.about,
            "member": a.item.member,
            "to": a.item.to,
            "kind": a.item.kind,
            "verdict": a.verdict,
            "why": a.why,
            "from": instants.instant_text(a.due) if a.due else None,
            "last": a.fate.last.at if a.fate else None,
        }
        for a in actions
    ]


def outcomes(report: SendReport) -> dict[str, object]:
    """The report for other programs."""
    return {
        "outcomes": [
            {
                "session": s.item.about,
                "member": s.item.member,
                "to": s.item.to,
                "outcome": s.outcome.state,
                "code": s.outcome.code,
                "reply": s.outcome.reply,
                "from": instants.instant_text(s.due) if s.due else None,
            }
            for s in report.sent
        ],
        "left": [{"session": i.about, "member": i.member} for i in report.unsent],
        "trouble": translate(report.trouble.what) if report.trouble else None,
    }
