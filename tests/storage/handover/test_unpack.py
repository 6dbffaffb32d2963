"""An archive from a stranger: what no handover writes is refused before anything is on the disk."""

from __future__ import annotations

import io
import stat
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from besrour_cli.durable.journal import LIMIT
from besrour_cli.model.errors import FileError
from besrour_cli.storage.handover.archive import ABOUT, pack
from besrour_cli.storage.handover.contents import contents, is_packed
from besrour_cli.storage.handover.unpack import MOST_BYTES, unpack

MOMENT = datetime(2027, 1, 4, 12, tzinfo=UTC)
FILES = {"sessions/programme.yaml": b"id: cafe\n", "plan.yaml": b"schema: 1\n"}


def packed(files: dict[str, bytes] | None = None) -> bytes:
    """An honest archive, but for the names of its files."""
    return pack(FILES | (files or {}), b"<p>", "cafe", "1.0", MOMENT)


def refused(path: Path, data: bytes) -> str:
    """Why it is refused."""
    path.write_bytes(data)
    with pytest.raises(FileError) as trouble:
        unpack(str(path))
    return str(trouble.value)


def rewritten(data: bytes, entry: zipfile.ZipInfo, content: bytes) -> bytes:
    """The archive with one entry more."""
    whole = io.BytesIO(data)
    with zipfile.ZipFile(whole, "a") as archive:
        archive.writestr(entry, content)
    return whole.getvalue()


def test_an_honest_archive_comes_out_as_it_went_in(tmp_path: Path) -> None:
    """Files, page, and what it says of itself; twice the same bytes."""
    assert packed() == packed()
    path = tmp_path / "a.zip"
    path.write_bytes(packed())
    found = unpack(str(path))
    assert found.files == dict(sorted(FILES.items())) and found.page == b"<p>"
    assert (found.about.programme, found.about.moment) == ("cafe", MOMENT)


@pytest.mark.parametrize(
    "name",
    [
        "../evil.yaml",
        "sessions/../../evil.yaml",
        "/etc/passwd",
        "sessions//a.yaml",
        "sessions/./a.yaml",
        "sessions\\..\\evil.yaml",
        "C:/evil.yaml",
        "sessions/a.yaml:stream",
        "sessions/con.yaml",
        "sessions/a.yaml.",
        "sessions/a\u202eb.yaml",
        "sessions/.git/hooks",
        ".bashrc",
        "plan.yaml.bak",
        "out/page/index.html",
        "setup.py",
        "notes.txt",
        f"sessions/{'a' * 300}.yaml",
    ],
)
def test_a_name_that_has_no_place_in_a_programme_is_refused(name: str, tmp_path: Path) -> None:
    """Whatever it would do on one system or another, and though its digest is right."""
    assert "has no place in a programme" in refused(tmp_path / "a.zip", packed({name: b"x"}))


def test_two_names_that_a_disk_may_not_keep_apart_are_refused(tmp_path: Path) -> None:
    """As on Windows and macOS."""
    shown = refused(tmp_path / "a.zip", packed({"sessions/Programme.yaml": b"x"}))
    assert "sessions/programme.yaml" in shown


def test_a_link_is_refused(tmp_path: Path) -> None:
    """A later entry would be written through it."""
    entry = zipfile.ZipInfo("programme/templates/a.md")
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    assert "is a link" in refused(tmp_path / "a.zip", rewritten(packed(), entry, b"/etc"))


def test_nothing_is_inflated(tmp_path: Path) -> None:
    """A bomb is known by being compressed at all."""
    entry = zipfile.ZipInfo("programme/templates/a.md")
    entry.compress_type = zipfile.ZIP_DEFLATED
    data = rewritten(packed(), entry, bytes(30_000_000))
    assert len(data) < 100_000
    assert "packed again" in refused(tmp_path / "a.zip", data)


@pytest.mark.parametrize("at", range(0, 60, 7))
def test_a_byte_that_changed_is_noticed(at: int, tmp_path: Path) -> None:
    """In names, contents or the list: by the digest, by the form, never a traceback."""
    data = bytearray(packed())
    place = len(data) * at // 60
    data[place] ^= 0x20
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    try:
        found = unpack(str(path))
    except FileError:
        return
    assert found.files == dict(sorted(FILES.items()))


def test_a_changed_file_is_named_and_a_foreign_zip_refused(tmp_path: Path) -> None:
    """With its checksum made right again, its digest is not; and a zip of anything else has no list."""
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed())) as old, zipfile.ZipFile(whole, "w") as new:
        for entry in old.infolist():
            new.writestr(
                entry, b"id: evil\n" if entry.filename.endswith("programme.yaml") else old.read(entry)
            )
    assert "sessions/programme.yaml in it was changed" in refused(tmp_path / "a.zip", whole.getvalue())
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as made:
        made.writestr("photo.jpg", b"x")
    assert "photo.jpg" in refused(tmp_path / "b.zip", other.getvalue())
    assert "no archive at all" in refused(tmp_path / "c.zip", b"PK")
    shorter = pack({"plan.yaml": b""}, b"", "cafe", "1.0", MOMENT)
    assert "holds no programme" in refused(tmp_path / "d.zip", shorter)


def test_a_newer_archive_says_so(tmp_path: Path) -> None:
    """Instead of reading it half."""
    data = packed().replace(b'"schema": 1', b'"schema": 9')
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as new, zipfile.ZipFile(io.BytesIO(packed())) as old:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(
                entry, content.replace(b'"schema": 1', b'"schema": 9') if entry.filename == ABOUT else content
            )
    assert data != packed()
    assert "newer besrour (1.0)" in refused(tmp_path / "a.zip", whole.getvalue())


@pytest.mark.parametrize(
    ("path", "packs"),
    [
        ("sessions/2027-01-cafe.yaml", True),
        ("sent.ledger", True),
        ("responses/identities.csv", True),
        ("templates/letter.en.md", True),
        ("sessions/members.csv.bak", False),
        ("plan.yaml.4711.tmp", False),
        ("out/letters/2027-01-cafe/a.eml", False),
        ("handover.yaml", False),
        ("passwords.txt", False),
    ],
)
def test_what_is_packed(path: str, packs: bool) -> None:
    """People's own files and what besrour remembers."""
    assert is_packed(path) is packs


def about(old: str, new: str) -> bytes:
    """The archive with other words in what it says of itself."""
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed())) as honest, zipfile.ZipFile(whole, "w") as made:
        for entry in honest.infolist():
            content = honest.read(entry)
            assert entry.filename != ABOUT or old.encode() in content
            made.writestr(
                entry, content.replace(old.encode(), new.encode()) if entry.filename == ABOUT else content
            )
    return whole.getvalue()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"schema": 1', '"schema": "one"'),
        ('"schema": 1,', ""),
        ("2027-01-04", "yesterday"),
        ('"programme": "cafe"', '"programme": "Café !"'),
        ('"files": {', '"files": [], "more": {'),
        ("{", "["),
    ],
)
def test_an_archive_that_does_not_say_what_is_in_it_is_refused(tmp_path: Path, old: str, new: str) -> None:
    """No schema, no moment, no name of a programme, no list, no JSON at all."""
    assert "does not say what is in it" in refused(tmp_path / "a.zip", about(old, new))


def test_a_file_that_the_list_does_not_have_is_refused(tmp_path: Path) -> None:
    """Its name is honest, and nobody vouches for it."""
    entry = zipfile.ZipInfo("programme/templates/letter.en.md")
    assert "not those that it lists" in refused(tmp_path / "a.zip", rewritten(packed(), entry, b"x"))


def test_an_archive_beyond_all_measure_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many bytes, too many files, or entries that say more than the archive holds."""
    with (tmp_path / "huge.zip").open("wb") as huge:
        huge.truncate(MOST_BYTES + 1)
    with pytest.raises(FileError, match="too large to be read"):
        unpack(str(tmp_path / "huge.zip"))
    data = bytearray(packed())
    directory = data.index(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (1_000_000).to_bytes(4, "little")
    assert "it is damaged" in refused(tmp_path / "a.zip", bytes(data))
    monkeypatch.setattr("besrour_cli.storage.handover.unpack.MOST_FILES", 3)
    assert "more files than a programme has" in refused(tmp_path / "b.zip", packed())


def test_a_folder_that_cannot_be_packed_is_told(tmp_path: Path) -> None:
    """It is not there, or it holds a file of gigabytes: the sentence names it."""
    with pytest.raises(FileError, match="gone"):
        contents(str(tmp_path / "gone"))
    with (tmp_path / "sent.ledger").open("wb") as ledger:
        ledger.truncate(LIMIT + 1)
    with pytest.raises(FileError, match=r"sent\.ledger is too large"):
        contents(str(tmp_path))
