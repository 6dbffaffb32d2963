"""The words by which a heading says what its column holds, in English and French, and a few in others."""

from __future__ import annotations

import re
from functools import lru_cache

from besrour_cli.feedback.signups.values import Field
from besrour_cli.model.language import fold_case

_NUMBERS = frozenset(
    "n|no|nr|num|numero|number|id|ref|response id|id de la reponse|reponse id|record id|respondent id|"
    "answer id|row|ligne|rang".split("|")
)
_IN_ORDER: tuple[tuple[Field, str], ...] = (
    (
        Field.MOMENT,
        r"timestamp|horodat\w*|submitdate|startdate|datestamp|enddate|interviewtime|last modified.*|date|"
        r"(?:start|end|completion|submission|started|completed|submitted)(?: (?:time|date|at|on|timestamp))?|"
        r"heure de (?:debut|fin|la derniere modification)|derniere (?:modification|action|page)|"
        r"date (?:de|d) ?(?:soumission|inscription|debut|lancement|reponse|la derniere action)|"
        r"(?:registration|sign up|response) (?:date|time)|(?:registered|created|received) (?:on|at)",
    ),
    (Field.FORM_LANGUAGE, r"start ?language|langue (?:de depart|initiale|du formulaire)|form language"),
)
_WITHIN: tuple[tuple[Field, str], ...] = (
    (
        Field.OTHER,
        r"(?:tele)?phones?|tel|mobile|cell(?:ular|ulaire|phone)?|portable|whats ?app|gsm|fax|ip|ipaddr|"
        r"refurl|seed|lastpage|token|points|score|collector|postal|postale|zip|street|rue|birth\w*|"
        r"naissance|age|gender|sexe|genre|photo\w*|pictures?|recorded|enregistre\w*|diet\w*|linkedin|"
        r"twitter|how did you hear|comment avez vous (?:connu|entendu)",
    ),
    (
        Field.CONSENT,
        r"consent\w*|agree\w*|accept\w*|autoris\w*|authori[sz]e|permission|may we|can we|pouvons nous|"
        r"peut on|privacy|confidentialite|opt in|rgpd|gdpr|casl|lcap",
    ),
    (
        Field.EMAIL,
        r"e ?mails?|mails?|courriels?|mel|messagerie|adresse electronique|electronic address|correio|correo",
    ),
    (
        Field.NEVER,
        r"never|jamais|impossibles?|cannot|can t|can not|unavailab\w*|not available|indispo\w*|"
        r"(?:ne|n) (?:pouvez|peux|etes|convien\w+|vous convien\w+)(?: \w+)? ?pas|ne vous convien\w+ pas|"
        r"avoid|eviter|don t (?:suit|work)|do not (?:suit|work)|bad (?:hours|times)|excluded?|exclues?",
    ),
    (
        Field.HOURS,
        r"hours?|heures?|dispo\w*|availab\w*|when (?:could|can|would|are|do|is)\b.*|quand|creneaux?|plages?|"
        r"horaires?|(?:time|times|moments?|days?|jours?) (?:that |which |qui )?(?:suits?|works?|convenient|"
        r"preferred|prefere\w*|vous)|(?:best|good|preferred|suitable|convenient) (?:time|times|days?|moment)|"
        r"(?:meilleurs?|bons?) (?:moments?|jours?)|time ?slots?|schedule|moments?",
    ),
    (Field.LANGUAGES, r"lang\w*|idiomas?|lingua\w*"),
    (Field.COUNTRY, r"(?:country|pays) (?:of|de|d) ?residence"),
    (
        Field.PLACE,
        r"city|cities|town|ville|localite|lieu|location|place|where (?:do|are) you.*|where you (?:live|are)|"
        r"(?:vous|tu) (?:habite\w*|vive\w*|reside\w*)|"
        r"ou (?:habite\w*|vive\w*|etes|reside\w*|travaille\w*).*|residence|cidade|ciudad|municipalite|"
        r"based in|place of (?:work|residence)",
    ),
    (Field.COUNTRY, r"country|countries|pays|nation|pais"),
    (
        Field.OTHER,
        r"organi[sz]ations?|organismes?|institutions?|universit\w*|departments?|departements?|hospitals?|"
        r"hopita\w*|clinics?|cliniques?|employ\w*|affiliations?|facult\w*|workplace|company|entreprise|"
        r"etablissements?|adresse|address|time ?zones?|fuseaux?",
    ),
    (Field.ROLE, r"roles?|fonctions?|professions?|occupations?|positions?|postes?|job|metier"),
    (
        Field.CAREER_STAGE,
        r"career|carriere|stage|etape|training level|level of training|niveau de formation|seniority",
    ),
    (
        Field.REMARK,
        r"comments?|commentaires?|remar\w+|notes?|anything else|autre chose|"
        r"autres? (?:questions?|informations?)|messages?|observations?|suggestions?|status|"
        r"statut|etat|withdrawn|questions? or|questions? ou",
    ),
)
_FIRST = r"first and last|prenoms?|first ?names?|given ?names?|forenames?|firstname"
_LAST = r"noms? de famille|last ?names?|surnames?|family ?names?|patronyme|apelido|apellidos?"
_PLAIN = r"noms?|names?|nome|fullname"
_CALLED = (
    r"should we call you|like to be called|appelez vous|appelle|participants?|who are you|qui etes vous|"
    r"personne"
)
_GROUPS = frozenset(("group", "groups", "groupe", "groupes"))
_ABOUT_GROUPS = frozenset(
    "which what your the of to in s working work join member quel quels votre vos le les l du de des d un "
    "travail rejoindre membre".split()
)
"""Words beside “group” that leave a heading to be about the programme's groups, and not about ages, say."""
_ZONE = re.compile(r"\btime ?zones?\b|\bfuseaux? horaires?\b")
"""Words that say on whose clock hours are, and in a heading of their own nothing that is needed."""
_SUB = re.compile(r"\[([^\]]+)\]\s*(?:\[\d\])?\s*$")


def folded_heading(text: str) -> str:
    """A heading as it is compared: no accents, capitals or signs, single spaces."""
    return " ".join(re.split(r"[^\w]+|_", fold_case(text))).strip()


def sub_question(text: str) -> str:
    """The part of a heading that tells it from its neighbours: ``en`` of ``LANG[en]``; else ""."""
    match = _SUB.search(text)
    return match[1].strip() if match else ""


@lru_cache(maxsize=1024)
def field_of(text: str) -> Field | None:
    """What a heading says of its column; None when its words say nothing known."""
    words = folded_heading(text)
    if text.strip() in ("#", "N°", "Nº", "№") or words in _NUMBERS:
        return Field.NUMBER
    asked = set(folded_heading(_SUB.sub("", text)).split())
    if asked & _GROUPS and asked <= _GROUPS | _ABOUT_GROUPS:
        return Field.GROUPS
    for field, pattern in _IN_ORDER:
        if re.fullmatch(pattern, words):
            return field
    known = _field_within(_ZONE.sub(" ", words))
    return Field.OTHER if known is None and _ZONE.search(words) else known


def _field_within(words: str) -> Field | None:
    for field, pattern in _WITHIN[:-3]:
        if _has(pattern, words):
            return field
    return _name_field(words) or next((f for f, pattern in _WITHIN[-3:] if _has(pattern, words)), None)


def _name_field(words: str) -> Field | None:
    first, last = _has(_FIRST, words), _has(_LAST, words)
    rest = re.sub(rf"\b(?:{_FIRST}|{_LAST})\b", " ", words)
    if first and (last or _has(_PLAIN, rest)):
        return Field.NAME
    if first or last:
        return Field.FIRST_NAME if first else Field.LAST_NAME
    return Field.NAME if _has(_PLAIN, words) or _has(_CALLED, words) else None


def is_plain_name(text: str) -> bool:
    """Whether a heading is no more than “name” or “nom”, which beside a first name means the last."""
    return bool(re.fullmatch(rf"(?:(?:{_PLAIN}) ?)+", folded_heading(text)))


def _has(pattern: str, words: str) -> bool:
    return re.search(rf"\b(?:{pattern})\b", words) is not None
