"""Golden letters: what a reader gets, byte for byte, and the same under any hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from publishing.letters import regenerate_letters
from publishing.letters.regenerate_letters import GOLDEN

from support.checkout import ROOT, TESTS


def test_every_letter_is_the_golden_one() -> None:
    """Letters and newsletter are what they were when somebody last looked at them."""
    made = regenerate_letters.made()
    assert sorted(made) == sorted(p.name for p in GOLDEN.iterdir())
    for name, data in made.items():
        assert data == (GOLDEN / name).read_bytes(), name


def test_same_bytes_under_another_hash_seed_zone_and_locale(tmp_path: Path) -> None:
    """Nothing of the machine leaks into a letter."""
    code = (
        "import sys; sys.path[:0] = sys.argv[1:3]\n"
        "import hashlib; from publishing.letters import regenerate_letters\n"
        "made = regenerate_letters.made().items()\n"
        "print(hashlib.sha256(b''.join(n.encode() + d for n, d in made)).hexdigest())"
    )
    prints = set()
    for seed, zone in (("1", "Asia/Kathmandu"), ("4242", "America/St_Johns")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        run = subprocess.run(
            [sys.executable, "-c", code, str(TESTS), str(ROOT)],
            env=env,
            capture_output=True,
            text=True,
            check=True,
            cwd=tmp_path,
        )
        prints.add(run.stdout)
    assert len(prints) == 1


def test_regenerating_refuses_to_overwrite(tmp_path: Path) -> None:
    """A golden file that differs is replaced only on purpose."""
    assert regenerate_letters.main([], tmp_path) == 0
    spoilt = tmp_path / "invitation-ca-ubc.eml"
    spoilt.write_bytes(b"mine")
    assert regenerate_letters.main([], tmp_path) == 1
    assert spoilt.read_bytes() == b"mine"
    assert regenerate_letters.main(["--overwrite"], tmp_path) == 0
    assert spoilt.read_bytes() == (GOLDEN / spoilt.name).read_bytes()
