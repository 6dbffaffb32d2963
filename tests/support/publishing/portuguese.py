"""Portuguese as a third language: its data, and the small programme with its texts in three languages."""

from __future__ import annotations

from dataclasses import replace

import support.publishing.letter_programme as given
from besrour_cli.model.language import Language
from besrour_cli.model.programme import Link, Programme, Session
from besrour_cli.storage.programme.language.language_toml import read_language_data
from besrour_cli.storage.text.source_file import SourceFile
from support.checkout import TESTS

CASES = TESTS / "publishing" / "languages" / "cases"
DATA = CASES / "language.pt.toml"
MAPUTO = given.place("Maputo", "Maputo", "MZ", "Africa/Maputo")
LUANDA = given.place("Luanda", "Luanda", "AO", "Africa/Luanda")


def portuguese() -> Language:
    """Portuguese, with the data a programme reads for it."""
    page = SourceFile("templates/language.pt.toml", DATA.read_text("utf-8"))
    found = read_language_data(page, "pt")
    assert found is not None and not page.problems, page.problems
    return Language(found)


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
