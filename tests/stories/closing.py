"""How a year ends: what people thought, the committee's report, somebody else who goes on, the year after."""

from __future__ import annotations

from stories.beginning import CAFE

from besrour_cli.storage.programme.evaluation.load_form import load_form
from support.feedback.evaluation_downloads import google, respondents
from support.stories.diary import Diary

ANSWERS = "answers.csv"
EXAMPLE = "../example-year"


def asks_what_people_thought(diary: Diary) -> None:
    """A form, and its download, of which nobody's name is kept; nothing is counted twice."""
    diary.today("2027-02-19T15:00Z")
    diary.chapter("16. What people thought", "16. Ce que l’on en a pensé")
    diary.says(
        "Did the café of January do any good? A form asks those who came, each in her language and "
        "without a name:",
        "Le café de janvier a-t-il servi à quelque chose? Un formulaire le demande à celles et ceux qui sont "
        "venus, dans leur langue et sans leur nom :",
    )
    diary.runs(f"form evaluation --session {CAFE}")
    diary.says(
        f"""
Make it in the tool that your institution has, and send its link to those who came. A week later, download
the answers as they are, here as `{ANSWERS}`. (In the example nobody answers: you can only read on.)
""",
        f"""
Montez-le dans l’outil de votre établissement et envoyez-en le lien à celles et ceux qui sont venus. Une
semaine plus tard, téléchargez les réponses telles quelles, ici sous le nom `{ANSWERS}`. (Dans l’exemple,
personne ne répond : vous ne pouvez que lire la suite.)
""",
    )
    form = load_form("", ["en", "fr"])
    answers = google(form, respondents(form, 9, 20, ("en", "fr")), diary.language)
    (diary.folder / ANSWERS).write_text(answers, encoding="utf-8")
    diary.runs(f"collect {ANSWERS} --wave {CAFE}", types="20")
    assert "@" not in (diary.folder / "responses/evaluation.csv").read_text(encoding="utf-8")
    diary.runs(f"collect {ANSWERS} --wave {CAFE}", hide=True)
    (diary.folder / ANSWERS).unlink()
    diary.says(
        "Names, addresses and hours of the download were dropped as it was read. Now delete it. Read again, "
        "it would add nothing.",
        "Les noms, les adresses et les heures ont été écartés dès la lecture. Supprimez maintenant le "
        "fichier. Relu, il n’ajouterait rien.",
    )


def reports(diary: Diary) -> None:
    """The report of a whole year, which is invented, and everything in it worked out a second time."""
    diary.chapter("17. The report to the committee", "17. Le rapport au comité")
    diary.says(
        "At the end of the year the advisory committee decides whether the café goes on. One session says "
        "little; a whole year, invented from beginning to end, comes with besrour:",
        "À la fin de l’année, le comité consultatif décide si le café continue. Une seule séance dit peu de "
        "chose; une année entière, inventée du début à la fin, est fournie avec besrour :",
    )
    diary.runs(f"init {EXAMPLE} --example evaluated", shown=(1, 0))
    diary.runs(f"report --folder {EXAMPLE}", shown=(9, 8))
    assert (diary.folder / EXAMPLE / "out/report/report.fr.pdf").exists()
    diary.says(
        "Counts so small that they could give somebody away are hidden. Before you give it out, have every "
        "figure and word worked out anew from the files:",
        "Les nombres si petits qu’ils pourraient trahir quelqu’un sont masqués. Avant de remettre le "
        "rapport, faites refaire chaque chiffre et chaque mot à partir des fichiers :",
    )
    diary.runs(f"report --verify --folder {EXAMPLE}")


def hands_over(diary: Diary) -> None:
    """One archive; the folder that was handed over sends nothing, so that no letter goes out twice."""
    diary.chapter("18. Somebody else goes on", "18. Quelqu’un prend le relais")
    diary.says(
        "You leave, and somebody in Nairobi goes on. Everything goes into one file:",
        "Vous partez, et quelqu’un à Nairobi continue. Tout tient dans un seul fichier :",
    )
    diary.runs(
        "handover ../my-cafe.zip --place Nairobi --ask 'Camille, camille@example.org' --yes", shown=(2, 0)
    )
    diary.says(
        "Two folders that send would send everything twice. So from now on yours sends nothing:",
        "Deux dossiers qui envoient enverraient tout en double. Le vôtre n’envoie donc plus rien :",
    )
    diary.runs("send --due --yes", code=5, shown=(0, 2))
    assert not diary.new_letters()
    diary.says(
        "In Nairobi, what is due stands there on the clocks of Nairobi:",
        "À Nairobi, ce qui est à faire se lit à l’heure de Nairobi :",
    )
    diary.runs("receive ../my-cafe.zip ../nairobi --place Nairobi")
    diary.runs("send --due --folder ../nairobi --yes", hide=True)
    assert diary.new_letters()


def begins_the_next_year(diary: Diary) -> None:
    """People and what they bore go over; what has to be decided anew is listed."""
    diary.chapter("19. The year after", "19. L’année d’après")
    diary.says(
        "A second year begins from the first, in a folder of its own:",
        "Une deuxième année part de la première, dans un dossier à elle :",
    )
    diary.runs(f"next-year --folder {EXAMPLE}")
    assert (diary.folder / "../besrour-cafe-2026-invented/sessions/members.csv").exists()
    diary.says(
        """
Whoever bore more in the first year is spared in the second. What you have just read is the round of a
year. The how-to guides take up each step again: see the list in the README.
""",
        """
La personne qui a porté davantage la première année est ménagée la deuxième. Vous venez de faire le tour
d’une année. Les guides pratiques reprennent chaque étape : voyez la liste du README.
""",
    )
