"""Help on a narrow screen: no word is broken, and what an option does has more than ten columns."""

from __future__ import annotations

from collections.abc import Iterable

import click

_NARROW = 60
"""Columns below which usage goes onto a line of its own, and names take a third."""


class _NarrowFormatter(click.HelpFormatter):
    """Click's own way, but on a screen of fewer than 60 columns."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The usage: on a narrow screen what follows the command stands below it, each word whole."""
        if self.width >= _NARROW or not args:
            super().write_usage(prog, args, prefix)
            return
        super().write_usage(prog, "", prefix)
        line = ""
        for word in args.split(" "):
            if line and len(line) + len(word) + 5 > self.width:
                self.write(f"    {line}\n")
                line = ""
            line = f"{line} {word}".strip()
        self.write(f"    {line}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Names and what they mean, side by side."""
        super().write_dl(
            rows, min(col_max, self.width // 3) if self.width < _NARROW else col_max, col_spacing
        )


class HelpContext(click.Context):
    """A context whose help is written so."""

    formatter_class = _NarrowFormatter
