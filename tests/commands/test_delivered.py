"""She sends a letter to herself, saves what arrives, and reads what to ask the IT desk for."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]
GOOD = "Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=a@example.org; dkim=pass; dmarc=pass"
BAD = "Authentication-Results: mx.example.net; spf=softfail smtp.mailfrom=a@example.org; dkim=temperror"


def letter(folder: Path, header: str) -> str:
    """A letter that arrived, saved as a file."""
    (folder / "letter.eml").write_text(f"{header}\nFrom: cafe@example.org\n\nHello\n", encoding="utf-8")
    return "letter.eml"


def test_all_three_pass(tmp_path: Path, run: Run) -> None:
    """No folder of a programme is needed."""
    said = run("delivered", letter(tmp_path, GOOD), cwd=tmp_path)
    assert said.returncode == 0, said.stderr
    assert "as mx.example.net wrote:" in said.stdout and "✓ SPF" in said.stdout
    assert "All three pass" in said.stdout and "Ask the IT desk" not in said.stdout


def test_what_does_not_pass_comes_with_words_to_ask_for(tmp_path: Path, run: Run) -> None:
    """In her language, with the domain; what could not be checked is no fault."""
    said = run("delivered", letter(tmp_path, BAD), cwd=tmp_path, lang="fr")
    assert said.returncode == 1
    assert "Veuillez ajouter le serveur de nos lettres à l’enregistrement SPF de example.org" in said.stdout
    assert "DKIM n’a pas pu être vérifié ce jour-là" in said.stdout
    assert "_dmarc.example.org" in said.stdout
    data = json.loads(run("delivered", "letter.eml", "--json", cwd=tmp_path).stdout)
    assert data["letters"][0]["checks"]["spf"] == {"result": "softfail", "domain": "example.org"}


def test_a_letter_without_results_and_a_missing_file(tmp_path: Path, run: Run) -> None:
    """It says where to send one; a file that is not there is named."""
    said = run("delivered", letter(tmp_path, "X-Mailer: none"), cwd=tmp_path)
    assert said.returncode == 1 and "send one to an address at Gmail" in said.stdout
    assert run("delivered", "none.eml", cwd=tmp_path).returncode == 3
