"""What besrour brings along: the example programmes and the templates of letters and pages."""

from __future__ import annotations

import os

import besrour_cli
from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.errors import FileError, NotFoundError
from besrour_cli.model.message import Message, msg
from besrour_cli.storage.text.source_file import printable_path, read_bytes

_PACKAGE = os.path.dirname(os.path.abspath(besrour_cli.__file__))
_SHIPPED = os.path.join(_PACKAGE, "shipped")
_REPOSITORY = os.path.dirname(_PACKAGE)
# Inside the wheel everything lies in besrour_cli/shipped; in a checkout, where people edit it.
_EXAMPLES = {
    "pilot": (os.path.join(_SHIPPED, "pilot", "sessions"), os.path.join(_REPOSITORY, "sessions")),
    "world": (
        os.path.join(_SHIPPED, "world", "sessions"),
        os.path.join(_REPOSITORY, "examples", "world", "sessions"),
    ),
    "evaluated": (
        os.path.join(_SHIPPED, "evaluated", "sessions"),
        os.path.join(_REPOSITORY, "examples", "evaluated", "sessions"),
    ),
}
_EVALUATED, _RESPONSES = "evaluated", "responses"
"""The example of a year that is over has answers, too."""
_CODE = "CODE"
_TO_TRANSLATE = ("language.toml", "words.toml")
"""Files that are no templates: what there is to translate beside the wording."""
_TEMPLATES = (os.path.join(_SHIPPED, "templates"), os.path.join(_REPOSITORY, "templates"))
_LANGUAGES = (os.path.join(_SHIPPED, "languages"), os.path.join(_REPOSITORY, "languages"))


def examples() -> tuple[str, ...]:
    """The names of the shipped examples."""
    return tuple(_EXAMPLES)


def example(name: str) -> dict[str, bytes]:
    """The files of an example: relative path (``sessions/programme.yaml``) to bytes, in order of name.

    Raises :class:`NotFoundError` when there is no example of this name.
    """
    if name not in _EXAMPLES:
        raise NotFoundError(
            msg("there is no example “{name}”", name=name),
            msg("write one of these: {choices}", choices=", ".join(_EXAMPLES)),
        )
    folder = _first_existing(*_EXAMPLES[name])
    files = {f"sessions/{path}": data for path, data in _tree(folder).items()}
    answers = os.path.join(os.path.dirname(folder), _RESPONSES)
    if name == _EVALUATED:
        files |= {f"{_RESPONSES}/{path}": data for path, data in _tree(answers).items()}
    return files


def wordings(language: str) -> tuple[str, ...]:
    """The names of the shipped templates in a language, without its code: ``letter``, ``invitation`` ..."""
    ending = f".{language}.md"
    names = sorted(os.listdir(_first_existing(*_TEMPLATES)))
    return tuple(name.removesuffix(ending) for name in names if name.endswith(ending))


def language_files(code: str) -> dict[str, bytes]:
    """The files of ``templates/`` that a further language needs: as shipped in it, else in English."""
    shipped, ending = _tree(_first_existing(*_TEMPLATES)), ".en.md"
    found = {}
    for name in _TO_TRANSLATE:
        path = f"{name.removesuffix('.toml')}.{code}.toml"
        found[path] = shipped[name].replace(_CODE.encode(), code.encode())
    for name, data in shipped.items():
        if name.endswith(ending):
            path = f"{name.removesuffix(ending)}.{code}.md"
            found[path] = data.replace(ending.encode(), f".{code}.md".encode())
    return {f"templates/{path}": data for path, data in {**found, **shipped_language(code)}.items()}


def shipped_languages() -> tuple[str, ...]:
    """The codes of the languages that besrour ships the files of, beside English and French."""
    folder = _first_existing(*_LANGUAGES)
    return tuple(code for code in sorted(os.listdir(folder)) if os.path.isdir(os.path.join(folder, code)))


def shipped_language(code: str) -> dict[str, bytes]:
    """The files of ``languages/<code>/`` by their names below ``templates/``; none where there is no such."""
    if code not in shipped_languages():
        return {}
    return _tree(os.path.join(_first_existing(*_LANGUAGES), code))


def templates(folder: str | None) -> dict[str, str]:
    """Template name to source: the shipped ones, and the coordinator's own in ``templates/`` over them.

    A shipped template that the coordinator overrides can be reached as ``shipped/<name>``, so that the
    own one can extend it and change single blocks.
    """
    shipped = {name: _text(name, data) for name, data in _tree(_first_existing(*_TEMPLATES)).items()}
    for name in _TO_TRANSLATE:
        shipped.pop(name, None)
    found = dict(shipped)
    own = os.path.join(folder, "templates") if folder else ""
    if own and os.path.isdir(own):
        for name, data in _tree(own).items():
            found[name] = _text(f"templates/{name}", data)
            if name in shipped:
                found[f"shipped/{name}"] = shipped[name]
    return found


def shipped_template(name: str) -> str:
    """The text of one shipped template, whatever the coordinator has in ``templates/``."""
    data = read_bytes(os.path.join(_first_existing(*_TEMPLATES), *name.split("/")))
    return _text(name, data if isinstance(data, bytes) else b"")


def own_templates(folder: str) -> tuple[str, ...]:
    """The names of the coordinator's own templates; none where the folder is besrour's own checkout."""
    return tuple(_own_files(folder))


def _own_files(folder: str) -> dict[str, bytes]:
    own = os.path.join(folder, "templates")
    if not os.path.isdir(own) or os.path.samefile(own, _first_existing(*_TEMPLATES)):
        return {}
    return _tree(own)


def unreadable_templates(folder: str) -> tuple[Diagnostic, ...]:
    """Each of the coordinator’s own templates that is not in UTF-8, at its first letter in another."""
    found = []
    for name, data in _own_files(folder).items():
        try:
            data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            before = error.object[: error.start].decode("utf-8", "replace").split("\n")
            spot = SourceLocation(f"templates/{name}", len(before), len(before[-1]) + 1)
            what, remedy = _not_utf8(spot.path)
            found.append(Diagnostic("file-encoding", spot, what=what, remedy=remedy))
    return tuple(found)


def _first_existing(*folders: str) -> str:
    for folder in folders:
        if os.path.isdir(folder):
            return folder
    raise FileError(
        msg("a part of besrour is missing: {path}", path=printable_path(folders[0])),
        msg("install besrour again"),
    )


def _tree(folder: str) -> dict[str, bytes]:
    """All files below a folder, hidden ones and editors' copies left out."""
    found: dict[str, bytes] = {}
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith((".", "__")))
        for name in sorted(names):
            if name.startswith(".") or name.endswith(("~", ".tmp", ".bak", ".pyc")):
                continue
            path = os.path.join(here, name)
            data = read_bytes(path)
            if isinstance(data, int):
                raise FileError(msg("{path} is too large to be read", path=printable_path(path)))
            found[os.path.relpath(path, folder).replace(os.sep, "/")] = data
    return dict(sorted(found.items()))


def _text(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise FileError(*_not_utf8(name)) from error


def _not_utf8(path: str) -> tuple[Message, Message]:
    return (
        msg("{path} is not in UTF-8", path=path),
        msg("save the file again as UTF-8 (in Notepad: Save As, then Encoding: UTF-8)"),
    )
