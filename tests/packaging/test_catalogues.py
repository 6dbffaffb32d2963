"""The check of the catalogues: what it takes from the code, and which translations it refuses."""

from __future__ import annotations

import gettext
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from support.checkout import ROOT
from tools import catalogues
from tools.french import sentence

SOURCE = '''
from besrour_cli.model.message import msg, msgn
from besrour_cli.commands.terminal.translation import _

def told(n, name):
    """Three sentences."""
    return msg("a key is written twice", name=name), msgn("{n} file", "{n} files", n), _("The folder.")
'''


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small package with three sentences, and no library that speaks."""
    package = tmp_path / "besrour_cli"
    package.mkdir()
    (package / "told.py").write_text(SOURCE)
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    monkeypatch.setattr(catalogues, "PACKAGE", package)
    monkeypatch.setattr(catalogues, "FOLDER", package / "locale")
    monkeypatch.setattr(catalogues, "TEMPLATE", package / "locale" / "besrour.pot")
    monkeypatch.setattr(catalogues, "LIBRARIES", ())
    return tmp_path


def translate(**strings: str | tuple[str, ...]) -> None:
    """Write French for the three sentences into the translator's file, and compile."""
    french = {"key": "une clé est écrite deux fois", "folder": "Le dossier."}
    words = french | {"files": ("{n} fichier", "{n} fichiers")} | strings
    catalogues.update()
    path = catalogues.po_file("fr")
    catalogue = catalogues._read(path, "fr")
    for message in catalogue:
        if message.id == "a key is written twice":
            message.string = words["key"]
        elif message.id == ("{n} file", "{n} files"):
            message.string = words["files"]
        elif message.id == "The folder.":
            message.string = words["folder"]
    catalogues._write_po(path, catalogue)
    catalogues.update()


def replace(old: str, new: str) -> None:
    """Edit the translator's file by hand."""
    path = catalogues.po_file("fr")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_whole_catalogue_has_no_fault(house: Path) -> None:
    """All three translated and compiled; the compiled file speaks, plural included."""
    translate()
    assert catalogues.faults() == []
    french = gettext.translation("besrour", catalogues.FOLDER, languages=["fr"])
    assert french.gettext("The folder.") == "Le dossier."
    assert [french.ngettext("{n} file", "{n} files", n) for n in (0, 1, 2)] == [
        "{n} fichier",
        "{n} fichier",
        "{n} fichiers",
    ]


def test_writing_again_changes_nothing(house: Path) -> None:
    """Neither a date nor an order: the same sentences, the same bytes."""
    translate()
    files = [path for path in catalogues.FOLDER.rglob("*") if path.is_file()]
    before = {path: path.read_bytes() for path in files}
    catalogues.update()
    assert {path: path.read_bytes() for path in files} == before
    assert len(files) == 3


@pytest.mark.parametrize(
    ("strings", "fault"),
    [
        ({"key": ""}, "fr: no translation of 'a key is written twice'"),
        ({"files": ("{n} fichier", "")}, "fr: no translation of '{n} file'"),
        ({"key": "la clé {name} est écrite deux fois"}, "has the gaps []"),
        ({"files": ("{n} fichier", "des fichiers")}, "has the gaps ['n']"),
        ({"files": ("{n} fichier", "{nombre} fichiers")}, "has the gaps ['n']"),
        ({"folder": "Le dossier {."}, "(unpaired brace)"),
    ],
)
def test_a_translation_that_is_none_is_refused(
    house: Path, strings: dict[str, str | tuple[str, ...]], fault: str
) -> None:
    """Missing, half missing, or with a gap that nothing would fill."""
    translate(**strings)
    [found] = catalogues.faults()
    assert fault in found


def test_the_singular_may_leave_its_number_out(house: Path) -> None:
    """« Un fichier » says it as well as « 1 fichier »."""
    translate(files=("un seul fichier", "{n} fichiers"))
    assert catalogues.faults() == []


def test_a_new_sentence_and_an_old_one_are_found(house: Path) -> None:
    """The code moved on: template and translation lack one sentence and still have another."""
    translate()
    (house / "besrour_cli" / "told.py").write_text(SOURCE.replace("The folder.", "The new folder."))
    assert sorted(catalogues.faults()) == [
        "besrour.pot lacks 'The new folder.'",
        "besrour.pot still has 'The folder.'",
        "fr: besrour.po lacks 'The new folder.'",
        "fr: besrour.po still has 'The folder.'",
    ]


def test_a_catalogue_that_was_not_compiled_is_found(house: Path) -> None:
    """The translator's file was edited, the program still speaks the old one."""
    translate()
    replace("Le dossier.", "Le répertoire.")
    assert catalogues.faults() == ["fr: besrour.mo is not compiled from besrour.po as it is"]


def test_a_doubtful_translation_is_refused(house: Path) -> None:
    """A translator marked it fuzzy: it is neither spoken nor let through."""
    translate()
    replace('msgid "The folder."', '#, fuzzy\nmsgid "The folder."')
    catalogues.update()
    assert catalogues.faults() == ["fr: a doubtful (fuzzy) translation of 'The folder.'"]


@pytest.mark.parametrize(
    "call", ['msg(f"a {name}")', "msg(name)", 'msg("a " + name)', 'msgn("a", name, n)', "msg()"]
)
def test_a_sentence_that_cannot_be_extracted_is_found(house: Path, call: str) -> None:
    """It would be English for ever, and no other check would notice."""
    translate()
    (house / "besrour_cli" / "other.py").write_text(f"def told(n, name):\n    return {call}\n")
    assert any(fault.startswith("besrour_cli/other.py:2: msg") for fault in catalogues.faults())


def test_the_libraries_sentences_are_among_them() -> None:
    """Click's and Typer's own, as they are installed."""
    said = {catalogues._forms(message.id)[0] for message in catalogues.extracted() if message.id}
    assert {"Show this message and exit.", "Missing option", "Usage:", "Options"} <= said


@pytest.mark.thorough
def test_a_trial_language_marks_every_sentence(tmp_path: Path) -> None:
    """``--trial`` writes a catalogue that gettext finds and in which each sentence is marked."""
    command = [sys.executable, "-m", "tools.catalogues", "--trial", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True)
    trial = gettext.translation("besrour", tmp_path, languages=["xx"])
    for message in catalogues.extracted():
        if message.id and isinstance(message.id, str):
            assert trial.gettext(message.id) == f"⟦{message.id}⟧"


def test_an_empty_catalogue_compiles(tmp_path: Path) -> None:
    """A new language begins with nothing translated, and the program then speaks English."""
    catalogue = Catalog(locale="pt")
    catalogue.add("The folder.")
    catalogue.add(("{n} file", "{n} files"))
    catalogues._compile(catalogue, tmp_path / "pt" / "LC_MESSAGES" / "besrour.mo")
    speech = gettext.translation("besrour", tmp_path, languages=["pt"])
    assert speech.gettext("The folder.") == "The folder."
    assert speech.ngettext("{n} file", "{n} files", 2) == "{n} files"


@pytest.mark.parametrize(
    ("english", "french", "fault"),
    [
        (
            "sunset in {place}: {hour}",
            "coucher du soleil à {place}\u00a0: {hour}",
            "« à Le Caire »",
        ),
        ("Say each hour in Swahili too.", "Dit aussi chaque heure en swahili.", "in the infinitive"),
        ("{n} sessions", "{n} séance(s)", "a plural in brackets"),
        ("it would have to begin in the past", "cela devrait commencer dans le passé", "reads “should”"),
        ("it is outside of the window", "c’est hors de la fenêtre", "plage de dates"),
        ("the printed hour", "l’heure imprimée", "annoncé"),
        ("the file is damaged", "le fichier est abîmé", "endommagé"),
        ("A place; may be repeated.", "Un lieu; peut être répétée.", "l’option peut être répétée"),
        ("the calendar of {names}", "le calendrier de {names}", "agenda"),
        ("the newsletter", "la lettre de nouvelles", "« infolettre »"),
        ("a reminder", "une relance", "« rappel »"),
        ("the file: {path}", "le fichier : {path}", "a no-break space"),
    ],
)
def test_french_that_was_wrong_once_is_found(english: str, french: str, fault: str) -> None:
    """Kinds of mistakes of an audit after the OQLF: prepositions, verbs, plurals, other words, signs."""
    assert any(fault in found for found in sentence(english, french))


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("sunset in {place}: {hour}", "coucher du soleil ({place})\u00a0: {hour}"),
        ("a window of {n} columns shows it", "une fenêtre de {n} colonnes le montre"),
        ("what was published or printed, and copies", "ce qui a été publié ou imprimé, et les copies"),
        ("write series: {series}", "écrivez `series: {series}`"),
        ("{name} ({email})", "{name} ({email})"),
    ],
)
def test_good_french_is_let_through(english: str, french: str) -> None:
    """Brackets keep a place's name whole; a window of a terminal is one; code is no word."""
    assert list(sentence(english, french)) == []
