"""A newcomer with a sign-up sheet and a list of themes: a checked, planned, previewed year, in French.

She types at a terminal of 80 columns, makes a newcomer's mistakes, and is told what to write instead.
"""

from __future__ import annotations

import email
import email.policy
import time
from pathlib import Path

from support.stories.diary import Diary, words_of

SHEET = """\
Horodateur,Adresse e-mail,Prénom,Nom de famille,Ville et pays,Langue(s),Quand êtes-vous libre?,Téléphone
2026-11-02 09:01:00,awa@example.org,Awa,Diopel,"Dakar, Sénégal",Français,pas le mardi,+221 555 01 02
2026-11-02 10:42:00,kofi@example.org,Kofi,Mensarel,"Accra, Ghana",English,"sauf mercredi et jeudi",+233 555
2026-11-03 15:50:00,zoe@example.org,Zoé,Lirandel,"Sherbroke, Canada","Français, anglais",de midi à 14 h,
2026-11-04 08:38:00,,Ruth,Okonjobel,"Kampala, Ouganda",English,toujours disponible,+256 555 05 06
2026-11-05 12:40:00,test@example.org,test,test,test,Français,,
2026-11-06 16:56:00,ines@example.org,Inès,Tavarel,"Toronto, Canada",EN/FR,pas le vendredi,
"""
THEMES = """\
Thèmes
- Rural practice / La pratique rurale
- Mentors, from afar / Le mentorat, à distance
- Looking after ourselves / Prendre soin de soi
"""
FIRST = "2027-03-evening-cafe"


class Sitting(Diary):
    """One sitting: the commands so far, the answers a person had to type, the seconds of the machine."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, "fr")
        self.today("2026-11-30T12:00Z")
        self.commands, self.answers, self.seconds = 0, 0, 0.0

    def does(self, words: str, *answers: str, code: int = 0) -> str:
        """Run a command, type the answers, and give what is printed, its lines joined."""
        begun = time.monotonic()
        printed = self.runs(words, types="\n".join(answers), code=code, hide=True)
        self.commands += 1
        self.answers += len(answers)
        self.seconds += time.monotonic() - begun
        return " ".join(printed.replace("\u00a0", " ").split())


def test_a_newcomer_has_her_bilingual_year_in_one_sitting(tmp_path: Path) -> None:
    """Nine commands, two of them mistakes, and ten answers; the machine has five of the thirty minutes."""
    she = Sitting(tmp_path)
    made = she.does(
        "init mon-cafe",
        "vide",
        "North café / Café du Nord",
        "Toronto",
        "Department / Département, nord@example.org, 1 rue Exemple, Toronto",
        "Evening café / Café du soir",
        "mars à mai 2027",
    )
    assert "En français : Café du Nord; Café du soir." in made and "besrour enrol FICHIER" in made
    she.folder = tmp_path / "mon-cafe"
    (tmp_path / "inscriptions.csv").write_text(SHEET, encoding="utf-8")
    (she.folder / "themes.txt").write_text(THEMES, encoding="utf-8")
    assert "vérifiez son nom, et le dossier" in she.does("enrol inscriptions.csv", code=4)
    enrolled = she.does("enrol ../inscriptions.csv", "1", "ruth@example.org", "5")
    assert "Awa Diopel, awa@example.org, Dakar, français, jamais mardi" in enrolled
    assert "Zoé Lirandel, zoe@example.org, Sherbrooke, français et anglais, midi–14 h" in enrolled
    assert "quelqu’un a essayé le formulaire" in enrolled and "Ensuite : besrour check" in enrolled
    assert "besrour new SÉRIE --from FICHIER" in she.does("themes themes.txt", code=2)
    assert "3 fichiers sont écrits." in she.does("new 'Café du soir' --from themes.txt", "oui")
    assert "aucune erreur" in she.does("check")
    assert "3 séances : 3 proposées." in she.does("plan")
    assert "6 lettres" in she.does(f"invite {FIRST}")
    posted = she.does(f"post {FIRST}")
    assert "*Rural practice*" in posted and "*La pratique rurale*" in posted
    letters = sorted((she.folder / "out/letters" / FIRST).glob("*.eml"))
    assert len(letters) == 6
    for letter in letters:
        words = words_of(email.message_from_bytes(letter.read_bytes(), policy=email.policy.default))
        assert "Rural practice" in words and "La pratique rurale" in words
    assert (she.commands, she.answers) == (9, 10)
    assert she.seconds < 5 * 60
