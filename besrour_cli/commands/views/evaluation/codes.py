"""Codes of comments and the agreement of two coders, for a person to read and for a program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from besrour_cli.commands.terminal.console import console, out, table
from besrour_cli.commands.terminal.translation import _, language
from besrour_cli.model.evaluation.agreement import FEWEST_FOR_PERCENT, CoderAgreement
from besrour_cli.model.evaluation.answers import EvaluationComment
from besrour_cli.model.message import msg, msgn
from besrour_cli.model.text.numbers import number_text, percent_text

_DIGITS = 2


def print_codes(comments: Sequence[EvaluationComment], agreed: CoderAgreement) -> None:
    """How many comments have which code, then how far the coders agree."""
    coded = sum(bool(one.first or one.second) for one in comments)
    out(
        msgn(
            "{n} comment, {coded} with codes", "{n} comments, {coded} with codes", len(comments), coded=coded
        )
    )
    counts = Counter(code for one in comments for code in {*one.first, *one.second})
    kappas = {each.code: each for each in agreed.codes}
    if counts:
        grid = table(_("Code"), _("Comments"), _("Both coders"), _("Kappa"), right=(1, 2, 3))
        for code, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
            each = kappas.get(code)
            grid.add_row(
                code, str(count), str(each.both) if each else "·", _kappa(each.kappa if each else None)
            )
        console().print(grid)
    if not agreed.compared:
        out(_("No comment has codes of both coders: besrour codes --write makes a sheet for each."))
        return
    out(
        msg(
            "The same codes by both: {same} of {compared}{percent}; Cohen’s kappa {kappa}",
            same=agreed.same,
            compared=agreed.compared,
            percent=_percent(agreed),
            kappa=_kappa(agreed.kappa),
        )
    )
    if agreed.compared < FEWEST_FOR_PERCENT:
        out(_("With fewer than ten comments, count; do not reckon in percent."))


def _percent(agreed: CoderAgreement) -> str:
    if agreed.compared < FEWEST_FOR_PERCENT:
        return ""
    return f" ({percent_text(agreed.same / agreed.compared, language())})"


def _kappa(value: float | None) -> str:
    return "·" if value is None else number_text(value, language(), _DIGITS)


def as_data(comments: Sequence[EvaluationComment], agreed: CoderAgreement) -> Mapping[str, object]:
    """The same for ``--json``."""
    counts = Counter(code for one in comments for code in {*one.first, *one.second})
    return {
        "comments": len(comments),
        "coded": sum(bool(one.first or one.second) for one in comments),
        "codes": dict(sorted(counts.items())),
        "compared": agreed.compared,
        "same": agreed.same,
        "kappa": agreed.kappa,
        "by_code": [each._asdict() for each in agreed.codes],
    }
