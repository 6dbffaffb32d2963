"""One module asks which system this is; what it does on Windows is tried with a Windows that is made up."""

from __future__ import annotations

import ast
import errno
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from besrour_cli.durable import systems
from support.checkout import ROOT, tracked

SYSTEM_MODULES = frozenset("fcntl msvcrt pwd grp resource termios tty winreg".split())
SYSTEM_NAMES = frozenset(
    "sys.platform os.name os.uname os.fork os.umask os.fchmod os.geteuid os.getuid os.O_NONBLOCK os.O_BINARY "
    "signal.SIGHUP signal.SIGKILL platform.system os.mkfifo os.kill os.setsid".split()
)


def _asks(path: str) -> set[str]:
    """What a module names of that which some systems have and others have not."""
    found: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names} & SYSTEM_MODULES
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or ""} & SYSTEM_MODULES
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found |= {f"{node.value.id}.{node.attr}"} & SYSTEM_NAMES
    return found


def test_one_module_asks_which_system_this_is() -> None:
    """Whoever ports besrour reads one page."""
    modules = [path for path in tracked() if path.startswith("besrour_cli/") and path.endswith(".py")]
    asking = {path: names for path in modules if (names := _asks(path))}
    assert asking.keys() == {"besrour_cli/durable/systems.py"}, asking


def _on_windows(monkeypatch: pytest.MonkeyPatch, locking: Any) -> ModuleType:
    """The module as Windows would load it."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=locking, LK_NBLCK=2))
    made = ModuleType("systems_on_windows")
    exec(compile(Path(systems.__file__).read_text(encoding="utf-8"), systems.__file__, "exec"), made.__dict__)
    return made


def test_windows_locks_a_folder_by_a_hidden_file_in_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Another process that has it is told from a system that cannot lock at all."""
    calls: list[int] = []
    trouble: list[int] = []

    def locking(handle: int, mode: int, count: int) -> None:
        calls.append(os.lseek(handle, 0, os.SEEK_CUR))
        if trouble:
            raise OSError(trouble[0], "")

    windows = _on_windows(monkeypatch, locking)
    handle = windows.open_to_lock(str(tmp_path))
    windows.lock(handle)
    assert [path.name for path in tmp_path.iterdir()] == [".besrour.lock"] and calls[0] > 1_000_000
    trouble.append(errno.EACCES)
    with pytest.raises(BlockingIOError):
        windows.lock(handle)
    trouble[0] = errno.EIO
    with pytest.raises(OSError) as other:
        windows.lock(handle)
    assert not isinstance(other.value, BlockingIOError)
    os.close(handle)


def test_what_windows_has_not_is_left_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No rights, no folders that are opened; the shell is PowerShell."""
    windows = _on_windows(monkeypatch, lambda *_: None)
    file = tmp_path / "open"
    file.touch(mode=0o666)
    assert not windows.is_open_to_others(file.stat()) and not windows.KNOWS_RIGHTS
    windows.sync_folder(str(tmp_path / "nowhere"))
    assert windows.usual_shell() == "powershell"
    assert windows.signals(("SIGTERM", "SIGNOSUCH")) == systems.signals(("SIGTERM",))


def test_here_rights_are_looked_at_and_a_lock_keeps_others_out(tmp_path: Path) -> None:
    """A file that its group can read is open; a folder locked by one process is not by another."""
    file = tmp_path / "open"
    file.touch()
    for mode, is_open in ((0o600, False), (0o640, True), (0o604, True)):
        file.chmod(mode)
        assert systems.is_open_to_others(file.stat()) is is_open
    handle = systems.open_to_lock(str(tmp_path))
    systems.lock(handle)
    code = (
        "import sys; from besrour_cli.durable import systems\n"
        "try: systems.lock(systems.open_to_lock(sys.argv[1]))\n"
        "except BlockingIOError: print('busy')"
    )
    words = [sys.executable, "-c", code, str(tmp_path)]
    answer = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    os.close(handle)
    assert answer.stdout == "busy\n"
