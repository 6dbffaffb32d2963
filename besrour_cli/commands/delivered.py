"""``besrour delivered``: from a letter that came back, whether mail servers believe its sender."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from besrour_cli.commands.shared.options import Json, argument
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.terminal.console import out
from besrour_cli.commands.terminal.plain import is_plain
from besrour_cli.commands.terminal.translation import _, translate
from besrour_cli.model.message import Message, msg

if TYPE_CHECKING:
    from besrour_cli.feedback.authentication import Authentication, CheckResult

HELP = msg(
    "Say from a letter that arrived whether mail servers believe its sender.\n\n"
    "FILE is a letter that besrour send --test-to sent to you, saved from your mail program as .eml (in "
    "Gmail: Show original, Download; in Outlook: drag it to the desktop). What the server that took it "
    "wrote of SPF, DKIM and DMARC is shown, and what to ask the IT desk for where one does not pass."
)
_NAMES = {
    "spf": msg("SPF: the server may send for the domain"),
    "dkim": msg("DKIM: the letter is signed by the domain"),
    "dmarc": msg("DMARC: the sender that people see is the one that was checked"),
}
_ASK = {
    "spf": msg("Ask the IT desk: “Please add the server of our letters to the SPF record of {domain}.”"),
    "dkim": msg("Ask the IT desk: “Please have the letters of {domain} signed with DKIM, in its own name.”"),
    "dmarc": msg(
        "Ask the IT desk: “Please publish a DMARC record for {domain} (_dmarc.{domain}), and have SPF or "
        "DKIM pass for that domain itself.”"
    ),
}


def command(
    file: Annotated[str, argument(_("FILE"), _("A letter that arrived, as .eml."))], as_json: Json = False
) -> None:
    """Read the letter's newest results, show them, say what to ask for; exit 1 where one does not pass."""
    from besrour_cli.delivery.inbox.mailbox import messages
    from besrour_cli.feedback.authentication import read_authentication

    read = [(message.name, read_authentication(message.data)) for message in messages(file)]
    data = {"letters": [{"file": name, **_data(each)} for name, each in read]}
    passes = bool(read) and all(each.passes for _name, each in read)
    finish(Result(data, lambda: _print_all(read), 0 if passes else 1), as_json)


def _data(found: Authentication) -> dict[str, object]:
    return {
        "server": found.server,
        "domain": found.domain,
        "checks": {str(each.check): {"result": each.result, "domain": each.domain} for each in found.checks},
        "passes": found.passes,
    }


def _print_all(read: list[tuple[str, Authentication]]) -> None:
    """Each letter: its three checks, then what to ask for."""
    for name, found in read:
        out(name)
        if not found.present:
            out(_("  The server that took it wrote nothing of this: send one to an address at Gmail."))
            continue
        if found.server:
            out(msg("  as {server} wrote:", server=found.server))
        for each in found.checks:
            word = each.result or _("not mentioned")
            sign = ("+" if each.passes else "-") if is_plain() else ("✓" if each.passes else "✗")
            out(f"  {sign} " + translate(_NAMES[each.check]) + f" [{word}]")
        for each in found.checks:
            if not each.passes:
                out(_advice(found, each))
        if found.passes:
            out(_("  All three pass: letters from this sender are believed."))


def _advice(found: Authentication, each: CheckResult) -> Message:
    """What to ask for, of the domain that people see."""
    if each.result == "temperror":
        return msg("  {check} could not be checked that day: send another letter.", check=each.check.upper())
    sentence = _ASK[each.check]
    return msg("  {request}", request=sentence._replace(facts={"domain": found.domain or "?"}))
