"""Keys that are not known where they are written, and which key was probably meant."""

from __future__ import annotations

from collections.abc import Sequence

from besrour_cli.model.language import fold_case
from besrour_cli.model.message import msg
from besrour_cli.storage.text.passwords import is_password_key
from besrour_cli.storage.text.scalars import similar
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.nodes import MappingNode, Node, ScalarNode, report

# What people who think in French write (or Americans); only ever used to name the right key.
_FRENCH_KEYS = {
    "titre": "title",
    "fenetre": "window",
    "duree": "duration",
    "jours": "weekdays",
    "langues": "languages",
    "requis": "required",
    "liens": "links",
    "lien": "links",
    "interpretation": "interpretation",
    "debut": "start",
    "serie": "series",
    "nom": "name",
    "courriel": "email",
    "adresse": "address",
    "personne": "person",
    "site": "website",
    "desabonnement": "unsubscribe",
    "plateforme": "platform",
    "telephone": "phone",
    "aide": "help",
    "groupes": "groups",
    "couleur": "colour",
    "color": "colour",
    "entre": "between",
    "equite": "fairness",
    "nuit": "night",
    "ancrage": "anchor",
    "lieu": "anchor",
    "organisateur": "organiser",
    "organizer": "organiser",
    "de": "from",
    "a": "to",
    "raison": "reason",
    "interdits": "blackouts",
    "pas": "step",
    "programme": "series",
    "animation": "facilitator",
    "animateur": "facilitator",
    "animatrice": "facilitator",
    "hote": "host",
    "interprete": "interpreter",
    "conferencier": "speaker",
    "conferenciere": "speaker",
    "secretaire": "notetaker",
    "a_eu_lieu": "took_place",
    "a eu lieu": "took_place",
    "eu_lieu": "took_place",
}


def report_unknown_key(
    page: SourceFile, mapping: MappingNode, key: ScalarNode, value: Node, known: Sequence[str]
) -> str:
    """Report a key that is not among the known ones, with the likeliest reason; the key meant, or ""."""
    if is_password_key(key.text, mapping.key) and not isinstance(value, MappingNode):
        return ""  # refused as such when the file was read
    what, remedy = msg("“{key}” is not a key known here", key=key.text), None
    meant = ""
    head, _, rest = key.text.partition(":")
    if is_empty(value) and ":" in key.text and head in known:
        meant = head
        what = msg("a space is missing after the colon of “{key}”", key=key.text)
        remedy = msg("write {key}: {text}", key=head, text=rest)
    elif is_empty(value) and mapping.flow:
        what = msg("“{key}” stands alone between braces: the comma before it ended the text", key=key.text)
        remedy = msg("put quotes around the whole text that holds the comma")
    elif _FRENCH_KEYS.get(fold_case(key.text)) in known:
        meant = _FRENCH_KEYS[fold_case(key.text)]
        remedy = msg("keys are written in English: {word}", word=meant)
    elif meant := similar(key.text, known):
        remedy = msg("a similar one exists: {word}", word=meant)
    elif known:
        remedy = msg("known are: {words}", words=", ".join(known))
    report(page, key, "key-unknown", what, remedy)
    return meant


def is_empty(node: Node) -> bool:
    """Whether nothing is written where a node is."""
    return isinstance(node, ScalarNode) and node.plain and not node.text
