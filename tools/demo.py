"""``dev.py demo``: a coordinator's year on the example programme, told step by step."""

from __future__ import annotations

from pathlib import Path

from tools.environment import ROOT, run, script
from tools.words import pick, say, trouble

STEPS = (
    (
        ["check"],
        "Reads the programme in sessions/ and tells every mistake at once.",
        "Lit le programme dans sessions/ et signale toutes les erreurs d’un coup.",
    ),
    (
        ["plan"],
        "Chooses a start for every session of the year, fairly, and remembers the choice in plan.yaml.",
        "Choisit équitablement le début de chaque séance de l’année et retient le choix dans plan.yaml.",
    ),
    (
        ["invite", "2027-01-cafe"],
        "Writes each person a bilingual letter for the January café, at their own local time; sends nothing.",
        "Écrit à chaque personne une lettre bilingue pour le café de janvier, à son heure; n’envoie rien.",
    ),
    (
        ["newsletter"],
        "Writes the members’ newsletter: the coming sessions, in both languages.",
        "Écrit l’infolettre des membres : les séances à venir, dans les deux langues.",
    ),
    (
        ["export"],
        "Writes the calendars that people subscribe to.",
        "Écrit les calendriers auxquels on s’abonne.",
    ),
    (
        ["report", "--folder", "examples/evaluated"],
        "Writes the committee’s report of an invented year, below examples/evaluated/out/report/.",
        "Écrit pour le comité le rapport d’une année inventée, sous examples/evaluated/out/report/.",
    ),
)


def demo() -> int:
    """Run the six commands on the repository's own programme and say where the results are."""
    say(
        "A coordinator’s year on the example programme (sessions/), in six commands.\n",
        "L’année d’une coordinatrice sur le programme d’exemple (sessions/), en six commandes.\n",
    )
    for number, (command, english, french) in enumerate(STEPS, 1):
        spoken = "besrour " + " ".join(command)
        print(f"{number}. {spoken}\n   {pick(english, french)}\n", flush=True)
        if code := run([script("besrour"), *command]):
            trouble(
                f"\n“{spoken}” stopped with exit code {code} (explained in docs/en/reference/exit-codes.md).",
                f"\n« {spoken} » s’est arrêté avec le code {code} (voir docs/fr/reference/exit-codes.md).",
            )
            return code
        print(flush=True)
    say("The results, in this folder:", "Les résultats, dans ce dossier :")
    for path, count in _results(ROOT):
        print(f"   {path:<32}{pick(*_counted(count)) if count else ''}".rstrip())
    say(
        "\nEdit a file in sessions/ and run a command yourself:  " + _typed("besrour check"),
        "\nModifiez un fichier de sessions/ et lancez vous-même :  " + _typed("besrour check"),
    )
    return 0


def _results(root: Path) -> list[tuple[str, int]]:
    """plan.yaml, each folder of out/ with the number of files below it, and the invented year’s report."""
    found = [("plan.yaml", 0)] if (root / "plan.yaml").exists() else []
    for where in ("out", "examples/evaluated/out"):
        out = root / where
        for entry in sorted(out.iterdir()) if out.is_dir() else []:
            if entry.is_dir():
                found.append((f"{where}/{entry.name}/", sum(path.is_file() for path in entry.rglob("*"))))
            else:
                found.append((f"{where}/{entry.name}", 0))
    return found


def _counted(n: int) -> tuple[str, str]:
    return f"{n} file" + "s" * (n != 1), f"{n} fichier" + "s" * (n > 1)


def _typed(command: str) -> str:
    """What to type for a program of the environment, from the project's folder."""
    program, rest = command.split(" ", 1)
    return f"{Path(script(program)).relative_to(ROOT)} {rest}"
