"""Portuguese as besrour ships it: its data, and the small programme with its texts in three languages."""

from __future__ import annotations

from dataclasses import replace

import support.publishing.letter_programme as given
from besrour_cli.model.language import Language
from besrour_cli.model.programme import Link, Programme, Session
from besrour_cli.storage import resources
from besrour_cli.storage.programme.language.language_toml import read_language_data
from besrour_cli.storage.programme.language.words_toml import read_words
from besrour_cli.storage.text.source_file import SourceFile
from support.checkout import ROOT

SHIPPED = ROOT / "languages" / "pt"
DATA = SHIPPED / "language.pt.toml"
MAPUTO = given.place("Maputo", "Maputo", "MZ", "Africa/Maputo")
LUANDA = given.place("Luanda", "Luanda", "AO", "Africa/Luanda")


def portuguese() -> Language:
    """Portuguese, with the data and words that a programme reads for it; what they warn of is the review."""
    page = SourceFile("templates/language.pt.toml", DATA.read_text("utf-8"))
    found = read_language_data(page, "pt")
    assert found is not None and [problem.code for problem in page.problems] == ["language-sample"]
    words = SourceFile("templates/words.pt.toml", (SHIPPED / "words.pt.toml").read_text("utf-8"))
    said = read_words(words, resources.shipped_template("words.toml"), ())
    assert not words.problems, words.problems
    return Language(replace(found, words=said))


def wording() -> dict[str, str]:
    """The Portuguese templates by name, as a coordinator's folder has them after ``init --language pt``."""
    return {path.relative_to(SHIPPED).as_posix(): path.read_text("utf-8") for path in SHIPPED.rglob("*.*")}


PT = portuguese()


def trilingual() -> tuple[Programme, Session]:
    """The small programme with its texts in three languages, and readers in Maputo and Luanda."""
    people = (
        given.member("mz-maputo", "Universidade Eduardo Mondlane", MAPUTO, ("pt", "en")),
        given.member("ao-luanda", "Universidade Agostinho Neto", LUANDA, ("pt",)),
    )
    series = given.PROGRAMME.series["cafe"]
    session = replace(
        given.SESSION,
        titles={**given.SESSION.titles, "pt": "Ensinar à cabeceira"},
        descriptions={
            **given.SESSION.descriptions,
            "pt": "Como ensinar quando a enfermaria está cheia e o tempo é pouco? Duas equipas contam o que "
            "tentaram, e depois conversamos.\n\nTraga um hábito de ensino a que não renunciaria.",
        },
        links=(
            Link(
                {**given.SESSION.links[0].titles, "pt": "Um artigo curto para ler antes"},
                {"en": "https://example.org/papers/bedside"},
            ),
        ),
        form=Link(
            {"en": "Six questions", "fr": "Six courtes questions", "pt": "Seis perguntas"},
            {"en": "https://forms.example.org/6"},
        ),
    )
    programme = replace(
        given.PROGRAMME,
        languages=("en", "fr", PT),
        names={**given.PROGRAMME.names, "pt": "Café Besrour (conversas)"},
        contact=given.PROGRAMME.contact._replace(
            name={**given.PROGRAMME.contact.name, "pt": "O Centro Besrour"}
        ),
        series={
            **given.PROGRAMME.series,
            "cafe": replace(series, names={**series.names, "pt": "Café Besrour"}),
        },
        sessions=(session,),
        members=(*given.MEMBERS, *people),
    )
    return programme, session
