"""The picture of the year's own words, in each language it is drawn in.

They are no messages of the program: a picture is drawn in its readers' language, not the coordinator's.
"""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "The year of {name}, in local hours",
        "desc": "{sessions} sessions at {places} places, from {first} to {last}. "
        "Attendances at night: {nights}. Most burdened region: {region}, {mean} on average. "
        "Most burdened of all: {person}, {most}.",
        "hours": "local hour of the start",
        "signs": "* a night there   ! not a reasonable hour for someone there   · not invited",
        "also": "The same clock:",
        "loads": "Mean burden of each region over the year, and ◇ whoever bears most there",
        "worst": "bears most of all",
        "nights": "{n} at night",
        "data": "Time zone data {version}",
        "none": "Nothing is planned.",
    },
    "fr": {
        "title": "L’année de {name}, en heures locales",
        "desc": "{sessions} séances en {places} lieux, du {first} au {last}. "
        "Présences de nuit\u00a0: {nights}. Région la plus chargée\u00a0: {region}, {mean} en moyenne. "
        "Charge la plus lourde\u00a0: {person}, {most}.",
        "hours": "heure locale du début",
        "signs": "* nuit sur place   ! heure peu raisonnable pour quelqu’un sur place   · sans invitation",
        "also": "Même heure\u00a0:",
        "loads": "Charge moyenne de chaque région dans l’année, et ◇ qui y porte la plus lourde",
        "worst": "la plus lourde de toutes",
        "nights": "{n} de nuit",
        "data": "Données de fuseaux horaires {version}",
        "none": "Rien n’est prévu.",
    },
}
