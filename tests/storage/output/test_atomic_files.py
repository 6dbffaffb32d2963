"""Generated files: whole or not at all, only below out/, stale ones removed; and what besrour ships."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

import pytest

from besrour_cli.model.errors import FileError, NotFoundError
from besrour_cli.storage import resources
from besrour_cli.storage.output import named_file
from besrour_cli.storage.output.atomic_files import WriteResult, replace_file, write_all, write_new
from besrour_cli.storage.output.new_folder import make_folder
from besrour_cli.storage.programme.load import load


def test_written_unchanged_and_removed(tmp_path: Path) -> None:
    """A second run touches only what changed, and removes what no longer belongs."""
    folder = str(tmp_path)
    first = write_all(folder, {"out/c/b.ics": b"b", "out/c/a.ics": b"a", "out/page.html": b"p"}, ["out/c"])
    assert first == WriteResult(("out/c/a.ics", "out/c/b.ics", "out/page.html"), (), ())
    os.utime(tmp_path / "out/c/a.ics", (1, 1))
    second = write_all(folder, {"out/c/a.ics": b"a", "out/c/d/e.ics": b"e"}, ["out/c"])
    assert second == WriteResult(("out/c/d/e.ics",), ("out/c/a.ics",), ("out/c/b.ics",))
    assert os.stat(tmp_path / "out/c/a.ics").st_mtime == 1
    assert (tmp_path / "out/page.html").read_bytes() == b"p"
    third = write_all(folder, {"out/c/a.ics": b"a"}, ["out/c"])
    assert third.removed == ("out/c/d/e.ics",)
    assert not (tmp_path / "out/c/d").exists()


@pytest.mark.parametrize(
    "path",
    [
        "sessions/x.yaml",
        "plan.yaml",
        "../out/x",
        "out/../plan.yaml",
        "/etc/x",
        "out//x",
        "out/.",
        "out\\x",
        "out/a\0b",
        "C:/x",
        "out/x:y",
        "",
    ],
)
def test_a_path_that_leaves_out_is_refused_before_anything_is_written(tmp_path: Path, path: str) -> None:
    """Also when it is to be cleared."""
    with pytest.raises(FileError):
        write_all(str(tmp_path), {"out/a": b"a", path: b"x"})
    with pytest.raises(FileError):
        write_all(str(tmp_path), {"out/a": b"a"}, [path])
    assert list(tmp_path.iterdir()) == []


def test_links_are_not_followed_out_of_the_folder(tmp_path: Path) -> None:
    """A link below out/ to a folder elsewhere: nothing there is written or removed."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "precious").write_text("x")
    cafe = tmp_path / "cafe"
    (cafe / "out" / "c").mkdir(parents=True)
    (cafe / "out" / "c" / "link").symlink_to(elsewhere)
    with pytest.raises(FileError):
        write_all(str(cafe), {"out/c/link/a": b"a"})
    done = write_all(str(cafe), {"out/c/a": b"a"}, ["out/c"])
    assert done.removed == ("out/c/link",)
    assert [p.name for p in elsewhere.iterdir()] == ["precious"]


def test_a_link_in_the_place_of_a_file_is_replaced_not_followed(tmp_path: Path) -> None:
    """The file it points to stays as it was."""
    (tmp_path / "precious").write_text("x")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a").symlink_to(tmp_path / "precious")
    write_all(str(tmp_path), {"out/a": b"a"})
    assert (tmp_path / "precious").read_text() == "x"
    assert (tmp_path / "out" / "a").read_bytes() == b"a"


def test_an_interrupted_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C in the middle: no half file, no leftovers."""
    path = tmp_path / "a"
    path.write_bytes(b"old")

    def interrupt(handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        replace_file(str(path), b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_the_rights_of_a_file_are_kept(tmp_path: Path) -> None:
    """A file that others may not read stays so."""
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o600)
    replace_file(str(path), b"new")
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_large_file_is_written_whole_even_if_the_system_takes_it_in_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """os.write may write less than it was given."""
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, bytes(data[:7])))
    data = bytes(range(256)) * 3
    replace_file(str(tmp_path / "a"), data)
    assert (tmp_path / "a").read_bytes() == data


def test_a_new_folder_never_overwrites(tmp_path: Path) -> None:
    """One file there already: nothing at all is written."""
    assert write_new(str(tmp_path / "new"), {"sessions/a": b"a"}) == ("sessions/a",)
    with pytest.raises(FileError):
        write_new(str(tmp_path / "new"), {"sessions/0": b"0", "sessions/a": b"b"})
    assert [p.name for p in (tmp_path / "new" / "sessions").iterdir()] == ["a"]


@pytest.mark.parametrize("name", resources.examples())
def test_every_shipped_example_is_in_order(tmp_path: Path, name: str) -> None:
    """What init copies has not a single mistake."""
    write_new(str(tmp_path), resources.example(name))
    loaded = load(str(tmp_path))
    assert [(str(p.spot), str(p.what)) for p in loaded.problems if not p.warning] == []
    assert loaded.programme is not None


def test_an_example_that_is_not_there() -> None:
    """The known ones are named."""
    with pytest.raises(NotFoundError) as nothing:
        resources.example("mars")
    assert "pilot, world, evaluated" in str(nothing.value.remedy)


def test_her_own_templates_override_the_shipped_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By name; the shipped one stays reachable, so that hers can extend it."""
    ours = tmp_path / "shipped"
    (ours / "parts").mkdir(parents=True)
    (ours / "letter.txt").write_text("ours")
    (ours / "parts" / "foot.txt").write_text("foot")
    monkeypatch.setattr(resources, "_TEMPLATES", (str(tmp_path / "none"), str(ours)))
    own = tmp_path / "cafe" / "templates"
    own.mkdir(parents=True)
    (own / "letter.txt").write_bytes("à elle\r\n".encode())
    (own / ".letter.txt.swp").write_bytes(b"\xff")
    assert resources.templates(None) == {"letter.txt": "ours", "parts/foot.txt": "foot"}
    assert resources.templates(str(tmp_path / "cafe")) == {
        "letter.txt": "à elle\n",
        "shipped/letter.txt": "ours",
        "parts/foot.txt": "foot",
    }


def test_a_template_that_is_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is named, and how to save it."""
    monkeypatch.setattr(resources, "_TEMPLATES", (str(tmp_path),))
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "a.txt").write_bytes("é".encode("cp1252"))
    with pytest.raises(FileError) as trouble:
        resources.templates(str(tmp_path))
    assert "a.txt is not in UTF-8" in str(trouble.value)


def test_an_incomplete_installation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Not a traceback."""
    monkeypatch.setattr(resources, "_TEMPLATES", (str(tmp_path / "none"),))
    with pytest.raises(FileError) as trouble:
        resources.templates(None)
    assert str(trouble.value.remedy) == "install besrour again"


def test_what_a_killed_run_left_goes_with_the_next_that_writes_there(tmp_path: Path) -> None:
    """Found by the campaign of interrupted commands: also where the other files of a folder stay."""
    folder = tmp_path / "out" / "newsletter"
    folder.mkdir(parents=True)
    for name in ("november.html.4711.tmp", "october.html", "notes.tmp", "notes.4711.tmp.txt"):
        (folder / name).write_text("x")
    write_all(str(tmp_path), {"out/newsletter/november.html": b"new"})
    left = sorted(path.name for path in folder.iterdir())
    assert left == ["notes.4711.tmp.txt", "notes.tmp", "november.html", "october.html"]


def test_of_new_files_that_cannot_all_be_written_none_is_left(tmp_path: Path) -> None:
    """The second has a name that no disk takes: the first goes again, and what was there stays."""
    (tmp_path / "notes").write_text("mine")
    with pytest.raises(FileError):
        write_new(str(tmp_path), {"sessions/a.yaml": b"a", f"sessions/{'z' * 300}.yaml": b"z"})
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["notes"]


def test_a_file_in_the_place_of_a_new_folder_is_told(tmp_path: Path) -> None:
    """“sessions” is a file: it is named, and stays as it is."""
    (tmp_path / "sessions").write_text("mine")
    with pytest.raises(FileError, match="sessions"):
        write_new(str(tmp_path), {"sessions/a.yaml": b"a"})
    assert (tmp_path / "sessions").read_text() == "mine"


def test_a_link_to_a_folder_elsewhere_is_not_cleared(tmp_path: Path) -> None:
    """What lies behind the link is somebody's, and stays."""
    elsewhere, cafe = tmp_path / "elsewhere", tmp_path / "cafe"
    elsewhere.mkdir()
    (elsewhere / "precious").write_text("x")
    (cafe / "out").mkdir(parents=True)
    (cafe / "out" / "c").symlink_to(elsewhere)
    assert write_all(str(cafe), {"out/a": b"a"}, ["out/c"]).removed == ()
    assert (elsewhere / "precious").exists()


def test_a_stale_file_that_cannot_be_removed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody has it open on another system, say: a sentence with its path."""
    write_all(str(tmp_path), {"out/c/old.ics": b"old"})

    def refuse(path: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "unlink", refuse)
    with pytest.raises(FileError, match=r"old\.ics"):
        write_all(str(tmp_path), {"out/c/new.ics": b"new"}, ["out/c"])


def test_a_new_folder_is_there_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that no disk takes, or Ctrl+C in the middle: nothing is left, not even beside it."""
    folder = tmp_path / "received"
    with pytest.raises(FileError, match="received"):
        make_folder(str(folder), {"plan.yaml": b"p", "z" * 300: b"z"})
    assert list(tmp_path.iterdir()) == []

    def interrupt(handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        make_folder(str(folder), {"plan.yaml": b"p"})
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []
    make_folder(str(folder), {"sessions/a.yaml": b"a"})
    assert (folder / "sessions" / "a.yaml").read_bytes() == b"a" and folder.stat().st_mode & 0o077 == 0


def test_a_file_that_cannot_be_looked_at_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it is ours cannot be known: one sentence, and it stays."""
    path = tmp_path / "year.svg"
    path.write_bytes(b"<!-- besrour -->")

    def fails(path: str, mode: str) -> BinaryIO:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(named_file, "open", fails, raising=False)
    with pytest.raises(FileError, match=r"year\.svg"):
        named_file.write_named(str(path), b"<!-- besrour --> new", b"<!-- besrour -->")
    assert path.read_bytes() == b"<!-- besrour -->"


def test_a_template_too_large_to_be_one_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody dropped a film among her templates."""
    monkeypatch.setattr(resources, "_TEMPLATES", (str(tmp_path),))
    (tmp_path / "templates").mkdir()
    with (tmp_path / "templates" / "letter.txt").open("wb") as film:
        film.truncate(1_000_000_000)
    with pytest.raises(FileError, match=r"letter\.txt is too large"):
        resources.templates(str(tmp_path))
