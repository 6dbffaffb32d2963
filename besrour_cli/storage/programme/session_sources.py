"""Where a session's texts and dates stand in their files, for mistakes that only a later check can see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from besrour_cli.model.diagnostic import SourceLocation, SourceText
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode


def session_sources(page: SourceFile, root: Node) -> dict[str, SourceText]:
    """The places of a session's values: ``start``, ``title.en``, ``link.0.fr``, ``required.ke-1`` ..."""
    lines = tuple(page.lines)
    return {name: _source(page.path, value, key.column, lines) for name, key, value in _values(root)}


def source_of(page: SourceFile, node: Node, indent: int) -> SourceText:
    """The place of one value; ``indent`` is that of its key."""
    return _source(page.path, node, indent, tuple(page.lines))


def programme_sources(page: SourceFile, root: Node | None) -> dict[str, dict[str, SourceText]]:
    """The places of what a programme says for its sessions, by series ("": for all of them).

    That is ``form.en`` ... for all, ``invitation.en``, ``agenda.0.title.en`` ... for those of a series.
    """
    if root is None:
        return {}
    series = _pairs(root).get("series")
    found = {
        name: session_sources(page, value)
        for name, (_, value) in _pairs(series[1] if series else root).items()
    }
    found[""] = session_sources(page, root)
    kept = {"": ("form.",)}
    of_series = ("invitation.", "agenda.", "thanks.")
    return {
        name: {key: each for key, each in sources.items() if key.startswith(kept.get(name, of_series))}
        for name, sources in found.items()
    }


def _source(path: str, node: Node, indent: int, lines: tuple[str, ...]) -> SourceText:
    return SourceText(SourceLocation(path, node.line, node.column), node.width, indent, lines)


def _values(root: Node) -> Iterator[tuple[str, ScalarNode, Node]]:
    """Each value with its name and its key."""
    pairs = _pairs(root)
    for name in ("title", "description", "invitation"):
        yield from _texts(name, pairs)
    if "links" in pairs:
        value = pairs["links"][1]
        for number, item in enumerate(value.items if isinstance(value, SequenceNode) else [value]):
            yield from _texts(f"link.{number}", _pairs(item), "title")
    if "form" in pairs:
        yield from _texts("form", _pairs(pairs["form"][1]), "title")
    yield from _agenda(pairs)
    for key in ("turns", "required"):
        yield from _people(pairs[key][1]) if key in pairs else ()
    if "start" in pairs:
        yield ("start", *pairs["start"])
    if "window" in pairs:
        last = _pairs(pairs["window"][1]).get("to")
        yield ("window", *(last or pairs["window"]))


def _agenda(pairs: Mapping[str, tuple[ScalarNode, Node]]) -> Iterator[tuple[str, ScalarNode, Node]]:
    """The texts of an agenda: ``agenda.0.title.en``, ``agenda.0.questions.1.fr``, ``thanks.0.en`` ..."""
    for number, part in enumerate(_items(pairs, "agenda")):
        own = _pairs(part)
        for key in ("title", "opening"):
            yield from _texts(f"agenda.{number}.{key}", own, key)
        for n, question in enumerate(_items(own, "questions")):
            for code, (at, value) in _pairs(question).items():
                yield f"agenda.{number}.questions.{n}.{code}", at, value
    for number, thanked in enumerate(_items(pairs, "thanks")):
        for code, (at, value) in _pairs(thanked).items():
            yield f"thanks.{number}.{code}", at, value


def _items(pairs: Mapping[str, tuple[ScalarNode, Node]], key: str) -> Sequence[Node]:
    """The items of a list, or the one value that stands where a list could."""
    if key not in pairs:
        return ()
    value = pairs[key][1]
    return value.items if isinstance(value, SequenceNode) else (value,)


def _people(roles: Node) -> Iterator[tuple[str, ScalarNode, Node]]:
    """The ids of those who have a role."""
    for key, value in _pairs(roles).values():
        for item in value.items if isinstance(value, SequenceNode) else [value]:
            if isinstance(item, ScalarNode):
                yield f"required.{item.text.strip()}", key, item


def _texts(
    name: str, pairs: Mapping[str, tuple[ScalarNode, Node]], key: str = ""
) -> Iterator[tuple[str, ScalarNode, Node]]:
    """The halves of a text, which stands below ``key`` ("": below its name)."""
    if (key or name) in pairs:
        for code, (at, value) in _pairs(pairs[key or name][1]).items():
            yield f"{name}.{code}", at, value


def _pairs(node: Node) -> Mapping[str, tuple[ScalarNode, Node]]:
    return node.pairs if isinstance(node, MappingNode) else {}
