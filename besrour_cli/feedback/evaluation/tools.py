"""Which tool a download is of, by its own columns; and which of them are people, addresses and hours."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from besrour_cli.feedback.evaluation.values import ColumnUse
from besrour_cli.model.evaluation.wording import folded_words


class ToolPreset(NamedTuple):
    """A tool: the headings that show it (each as one of several, folded), and those that say “sent off”.

    ``two_rows``: its headings take two rows, the question and what is within it.
    """

    id: str
    name: str
    shows: tuple[frozenset[str], ...]
    finished: frozenset[str] = frozenset()
    two_rows: bool = False


def _any(*words: str) -> frozenset[str]:
    return frozenset(map(folded_words, words))


TOOLS: tuple[ToolPreset, ...] = (
    ToolPreset(
        id="surveymonkey",
        name="SurveyMonkey",
        shows=(
            _any("Respondent ID", "Identifiant du répondant", "ID du répondant", "ID répondant"),
            _any("Collector ID", "Identifiant du collecteur", "ID du collecteur", "ID collecteur"),
        ),
        two_rows=True,
    ),
    ToolPreset(
        id="limesurvey",
        name="LimeSurvey",
        shows=(
            _any("id", "Response ID", "ID de la réponse", "id. Response ID", "id. ID de la réponse"),
            _any("submitdate", "Date submitted", "Date de soumission", "submitdate. Date submitted"),
            _any("lastpage", "Last page", "Dernière page", "startlanguage", "Start language"),
        ),
        finished=_any("submitdate", "Date submitted", "Date de soumission", "submitdate. Date submitted"),
    ),
    ToolPreset(
        id="redcap",
        name="REDCap",
        shows=(
            _any("record_id", "Record ID", "Record / Enregistrement"),
            _any(
                "evaluation_complete",
                "evaluation_timestamp",
                "redcap_survey_identifier",
                "Survey Timestamp",
                "Survey Identifier",
                "Complete?",
                "Complet ?",
                "Terminé ?",
            ),
        ),
        finished=_any("evaluation_complete", "Complete?", "Complet ?", "Terminé ?"),
    ),
    ToolPreset(
        id="microsoft",
        name="Microsoft Forms",
        shows=(
            _any("ID"),
            _any("Completion time", "Heure de fin", "Hora de conclusão"),
            _any("Start time", "Heure de début", "Hora de início"),
        ),
    ),
    ToolPreset(
        id="google",
        name="Google Forms",
        shows=(_any("Timestamp", "Horodateur", "Horodatage", "Carimbo de data/hora"),),
    ),
)
TABLE = ToolPreset("table", "", ())
"""A table that somebody keeps by hand, such as one into which papers were typed."""
_PEOPLE = re.compile(
    r"(?:(?:first|last|full|user|your|family|given) ?)?names?|nom(?: complet| de famille)?|prenoms?|"
    r"votre nom|nom et prenom|prenom et nom|firstname|lastname|username|nom d utilisateur|nome(?: completo)?|"
    r"redcap survey identifier|survey identifier"
)
_DROPPED = re.compile(
    r"(?:.* )?timestamp|horodat\w*|carimbo de data hora|submit ?date|date submitted|start ?date|end ?date|"
    r"date ?stamp|"
    r"date started|date last action|(?:start|end|completion|last modified) time|"
    r"hora d[ae] (?:inicio|conclusao|ultima (?:alteracao|modificacao))|endereco de e ?mail|"
    r"(?:date|heure) de (?:soumission|lancement|debut|fin|la derniere (?:action|modification))|"
    r"last ?page|derniere page|seed|graine de depart|"
    r"(?:response|respondent|collector|record|answer) ?id|id|"
    r"id (?:de la reponse|du repondant|du collecteur|repondant|collecteur)|"
    r"identifiant du (?:repondant|collecteur)|record enregistrement|"
    r"(?:your )?e ?mails?(?: address(?:es)?| id)?|(?:votre )?courriel|(?:your )?username|"
    r"(?:votre )?adresse (?:e ?mail|mail|courriel|electronique|de messagerie|ip)|"
    r"ip(?: ?addr\w*)?|ip address|ref ?url|referrer url|url de reference|referer|"
    r"custom data.*|donnees personnalisees.*|token|jeton|tags?|score|total points|quiz feedback|"
    r"redcap (?:event name|repeat instrument|repeat instance|data access group)|"
    r"event name|repeat (?:instrument|instance)|phone(?: number)?|telephone|tel|mobile|cell(?:ulaire)?|"
    r"address|adresse|latitude|longitude|location (?:latitude|longitude)|device|user agent|duration|"
    r"interview ?time|group ?time.*|question ?time.*|duree(?: totale)?|number|numero|no|"
    r"form complete|complete|terminee?|complet"
)
_INSTRUMENT, _COMPLETE = re.compile(r"[a-z][a-z0-9_]*_complete"), "evaluation complete"
_QUIZ = re.compile(r"(?:points|feedback|commentaires?)\s[-–]\s", re.IGNORECASE)
"""What Microsoft Forms puts before a question of a quiz, in columns of their own."""
_LANGUAGES = _any(
    "startlanguage",
    "Start language",
    "Langue de départ",
    "Langue initiale",
    "form_language",
    "language",
    "langue",
    "Langue du formulaire",
    "Form language",
    "Language / Langue",
    "startlanguage. Start language",
)


def tool_of(headings: Sequence[str]) -> ToolPreset:
    """The tool whose own columns are among the headings, else a table of somebody's own."""
    present = {_folded(heading) for heading in headings}
    for tool in TOOLS:
        if all(words & present for words in tool.shows):
            return tool
    return TABLE


def _folded(heading: str) -> str:
    """A heading as it is compared; REDCap's mark of the end is the same in every instrument."""
    return _COMPLETE if _INSTRUMENT.fullmatch(heading.strip()) else folded_words(heading)


@lru_cache(maxsize=4096)
def own_use(heading: str, finished: Collection[str] = frozenset()) -> ColumnUse | None:
    """What a column is for that no form asks about; None where its heading says nothing of that kind."""
    words = _folded(heading)
    if not words:
        return None
    if words in finished:
        return ColumnUse.FINISHED
    if words in _LANGUAGES or words.startswith("language langue"):
        return ColumnUse.LANGUAGE
    if _PEOPLE.fullmatch(words):
        return ColumnUse.NAME
    is_own = _DROPPED.fullmatch(words) or _QUIZ.match(heading)
    return ColumnUse.DROPPED if is_own else None
