"""The gettext catalogues: what the code says, what French is missing, and the compiled files.

One catalogue speaks for the whole program: besrour's own sentences and those of the Click and Typer that
are installed. Without an option it checks; ``--update`` rewrites template, translations and compiled files;
``--trial FOLDER`` writes a catalogue of the language ``xx`` in which every sentence is marked, to be used
with BESROUR_CATALOGUES and BESROUR_LANG: whatever is not marked on the screen cannot be translated.
"""

from __future__ import annotations

import ast
import importlib.util
import io
import re
import string
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

from tools import french

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "besrour_cli"
FOLDER = PACKAGE / "locale"
TEMPLATE = FOLDER / "besrour.pot"
LANGUAGES = ("fr",)
LIBRARIES = ("click", "typer")
"""Packages whose own sentences reach the coordinator through gettext's default domain."""

OURS: dict[str, tuple[int, ...] | None] = {"msg": (1,), "msgn": (1, 2), "_": None, "N_": None}
THEIRS: dict[str, tuple[int, ...] | None] = {"_": None, "gettext": None, "ngettext": (1, 2)}
NEVER_SPOKEN = {"click": ("_winconsole.py",), "typer": ()}
HEADER = "# What besrour says, and what Click and Typer say through it."
DATED = re.compile(
    rb'"(Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|'
    rb"Last-Translator|Language-Team|Generated-By):"
)
"""Header lines left out: the same sentences give the same bytes, whoever extracts them and when."""

OPEN, CLOSE = "⟦", "⟧"


def po_file(language: str) -> Path:
    """The translator's file of a language."""
    return FOLDER / language / "LC_MESSAGES" / "besrour.po"


def mo_file(language: str) -> Path:
    """The compiled file that the program reads."""
    return po_file(language).with_suffix(".mo")


def extracted() -> Catalog:
    """Every sentence of the code, with the files that say it."""
    template = Catalog()
    for prefix, folder, keywords in _sources():
        found = extract_from_dir(
            folder, [("**.py", "python")], keywords=keywords, comment_tags=("translators:",)
        )
        for name, _line, ids, comments, context in found:
            if Path(name).name not in NEVER_SPOKEN.get(prefix, ()):
                template.add(ids, None, [(f"{prefix}/{name}", 0)], auto_comments=comments, context=context)
    return template


def _sources() -> Iterator[tuple[str, Path, dict[str, tuple[int, ...] | None]]]:
    yield "besrour_cli", PACKAGE, OURS
    for library in LIBRARIES:
        spec = importlib.util.find_spec(library)
        assert spec is not None and spec.origin is not None
        yield library, Path(spec.origin).parent, THEIRS


def faults() -> list[str]:
    """What is wrong with the catalogues and the sentences, a line each; nothing when all is well."""
    template = extracted()
    wrong = list(_unextractable())
    wrong += _difference("besrour.pot", _ids(template), _ids(_read(TEMPLATE)))
    for language in LANGUAGES:
        catalogue = _read(po_file(language), language)
        wrong += _difference(f"{language}: besrour.po", _ids(template), _ids(catalogue))
        wrong += [f"{language}: {fault}" for message in catalogue if message.id for fault in _weak(message)]
        if _spoken(catalogue) != _compiled(language):
            wrong.append(f"{language}: besrour.mo is not compiled from besrour.po as it is")
    return wrong


def _ids(catalogue: Catalog) -> set[tuple[str, ...]]:
    return {_forms(message.id) for message in catalogue if message.id}


def _forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ("",))


def _difference(name: str, said: set[tuple[str, ...]], kept: set[tuple[str, ...]]) -> list[str]:
    lacking = [f"{name} lacks {forms[0]!r}" for forms in sorted(said - kept)]
    return lacking + [f"{name} still has {forms[0]!r}" for forms in sorted(kept - said)]


def _weak(message: Message) -> Iterator[str]:
    """Why a translation is not one: missing, doubtful, or with other gaps than the sentence."""
    ids, strings = _forms(message.id), _forms(message.string)
    if not all(strings):
        yield f"no translation of {ids[0]!r}"
        return
    if message.fuzzy:
        yield f"a doubtful (fuzzy) translation of {ids[0]!r}"
    for english, translated in {(ids[0], strings[0]), (ids[-1], strings[-1])}:
        yield from (f"{ids[0]!r}: {fault}" for fault in french.sentence(english, translated))
    allowed = _gaps(ids[0]) | _gaps(ids[-1])
    for place, text in enumerate(strings):
        needed = _gaps(ids[0]) if place == 0 else _gaps(ids[-1])
        if len(ids) > 1 and place == 0:
            needed = needed - {"n"}  # the singular may leave its number out: “one session”, « une séance »
        if not needed <= _gaps(text) <= allowed:
            yield f"{ids[0]!r} has the gaps {sorted(allowed)}, its translation {sorted(_gaps(text))}"


def _gaps(text: str) -> set[str]:
    """The names between braces, and the old ``%(name)s`` ones."""
    named = set(re.findall(r"%\((\w+)\)[a-z]", text))
    try:
        return named | {gap[1] for gap in string.Formatter().parse(text) if gap[1] is not None}
    except ValueError:
        return named | {"(unpaired brace)"}


def _unextractable() -> Iterator[str]:
    """Calls of ``msg`` and ``msgn`` whose sentence is not written out there and then."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="msg" | "msgn" as name), args=arguments):
                    sentences = arguments[: 1 if name == "msg" else 2]
                    if not sentences or not all(_literal(argument) for argument in sentences):
                        place = f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"
                        yield f"{place}: {name}() takes its sentence as a plain string"
                case ast.JoinedStr():
                    calls = [n for n in ast.walk(node) if isinstance(n, ast.Call)]
                    if any(getattr(call.func, "id", "") in OURS for call in calls):
                        place = f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"
                        yield f"{place}: a sentence inside an f-string is not extracted before Python 3.12"


def _literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _read(path: Path, language: str | None = None) -> Catalog:
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _spoken(catalogue: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    said = {_forms(m.id): _forms(m.string) for m in catalogue if m.id and not m.fuzzy}
    return {forms: strings for forms, strings in said.items() if all(strings)}


def _compiled(language: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    if not mo_file(language).exists():
        return {}
    with mo_file(language).open("rb") as file:
        return _spoken(read_mo(file))


def update() -> None:
    """Rewrite the template, bring each language up to it (translations kept, none guessed), and compile."""
    template = extracted()
    _write_po(TEMPLATE, template)
    for language in LANGUAGES:
        catalogue = _read(po_file(language), language)
        catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False)
        catalogue.obsolete.clear()
        _write_po(po_file(language), catalogue)
        _compile(catalogue, mo_file(language))


def trial(folder: Path, code: str = "xx") -> None:
    """A catalogue that marks every sentence, ``⟦so⟧``, below a folder, for BESROUR_CATALOGUES."""
    catalogue = Catalog()
    for message in extracted():
        if message.id:
            marked = tuple(f"{OPEN}{text}{CLOSE}" for text in _forms(message.id))
            catalogue.add(message.id, marked if len(marked) > 1 else marked[0], context=message.context)
    _compile(catalogue, folder / code / "LC_MESSAGES" / "besrour.mo")


def _write_po(path: Path, catalogue: Catalog) -> None:
    catalogue.fuzzy = False
    catalogue.header_comment = HEADER
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=100, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    kept = [line for line in buffer.getvalue().splitlines(keepends=True) if not DATED.match(line)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(kept))


def _compile(catalogue: Catalog, path: Path) -> None:
    for message in [m for m in catalogue if m.id and (m.fuzzy or not all(_forms(m.string)))]:
        catalogue.delete(message.id, message.context)  # a plural without words would be spoken as English
    # no date of today: the same words give the same bytes
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)


def main(arguments: list[str]) -> int:
    """Check, or do what the option says; 1 when something is wrong."""
    match arguments:
        case ["--trial", folder]:
            trial(Path(folder))
            return 0
    if arguments == ["--update"]:
        update()
    elif arguments:
        print(__doc__, file=sys.stderr)
        return 2
    wrong = faults()
    for line in wrong:
        print(line)
    print(f"catalogues: {len(_ids(extracted()))} sentences, {len(wrong)} faults")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
