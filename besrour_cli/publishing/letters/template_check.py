"""A coordinator's own templates read without being filled in: misspelt names, blocks and files."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from jinja2 import nodes

from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.language import ENGLISH
from besrour_cli.model.letter_kind import LetterKind
from besrour_cli.model.message import Message, msg
from besrour_cli.publishing.letters.frame_words import frame_mistakes
from besrour_cli.publishing.letters.template_names import LOOP, Kind, element, fields, known_in
from besrour_cli.publishing.templates import FOLDER, SHIPPED, Templates

_SPOKEN = re.compile(r"(.+)\.([a-z]{2,3})\.md")
_OF_LANGUAGES = ("language", "words")
_BUILT_IN = frozenset(
    {"loop", "self", "super", "caller", "varargs", "kwargs", "range", "true", "false", "none"}
)


def mistakes(
    own: Iterable[str], templates: Mapping[str, str], languages: Sequence[str]
) -> tuple[Diagnostic, ...]:
    """Every mistake in the coordinator's own files, in order of file and line.

    ``own`` names these files, ``templates`` holds their sources and the shipped ones as storage hands them
    in, ``languages`` are the programme's.
    """
    wanted = Templates(templates)
    found: list[Diagnostic] = []
    trees: dict[str, nodes.Template] = {}
    for name in sorted(own):
        if not _is_template(name):
            continue
        tree = wanted.read(name)
        if isinstance(tree, nodes.Template):
            trees[name] = tree
        else:
            found += tree
    shipped = {name for name in templates if not name.startswith(SHIPPED)} - set(own)
    shipped |= {name.removeprefix(SHIPPED) for name in templates if name.startswith(SHIPPED)}
    used = {ref for tree in trees.values() for ref in _references(tree)}
    for name in sorted(own):
        if not _in_use(name, shipped | used, languages):
            found.append(_unused(name, shipped, languages))
    for name, tree in trees.items():
        facts = known_in(name)
        if facts is not None:
            chain = [name, *_parents(name, wanted)]
            above = [t for t in (wanted.tree(parent) for parent in chain) if t is not None]
            found += _Walk(name, templates[name], facts, above).problems()
        found += _blocks(name, tree, wanted, templates[name])
    found += frame_mistakes(trees, templates, languages)
    once = {(p.spot, p.code, str(p.what)): p for p in found}
    return tuple(once[key] for key in sorted(once))


def _is_template(name: str) -> bool:
    return name.endswith((".md", ".html", ".txt", ".css"))


def _in_use(name: str, known: Collection[str], languages: Iterable[str]) -> bool:
    spoken = _SPOKEN.fullmatch(name)
    if spoken and f"{spoken[1]}.{ENGLISH}.md" in known:
        return spoken[2] in languages
    return name in known or name in {f"{kind}.{code}.toml" for kind in _OF_LANGUAGES for code in languages}


def _unused(name: str, shipped: Iterable[str], languages: Iterable[str]) -> Diagnostic:
    choices = {*shipped, *(f"{kind}.{code}.md" for kind in (*LetterKind, "letter") for code in languages)}
    near = get_close_matches(name, sorted(choices), 1, 0.7)
    return Diagnostic(
        "template-unused",
        SourceLocation(FOLDER + name),
        what=msg("nothing uses this file"),
        remedy=msg("a similar one exists: {word}", word=near[0])
        if near
        else msg("see docs/en/reference/templates.md for the names of templates, or remove the file"),
    )


def _references(tree: nodes.Template) -> Iterator[str]:
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        for const in node.find_all(nodes.Const):
            if isinstance(const.value, str):
                yield const.value


def _parents(name: str, wanted: Templates) -> Iterator[str]:
    """The templates that one extends, nearest first; a circle ends the walk."""
    seen = {name}
    tree = wanted.tree(name)
    while tree is not None:
        node = tree.find(nodes.Extends)
        parent = node.template.value if node and isinstance(node.template, nodes.Const) else None
        if not isinstance(parent, str) or parent in seen:
            return
        seen.add(parent)
        yield parent
        tree = wanted.tree(parent)


def _blocks(name: str, tree: nodes.Template, wanted: Templates, source: str) -> Iterator[Diagnostic]:
    """Blocks of a file that are in none of the files it extends: they would never be printed."""
    parents = [t for t in (wanted.tree(parent) for parent in _parents(name, wanted)) if t is not None]
    if not parents:
        return
    known = {block.name for parent in parents for block in parent.find_all(nodes.Block)}
    for block in (node for node in tree.body if isinstance(node, nodes.Block)):
        if block.name not in known:
            near = get_close_matches(block.name, sorted(known), 1)
            yield _problem(
                "template-block",
                name,
                source,
                block.lineno,
                block.name,
                msg("no letter has a block “{name}”: it would never be printed", name=block.name),
                msg("write “{name}”", name=near[0])
                if near
                else msg("known are: {words}", words=", ".join(sorted(known))),
            )


def _problem(
    code: str, name: str, source: str, line: int, word: str, what: Message, remedy: Message
) -> Diagnostic:
    rows = source.splitlines()
    text = rows[line - 1] if 0 < line <= len(rows) else ""
    match = re.search(rf"\b{re.escape(word)}\b", text)
    column = match.start() + 1 if match else 1
    return Diagnostic(
        code,
        SourceLocation(FOLDER + name, line, column),
        what=what,
        remedy=remedy,
        text=text,
        width=len(word) if match else 1,
    )


class _Walk:
    """One template's names followed through its loops and settings; ``chain`` is it and those it extends."""

    def __init__(
        self, name: str, source: str, facts: Mapping[str, Kind], chain: Iterable[nodes.Template]
    ) -> None:
        self._name, self._source, self._facts = name, source, facts
        self._chain = list(chain)
        self._found: list[Diagnostic] = []

    def problems(self) -> list[Diagnostic]:
        """Every name in the first template of the chain that nothing defines."""
        scope: dict[str, Kind] = dict(self._facts)
        # what a parent sets or defines can be used in the blocks that a child changes
        for tree in reversed(self._chain):
            for node in tree.body:
                for target in node.find_all(nodes.Name) if isinstance(node, nodes.Assign) else ():
                    if target.ctx == "store":
                        scope[target.name] = None
            for macro in tree.find_all((nodes.Macro, nodes.Import, nodes.FromImport)):
                for bound in _bound(macro):
                    scope[bound] = None
        for node in self._chain[0].body:
            self._visit(node, scope)
        return self._found

    def _visit(self, node: nodes.Node, scope: dict[str, Kind]) -> None:
        if isinstance(node, nodes.Block):
            self._all(node.body, dict(scope))
        elif isinstance(node, nodes.For):
            self._loop(node, scope)
        elif isinstance(node, nodes.Assign):
            self._assigned(node.target, self._kind(node.node, scope), scope)
        elif isinstance(node, (nodes.Macro, nodes.With, nodes.CallBlock, nodes.AssignBlock)):
            inner = {**scope, **{t.name: None for t in node.find_all(nodes.Name) if t.ctx != "load"}}
            if isinstance(node, nodes.AssignBlock):
                self._assigned(node.target, None, scope)
            self._all(list(node.iter_child_nodes()), inner)
        elif isinstance(node, nodes.Expr):
            self._kind(node, scope)
        else:
            self._all(list(node.iter_child_nodes()), scope)

    def _loop(self, node: nodes.For, scope: dict[str, Kind]) -> None:
        inner = {**scope, "loop": None}
        self._assigned(node.target, element(self._kind(node.iter, scope)), inner)
        if node.test is not None:
            self._kind(node.test, inner)
        self._all(node.body, inner)
        self._all(node.else_, dict(scope))

    def _assigned(self, target: nodes.Node, kind: Kind, scope: dict[str, Kind]) -> None:
        if isinstance(target, nodes.Name):
            scope[target.name] = kind
        else:
            scope.update({name.name: None for name in target.find_all(nodes.Name)})

    def _all(self, body: Iterable[nodes.Node], scope: dict[str, Kind]) -> None:
        for node in body:
            self._visit(node, scope)

    def _kind(self, node: nodes.Node, scope: Mapping[str, Kind]) -> Kind:
        """The type of an expression, every name in it looked up; None where nothing is known of it."""
        if isinstance(node, nodes.Name):
            if node.ctx == "load" and node.name not in scope and node.name not in _BUILT_IN:
                self._unknown(node.name, scope, node.lineno)
            return scope.get(node.name)
        if isinstance(node, nodes.Getattr):
            kind = self._kind(node.node, scope)
            known = fields(kind)
            if isinstance(node.node, nodes.Name) and node.node.name == "loop" and node.attr not in LOOP:
                self._unknown(node.attr, LOOP, node.lineno)
            if known is None:
                return None
            if node.attr not in known:
                self._unknown(node.attr, known, node.lineno)
            return known.get(node.attr)
        if isinstance(node, nodes.Getitem):
            kind = self._kind(node.node, scope)
            self._kind(node.arg, scope)
            return kind if isinstance(node.arg, nodes.Slice) else element(kind)
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Expr):
                self._kind(child, scope)
            else:
                self._visit(child, dict(scope))
        return None

    def _unknown(self, word: str, known: Iterable[str], line: int) -> None:
        near = get_close_matches(word, sorted(known), 1)
        self._found.append(
            _problem(
                "template-name",
                self._name,
                self._source,
                line,
                word,
                msg("the template names “{name}”, which does not exist", name=word),
                msg("write “{name}”", name=near[0])
                if near
                else msg("use only the names that docs/en/reference/templates.md lists"),
            )
        )


def _bound(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Macro):
        yield node.name
    elif isinstance(node, nodes.Import):
        yield node.target
    elif isinstance(node, nodes.FromImport):
        yield from (name if isinstance(name, str) else name[1] for name in node.names)
