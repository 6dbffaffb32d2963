"""A web folder: all of ours or nothing, never anybody else's, and a killed run is finished by the next."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from besrour_cli.delivery.web_folder import MANIFEST, publish
from besrour_cli.model.errors import FileError
from support.checkout import ROOT, TESTS

KINDS = ("calendar", "page")


def files(edition: int = 1, n: int = 5) -> dict[str, bytes]:
    """Calendars and a page, of one edition."""
    made = {f"calendar/{number}.ics": f"edition {edition} of {number}".encode() for number in range(n)}
    return made | {"page/index.html": f"page {edition}".encode()}


def there(folder: Path) -> dict[str, bytes]:
    """Everything in the folder but our list."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def test_a_folder_comes_to_hold_the_files(tmp_path: Path) -> None:
    """Copied whole into a folder that did not exist; a second time nothing is touched."""
    folder = tmp_path / "web"
    assert publish(str(folder), files(), KINDS).written == tuple(sorted(files()))
    assert there(folder) == files()
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    again = publish(str(folder), files(), KINDS)
    assert (again.written, again.removed, len(again.unchanged)) == ((), (), 6)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_only_what_changed_is_written_and_what_is_ours_and_gone_is_removed(tmp_path: Path) -> None:
    """Someone else's files in the same folders stay, whatever they are called."""
    publish(str(tmp_path), files(), KINDS)
    (tmp_path / "calendar" / "choir.ics").write_text("not ours")
    (tmp_path / "index.html").write_text("the centre's own")
    fewer = files(n=3) | {"calendar/1.ics": b"new"}
    done = publish(str(tmp_path), fewer, KINDS)
    assert done.written == ("calendar/1.ics",)
    assert done.removed == ("calendar/3.ics", "calendar/4.ics")
    others = {"calendar/choir.ics": b"not ours", "index.html": b"the centre's own"}
    assert there(tmp_path) == fewer | others


def test_a_run_without_the_page_leaves_the_page(tmp_path: Path) -> None:
    """Only the kinds that were made are cleared."""
    publish(str(tmp_path), files(), KINDS)
    calendars = {path: data for path, data in files().items() if path.startswith("calendar/")}
    assert publish(str(tmp_path), calendars, ("calendar",)).removed == ()
    assert (tmp_path / "page" / "index.html").exists()


@pytest.mark.parametrize("theirs", ["calendar/0.ics", "page/index.html"])
def test_a_file_that_is_not_ours_stops_everything(tmp_path: Path, theirs: str) -> None:
    """One that was there before us, or that somebody changed: nothing at all is written; it is named."""
    publish(str(tmp_path), files(), KINDS)
    (tmp_path / theirs).write_bytes(b"by hand")
    before = there(tmp_path)
    done = publish(str(tmp_path), files(2), KINDS)
    assert done.theirs == (theirs,)
    assert there(tmp_path) == before
    assert publish(str(tmp_path), files(2), KINDS, overwrite=True).theirs == ()
    assert there(tmp_path) == files(2)


def test_a_link_that_leads_elsewhere_is_not_followed(tmp_path: Path) -> None:
    """A symbolic link in the web folder never makes us write outside it."""
    web, other = tmp_path / "web", tmp_path / "other"
    web.mkdir()
    other.mkdir()
    (web / "calendar").symlink_to(other)
    with pytest.raises(FileError, match="symbolic link"):
        publish(str(web), files(), KINDS)
    assert list(other.iterdir()) == []


@pytest.mark.parametrize("plant", [Path.symlink_to, Path.hardlink_to])
@pytest.mark.parametrize("name", ["calendar/0.ics", "page/index.html", MANIFEST])
def test_a_link_planted_under_a_temporary_name_is_not_followed(
    tmp_path: Path, name: str, plant: Callable[[Path, Path], None]
) -> None:
    """Whoever else may write in the web folder cannot make us write over a file that is only ours."""
    web, precious = tmp_path / "web", tmp_path / "precious"
    precious.write_bytes(b"mine")
    for folder in ("calendar", "page"):
        (web / folder).mkdir(parents=True)
    plant(web / f"{name}.besrour-new", precious)
    assert publish(str(web), files(), KINDS).written == tuple(sorted(files()))
    assert precious.read_bytes() == b"mine"
    assert there(web) == files()
    assert not any(path.is_symlink() for path in web.rglob("*"))


def test_a_folder_planted_under_a_temporary_name_is_told(tmp_path: Path) -> None:
    """It cannot be removed as a file can: nothing is copied, and the sentence names it."""
    (tmp_path / "calendar/0.ics.besrour-new").mkdir(parents=True)
    with pytest.raises(FileError, match="besrour-new"):
        publish(str(tmp_path), files(), KINDS)
    assert there(tmp_path) == {}


def test_a_folder_in_the_way_of_the_list_is_told_and_the_next_run_finishes(tmp_path: Path) -> None:
    """Without the list nothing is there, under no name; once the folder is away, the same run does all."""
    planted = tmp_path / f"{MANIFEST}.besrour-new"
    planted.mkdir()
    with pytest.raises(FileError, match=MANIFEST):
        publish(str(tmp_path), files(), KINDS)
    assert not there(tmp_path)
    planted.rmdir()
    assert publish(str(tmp_path), files(), KINDS).written == tuple(sorted(files()))
    assert there(tmp_path) == files()


def test_a_list_that_is_a_folder_stops_the_run(tmp_path: Path) -> None:
    """Which files are ours cannot be read: nothing is written, and the list is named."""
    (tmp_path / MANIFEST).mkdir()
    with pytest.raises(FileError, match=MANIFEST):
        publish(str(tmp_path), files(), KINDS)
    assert there(tmp_path) == {}


def test_a_folder_in_the_place_of_a_file_is_never_ours(tmp_path: Path) -> None:
    """It is named as somebody else's; asked to overwrite, besrour removes no folder and says so."""
    (tmp_path / "page/index.html").mkdir(parents=True)
    assert publish(str(tmp_path), files(), KINDS).theirs == ("page/index.html",)
    with pytest.raises(FileError, match=r"page/index\.html cannot be written"):
        publish(str(tmp_path), files(), KINDS, overwrite=True)
    assert there(tmp_path) == {}
    assert (tmp_path / "page/index.html").is_dir()


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path: Path) -> None:
    """The web folder has a file called “calendar”: what cannot lie below it is named, and the file stays."""
    (tmp_path / "calendar").write_text("the choir's")
    with pytest.raises(FileError, match=r"calendar/0\.ics cannot be written"):
        publish(str(tmp_path), files(), KINDS)
    assert there(tmp_path) == {"calendar": b"the choir's"}


def test_folders_that_became_empty_go_and_the_web_folder_stays(tmp_path: Path) -> None:
    """The programme has no calendar any more: neither has the website an empty folder for them."""
    publish(str(tmp_path), files() | {"calendar/old/a.ics": b"a"}, KINDS)
    page = {"page/index.html": b"page 1"}
    assert len(publish(str(tmp_path), page, KINDS).removed) == 6
    assert sorted(path.name for path in tmp_path.iterdir()) == [MANIFEST, "page"]
    publish(str(tmp_path), {}, KINDS)
    assert [path.name for path in tmp_path.iterdir()] == [MANIFEST]


def test_a_file_that_may_not_be_replaced_is_told_and_the_next_run_finishes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The web server's owner has the third file: two are new, the rest old, and none is called someone's."""
    publish(str(tmp_path), files(), KINDS)
    real = os.replace

    def refuse(source: str, target: str) -> None:
        if target.endswith("2.ics"):
            raise PermissionError(13, "Permission denied")
        real(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(FileError, match="you may not write"):
        publish(str(tmp_path), files(2), KINDS)
    monkeypatch.undo()
    present = there(tmp_path)
    assert [present[f"calendar/{n}.ics"] == files(2)[f"calendar/{n}.ics"] for n in range(3)] == [
        True,
        True,
        False,
    ]
    assert publish(str(tmp_path), files(2), KINDS).theirs == ()
    assert there(tmp_path) == files(2)


def test_a_run_stopped_by_hand_leaves_nothing_half_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+C while new files are written beside their places: the old ones are there, and nothing else."""
    publish(str(tmp_path), files(), KINDS)

    def interrupt(handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        publish(str(tmp_path), files(2), KINDS)
    assert there(tmp_path) == files()


def test_a_full_disk_leaves_every_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fourth file no longer fits: the first three are not there either."""
    publish(str(tmp_path), files(), KINDS)
    before, left = there(tmp_path), [3]
    real = os.fsync

    def full(handle: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError, match="disk is full"):
        publish(str(tmp_path), files(2), KINDS)
    assert there(tmp_path) == before


KILLED = """
import os, signal, sys
sys.path[:0] = [{root!r}, {tests!r}]
from delivery.caldav.test_web_folder import KINDS, files
from besrour_cli.delivery.web_folder import publish
real, left = os.replace, [{after}]
def replace(*paths):
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    real(*paths)
os.replace = replace
publish({folder!r}, files(2, 3), KINDS)
"""


@pytest.mark.parametrize("after", range(6))
def test_a_run_that_was_killed_is_finished_by_the_next(tmp_path: Path, after: int) -> None:
    """kill -9 after any rename: every file is old or new, never half, and the next run makes all new."""
    publish(str(tmp_path), files(), KINDS)
    code = KILLED.format(root=str(ROOT), tests=str(TESTS), after=after, folder=str(tmp_path))
    done = subprocess.run([sys.executable, "-c", code], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    for path, data in there(tmp_path).items():
        if not path.endswith(".besrour-new"):
            assert data in (files(1).get(path), files(2).get(path))
    assert publish(str(tmp_path), files(2, 3), KINDS).theirs == ()
    assert there(tmp_path) == files(2, 3)


@pytest.mark.parametrize(
    "text", ["", "[]", '{"version": 9, "files": {}}', '{"version": 1, "files": {"../x": []}}']
)
def test_a_list_that_cannot_be_trusted_stops_the_run(tmp_path: Path, text: str) -> None:
    """Damaged, of a newer form, or naming a file outside: refused, nothing written."""
    (tmp_path / MANIFEST).write_text(text)
    with pytest.raises(FileError):
        publish(str(tmp_path), files(), KINDS)
    assert there(tmp_path) == {}
    (tmp_path / MANIFEST).write_text(json.dumps({"version": 1, "files": {}}))
    assert publish(str(tmp_path), files(), KINDS).written
