"""``besrour check`` reads the coordinator's own templates too."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.small
Run = Callable[..., subprocess.CompletedProcess[str]]


def test_check_finds_mistakes_in_templates(run: Run, fresh: Path) -> None:
    """Names, blocks and files, with the line; without a templates folder nothing is looked for."""
    assert run("check", cwd=fresh).returncode == 0
    own = fresh / "templates"
    own.mkdir()
    (own / "invitation.en.md").write_text(
        "{% block greeting %}\nHello {{ reader.nmae }},\n{% endblock %}\n", "utf-8"
    )
    (own / "remindr.fr.md").write_text("Bonjour\n", "utf-8")
    done = run("check", "--json", cwd=fresh)
    assert done.returncode == 1
    problems = json.loads(done.stdout)["problems"]
    assert [(p["code"], p["path"], p["line"]) for p in problems] == [
        ("template-name", "templates/invitation.en.md", 2),
        ("template-unused", "templates/remindr.fr.md", 0),
    ]
    (own / "invitation.en.md").write_text(
        "{% block greeting %}\nHello {{ reader.name }},\n{% endblock %}\n", "utf-8"
    )
    (own / "remindr.fr.md").unlink()
    assert run("check", cwd=fresh).returncode == 0


@pytest.mark.thorough
def test_check_finds_mistakes_of_the_page(run: Run, planned: Path) -> None:
    """What export --page would refuse when it fills the page in, check refuses, at the same line."""
    (planned / "templates").mkdir()
    wrong = "{% block intro %}\n{{ items[999].titles }}\n{% endblock %}\n"
    (planned / "templates" / "page.html").write_text(wrong)
    said, refused = run("check", cwd=planned), run("export", "--page", cwd=planned)
    assert said.returncode == 1 and refused.returncode == 1
    place = "templates/page.html:2"
    assert place in said.stdout and place in refused.stderr
