"""Where templates run: Jinja's sandbox, in which no template makes endless texts or turns for ever.

A template is the coordinator's program. It may use Jinja's filters on facts; what could fill the memory
or never end is refused, or counted while a template is filled in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.filters import do_batch, do_replace, do_title, do_wordcount, sync_do_slice
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import soft_str

LONGEST = 2_000_000
"""Characters that one template may become: a hundred times the longest letter."""
MOST_TURNS = 100_000
"""Turns of all the loops of one template together; the longest letter of 500 places takes some thousands."""
_LONGEST_COUNT = 1000
"""Numbers that range() may count in a template, more than any list of facts has entries."""
_REMOVED_FILTERS = (
    "pprint",
    "xmlattr",
    "tojson",
    "random",
    "format",
    "center",
    "indent",
    "safe",
    "forceescape",
    "wordwrap",
)
"""Filters that show what a value is inside, depend on chance, make endless texts or switch escaping off."""
_GROWING = frozenset(
    {
        "center",
        "encode",
        "expandtabs",
        "format",
        "format_map",
        "join",
        "ljust",
        "replace",
        "rjust",
        "translate",
        "zfill",
    }
)
"""Methods of texts that can make any length of text; the filters replace and join are bounded."""


class TemplateSandbox(SandboxedEnvironment):
    """Jinja's sandbox, which also refuses or bounds what makes endless texts, numbers or loops."""

    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._turns = 0
        self.globals.clear()
        self.globals["range"] = range_of
        for name in _REMOVED_FILTERS:
            self.filters.pop(name, None)
        self.filters |= {
            "replace": _replace,
            "batch": _batch,
            "slice": _slice,
            "title": _title,
            "wordcount": _words,
            _COUNTED: self._counted,
        }

    def begin(self) -> None:
        """A template is about to be filled in: its turns are counted from here."""
        self._turns = 0

    def call_binop(self, context: Any, operator: str, *operands: Any) -> Any:
        """Refuse the operators that repeat a text or make a number without end."""
        if operator == "**" or (operator in "*%" and not all(isinstance(v, (int, float)) for v in operands)):
            raise SecurityError(f"the operator {operator} is not allowed in a template")
        return super().call_binop(context, operator, *operands)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a name behind a dot may be used: not the methods of texts that make them longer."""
        return super().is_safe_attribute(obj, attr, value) and not (isinstance(obj, str) and attr in _GROWING)

    def wrap_str_format(self, value: Any) -> None:
        """Jinja would call ``format`` in a safe way, but for any length: it is refused as the others are."""

    def _generate(self, source: nodes.Template, *arguments: Any, **settings: Any) -> str:
        # every loop is counted, also one in a file that a template includes; what is checked stays as written
        for loop in source.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, _COUNTED, [], [], None, None, lineno=loop.lineno)
        return super()._generate(source, *arguments, **settings)

    def _counted(self, values: Iterable[Any]) -> Iterator[Any]:
        for value in values:
            self._turns += 1
            if self._turns > MOST_TURNS:
                raise SecurityError(f"loops of more than {MOST_TURNS} turns")
            yield value


_COUNTED = "besrour turns"
"""The name of a filter that no template can write."""


def range_of(*bounds: int) -> range:
    """Jinja's ``range`` for short counts; Raises SecurityError for a long one."""
    numbers = range(*bounds)
    if len(numbers) > _LONGEST_COUNT:
        raise SecurityError(f"range() of more than {_LONGEST_COUNT} numbers")
    return numbers


def _replace(eval_ctx: Any, text: str, old: str, new: str, count: int | None = None) -> str:
    """Jinja's ``replace``, refused before it makes a text too long."""
    times = str(text).count(str(old)) if str(old) else len(str(text)) + 1
    if len(str(text)) + times * len(str(new)) > LONGEST:
        raise SecurityError(f"replace() that makes more than {LONGEST} characters")
    return do_replace(eval_ctx, text, old, new, count)


_replace.jinja_pass_arg = do_replace.jinja_pass_arg  # type: ignore[attr-defined]


def _batch(values: Iterable[Any], size: int, fill: object = None) -> Iterator[Any]:
    """Jinja's ``batch``, for rows of at most as many as a template may count."""
    _check_count(size)
    return do_batch(values, size, fill)


def _slice(values: Collection[Any], slices: int, fill: object = None) -> Iterator[Any]:
    """Jinja's ``slice``, into at most as many as a template may count."""
    _check_count(slices)
    return sync_do_slice(values, slices, fill)


def _title(text: str) -> str:
    """Jinja's ``title``; a fact that may not be looked into says so when its length is asked."""
    len(soft_str(text))
    return do_title(text)


def _words(text: str) -> int:
    """Jinja's ``wordcount``, as :func:`_title`."""
    len(soft_str(text))
    return do_wordcount(text)


def _check_count(size: int) -> None:
    if size > _LONGEST_COUNT:
        raise SecurityError(f"more than {_LONGEST_COUNT} parts")
