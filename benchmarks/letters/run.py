"""Ten thousand letters rendered and written, against mailmerge's dry run on the same list, in one run.

Both write to people of one list (38 places, two orders of languages). besrour renders each person's own
letter, checks that its halves agree, adds her calendar entry and puts one file a letter on the disk.
mailmerge (Jinja behind a command line, the nearest program of this kind) fills in one and the same
letter for all, text and HTML as besrour wrote it for the first reader, and prints it; a second line gives
its time for the plain text alone, the least it can do. It gets an environment of its own below build/ on
the first run.

``--letters N`` sets the number; the target is a third of mailmerge's time, and a memory that does not grow
with the number of letters: both are asserted.

``--send`` times instead how long the letters take to a real mail server (see sending.py).
"""

from __future__ import annotations

import csv
import email
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import policy
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MAILMERGE = ROOT / "build" / "mailmerge"
VERSION = "mailmerge==2.3.0"
BIN = "Scripts" if os.name == "nt" else "bin"
TARGET, GROWTH = 3.0, 1.2
START = datetime(2027, 1, 20, 14, 0, tzinfo=UTC)


def people(count: int) -> list[tuple[str, str, str]]:
    """Id, name and address of so many people."""
    return [(f"m{n:05d}", f"Member Number {n}", f"m{n:05d}@example.org") for n in range(count)]


def write(count: int, folder: str) -> None:
    """besrour's part, in a process of its own: every letter rendered and written; prints what it took."""
    began = time.perf_counter()
    sys.path.insert(0, str(ROOT))
    from besrour_cli.model.plan import ScheduledSession
    from besrour_cli.publishing.letters.letters import letters
    from besrour_cli.storage import resources
    from besrour_cli.storage.output import atomic_files
    from besrour_cli.storage.programme.load import load

    pilot = load(str(ROOT)).programme
    assert pilot is not None
    session = pilot.session("2027-01-cafe")
    assert session is not None
    places = list({m.place.name("en"): m.place for m in pilot.members}.values())[:38]
    patterns = pilot.members[0]
    session = replace(session, required={})
    roster = tuple(
        replace(
            patterns,
            id=key,
            name=name,
            email=address,
            place=places[n % len(places)],
            languages=("en", "fr") if n % 2 else ("fr", "en"),
            groups=pilot.series[session.series].groups,
            paused=False,
        )
        for n, (key, name, address) in enumerate(people(count))
    )
    programme = replace(pilot, members=roster)
    end = START + timedelta(minutes=session.minutes)
    slot = ScheduledSession(
        session.id, START, end, "announced", "America/Toronto", "", announced=START - timedelta(days=30)
    )
    made = letters(programme, session, slot, "invitation", roster, resources.templates(None))
    done = atomic_files.write_each(folder, ((f"out/letters/{letter.name}", letter.data) for letter in made))
    assert len(done.written) == count
    taken = time.perf_counter() - began
    print(f"{taken:.3f} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.1f}")


def besrour(count: int, folder: str) -> tuple[float, float]:
    """Seconds and peak resident megabytes."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    done = subprocess.run(
        [sys.executable, __file__, "--write", str(count), folder], check=True, capture_output=True, text=True
    )
    seconds, memory = done.stdout.split()
    return float(seconds), float(memory)


def mailmerge_program() -> str:
    """The path of mailmerge, installed into its own environment when it is not there yet."""
    program = MAILMERGE / BIN / "mailmerge"
    if not program.exists():
        print(f"Installing {VERSION} into {MAILMERGE.relative_to(ROOT)} (once)...", flush=True)
        shutil.rmtree(MAILMERGE, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(MAILMERGE)], check=True)
        subprocess.run([str(MAILMERGE / BIN / "python"), "-m", "pip", "install", "-qq", VERSION], check=True)
    return str(program)


def prepare(folder: Path, count: int, letter: bytes, name: str) -> None:
    """The same list and the same letter for mailmerge: the name and the address are filled in."""
    with (folder / "list.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["email", "name"])
        rows.writerows((address, who) for _key, who, address in people(count))
    message = email.message_from_bytes(letter, policy=policy.default)
    bodies = {}
    for kind in ("plain", "html"):
        part = message.get_body((kind,))
        assert part is not None
        bodies[kind] = part.get_content().replace("\r\n", "\n").replace(name, "{{name}}")
    head = f"TO: {{{{email}}}}\nFROM: The Centre <cafe@example.org>\nSUBJECT: {message['subject']}\n"
    (folder / "plain.txt").write_text(f"{head}\n{bodies['plain']}", "utf-8")
    parts = "".join(
        f"--part\nContent-Type: text/{kind}; charset=utf-8\n\n{body}\n" for kind, body in bodies.items()
    )
    mime = 'MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary="part"\n'
    (folder / "both.txt").write_text(f"{head}{mime}\n{parts}--part--\n", "utf-8")
    (folder / "server.conf").write_text(
        "[smtp_server]\nhost = localhost\nport = 25\nsecurity = Never\nusername = x\n"
    )


def dry_run(program: str, folder: Path, template: str) -> float:
    """Seconds of mailmerge's dry run over the whole list; its output is thrown away."""
    began = time.perf_counter()
    command = [program, "--dry-run", "--no-limit", "--output-format", "raw", "--template", template]
    with open(os.devnull, "w") as nowhere:
        subprocess.run(
            [*command, "--database", "list.csv", "--config", "server.conf"],
            cwd=folder,
            check=True,
            stdout=nowhere,
        )
    return time.perf_counter() - began


def send(count: int) -> int:
    """Write the letters, send them by each, print the table."""
    sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]
    from sending import measure

    with tempfile.TemporaryDirectory() as top:
        written, _ = besrour(count, top)
        paths = sorted(Path(top, "out", "letters").iterdir())
        size = sum(path.stat().st_size for path in paths) / count / 1024
        found = measure(paths)
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, {count} letters of {size:.0f} KB\n")
    for what, seconds in (
        ("besrour: rendered, checked, written", written),
        ("besrour: sent, each step in the ledger, on the disk", found.besrour),
        ("smtplib: sent, nothing remembered", found.smtplib),
        ("smtplib with TCP_NODELAY: sent, nothing remembered", found.hurried),
        ("this disk: as many lines forced to it, nothing sent", found.disk),
    ):
        print(f"{what:<52} {seconds:>7.1f} s  {count / seconds:>8.0f} letters a second")
    print(f"\nbesrour takes {found.besrour / found.smtplib:.2f} times as long as the plain loop,", end=" ")
    print(f"{found.besrour / found.hurried:.2f} times as long as the one with TCP_NODELAY")
    return 0


def main(arguments: list[str]) -> int:
    """Print the table; 1 when a target is missed."""
    if "--write" in arguments:
        write(int(arguments[1]), arguments[2])
        return 0
    count = int(arguments[arguments.index("--letters") + 1]) if "--letters" in arguments else 10_000
    if "--send" in arguments:
        return send(count)
    program = mailmerge_program()
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top, "programme")
        _, few = besrour(count // 10, str(folder))
        seconds, many = besrour(count, str(folder))
        key, name, _ = people(1)[0]
        prepare(Path(top), count, (folder / "out" / "letters" / f"{key}.eml").read_bytes(), name)
        size = sum(file.stat().st_size for file in (folder / "out" / "letters").iterdir()) / count / 1024
        whole, plain = (dry_run(program, Path(top), name) for name in ("both.txt", "plain.txt"))
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, {count} letters of {size:.0f} KB\n")
    for what, taken in (
        ("besrour: rendered, checked, with calendar entry, written", seconds),
        ("mailmerge --dry-run: the same text and HTML, printed", whole),
        ("mailmerge --dry-run: the same text alone, printed", plain),
    ):
        print(
            f"{what:<58} {taken:>7.1f} s  {taken / count * 1000:>6.2f} ms a letter  {taken / seconds:>5.1f} x"
        )
    print(f"\npeak memory: {few:.0f} MB for {count // 10} letters, {many:.0f} MB for {count}")
    fast, flat = whole / seconds >= TARGET, many / few <= GROWTH
    print(f"at least {TARGET:.0f} times faster than mailmerge: {'yes' if fast else 'MISSED'}")
    print(f"memory grows by at most {GROWTH - 1:.0%}: {'yes' if flat else 'MISSED'}")
    return 0 if fast and flat else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
