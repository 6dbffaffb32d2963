"""Mistakes of form in YAML: what is said, what is proposed, and that reading goes on as it was meant."""

from __future__ import annotations

import pytest
import yaml

from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml import nodes
from besrour_cli.storage.yaml.nodes import Node, ScalarNode, SequenceNode, compose
from besrour_cli.storage.yaml.syntax_line import quoted


def plain(node: Node | None) -> object:
    """Nodes as plain lists, dicts and texts."""
    if node is None or isinstance(node, ScalarNode):
        return node.text if node else None
    if isinstance(node, SequenceNode):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, (_, value) in node.pairs.items()}


# text -> code, line:column, words of the remedy, what is read on with (None: not told)
FORM = [
    ("a:\n\tb: 1\n", "yaml-tab", "2:1", "begin the line with 2 spaces", {"a": {"b": "1"}}),
    ("\ttitle: x\n", "yaml-tab", "1:1", "without any blank", {"title": "x"}),
    (
        "a:\n\u00a0 b: y\n  c: z\n",
        "yaml-blank",
        "2:1",
        "begin the line with 2 spaces",
        {"a": {"b": "y", "c": "z"}},
    ),
    ("t: Care: where?\nb: 1\n", "yaml-colon", "1:8", '"Care: where?"', {"t": "Care: where?", "b": "1"}),
    ("t: Care: where? # note\n", "yaml-colon", "1:8", '"Care: where?"', {"t": "Care: where?"}),
    (
        "a: {en: is it: so, fr: b}\n",
        "yaml-colon",
        "1:14",
        '"is it: so"',
        {"a": {"en": "is it: so", "fr": "b"}},
    ),
    ("t: 'l'été'\n", "yaml-apostrophe", "1:6", '"l\'été"', {"t": "l'été"}),
    ("t: 'l'été\nb: 1\n", "yaml-apostrophe", "1:6", '"l\'été"', {"t": "l'été", "b": "1"}),
    (
        "a: {en: 'l'été, l'hiver', fr: b}\n",
        "yaml-apostrophe",
        "1:11",
        "\"l'été, l'hiver\"",
        {"a": {"en": "l'été, l'hiver", "fr": "b"}},
    ),
    ('t: "open\nb: 1\n', "yaml-quote-open", "1:4", 'write " at the end', {"t": "open", "b": "1"}),
    (
        'a: "x\n\nb: y\nc: "z"\n',
        "yaml-quote-open",
        "1:4",
        'write " at the end',
        {"a": "x", "b": "y", "c": "z"},
    ),
    ('t: {en: "Care}\n', "yaml-quote-open", "1:9", 'write " at the end', {"t": {"en": "Care"}}),
    (
        "t: 'l''été''\nb: 1\n",
        "yaml-quote-open",
        "1:4",
        "write ' at the end",
        {"t": "l''été'", "b": "1"},
    ),
    ('t: [teach "now"}\n', "yaml-bracket-open", "1:4", "write ] at the end", None),
    ("? [Draft] Care\n", "yaml-form", "1:11", "put quotes around a text", None),
    ('t: say "l\'été": now\n', "yaml-colon", "1:15", "'say \"l''été\": now'", {"t": 'say "l\'été": now'}),
    ('t: "say "yes" now"\n', "yaml-quote-inside", "1:9", "«", {"t": 'say "yes" now'}),
    ('t: "x" y\n', "yaml-quote-part", "1:8", '"x y"', {"t": "x y"}),
    ("t: @care\n", "yaml-sign", "1:4", '"@care"', {"t": "@care"}),
    ("t: %care\n", "yaml-sign", "1:4", '"%care"', {"t": "%care"}),
    ("t: `care`\n", "yaml-sign", "1:4", '"`care`"', {"t": "`care`"}),
    ("t: *care*\n", "yaml-sign", "1:4", '"*care*"', {"t": "*care*"}),
    ("t: *care\n", "yaml-alias", "1:4", "quotes around it if the star", {"t": "*care"}),
    ("t: & more\n", "yaml-sign", "1:4", '"& more"', {"t": "& more"}),
    ("t: &more x\n", "yaml-anchor", "1:4", "if & belongs to it", {"t": "x"}),
    ("t: !x y\n", "yaml-tag", "1:4", "if ! belongs to it", {"t": "y"}),
    ("t: !!python/object:os.system y\n", "yaml-tag", "1:4", "if ! belongs to it", {"t": "y"}),
    ("t: , x\n", "yaml-sign", "1:4", '", x"', {"t": ", x"}),
    ("t: - x\n", "yaml-sign", "1:4", '"- x"', {"t": "- x"}),
    ("t: ? x\n", "yaml-sign", "1:4", '"? x"', {"t": "? x"}),
    ("t: | text\nb: 1\n", "yaml-block", "1:4", "on the lines below", {"t": "text", "b": "1"}),
    ("t: [Draft] Care\n", "yaml-bracket", "1:4", '"[Draft] Care"', {"t": "[Draft] Care"}),
    (
        "t: {en: a, fr: b\nb: 1\n",
        "yaml-bracket-open",
        "1:4",
        "write } at the end",
        {"t": {"en": "a", "fr": "b"}, "b": "1"},
    ),
    ("t: {en: a}}\n", "yaml-bracket-extra", "1:11", "remove it", {"t": {"en": "a"}}),
    ('t: {en: "a" fr: b}\n', "yaml-comma", "1:13", "write a comma", {"t": {"en": "a", "fr": "b"}}),
    ("title:Care\nb: 1\n", "yaml-space", "1:6", "write title: Care", {"title": "Care", "b": "1"}),
    ("title Care\nb: 1\n", "yaml-no-colon", "1:1", "write title: Care", {"title": "Care", "b": "1"}),
    (
        "a: 1\ntitle Care\nb: 1\n",
        "yaml-no-colon",
        "2:1",
        "write title: Care",
        {"a": "1", "title": "Care", "b": "1"},
    ),
    (
        "required\n  host: x\nb: 1\n",
        "yaml-no-colon",
        "1:1",
        "write required:",
        {"required": {"host": "x"}, "b": "1"},
    ),
    (
        "a: 1\nrequired\n  host: x\nb: 1\n",
        "yaml-no-colon",
        "2:1",
        "write required:",
        {"a": "1", "required": {"host": "x"}, "b": "1"},
    ),
    (
        "t: {en: 'Teachers' day', fr: b}\n",
        "yaml-apostrophe",
        "1:19",
        '"Teachers\' day"',
        {"t": {"en": "Teachers' day", "fr": "b"}},
    ),
    (
        "t: {en: Session #3, fr: Séance}\n",
        "yaml-hash",
        "1:17",
        '"Session #3"',
        {"t": {"en": "Session #3", "fr": "Séance"}},
    ),
    ("a:\n  b: 1\n c: 2\n", "yaml-indent", "3:2", "2 spaces", {"a": {"b": "1", "c": "2"}}),
    ("a:\n  b: 1\n   c: 2\n", "yaml-indent", "3:4", "2 spaces", {"a": {"b": "1", "c": "2"}}),
    ("a: 1\n  b: 2\n", "yaml-indent", "2:3", "without any blank", {"a": "1", "b": "2"}),
    ("- x: 1\n y: 2\n", "yaml-indent", "2:2", "2 spaces", [{"x": "1", "y": "2"}]),
    ("a:\n  - x\n  y: 1\n", "yaml-list-mixed", "3:3", "- and a space", None),
    ('t: "C:\\data"\n', "yaml-backslash", "1:7", "two backslashes", {"t": "C:\\data"}),
    ("%care\na: b\n", "yaml-sign", "1:1", "remove the line", {"a": "b"}),
    ("a: b\n---\nc: d\n", "yaml-documents", "2:1", "a file of its own", {"a": "b"}),
    ("a: b\x07\n", "yaml-control", "1:5", "delete the sign", {"a": "b"}),
    ("a: 1\na: 2\n", "key-doubled", "2:1", "keep one", {"a": "1"}),
    ("[a, b]: c\n", "yaml-key", "1:1", "a word", {}),
]


@pytest.mark.parametrize("text", [text for text, *_ in FORM])
def test_a_parser_without_libyaml_tells_each_mistake_too(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Perhaps in other words or at another place: everyone has libyaml."""
    monkeypatch.setattr(nodes, "_Parser", yaml.Loader)
    page = SourceFile("f.yaml", text)
    compose(page)
    assert page.problems


@pytest.mark.parametrize(("text", "code", "place", "remedy", "meant"), FORM)
def test_each_mistake_of_form_has_its_words(
    text: str, code: str, place: str, remedy: str, meant: object
) -> None:
    """The words, the place, and what is read on with."""
    page = SourceFile("f.yaml", text)
    node = compose(page)
    first = page.problems[0]
    assert first.code == code
    assert f"{first.spot.line}:{first.spot.column}" == place
    assert remedy in str(first.remedy)
    assert first.text == text.splitlines()[first.spot.line - 1]
    if meant is not None:
        assert len(page.problems) == 1
        assert plain(node) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "t: 12:30\nn: NO\no: on\nz: 010\nd: 2027-01-11\nf: 1e3\nx: ~\n",
            {"t": "12:30", "n": "NO", "o": "on", "z": "010", "d": "2027-01-11", "f": "1e3", "x": "~"},
        ),
        ("en: |\n  one\n  two\nfr: >-\n  un\n  deux\n", {"en": "one\ntwo\n", "fr": "un deux"}),
        ("title : x\ntitle2\u00a0: y\n", {"title": "x", "title2": "y"}),
        ("---\na: l'été # comment\n", {"a": "l'été"}),
        ("", None),
        ("# only a comment\n", None),
    ],
)
def test_what_is_in_order_is_read_as_typed(text: str, meant: object) -> None:
    """Nothing is turned into numbers, dates or truth values."""
    page = SourceFile("f.yaml", text)
    assert plain(compose(page)) == meant
    assert page.problems == []


def test_words_lost_behind_a_hash_are_pointed_out() -> None:
    """``Session #3`` loses its number silently in every YAML reader: a warning, since it may be meant."""
    page = SourceFile("f.yaml", "title: Session #3 on care\nname: Session # a comment\n")
    compose(page)
    (problem,) = page.problems
    assert (problem.code, problem.warning) == ("yaml-comment", True)
    assert str(problem.what) == "“#3 on care” is not read: after a space, # begins a comment"


def test_several_mistakes_of_form_in_one_file() -> None:
    """Reading goes on past each: tab, apostrophe twice on one line, second colon, open quote."""
    text = "a:\n\tb: x\nc: {en: 'l'un', fr: 'l'autre'}\nd: e: f\ng: \"h\ni: j\n"
    page = SourceFile("f.yaml", text)
    node = compose(page)
    assert [(p.code, p.spot.line, p.spot.column) for p in page.problems] == [
        ("yaml-tab", 2, 1),
        ("yaml-apostrophe", 3, 11),
        ("yaml-apostrophe", 3, 23),
        ("yaml-colon", 4, 5),
        ("yaml-quote-open", 5, 4),
    ]
    assert plain(node) == {
        "a": {"b": "x"},
        "c": {"en": "l'un", "fr": "l'autre"},
        "d": "e: f",
        "g": "h",
        "i": "j",
    }


def test_when_a_mistake_cannot_be_mended_the_rest_is_said_to_be_unread() -> None:
    """No silence about what was not read."""
    page = SourceFile("f.yaml", "a: 1\n- b\nc: 2\n")
    assert compose(page) is None
    assert [p.code for p in page.problems][-1] == "yaml-rest"
    assert page.problems[-1].warning


def test_an_alias_bomb_is_refused_at_once() -> None:
    """A few lines that would unfold into millions are told, not unfolded."""
    rows = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        rows.append(f"{name}: &{name} [{', '.join(['*' + before] * 9)}]")
    page = SourceFile("f.yaml", "\n".join(rows))
    compose(page)
    codes = {p.code for p in page.problems}
    assert codes == {"yaml-anchor", "yaml-alias"}
    assert page.problems[0].spot.line == 1


def test_nesting_has_an_end() -> None:
    """A hundred thousand brackets neither exhaust the stack nor take time."""
    page = SourceFile("f.yaml", "[" * 100_000)
    assert compose(page) is None
    assert [p.code for p in page.problems] == ["yaml-deep"]


def test_a_text_with_quotes_of_both_kinds_can_be_quoted() -> None:
    """The apostrophe is doubled, as YAML asks; what is proposed can be read back."""
    for text in ("plain", 'say "yes"', "l'été", 'say "l\'été": now', "C:\\data's"):
        page = SourceFile("f.yaml", f"t: {quoted(text)}\n")
        assert plain(compose(page)) == {"t": text} and page.problems == []
