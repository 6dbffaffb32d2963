"""What somebody answers in a line of her own: yes, no, perhaps, a pause; or nothing that is certain.

Every clause must be understood. A no may give a reason in free words, as long as these hold no question, no
condition, no time, and nobody else; a yes may not. What is mixed or only likely is for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from besrour_cli.feedback.replies.words.phrases import ANSWERS, ClauseKind, clause_kind
from besrour_cli.model.language import fold_case
from besrour_cli.model.replies import ReplyPart

LONGEST_CLAUSE, MOST_CLAUSES, LONGEST_REASON, MOST_SIGNATURE_LINES = 120, 12, 24, 10
"""Characters of a clause, clauses of an answer, words of a reason, lines of a signature."""
_PARTS = {
    ClauseKind.ACCEPT: ReplyPart.ACCEPTED,
    ClauseKind.DECLINE: ReplyPart.DECLINED,
    ClauseKind.BARE_NO: ReplyPart.DECLINED,
    ClauseKind.MAYBE: ReplyPart.TENTATIVE,
}
_AROUND = {
    ReplyPart.ACCEPTED: {ClauseKind.COURTESY, ClauseKind.GLAD},
    ReplyPart.DECLINED: {ClauseKind.COURTESY, ClauseKind.REGRET, ClauseKind.NEXT_TIME},
    ReplyPart.TENTATIVE: {ClauseKind.COURTESY, ClauseKind.REGRET},
}
_GREETING = re.compile(
    r"(?:bonjour|bonsoir|salut|allo|coucou|hello|hi|hey|dear|chere?s?|good (?:morning|afternoon|evening|day)|"
    r"greetings)\b ?"
)
_LINKING = re.compile(r"(?:but|mais|so|donc|alors|and|et|then) ")
_REGRET_FIRST = re.compile(
    r"(?:(?:so |very |im |i am |je suis |vraiment )*(?:sorry|afraid|desole|desolee|navre|navree)|apologies|"
    r"unfortunately|malheureusement|helas|thanks|thank you|merci|merci beaucoup|"
    r"(?:id|i would) (?:love|like)(?: to| to come| to join| to attend)?|jaurais (?:bien )?(?:aime|"
    r"voulu)(?: participer| venir)?) "
)
_WARM = re.compile(
    r"\b(?:avec (?:grand |le plus grand )?plaisir|with (?:great )?pleasure|sans faute|bien sur|of course|"
    r"for sure|"
    r"a coup sur|cest sur|without fail)\b"
)
_FILLERS = frozenset(
    "really certainly definitely surely gladly indeed absolutely just please svp certainement volontiers "
    "vraiment absolument evidemment naturellement bien also thanks merci".split()
)
_SAD = frozenset(
    "unfortunately sadly alas regretfully malheureusement helas sorry desole desolee navre navree".split()
)
_BEFORE_YES = re.compile(
    r"(?:ok|okay|daccord|super|great|parfait|perfect|merci|merci beaucoup|thanks|thank you|thank you very "
    r"much|"
    r"thanks a lot|cest note|note) "
)
_BECAUSE = re.compile(
    r" (?:because|as i|since i|due to|owing to|car|parce que?|puisque?|en raison d[eu]?|a cause d[eu]?|vu "
    r"que|"
    r"etant donne|for) (?=\w)"
)
_EXCUSE = re.compile(
    r"\b(?:on (?:call|leave|duty|holiday|holidays|vacation|service)|clinic|travelling|traveling|away|"
    r"abroad|sick|ill|"
    r"class|classes|teaching|meeting|commitment|conflict|busy|surgery|out of town|garde|gardes|conge|"
    r"conges|vacances|"
    r"voyage|deplacement|clinique|consultation|consultations|malade|souffrante?|reunion|cours|"
    r"occupee?|empechement|"
    r"empechee?|engagement|conflit|etranger|mission|bloc|maternite|paternite)\b"
)
"""What a bare “no” may be followed by: anything else may turn it round."""
_OF_HERSELF = re.compile(
    r"(?:because|due to|owing to|car|parce|puisque?|en raison|a cause|vu que|etant donne|as i|since i|i "
    r"have|ive|i am|"
    r"im|i will be|ill be|i need|i must|jai|jaurai|je suis|je serai|je dois|je travaille|mon|ma|mes|my)\b"
)
"""How a reason begins beside a whole sentence that says no."""
_OPEN = frozenset(
    # conditions, exceptions, and what turns a sentence round
    "if si but mais sauf unless except only seulement uniquement however cependant toutefois pourtant "
    "provided "
    "provide pourvu depending depends depend selon condition conditions whether otherwise sinon though "
    "although "
    "case cas until till jusque jusqua before avant after apres while tant "
    # what is not sure
    "maybe perhaps peut possibly probably probablement might may could would should pourrais pourrait "
    "serait devrais "
    "think pense believe crois guess hope hopefully espere try trying essayer essaie check checking verif "
    "verifier "
    "verifie confirm confirmer confirmerai know sais savoir yet encore later tard soon unsure sure sur "
    # other people, other sessions, other hours
    "colleague colleagues collegue collegues replace replaces replacement remplace remplacer remplacera "
    "remplacant "
    "instead place delegate delegue behalf somebody someone quelquun we nous us both deux two with avec "
    "another autre "
    "other others autres late retard early tot part partie first second half moitie debut fin end start "
    "begin "
    "reschedule postpone reporter deplacer move change changer changed again next prochain prochaine last "
    "online ligne phone telephone recording enregistrement link lien send envoyer envoyez "
    # words about words
    "kidding joking joke plaisante blague lol ignore ignorez disregard previous earlier precedent "
    "precedente dernier derniere oubliez erreur "
    "mistake wrong mean meant say says "
    "tell dit dire ecrit wrote problem probleme worries worry souci soucis "
    # times
    "today tonight tomorrow demain aujourdhui hier soir morning afternoon evening matin midi noon minuit "
    "midnight "
    "hour hours heure heures minute minutes oclock "
    "monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi "
    "dimanche "
    "january february march april june july august september october november december janvier fevrier mars "
    "avril mai juin juillet aout septembre octobre novembre decembre".split()
)
"""Words beside an answer that may change what it means; with one of them a person looks."""
_SAYING = frozenset(
    "yes yep yeah oui ouais no nope non not never pas jamais cant cannot wont ok okay join attend come "
    "coming present "
    "presente there viens viendrai serai participe participerai confirmed accept accepted declined".split()
)
"""Words that answer; where they stand outside a clause that is understood, a person looks."""
_TWISTED = re.compile('[?¿"“”«»👎🚫❌✖❎0-9]')
_BREAKS = re.compile(r"[.!;,:()\[\]…•*_~/]+|\s[-–—]+\s|^[-–—]+\s*|[-–—]+$")


class PlainAnswer(NamedTuple):
    """What a line answers; ``part`` None: nothing certain; ``pause``: she asks for no more letters."""

    part: ReplyPart | None = None
    pause: bool = False


NOTHING = PlainAnswer()


def plain_answer(lines: Sequence[str], names: Iterable[str] = ()) -> PlainAnswer:
    """What some lines answer; ``names`` are those of the writer and of whom she writes to."""
    known = words_of(names)
    clauses = own_clauses(lines, known)
    if clauses is None:
        return _pause_alone(_without_signature(lines, known)[0])
    if not clauses or len(clauses) > MOST_CLAUSES:
        return NOTHING
    kinds = [_kind_of(c, known) for c in clauses]
    if ClauseKind.PAUSE in kinds:
        return PlainAnswer(pause=True)
    return PlainAnswer(_part_of(clauses, kinds))


def own_clauses(lines: Sequence[str], known: frozenset[str]) -> list[str] | None:
    """The clauses above a signature, folded, without names; None where a sign may turn them round."""
    body, signature = _without_signature(lines, known)
    if any(_TWISTED.search(line) for line in body) or not _is_harmless(signature):
        return None
    return [clause for line in body for clause in _clauses(line) if not _is_name(clause, known)]


def words_of(names: Iterable[str]) -> frozenset[str]:
    """The words of some names, folded."""
    return frozenset(word for name in names for word in folded(name).split())


def _pause_alone(lines: Sequence[str]) -> PlainAnswer:
    """Whether a question asks for a pause, such as “Pause, please?”: a person looks all the same."""
    clauses = [c for line in lines for c in _clauses(_TWISTED.sub(" ", line))]
    return PlainAnswer(pause=any(clause_kind(c) == ClauseKind.PAUSE for c in clauses))


def folded(text: str) -> str:
    """Text without case, accents, apostrophes, hyphens and pictures, single spaces."""
    plain = fold_case(text.replace("ʼ", "'").replace("´", "'").replace("`", "'")).replace("'", "")
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())


def _clauses(line: str) -> list[str]:
    return [clause for piece in _BREAKS.split(line) if (clause := folded(piece))]


def _is_name(clause: str, known: frozenset[str]) -> bool:
    """Whether a clause is nothing but names and titles."""
    words = clause.split()
    titles = {"dr", "dre", "prof", "pr", "md", "mme", "mr", "mrs", "ms", "m"}
    return bool(known.intersection(words)) and known.union(titles).issuperset(words)


def _without_signature(lines: Sequence[str], known: frozenset[str]) -> tuple[list[str], list[str]]:
    """The lines of the answer, and those that stand from a closing or the writer's name on."""
    for number, line in enumerate(lines):
        clauses = _clauses(line)
        if number and clauses and all(_is_name(c, known) for c in clauses):
            return list(lines[:number]), list(lines[number + 1 :])
        if clauses and clause_kind(clauses[0]) == ClauseKind.CLOSING:
            rest = [c for c in clauses[1:] if not _is_name(c, known)]
            return list(lines[:number]), [*rest, *lines[number + 1 :]]
    return list(lines), []


def _is_harmless(signature: Sequence[str]) -> bool:
    """Whether the lines below a name only say who somebody is."""
    if len(signature) > MOST_SIGNATURE_LINES or any("?" in line for line in signature):
        return False
    words = {word for line in signature for word in folded(line).split()}
    return words.isdisjoint(_SIGNATURE_ALARMS)


_SIGNATURE_ALARMS = (
    _SAYING | {"ps", "pps", "if", "si", "but", "mais", "sauf", "unless", "except", "only", "late"}
) - {
    "no"  # “Tel. no.”
}


def _kind_of(clause: str, known: frozenset[str]) -> ClauseKind | None:
    """What one clause is, without its greeting, the words that link it, and those that change nothing."""
    words = clause.split()
    if greeting := _GREETING.match(clause):
        rest = clause[greeting.end() :]
        if not rest or _SAYING.union(_OPEN).isdisjoint(rest.split()):
            return ClauseKind.COURTESY
        words = [word for word in rest.split() if word not in known]
    text = " ".join(words)
    for tried in (text, _without_fillers(words), *_after_opening(text)):
        kind = clause_kind(tried) if len(clause) <= LONGEST_CLAUSE else None
        free = kind in (ClauseKind.COURTESY, ClauseKind.GLAD) and not _is_fixed(tried)
        if kind is not None and not (free and _alarms(tried)):
            return kind
    return None


def _without_fillers(words: Iterable[str]) -> str:
    """A clause without the words that make it warmer or sadder, and change nothing."""
    plain = " ".join(word for word in words if word not in _FILLERS)
    return " ".join(_WARM.sub("", plain).split()) or plain


def _after_opening(clause: str) -> tuple[str, ...]:
    """What follows “OK”, “Merci” and the like, where it is a yes; alone they are none."""
    opening = _BEFORE_YES.match(clause)
    rest = _without_fillers(clause[opening.end() :].split()) if opening else ""
    return (rest,) if rest and clause_kind(rest) == ClauseKind.ACCEPT else ()


def _alarms(clause: str) -> bool:
    return not _OPEN.union(_SAYING).isdisjoint(clause.split())


def _is_fixed(clause: str) -> bool:
    """Whether a courtesy is one without free words, which may hold anything."""
    return not re.match(
        r"(?:[a-z]+ ){0,2}(?:thank|thanks|thx|merci|remerciements|remercie|souhaite)\b", clause
    )


def _part_of(clauses: Sequence[str], kinds: Sequence[ClauseKind | None]) -> ReplyPart | None:
    """The one answer that clauses give together; None when they are at odds or hold more."""
    found: ReplyPart | None = None
    explicit, reasons = False, []
    around = set()
    for clause, whole in zip(clauses, kinds, strict=True):
        kind, head, reason = _with_reason(clause) if whole is None else (whole, clause, "")
        if kind in ANSWERS:
            part = _PARTS[kind]
            if found not in (None, part):
                return None
            found, explicit = part, explicit or kind == ClauseKind.DECLINE
        elif kind is None:
            reasons.append(head)
        elif kind == ClauseKind.NEXT_TIME and found is None:
            return None  # “For the next one: no” is about the next one
        else:
            around.add(kind)
        if reason:
            reasons.append(reason)
    if found is None or not around <= _AROUND[found] | {ClauseKind.CLOSING}:
        return None
    if reasons and not (found == ReplyPart.DECLINED and all(_is_reason(r, explicit) for r in reasons)):
        return None
    return found


def _with_reason(clause: str) -> tuple[ClauseKind | None, str, str]:
    """A clause that is not understood whole: its kind without a linking word, and its reason cut off."""
    cut = _BECAUSE.search(clause)
    head, reason = (clause[: cut.start()], clause[cut.start() + 1 :]) if cut else (clause, "")
    linked = head
    while (opening := _REGRET_FIRST.match(linked)) or (opening := _LINKING.match(linked)):
        linked = linked[opening.end() :]
    for tried in (linked, _without_fillers(word for word in linked.split() if word not in _SAD)):
        kind = clause_kind(tried) if len(tried) <= LONGEST_CLAUSE else None
        if kind in (ClauseKind.DECLINE, ClauseKind.BARE_NO):
            return kind, head, reason
    return None, clause, ""


def _is_reason(words: str, explicit: bool) -> bool:
    """Whether free words beside a no only say why; beside a bare “no” they must begin as an excuse does."""
    spoken = words.split()
    if len(spoken) > LONGEST_REASON or not _OPEN.union(_SAYING - {"not", "pas"}).isdisjoint(spoken):
        return False
    return bool(_EXCUSE.search(words)) or (explicit and bool(_OF_HERSELF.match(words)))
