"""A law that moves a clock: a copy of the time zone data in which one zone has another rule from a day on."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

ZIC = shutil.which("zic") or "/usr/sbin/zic"
"""The compiler of time zone data, which every Linux with the C library has."""
LATER = "2099a"
"""The version of the data that knows the law: newer than whatever a machine has."""


def as_installed() -> Path:
    """The zone data of the package tzdata, as it is."""
    return Path(str(files("tzdata") / "zoneinfo"))


def with_law(folder: Path, zone: str, lines: str) -> Path:
    """Copy the data into ``folder``, with ``lines`` (the source of :manpage:`zic(8)`) for one zone."""
    copy = Path(shutil.copytree(as_installed(), folder / "zoneinfo"))
    source = folder / "law"
    source.write_text(f"Zone {zone} {lines}", encoding="ascii")
    (copy / zone).unlink()
    subprocess.run([ZIC, "-b", "fat", "-d", str(copy), str(source)], check=True, capture_output=True)
    (copy / "tzdata.zi").write_text(f"# version {LATER}\n", encoding="ascii")
    return copy


@cache
def zone_in(data: Path, name: str) -> ZoneInfo:
    """A zone as one copy of the data has it, whatever this process or the machine goes by."""
    with (data / name).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)
