"""``mentors.yaml``: who was brought together in which term, and whom letters have introduced."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from besrour_cli.model.errors import PlanFileError
from besrour_cli.model.message import msg
from besrour_cli.model.people.mentoring import MentoringGroup
from besrour_cli.model.people.person import Person
from besrour_cli.storage.state.state_file import read_state, update_state
from besrour_cli.storage.state.yaml_values import (
    as_mapping,
    as_text,
    items_at,
    mapping_at,
    parse_document,
    quote,
    text_at,
)
from besrour_cli.storage.yaml.nodes import Node, SequenceNode

NAME = "mentors.yaml"
SCHEMA = 1
Terms: TypeAlias = Mapping[str, tuple[MentoringGroup, ...]]
"""Groups by the name of their term."""
_HEAD = (
    "# Written by besrour mentors: who mentors whom. Please do not edit.\n"
    "# Écrit par besrour mentors\u00a0: qui accompagne qui. Ne pas modifier.\n"
)


def read(folder: str) -> dict[str, tuple[MentoringGroup, ...]]:
    """The groups of each term; none where there is no file.

    Raises :class:`PlanFileError` when the file is not as besrour writes it.
    """
    return _parsed(read_state(folder, NAME))


def update(folder: str, change: Callable[[Terms], Terms]) -> None:
    """Change what the file holds at this moment, alone: what another terminal wrote stays."""

    def changed(data: bytes | None) -> bytes | None:
        terms = change(_parsed(data))
        return None if data is None and not terms else _emitted(terms)

    update_state(folder, NAME, changed)


def rename_member(folder: str, old: str, new: str) -> None:
    """Name somebody by the new id in all terms."""

    def renamed(group: MentoringGroup) -> MentoringGroup:
        mentees = tuple(sorted(new if each == old else each for each in group.mentees))
        return group._replace(mentor=new if group.mentor == old else group.mentor, mentees=mentees)

    update(folder, lambda terms: {name: tuple(map(renamed, groups)) for name, groups in terms.items()})


def without_person(data: bytes, person: Person) -> bytes:
    """The bytes of the file without a person; a group in which one remains alone goes with her."""
    terms = {}
    for name, groups in _parsed(data).items():
        left = (
            group._replace(mentees=tuple(each for each in group.mentees if each not in person.ids))
            for group in groups
            if group.mentor not in person.ids
        )
        terms[name] = tuple(group for group in left if group.mentees)
    return _emitted(terms)


def _parsed(data: bytes | None) -> dict[str, tuple[MentoringGroup, ...]]:
    if data is None:
        return {}
    try:
        root = parse_document(NAME, data.decode("utf-8").replace("\r\n", "\n"))
        if text_at(root, "schema") != str(SCHEMA):
            raise ValueError(NAME)
        return {name: _groups(node) for name, node in mapping_at(root, "terms").items()}
    except (KeyError, ValueError, OverflowError) as error:
        raise PlanFileError(
            msg("{path} is damaged, or was edited by hand", path=NAME),
            msg("move it away, then run besrour mentors again"),
        ) from error


def _groups(node: Node) -> tuple[MentoringGroup, ...]:
    if not isinstance(node, SequenceNode):
        raise ValueError(NAME)
    found = []
    for item in node.items:
        pairs = as_mapping(item)
        mentees = tuple(map(as_text, items_at(pairs, "mentees")))
        introduced = text_at(pairs, "introduced")
        if not mentees or introduced not in ("yes", "no"):
            raise ValueError(NAME)
        found.append(MentoringGroup(text_at(pairs, "mentor"), mentees, introduced == "yes"))
    return tuple(found)


def _emitted(terms: Terms) -> bytes:
    lines = [f"{_HEAD}schema: {SCHEMA}", "terms:" if terms else "terms: {}"]
    for name, groups in sorted(terms.items()):
        lines.append(f"  {quote(name)}:" if groups else f"  {quote(name)}: []")
        for group in groups:
            mentees = ", ".join(map(quote, group.mentees))
            told = "yes" if group.introduced else "no"
            lines.append(f"    - {{mentor: {quote(group.mentor)}, mentees: [{mentees}], introduced: {told}}}")
    return ("\n".join(lines) + "\n").encode()
