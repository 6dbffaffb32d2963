"""What people write when they answer in a line, in English and French: whole clauses, never parts of one.

Clauses are folded (no case, accents, apostrophes or hyphens), so that “J’y serai !” is ``jy serai``. A clause
that is not wholly one of these is not understood, which is never a mistake: a person looks.
"""

from __future__ import annotations

import re
from enum import StrEnum


class ClauseKind(StrEnum):
    """What one clause of an answer is."""

    ACCEPT = "accept"
    DECLINE = "decline"
    BARE_NO = "bare no"
    """“No”, “Non”: what follows it may turn it round."""
    MAYBE = "maybe"
    PAUSE = "pause"
    """She asks for no more letters, for some time or for good."""
    COURTESY = "courtesy"
    GLAD = "glad"
    """Joy that goes with a yes alone."""
    REGRET = "regret"
    """Regret that goes with a no, or a perhaps."""
    NEXT_TIME = "next time"
    CLOSING = "closing"
    """What stands above a signature."""


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{' '.join(pattern.split())})" for pattern in patterns))


_EN_EVENT = (
    r"(?: (?:(?:to|for|at|in) )?(?:(?:the|this|that|your|our) )?"
    r"(?:session|cafe|meeting|event|call|webinar|gathering|conversation|discussion|invitation|one|it))?"
    r"(?: (?:(?:on )?that (?:day|date)|this time|this month|this week))?"
)
_FR_EVENT = (
    r"(?: (?:(?:a|au|pour|lors de|de|du) )?(?:(?:la|le|cette|ce|cet|votre|notre) ?)?"
    r"(?:seance|cafe|rencontre|reunion|session|activite|evenement|levenement|lactivite|linvitation|webinaire|"
    r"discussion|conversation))?(?: (?:ce jour la|cette date|a cette date|cette fois|cette fois ci|ce "
    r"mois ci))?"
)
_EN_COME = (
    r"(?:be there|be present|be attending|attend|come|come along|join|join you|join you all|join in|"
    r"participate|"
    r"take part|make it|make this one|be with you|be joining|be joining you|be available)"
)
_FR_COME = (
    r"(?:(?:y )?etre(?: la| present| presente| des votres| disponible| avec vous| parmi vous)?|venir|(?:y "
    r")?assister|"
    r"(?:y )?participer|(?:me|vous) joindre(?: a vous)?|vous rejoindre|me liberer|prendre part)"
)
_FR_THERE = (
    r"(?:la|present|presente|des votres|disponible|dispo|parmi vous|avec vous|libre|au rendez vous|"
    r"de la partie)"
)
ACCEPT = _any(
    r"yes(?: yes)*|yep|yeah|yup|sure|sure thing|of course|certainly|definitely|absolutely|gladly|with "
    r"pleasure",
    rf"(?:yes )?(?:i will|ill|i shall|i can|i am able to|im able to|i am going to|im going to|i am happy to|"
    rf"im happy to|i will be happy to|ill be happy to|happy to|glad to|delighted to|pleased to) "
    rf"{_EN_COME}{_EN_EVENT}",
    r"yes (?:i will|i can|i shall|i am|of course|sure|certainly|definitely|absolutely|with pleasure|gladly)",
    rf"(?:yes )?(?:i am|im) (?:coming|attending|joining|participating|in|available|free){_EN_EVENT}",
    r"(?:yes )?(?:attending|coming|count me in|count on me|you can count on me|present|available|"
    r"(?:that|this|it) works(?: for me)?|works for me|see you there|accepted)",
    rf"(?:yes )?(?:i )?accept{_EN_EVENT}|(?:yes )?(?:i )?(?:confirm|confirmed)(?: (?:my )?(?:attendance|"
    rf"presence|"
    rf"participation))?{_EN_EVENT}",
    r"oui(?: oui)*|ouais|bien sur|certainement|absolument|volontiers|avec plaisir|avec grand plaisir|"
    r"evidemment",
    r"(?:ok|oui|yes) (?:pour moi|for me)|(?:oui|yes) (?:de ma part|from me)|(?:its|cest) (?:a )?(?:yes|oui)"
    r"(?: (?:from|for|pour) (?:me|moi))?|(?:pour moi )?cest oui|my answer is yes|ma reponse est oui",
    rf"(?:yes )?will (?:be there|attend|join|participate|come){_EN_EVENT}|(?:oui )?je vais "
    rf"{_FR_COME}{_FR_EVENT}",
    r"oui (?:bien sur|certainement|absolument|volontiers|avec plaisir|avec grand plaisir)",
    rf"(?:oui )?je (?:serai|suis) (?:{_FR_THERE}|partant|partante){_FR_EVENT}",
    rf"(?:oui )?(?:jy (?:serai|participerai|assisterai|vais|viens|participe)|je (?:viens|viendrai|"
    rf"participe|participerai)|"
    rf"jassiste|jassisterai|je (?:me joindrai|me joins) a vous|je vous rejoins|je vous "
    rf"rejoindrai){_FR_EVENT}",
    rf"(?:oui )?je (?:peux|pourrai) {_FR_COME}{_FR_EVENT}",
    rf"(?:oui )?je confirme(?: ma (?:presence|participation))?{_FR_EVENT}|(?:presence|participation) "
    rf"confirmee",
    rf"(?:oui )?jaccepte(?: avec (?:grand )?plaisir)?{_FR_EVENT}|accepte|acceptee",
    r"(?:oui )?(?:present|presente|partant|partante|disponible|dispo|comptez sur moi|vous pouvez compter "
    r"sur moi|"
    r"inscrivez moi|cest bon pour moi|ca me va|ca me convient|cela me convient|cest note je serai la)",
)
BARE_NO = _any(r"no(?: thanks| thank you)?|nope|nah", r"non(?: non)*(?: merci)?")
DECLINE = _any(
    r"(?:non|no) (?:pour moi|for me|de ma part|from me)|(?:its|cest) (?:a )?(?:no|non)(?: (?:from|for|pour) "
    r"(?:me|moi))?|pour moi cest non|my answer is no|ma reponse est non",
    rf"(?:no )?(?:i )?(?:cant|cannot|can not|wont|will not|shall not|wont be able to|will not be able to|"
    rf"am not able to|am unable to|will be unable to)(?: {_EN_COME})?{_EN_EVENT}",
    rf"(?:no )?(?:im|ill be|i will be) (?:unable|not able) to {_EN_COME}{_EN_EVENT}|(?:unable|not able) "
    rf"to {_EN_COME}{_EN_EVENT}",
    r"(?:no )?(?:i )?(?:will have to|must|have to|need to|regret to have to) (?:decline|miss it|miss this "
    r"one|"
    r"miss the session|skip it|skip this one|pass|pass on this one)",
    r"(?:no )?ill (?:have to (?:decline|miss it|miss this one|skip it|skip this one|pass)|miss it|miss "
    r"this one|"
    r"pass|pass on this one|skip this one)",
    rf"(?:i )?(?:must )?decline{_EN_EVENT}|declined|not this time|count me out|regrets|not available|"
    rf"unavailable|"
    rf"not coming|not attending|absent",
    rf"(?:no )?(?:i am|im|i will be|ill be) (?:not (?:available|free|coming|attending|joining)|"
    rf"unavailable|absent)"
    rf"{_EN_EVENT}",
    rf"(?:non )?(?:je )?(?:ne |n )?(?:peux|pourrai) pas(?: {_FR_COME})?{_FR_EVENT}",
    rf"(?:non )?je ne (?:peux|pourrai|puis) {_FR_COME}{_FR_EVENT}",
    rf"(?:non )?(?:je )?(?:ne )?(?:serai|suis) pas {_FR_THERE}{_FR_EVENT}|(?:non )?(?:je ny|jy) serai pas",
    rf"(?:non )?(?:je )?(?:ne )?(?:viens|viendrai|participe|participerai) pas{_FR_EVENT}|"
    rf"(?:non )?(?:je nassisterai|jassisterai) pas{_FR_EVENT}|je ny (?:participerai|assisterai) pas",
    rf"(?:non )?je (?:serai|suis) (?:absent|absente|indisponible|empeche|empechee){_FR_EVENT}|absent|absente|"
    rf"indisponible|empeche|empechee|declinee",
    rf"(?:non )?(?:je )?(?:dois )?decline(?:r)?{_FR_EVENT}",
    r"impossible(?: pour moi)?|pas possible(?: pour moi)?|(?:ce|ca|cela)(?: ne)? (?:me )?sera pas "
    r"possible(?: pour moi)?",
    r"(?:ce|ca|cela) (?:mest|me sera) impossible|pas (?:disponible|dispo|cette fois|cette fois ci)|je "
    r"passe mon tour",
    rf"je ne suis pas en mesure (?:de |d)?{_FR_COME}{_FR_EVENT}|je suis dans limpossibilite (?:de |"
    rf"d)?{_FR_COME}{_FR_EVENT}",
)
MAYBE = _any(
    r"maybe|perhaps|possibly|probably|tentative|maybe yes|not sure(?: yet)?|(?:i am|im) not sure(?: yet)?|"
    r"(?:i )?dont know(?: yet)?|too early to say",
    rf"(?:i|ill|i will) (?:might|may|will try to|try to|shall try to) {_EN_COME}{_EN_EVENT}|ill try|i "
    rf"will try",
    r"peut etre|possiblement|probablement|eventuellement|pas sure?(?: encore)?|pas certain(?: "
    r"encore)?|pas certaine(?: encore)?|a voir",
    r"je ne (?:suis pas (?:encore )?(?:sur|sure|certain|certaine)|sais pas)(?: encore)?|je (?:sais|suis) "
    r"pas(?: encore)?(?: sur| sure)?|"
    r"je ne sais pas encore",
    rf"(?:jessaierai|jessayerai|je vais essayer|je tacherai|je tenterai)(?: (?:de |"
    rf"d)?{_FR_COME})?{_FR_EVENT}",
)
PAUSE = _any(
    r"(?:(?:please|svp|une|a|je prends une|je demande une|mettez moi en|mettre en) )?pause"
    r"(?: (?:please|svp|sil vous plait|pour moi|for me|me|my letters|my invitations|thanks|merci|les "
    r"lettres))*",
    r"(?:id like|i would like|i want|i need) (?:a|to take a|to) (?:pause|break)(?: [a-z ]{1,60})?",
    r"je (?:voudrais|souhaite|souhaiterais|aimerais|prefere|prefererais) (?:(?:faire|prendre|avoir) )?une "
    r"pause(?: [a-z ]{1,60})?",
    r"(?:please )?(?:unsubscribe|stop)(?: me| please| these letters)*|(?:please )?(?:remove me|take me off)"
    r"(?: (?:from|of|off) [a-z ]{1,40})?|no more (?:letters|emails|mail)(?: please)?",
    r"(?:(?:veuillez|merci de|svp|je voudrais|je souhaite|prier de) )?(?:me |moi )?(?:desabonner|"
    r"desinscrire|retirer)(?: [a-z ]{1,40})?",
    r"(?:desabonnez|desinscrivez|retirez) moi(?: [a-z ]{1,40})?|desabonnement|desinscription|arret|"
    r"arretez(?: [a-z ]{1,40})?|plus de (?:lettres|courriels|messages)(?: svp)?",
)
COURTESY = _any(
    r"(?:ma )?reponse|(?:my )?answer|rsvp",
    r"(?:many |with |my )?(?:thanks|thank you|thank u|thx)(?: (?:so much|very much|a lot|again|all|"
    r"everyone|team))*"
    r"(?: (?:for|to) [a-z]+(?: [a-z]+){0,7})?|much appreciated",
    r"(?:un grand |mille |avec mes )?(?:merci|remerciements)(?: (?:beaucoup|bien|infiniment|encore|a tous|"
    r"a toutes|a vous))*"
    r"(?: (?:pour|de|davoir) [a-z]+(?: [a-z]+){0,7})?|merci d[a-z]+(?: [a-z]+){0,6}",
    r"(?:je vous|je te) remercie(?: (?:beaucoup|bien|encore))*(?: (?:pour|de) [a-z]+(?: [a-z]+){0,7})?",
    r"(?:i )?hope (?:you are|youre|all is|this finds you) [a-z]+(?: [a-z]+){0,3}|jespere que (?:vous "
    r"allez|tu vas|tout va) bien",
    r"(?:best|warm|kind|all the best|kind regards|warm regards) wishes|bonne (?:journee|soiree|semaine|"
    r"fin de semaine)|"
    r"have a (?:good|nice|great|lovely) (?:day|week|evening|weekend)|(?:a )?bientot|talk soon|see you "
    r"soon|take care",
)
GLAD = _any(
    r"(?:i am |im )?(?:really |very )?(?:looking|look) forward(?: to (?:it|this|that|seeing you|seeing "
    r"you all|meeting you|"
    r"the session|the cafe|the meeting|the conversation|joining you|joining))?",
    r"ok|okay|daccord|note|cest note|bien note|noted|bien recu|received|understood|entendu|compris",
    r"great|wonderful|perfect|excellent|super|parfait|genial|formidable|quelle bonne nouvelle|see you "
    r"then|see you there",
    r"jai (?:bien )?hate(?: (?:de |d)(?:y etre|vous voir|vous retrouver|participer))?|hate (?:dy etre|de "
    r"vous voir)|"
    r"au plaisir(?: (?:de|d) ?(?:vous|y|echanger|[a-z]+)(?: [a-z]+){0,3})?|je me rejouis(?: [a-z]+){0,4}",
)
REGRET = _any(
    r"(?:so |very |im |i am )*(?:sorry|afraid)(?: about (?:that|this))?|(?:my )?(?:sincere )?apologies|"
    r"unfortunately|sadly|alas|regretfully|with regret|i regret(?: it)?",
    r"(?:je suis |toute |tout |vraiment |bien )*(?:desole|desolee|navre|navree)|malheureusement|helas|"
    r"(?:toutes )?mes excuses|avec regret|a regret|a mon grand regret|je regrette",
    r"(?:id|i would) (?:love|like|have loved|have liked)(?: to)?(?: come| join| attend| be there)?|i wish "
    r"i could|"
    r"jaurais (?:bien |tant |beaucoup )?(?:aime|voulu)(?: (?:y )?(?:etre la|participer|venir|etre|"
    r"assister))?",
    r"dommage|what a pity|too bad|cest dommage",
)
NEXT_TIME = _any(
    r"(?:maybe |perhaps )?(?:see you |until |hope(?:fully)? |i hope |ill be there )?(?:to (?:see you|join|"
    r"come|attend|be there|"
    r"make it) )?(?:at |to |for )?(?:the )?next (?:time|one|session|cafe|meeting)",
    r"(?:ce sera pour |peut etre |jespere (?:etre la |participer |venir |vous voir )?)?(?:a |pour |au )?"
    r"(?:la |une |le )?(?:prochaine(?: fois| seance| rencontre)?|prochain cafe)",
    r"(?:have a |enjoy the |i wish you a )?(?:good|great|nice|lovely|wonderful)? ?(?:session|cafe|meeting|"
    r"conversation|luck)|"
    r"enjoy|bon cafe|bonne (?:seance|rencontre|reunion|discussion|session|continuation)|bons echanges|"
    r"je vous souhaite (?:une |un |de )?(?:bonne?|excellente?|bons) [a-z]+",
)
CLOSING = _any(
    r"(?:with )?(?:best|kind|kindest|warm|warmest|my best|all the best)(?: regards| wishes)?|regards|yours"
    r"(?: sincerely| truly| faithfully)?|sincerely|cheers|respectfully|best",
    r"(?:bien )?(?:cordialement|amicalement|sincerement|fraternellement|respectueusement)|cordiales "
    r"salutations|"
    r"salutations(?: distinguees| cordiales)?|meilleures salutations|bien a (?:vous|toi)|amities|"
    r"(?:avec )?mes (?:meilleures )?salutations|mes amities|au plaisir",
)
_IN_ORDER = (
    (ClauseKind.PAUSE, PAUSE),
    (ClauseKind.BARE_NO, BARE_NO),
    (ClauseKind.DECLINE, DECLINE),
    (ClauseKind.MAYBE, MAYBE),
    (ClauseKind.ACCEPT, ACCEPT),
    (ClauseKind.REGRET, REGRET),
    (ClauseKind.CLOSING, CLOSING),
    (ClauseKind.COURTESY, COURTESY),
    (ClauseKind.GLAD, GLAD),
    (ClauseKind.NEXT_TIME, NEXT_TIME),
)
ANSWERS = frozenset((ClauseKind.ACCEPT, ClauseKind.DECLINE, ClauseKind.BARE_NO, ClauseKind.MAYBE))


def clause_kind(clause: str) -> ClauseKind | None:
    """What a folded clause wholly is; None when it is nothing of these."""
    return next((kind for kind, pattern in _IN_ORDER if pattern.fullmatch(clause)), None)
