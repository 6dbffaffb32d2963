"""What people observe, read from the roster and from the programme's own rules."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from besrour_cli.observances import observance_rules
from besrour_cli.storage.programme.load import LoadedProgramme, load
from besrour_cli.storage.programme.observances import read_observances, with_observances
from besrour_cli.storage.text.scalars import ParseError
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.nodes import compose
from support.checkout import ROOT

SHIPPED = ROOT / "sessions"


def loaded(folder: Path, rules: str = "", cell: str | None = None) -> LoadedProgramme:
    """The pilot with rules added, and with the first member's cell in a column ``observes``."""
    shutil.copytree(SHIPPED, folder / "sessions")
    programme = folder / "sessions" / "programme.yaml"
    programme.write_text(programme.read_text(encoding="utf-8") + rules, encoding="utf-8")
    if cell is not None:
        roster = folder / "sessions" / "members.csv"
        head, first, *rest = roster.read_text(encoding="utf-8").splitlines()
        lines = [head + ",observances", f'{first},"{cell}"', *(line + "," for line in rest)]
        roster.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return load(str(folder))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("ramadan", (observance_rules.RAMADAN,)),
        ("Ramadan; Friday prayer", (observance_rules.RAMADAN, observance_rules.PRAYER)),
        ("prière du vendredi, orthodoxe", (observance_rules.PRAYER, observance_rules.ORTHODOX)),
        ("Sabbat / fériés permis", (observance_rules.SABBATH, observance_rules.HOLIDAYS_ALLOWED)),
        ("iftar-allowed", (observance_rules.IFTAR_ALLOWED,)),
        ("aucune", (observance_rules.NONE,)),
        ("; ramadan;; ", (observance_rules.RAMADAN,)),
    ],
)
def test_words_in_both_languages(text: str, read: tuple[str, ...]) -> None:
    """Any case, accents or hyphens."""
    assert with_observances(text) == read


def test_an_unknown_word_names_a_similar_one() -> None:
    """Never guessed."""
    wrong = with_observances("ramadam")
    assert isinstance(wrong, ParseError)
    assert "ramadan" in str(wrong.remedy)


def test_the_roster_and_the_rules_are_read(tmp_path: Path) -> None:
    """A country, a province, a town and everywhere; the member's own words."""
    rules = (
        "observances:\n  Sénégal: [ramadan, friday prayer]\n  Casablanca: ramadan\n  partout: iftar permis\n"
    )
    programme = loaded(tmp_path, rules, "orthodox").programme
    assert programme is not None
    assert programme.members[0].observes == (observance_rules.ORTHODOX,)
    assert programme.members[1].observes == ()
    found = {(r.country, r.town): r.keeps for r in programme.observances}
    assert found == {
        ("SN", ""): (observance_rules.RAMADAN, observance_rules.PRAYER),
        ("MA", "Casablanca"): (observance_rules.RAMADAN,),
        ("", ""): (observance_rules.IFTAR_ALLOWED,),
    }


def test_a_wrong_place_and_a_wrong_word_are_told_with_their_lines(tmp_path: Path) -> None:
    """Both at once, each where it stands."""
    found = loaded(tmp_path, "observances:\n  Atlantis: ramadan\n  Maroc: ramadam\n", "sabath")
    assert found.programme is None
    codes = sorted(p.code for p in found.problems if not p.warning)
    assert codes == ["place-unknown", "value-observes", "value-observes"]


def test_a_list_is_no_mapping_of_places(tmp_path: Path) -> None:
    """The remedy shows how it is written."""
    found = loaded(tmp_path, "observances: [ramadan]\n")
    assert [p.code for p in found.problems if not p.warning] == ["kind-not-mapping"]


def test_a_place_where_nobody_is_warns_and_names_those_near(tmp_path: Path) -> None:
    """The line, the place as written, and where the nearest members are; no mistake."""
    rules = (
        "observances:\n  Rabat: ramadan\n  Malawi: sabbath\n  Labrador City: sabbath\n  Rwanda: none\n"
        "  Senegal: ramadan\n  Casablanca: ramadan\n  Ontario: sabbath\n  everywhere: iftar allowed\n"
    )
    found = loaded(tmp_path, rules)
    assert found.programme is not None
    text = (tmp_path / "sessions" / "programme.yaml").read_text(encoding="utf-8").splitlines()
    told = {text[p.spot.line - 1].split(":")[0].strip(): str(p.remedy) for p in found.problems}
    assert all(p.warning and p.code == "observances-unmatched" for p in found.problems)
    assert set(told) == {"Rabat", "Malawi", "Labrador City", "Rwanda"}
    near = {place: remedy.rpartition(" are at ")[2].split(" / ") for place, remedy in told.items()}
    assert near["Rabat"][0] == "Casablanca"
    assert near["Malawi"][0] in ("Lusaka", "Harare")
    assert near["Rwanda"][0] == "Kampala"
    assert near["Labrador City"][:2] == ["St. John's", "Halifax"]


def test_a_country_that_has_its_citys_name_is_the_country() -> None:
    """Everybody in Luxembourg is meant, and not its capital alone."""
    page = SourceFile("programme.yaml", "Luxembourg: sabbath\nDakar: ramadan\n")
    root = compose(page)
    assert root is not None
    found = [entry.observances for entry in read_observances(page, root)]
    assert [(rule.country, rule.town) for rule in found] == [("LU", ""), ("SN", "Dakar")]
