"""abcvoting in an environment of its own below ``build/``: asked about many profiles in one run.

It weighs too much to depend on. Its solvers are left away, but for the one it cannot be imported without.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from besrour_cli.planning.themes.ballots import Ballot
from support.checkout import ROOT

HOME = ROOT / "build" / "abcvoting"
PACKAGES = ("abcvoting==2.19.2", "gurobipy", "networkx", "numpy", "pulp", "ruamel.yaml")
QUESTION = """
import json, sys
from abcvoting import abcrules, properties
from abcvoting.preferences import Profile

answers = []
for asked in json.load(sys.stdin):
    profile = Profile(asked["themes"])
    profile.add_voters(asked["ballots"])
    rule = dict(committeesize=asked["count"], algorithm="standard-fractions", resolute=False)
    committees = abcrules.compute("equal-shares", profile, **rule)
    fair = [properties.check_EJR_plus(profile, chosen) for chosen in asked["choices"]]
    answers.append({"committees": [sorted(each) for each in committees], "fair": fair})
json.dump(answers, sys.stdout)
"""


class NotInstalled(Exception):
    """abcvoting is not here and cannot be fetched; the words are those of pip."""


class Question(NamedTuple):
    """A profile, how many themes are to be chosen, and choices of which it is asked whether they are fair."""

    ballots: list[Ballot]
    themes: str
    sessions: int
    choices: list[list[str]]


class Answer(NamedTuple):
    """Every choice that the rule allows, and whether each choice asked about has EJR+."""

    committees: list[set[str]]
    fair: list[bool]


def install() -> Path:
    """The Python that has abcvoting; raises :class:`NotInstalled`."""
    python = HOME / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(HOME)], check=True, capture_output=True)
    if subprocess.run(
        [str(python), "-c", "import abcvoting.abcrules"], capture_output=True, check=False
    ).returncode:
        pip = [str(python), "-m", "pip", "install", "--quiet", "--no-deps", *PACKAGES]
        done = subprocess.run(pip, capture_output=True, text=True, check=False)
        if done.returncode:
            raise NotInstalled(done.stderr.strip().splitlines()[-1])
    return python


def ask(python: Path, questions: list[Question]) -> list[Answer]:
    """What abcvoting says to each question."""
    sent = [
        {
            "themes": len(each.themes),
            "ballots": [[each.themes.index(t) for t in ballot.approved] for ballot in each.ballots],
            "count": each.sessions,
            "choices": [[each.themes.index(t) for t in choice] for choice in each.choices],
        }
        for each in questions
    ]
    done = subprocess.run(
        [str(python), "-c", QUESTION], input=json.dumps(sent), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return [
        Answer([{each.themes[i] for i in committee} for committee in answer["committees"]], answer["fair"])
        for each, answer in zip(questions, json.loads(done.stdout), strict=True)
    ]
