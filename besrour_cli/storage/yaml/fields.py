"""Typed reading of nodes: small readers that note every mistake on the page and never raise.

A reader takes a page and a node and gives a value, or None once it has noted why there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias, TypeVar

from besrour_cli.model.language import LANGUAGES, NAMES, Text
from besrour_cli.model.message import Fact, Message, msg
from besrour_cli.storage.text.page import SourceFile
from besrour_cli.storage.text.scalars import ParseError, similar, tidy
from besrour_cli.storage.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

T = TypeVar("T")
D = TypeVar("D")
Reader: TypeAlias = Callable[[SourceFile, Node], "T | None"]

# What people who think in French write; only ever used to name the right key.
_FRENCH_KEYS = {
    "titre": "title",
    "fenetre": "window",
    "duree": "duration",
    "jours": "weekdays",
    "langues": "languages",
    "requis": "required",
    "liens": "links",
    "lien": "links",
    "interpretation": "interpretation",
    "debut": "start",
    "serie": "series",
    "nom": "name",
    "courriel": "email",
    "adresse": "address",
    "personne": "person",
    "site": "website",
    "desabonnement": "unsubscribe",
    "plateforme": "platform",
    "telephone": "phone",
    "aide": "help",
    "groupes": "groups",
    "couleur": "colour",
    "color": "colour",
    "entre": "between",
    "equite": "fairness",
    "nuit": "night",
    "ancrage": "anchor",
    "lieu": "anchor",
    "organisateur": "organiser",
    "organizer": "organiser",
    "de": "from",
    "a": "to",
    "raison": "reason",
    "interdits": "blackouts",
    "pas": "step",
    "programme": "series",
    "animation": "facilitator",
    "animateur": "facilitator",
    "animatrice": "facilitator",
    "hote": "host",
    "interprete": "interpreter",
    "conferencier": "speaker",
    "conferenciere": "speaker",
    "secretaire": "notetaker",
    "a_eu_lieu": "took_place",
    "a eu lieu": "took_place",
    "eu_lieu": "took_place",
}


def report(
    page: SourceFile,
    node: Node,
    code: str,
    what: Message,
    remedy: Message | None = None,
    *,
    warning: bool = False,
) -> None:
    """Note a mistake at a node."""
    page.problem(code, node.line, node.column, what, remedy, width=node.width, warning=warning)


def scalar(page: SourceFile, node: Node) -> str | None:
    """The words of a scalar as typed; a list, a mapping or nothing at all is a mistake."""
    if isinstance(node, ScalarNode):
        if node.text.strip() or not node.plain:
            return node.text
        _nothing(page, node)
        return None
    if isinstance(node, SequenceNode):
        report(
            page,
            node,
            "kind-list",
            msg("“{key}” has a list where one text is expected", key=node.key),
            msg("write one text after the colon"),
        )
    else:
        report(
            page,
            node,
            "kind-mapping",
            msg("“{key}” has keys of its own where one text is expected", key=node.key),
            msg("put quotes around the text if it holds a colon, and write it on one line"),
        )
    return None


def _nothing(page: SourceFile, node: ScalarNode) -> None:
    rest = page.line(node.line)[node.column - 1 :].strip()
    if rest.startswith("#") and rest[1:2].strip():
        report(
            page,
            node,
            "value-missing",
            msg("“{key}” has no value: after a space, # begins a comment", key=node.key),
            msg('put quotes around it: "{text}"', text=rest),
        )
        return
    report(
        page,
        node,
        "value-missing",
        msg("nothing is written after “{key}:”", key=node.key),
        msg("write a value after the colon, or remove the line"),
    )


def line(page: SourceFile, node: Node) -> str | None:
    """A text of one line."""
    text = scalar(page, node)
    if text is None:
        return None
    return _some(page, node, tidy(text))


def paragraphs(page: SourceFile, node: Node) -> str | None:
    """A text of several lines: ends of lines kept, blanks at both ends removed."""
    text = scalar(page, node)
    if text is None:
        return None
    return _some(page, node, "\n".join(row.rstrip() for row in text.strip().splitlines()))


def _some(page: SourceFile, node: Node, text: str) -> str | None:
    """The text, unless nothing is left of it, which is noted."""
    if text:
        return text
    what = msg("the text of “{key}” is empty", key=node.key)
    report(page, node, "value-missing", what, msg("write a text"))
    return None


def scalar_of(parse: Callable[[str], T | ParseError]) -> Reader[T]:
    """A reader of one word or short text by a parser of texts."""

    def read(page: SourceFile, node: Node) -> T | None:
        text = line(page, node)
        if text is None:
            return None
        value = parse(text)
        if isinstance(value, ParseError):
            report(page, node, value.code, value.what, value.remedy)
            return None
        return value

    return read


def list_of(one: Reader[T]) -> Reader[tuple[T, ...]]:
    """A list, or one value alone; each item by the same reader, wrong ones left out."""

    def read(page: SourceFile, node: Node) -> tuple[T, ...] | None:
        nodes: Sequence[Node] = node.items if isinstance(node, SequenceNode) else (node,)
        found = [one(page, item) for item in nodes]
        values = tuple(v for v in found if v is not None)
        return values if len(values) == len(found) else None

    return read


def flattened(one: Reader[tuple[T, ...]]) -> Reader[tuple[T, ...]]:
    """Like :func:`list_of` for readers that give several values an item; each value once."""

    def read(page: SourceFile, node: Node) -> tuple[T, ...] | None:
        found = list_of(one)(page, node)
        return None if found is None else tuple(dict.fromkeys(v for values in found for v in values))

    return read


def bilingual(languages: Iterable[str], one: Reader[str] = line) -> Reader[Text]:
    """A text in every language participants need, and in no language the programme does not have."""
    allowed = tuple(dict.fromkeys((*languages, *LANGUAGES)))

    def read(page: SourceFile, node: Node) -> Text | None:
        if not isinstance(node, MappingNode):
            if isinstance(node, ScalarNode) and not node.text.strip() and node.plain:
                _nothing(page, node)
                return None
            report(
                page,
                node,
                "text-one-language",
                msg("“{key}” is written in one language only", key=node.key),
                msg("write both, each on its line below {key}: en: and fr:", key=node.key),
            )
            return None
        whole = True
        texts: dict[str, str] = {}
        for code, (key, value) in node.pairs.items():
            if code not in allowed:
                _unknown_key(page, node, key, value, allowed)
                whole = False
                continue
            text = one(page, value)
            if text is None:
                whole = False
            else:
                texts[code] = text
        for code in LANGUAGES:
            if code not in node.pairs:
                report(
                    page,
                    node,
                    "text-half-missing",
                    msg("“{key}” has no text in {language}", key=node.key, language=NAMES[code]),
                    msg("add {code}: and the text", code=code),
                )
                whole = False
        return {code: texts[code] for code in allowed if code in texts} if whole else None

    return read


class Fields:
    """The keys of one mapping, asked for one by one.

    Every key that is not known is noted when the mapping is opened, and every missing one when it is
    needed. A value that cannot be read gives the stand-in, so that reading goes on and finds the rest.
    """

    def __init__(self, page: SourceFile, node: Node | None, known: Iterable[str]) -> None:
        self.page = page
        self.node = node
        self.whole = True
        self.pairs: Mapping[str, tuple[ScalarNode, Node]] = {}
        self.meant: set[str] = set()
        known = tuple(known)
        if isinstance(node, MappingNode):
            self.pairs = node.pairs
            for name, (key, value) in node.pairs.items():
                if name not in known:
                    meant = _unknown_key(page, node, key, value, known)
                    self.meant.add(meant)
                    # What stands under a misspelt key is read too, so that it hides no other mistake.
                    if meant and meant not in self.pairs and not _empty(value):
                        self.pairs = {**self.pairs, meant: (key, value)}
                    self.whole = False
        elif node is not None:
            self.whole = False
            report(
                page,
                node,
                "kind-not-mapping",
                msg("keys are expected here, such as: {keys}", keys=", ".join(known[:4])),
                msg("write each key on a line of its own, with a colon and its value after it"),
            )
        else:
            self.whole = False

    def node_of(self, key: str) -> Node | None:
        """The node of a key's value, or None when it is not written."""
        pair = self.pairs.get(key)
        return pair[1] if pair else None

    def need(self, key: str, read: Reader[T], otherwise: D) -> T | D:
        """The value of a key that must be there."""
        pair = self.pairs.get(key)
        if pair is None:
            if isinstance(self.node, MappingNode) and key not in self.meant:
                what = (
                    msg("“{inside}” lacks “{key}”", inside=self.node.key, key=key)
                    if self.node.key
                    else msg("the file lacks “{key}”", key=key)
                )
                report(self.page, self.node, "key-missing", what, msg("add a line {key}:", key=key))
            self.whole = False
            return otherwise
        return self._value(pair[1], read, otherwise)

    def want(self, key: str, read: Reader[T], otherwise: D) -> T | D:
        """The value of a key that may be left out."""
        pair = self.pairs.get(key)
        return otherwise if pair is None else self._value(pair[1], read, otherwise)

    def wrong(
        self, key: str, code: str, what: Message, remedy: Message | None = None, *, warning: bool = False
    ) -> None:
        """Note a mistake at a key's value, or at the whole mapping when the key is not written."""
        node = self.node_of(key) or self.node
        if node is not None:
            report(self.page, node, code, what, remedy, warning=warning)
        self.whole = self.whole and warning

    def _value(self, node: Node, read: Reader[T], otherwise: D) -> T | D:
        value = read(self.page, node)
        if value is None:
            self.whole = False
            return otherwise
        return value


def _empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.plain and not node.text


def _unknown_key(
    page: SourceFile, node: MappingNode, key: ScalarNode, value: Node, known: Iterable[str]
) -> str:
    """Note a key that is not known here, with the likeliest reason; the key that was meant, or ""."""
    from besrour_cli.model.language import fold_case

    facts: dict[str, Fact] = {"key": key.text}
    meant = ""
    empty = _empty(value)
    known = tuple(known)
    what, remedy = msg("“{key}” is not a key known here", **facts), None
    head = key.text.split(":")[0]
    if empty and ":" in key.text and head in known:
        meant = head
        what = msg("a space is missing after the colon of “{key}”", **facts)
        remedy = msg("write {key}: {text}", key=head, text=key.text[len(head) + 1 :])
    elif empty and node.flow:
        what = msg("“{key}” stands alone between braces: the comma before it ended the text", **facts)
        remedy = msg("put quotes around the whole text that holds the comma")
    elif _FRENCH_KEYS.get(fold_case(key.text)) in known:
        meant = _FRENCH_KEYS[fold_case(key.text)]
        remedy = msg("keys are written in English: {word}", word=meant)
    else:
        meant = similar(key.text, known)
        if meant:
            remedy = msg("a similar one exists: {word}", word=meant)
        elif known:
            remedy = msg("known are: {words}", words=", ".join(known))
    report(page, key, "key-unknown", what, remedy)
    return meant
