"""The evaluation form in YAML: title, what it says at the top, points of scales, and items by their ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from besrour_cli.model.evaluation.form import AGREED, CONSENT, EvaluationForm, Item, ItemChoice, ItemKind
from besrour_cli.model.evaluation.wording import OUTPUT
from besrour_cli.model.language import Text, completed
from besrour_cli.model.message import msg
from besrour_cli.storage.programme.evaluation.alike import report_alike
from besrour_cli.storage.programme.evaluation.ids import item_id, plain_id
from besrour_cli.storage.programme.evaluation.points import read_points
from besrour_cli.storage.text import scalars
from besrour_cli.storage.text.scalars import ParseError, unknown_choice
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.fields import Fields
from besrour_cli.storage.yaml.nodes import MappingNode, Node, ScalarNode, report
from besrour_cli.storage.yaml.readers import Reader, bilingual, line, paragraphs, scalar_of, warn_missing

_KEYS = ("title", "about", "primary", "then", "now", "points", "items")
_ITEM_KEYS = ("kind", "text", "help", "required", "choices", "points")
_CHOOSING = (ItemKind.ONE, ItemKind.SEVERAL)
_ON_A_SCALE = (ItemKind.SCALE, ItemKind.THEN_NOW)
_FEWEST = 2
"""Choices below which there is nothing to choose."""


def read_form(page: SourceFile, root: Node | None, languages: Iterable[str]) -> EvaluationForm | None:
    """The form of a page, or None with its mistakes on the page; ``languages`` are the programme's."""
    if root is None:
        page.report_empty(msg("remove it: besrour then takes its own form"))
        return None
    fields = Fields(page, root, _KEYS)
    text = _in_all(bilingual(languages), languages)
    points = fields.optional("points", lambda p, n: read_points(p, n, languages), {})
    items = _items(fields, text, points)
    kinds = [item.kind for item in items]
    pair = fields.required if ItemKind.THEN_NOW in kinds else fields.optional
    form = EvaluationForm(
        title=fields.required("title", text, {}),
        about=fields.required("about", _in_all(bilingual(languages, paragraphs), languages), {}),
        items=items,
        primary=_primary(fields, items),
        then=pair("then", text, {}),
        now=pair("now", text, {}),
    )
    if fields.complete:
        report_alike(fields, form)
    return form if all(problem.warning for problem in page.problems) else None


def _in_all(read: Reader[Text], languages: Iterable[str]) -> Reader[Text]:
    """A reader of texts to which further languages add what their own words say for the English.

    That one of them has no words for it is a warning: the form is then made without that language.
    """

    def completing(page: SourceFile, node: Node) -> Text | None:
        text = read(page, node)
        if text is None:
            return None
        whole = completed(text, languages, OUTPUT)
        warn_missing(page, node, [code for code in languages if code not in whole])
        return whole

    return completing


def _items(
    fields: Fields, text: Reader[Text], points: Mapping[str, tuple[ItemChoice, ...]]
) -> tuple[Item, ...]:
    """Every item that is written below ``items:``, those with a mistake as far as they can be read."""
    node = fields.required("items", _mapping, None)
    items = []
    for name, (key, value) in node.pairs.items() if node else ():
        identifier = item_id(name)
        if isinstance(identifier, ParseError):
            report(fields.page, key, *identifier)
        items.append(_item(fields.page, key, value, text, points))
    codes = [item.id for item in items if item.kind is ItemKind.CODE]
    if node is not None and codes[1:]:
        report(
            fields.page,
            node.pairs[codes[1]][0],
            "form-codes",
            msg("the form asks for a code at “{first}” already", first=codes[0]),
            msg("remove one of the two items"),
        )
    return tuple(items)


def _mapping(page: SourceFile, node: Node) -> MappingNode | None:
    """A mapping of ids; anything else is reported."""
    if isinstance(node, MappingNode):
        return node
    report(
        page,
        node,
        "kind-not-mapping",
        msg("“{key}” has no ids", key=node.key),
        msg("write an id on a line below, indented, with a colon after it"),
    )
    return None


def _item(
    page: SourceFile,
    key: ScalarNode,
    node: Node,
    text: Reader[Text],
    points: Mapping[str, tuple[ItemChoice, ...]],
) -> Item:
    """One item; what cannot be read is reported, and left out."""
    fields = Fields(page, node, _ITEM_KEYS)
    kind = fields.required("kind", scalar_of(_kind), None)
    choices: tuple[ItemChoice, ...] = ()
    if kind in _CHOOSING:
        choices = fields.required("choices", lambda p, n: _choices(p, n, text), ())
    elif kind in _ON_A_SCALE:
        choices = points.get(fields.required("points", scalar_of(_scale_of(points)), ""), ())
    if kind is not None:
        _report_unused(fields, kind)
    item = Item(
        id=key.text,
        kind=kind or ItemKind.COMMENT,
        text=fields.required("text", text, {}),
        choices=choices,
        required=fields.optional("required", scalar_of(scalars.boolean), False),
        help=fields.optional("help", text, {}),
    )
    if item.id == CONSENT and choices and AGREED not in [choice.id for choice in choices]:
        fields.report(
            "choices",
            "form-consent",
            msg("“consent” has no choice “yes”, so nobody could agree"),
            msg("give the choice that agrees the id yes"),
        )
    return item


def _report_unused(fields: Fields, kind: ItemKind) -> None:
    """Report choices or points of an item whose kind has none."""
    for name, kinds in (("choices", _CHOOSING), ("points", _ON_A_SCALE)):
        if name in fields.pairs and kind not in kinds:
            fields.report(
                name,
                "form-kind-choices",
                msg("an item of the kind “{kind}” has no “{key}”", kind=kind.value, key=name),
                msg("remove the line, or change the kind"),
            )


def _kind(word: str) -> ItemKind | ParseError:
    if word in set(ItemKind):
        return ItemKind(word)
    return unknown_choice(
        word,
        [kind.value for kind in ItemKind],
        "form-kind",
        msg("“{text}” is no kind of item", text=word),
    )


def _scale_of(points: Mapping[str, tuple[ItemChoice, ...]]) -> Callable[[str], str | ParseError]:
    """A parser of the name of a scale."""

    def parse(word: str) -> str | ParseError:
        if word in points:
            return word
        return unknown_choice(
            word, points, "form-points", msg("there are no points “{text}” below points:", text=word)
        )

    return parse


def _choices(page: SourceFile, node: Node, text: Reader[Text]) -> tuple[ItemChoice, ...] | None:
    """The choices of an item by their ids; None when any of them has a mistake."""
    mapping = _mapping(page, node)
    if mapping is None:
        return None
    choices: list[ItemChoice | None] = []
    for name, (key, value) in mapping.pairs.items():
        identifier = plain_id(name)
        words = text(page, value)
        if isinstance(identifier, ParseError):
            report(page, key, *identifier)
            choices.append(None)
        else:
            choices.append(ItemChoice(identifier, words) if words is not None else None)
    if len(choices) < _FEWEST:
        report(
            page,
            node,
            "form-choices",
            msg("“{key}” has only {n} of at least two choices", key=node.key, n=len(choices)),
            msg("write each choice on a line, its id before the colon"),
        )
        return None
    whole = tuple(choice for choice in choices if choice is not None)
    return whole if len(whole) == len(choices) else None


def _primary(fields: Fields, items: Sequence[Item]) -> str:
    """The item that the decision looks at first, which has to be a then-now item; "" where there is none."""
    candidates = [item.id for item in items if item.kind is ItemKind.THEN_NOW]
    name = (fields.required if candidates else fields.optional)("primary", line, "")
    if name and name not in candidates:
        known = name in [item.id for item in items]
        what = (
            msg("“{id}” is no then-now item, so that nobody’s change can be seen by it", id=name)
            if known
            else msg("the form has no item “{id}”", id=name)
        )
        error = unknown_choice(name, candidates, "form-primary", what)
        fields.report("primary", *error)
    return name
