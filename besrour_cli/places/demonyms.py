"""People and things named after a country: ``Ghanaian``, ``camerounaise``; each word's country."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

_WORDS = """
AO angolan angolais; BF burkinabe burkinabe; BI burundian burundais; BJ beninese beninois; BW motswana
batswana botswanais; CD congolese congolais; CG congolese congolais; CI ivorian ivoirien; CM cameroonian
camerounais; CV cape-verdean cap-verdien; DJ djiboutian djiboutien; DZ algerian algerien; EG egyptian
egyptien; ER eritrean erythreen; ET ethiopian ethiopien; GA gabonese gabonais; GH ghanaian ghaneen; GM
gambian gambien; GN guinean guineen; GW bissau-guinean bissauguineen; KE kenyan kenyan; KM comorian
comorien; LR liberian liberien; LS basotho lesothan; LY libyan libyen; MA moroccan marocain; MG malagasy
malgache; ML malian malien; MR mauritanian mauritanien; MU mauritian mauricien; MW malawian malawien; MZ
mozambican mozambicain; NA namibian namibien; NE nigerien nigerien; NG nigerian nigerian; RW rwandan
rwandais; SC seychellois seychellois; SD sudanese soudanais; SL sierra-leonean sierra-leonais; SN senegalese
senegalais; SO somali somalien; SS south-sudanese sud-soudanais; SZ swazi swazi; TD chadian tchadien; TG
togolese togolais; TN tunisian tunisien; TZ tanzanian tanzanien; UG ugandan ougandais; ZA south-african sud-
africain; ZM zambian zambien; ZW zimbabwean zimbabween; CF central-african centrafricain; CA canadian
canadien; US american americain etats-unien; GB british britannique; IE irish irlandais; DE german allemand;
BE belgian belge; CH swiss suisse; NL dutch neerlandais; HT haitian haitien; BR brazilian bresilien; IN
indian indien; PK pakistani pakistanais; BD bangladeshi bangladais; NP nepali nepalais; LK sri-lankan
srilankais; CN chinese chinois; ID indonesian indonesien; PH filipino philippin; AU australian australien;
NZ new-zealand neo-zelandais; LB lebanese libanais; JO jordanian jordanien; VN vietnamese vietnamien; TH
thai thailandais; KH cambodian cambodgien; CO colombian colombien; MX mexican mexicain; CL chilean chilien;
PE peruvian peruvien; JM jamaican jamaicain; CA-QC quebecois quebecer; CA-ON ontarian ontarien;
CA-AB albertan albertain; CA-MB manitoban manitobain; CA-NS nova-scotian neo-ecossais;
CA-NL newfoundlander terre-neuvien
"""
"""A country’s or province’s code with its words, English and French, masculine singular, no accents."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@cache
def _countries() -> dict[str, frozenset[str]]:
    """Each word's countries, by its :func:`_stem`; two words with a space count as one with a hyphen."""
    found: dict[str, frozenset[str]] = {}
    for row in _WORDS.replace("\n", " ").split(";"):
        code, *words = row.split()
        for word in words:
            found[_stem(word)] = found.get(_stem(word), frozenset()) | {code}
    return found


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    """A word without the marks of gender and number: ``maliennes`` is ``malien``."""
    singular = word if word.endswith(("ais", "ois")) else word.removesuffix("s")
    return re.sub(r"nne$", "n", singular).removesuffix("e")


@lru_cache(maxsize=512)
def _bare(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]


def demonyms(text: str) -> Iterator[tuple[str, int, frozenset[str]]]:
    """Every word of a text that names a country's people: the word, its place, the country's codes."""
    # letter by letter, so that places in the text stay what they are
    plain = "".join(map(_bare, text)).casefold()
    joined = re.sub(r"\b(south|central|sierra|cape|new|nova|sri)[ \u00a0](?=[a-z])", r"\1-", plain)
    for match in _WORD.finditer(joined):
        codes = _countries().get(_stem(match.group()))
        if codes:
            yield text[match.start() : match.end()], match.start(), codes
