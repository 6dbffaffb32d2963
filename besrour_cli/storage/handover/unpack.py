"""An archive that somebody sent, opened without trust: names, kinds, sizes and digests before any use."""

from __future__ import annotations

import io
import json
import re
import stat
import zipfile
from typing import NamedTuple

from besrour_cli.clock.instants import instant_of
from besrour_cli.durable.journal import LIMIT
from besrour_cli.model.errors import FileError
from besrour_cli.model.message import Message, msg
from besrour_cli.model.text.hidden_signs import hidden_signs
from besrour_cli.storage.handover.archive import ABOUT, PAGE, SCHEMA, TOP, About, digest
from besrour_cli.storage.handover.contents import is_packed
from besrour_cli.storage.text.scalars import slug
from besrour_cli.storage.text.source_file import printable_path, read_bytes

MOST_FILES = 20_000
"""Sessions of centuries, and a download for each."""
MOST_BYTES = 2 * LIMIT
_ENCRYPTED = 1
_LONGEST = 200
"""Characters of a path; Windows takes 259 with the folder before it."""
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)|.*[. ]$", re.IGNORECASE)
"""Names that Windows keeps for itself, or changes."""


class Unpacked(NamedTuple):
    """What is in an archive: files by relative path, the page, and the digest of the archive itself."""

    about: About
    files: dict[str, bytes]
    page: bytes
    digest: str


def unpack(path: str) -> Unpacked:
    """Read an archive whole. Raises :class:`FileError` for whatever ``besrour handover`` does not write."""
    data = read_bytes(path, MOST_BYTES)
    if isinstance(data, int):
        raise FileError(msg("{path} is too large to be read", path=printable_path(path)))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = _entries(archive, len(data))
            found = {name: archive.read(entry) for name, entry in entries.items()}
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, EOFError) as error:
        raise _refused(msg("it is damaged, or no archive at all")) from error
    about = _about(found.pop(ABOUT, None))
    page = found.pop(PAGE, b"")
    files = {name.removeprefix(TOP): content for name, content in found.items() if name.startswith(TOP)}
    if len(files) != len(found) or files.keys() != about.digests.keys():
        raise _refused(msg("its files are not those that it lists"))
    for name, content in files.items():
        if digest(content) != about.digests[name]:
            raise _refused(msg("{path} in it was changed, or damaged on the way", path=printable_path(name)))
    if not any(name.startswith("sessions/") for name in files):
        raise _refused(msg("it holds no programme"))
    return Unpacked(about, files, page, digest(data))


def _entries(archive: zipfile.ZipFile, size: int) -> dict[str, zipfile.ZipInfo]:
    """The entries by name, each one a plain file that has its place in a programme folder."""
    entries: dict[str, zipfile.ZipInfo] = {}
    alike: set[str] = set()
    if len(archive.filelist) > MOST_FILES:
        raise _refused(msg("it holds more files than a programme has"))
    for entry in archive.filelist:
        name, kind = entry.filename, stat.S_IFMT(entry.external_attr >> 16)
        if not (name in (ABOUT, PAGE) or _has_place(name)) or name.casefold() in alike:
            raise _refused(msg("“{path}” has no place in a programme", path=printable_path(name)[:_LONGEST]))
        if kind not in (0, stat.S_IFREG) or entry.is_dir():
            raise _refused(msg("{path} in it is a link, or no file", path=printable_path(name)))
        if entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & _ENCRYPTED:
            raise _refused(msg("it was packed again by another program"))
        alike.add(name.casefold())
        entries[name] = entry
    if sum(entry.file_size for entry in entries.values()) > size:  # entries that share bytes
        raise _refused(msg("it is damaged, or no archive at all"))
    return entries


def _has_place(name: str) -> bool:
    """Whether an entry is a file that a handover packs, by a path that means the same on every system."""
    path = name.removeprefix(TOP)
    if path == name or len(name) > _LONGEST or "\\" in name or ":" in name or hidden_signs(name):
        return False
    parts = path.split("/")
    if any(part in ("", ".", "..") or _RESERVED.match(part) for part in parts):
        return False
    return is_packed(path)


def _about(data: bytes | None) -> About:
    try:
        fields = json.loads(data or b"")
        schema = int(fields["schema"])
        if schema > SCHEMA:
            raise FileError(
                msg("this archive was made by a newer besrour ({version})", version=str(fields["besrour"])),
                msg("install the newest besrour on this machine too"),
            )
        moment = instant_of(str(fields["made"]))
        digests = {str(path): str(each) for path, each in fields["files"].items()}
        programme = str(fields["programme"])
        if moment is None or slug(programme) != programme:
            raise ValueError(ABOUT)
        return About(programme, str(fields["besrour"]), moment, digests)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _refused(msg("it does not say what is in it")) from error


def _refused(why: Message) -> FileError:
    return FileError(
        msg("this is no archive of besrour handover as it was made: {why}; nothing was unpacked", why=why),
        msg("ask for it again, and compare its digest"),
    )
