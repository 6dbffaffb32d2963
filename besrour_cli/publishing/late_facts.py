"""Facts put in when each letter is made, after its template was filled in for many readers at once."""

from __future__ import annotations

import re
from typing import Any, NoReturn

_MARK = re.compile("\ue100[a-z]+\ue101")
_PART = re.compile("[\ue100\ue101]")


class LateFactChanged(Exception):
    """A template changes or compares a fact that is put in only when each letter is made."""


class LateFact(str):
    """Where a late fact will stand: a template prints it, or joins it to other words, as it is.

    What would look into it or change it is refused, since it would meet the mark that stands there: filters
    such as ``upper``, comparisons, lengths.
    """

    __slots__ = ()

    def __html__(self) -> str:
        return str.__str__(self)


def _refuse(*_: Any, **__: Any) -> NoReturn:
    raise LateFactChanged


def check_marks(text: str) -> None:
    """Raise :class:`LateFactChanged` where a filter has changed a mark after it was joined to other words."""
    if _PART.search(_MARK.sub("", text)):
        raise LateFactChanged


_LOOKING: tuple[str, ...] = (
    "__add__",
    "__contains__",
    "__eq__",
    "__format__",
    "__ge__",
    "__getitem__",
    "__gt__",
    "__iter__",
)
_LOOKING += ("__le__", "__len__", "__lt__", "__mod__", "__ne__", "__rmod__", "__str__")
_METHODS = (name for name in dir(str) if not name.startswith("_"))
for _name in (*_LOOKING, *_METHODS):
    setattr(LateFact, _name, _refuse)
LateFact.__hash__ = str.__hash__  # type: ignore[method-assign]
LateFact.__bool__ = lambda _: True  # type: ignore[attr-defined]
