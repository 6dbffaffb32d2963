"""What a writer added to a mail: never what she quotes, signs with, or what her telephone adds."""

from __future__ import annotations

import pytest

from besrour_cli.feedback.replies.words.body import body_text
from besrour_cli.feedback.replies.words.new_text import new_text

GMAIL = "Oui\n\nLe mer. 20 janv. 2027 à 09:00, Camille <c@example.org> a écrit :\n\n> Venez\n> si vous pouvez"
CASES = {
    "Gmail in French": GMAIL,
    "Gmail in English": "Oui\n\nOn Wed, Jan 20, 2027 at 9:00 AM Camille <c@example.org> wrote:\n> No?\n",
    "an attribution broken into lines": (
        "Oui\n\nLe mer. 20 janv. 2027 à 09:00, Centre Besrour pour la médecine\nfamiliale <c@example.org> a\n"
        "écrit :\n\n> Non\n"
    ),
    "Thunderbird": "Oui\n\nLe 20/01/2027 à 09:00, Camille a écrit :\n> Non\n> \n",
    "Outlook": "Oui\n\nDe : Camille <c@x.example>\nEnvoyé : 20 janvier 2027\nÀ : Awa\nObjet : Café\n\nNon",
    "Outlook, English": "Oui\n\n______________\nFrom: Camille\nSent: Wednesday\nTo: Awa\n\nNo",
    "an old mail program": "Oui\n\n-----Message d'origine-----\nDe : Camille\n\nNon ?",
    "an iPhone": (
        "Oui\n\nEnvoyé de mon iPhone\n\n> Le 20 janv. 2027, Camille <c@x.example> a écrit :\n> \n> Non"
    ),
    "Outlook for iOS": "Oui\n\nTélécharger Outlook pour iOS<https://aka.ms/o0ukef>\n",
    "a Galaxy": "Oui\n\nSent from my Galaxy\n\n------ Original message ------\nFrom: Camille\nSubject: Non",
    "a signature": "Oui\n-- \nDre Awa N’Diaye\nNon-fumeuse",
    "a notice": (
        "Oui\n\nAVIS DE CONFIDENTIALITÉ : ce message est confidentiel et réservé au destinataire. Si vous "
        "n’êtes pas le destinataire, ne le lisez pas."
    ),
    "a server's warning": "CAUTION: This email originated from outside of the organization.\n\nOui",
    "the answer below the quoted letter": "Le 20 janv. 2027 à 09:00, Camille a écrit :\n> Non ?\n\nOui",
}


@pytest.mark.parametrize("name", CASES)
def test_only_the_new_line_is_read(name: str) -> None:
    """Each mail says yes, and what stands around it says no."""
    assert new_text(CASES[name]).lines == ("Oui",)


@pytest.mark.parametrize(
    "text",
    [
        "Oui\n\n> Pouvez-vous venir à 9 h ?\nSauf à 9 h",
        "Oui\nAvis : je viens seulement pour la fin",
        "Oui\nEnvoyé par erreur",
        "Oui\nLe café est trop tôt pour moi\n\nLe 20 janv. 2027, Camille <c@example.org> a écrit :\n> x",
        "Oui\nDe : moi",
        "Attention : je viens seulement pour la fin\nOui",
    ],
)
def test_her_own_words_are_never_lost(text: str) -> None:
    """What only looks like a quotation, a notice or a signature stays, so that a person looks."""
    assert len(new_text(text).lines) == 2, new_text(text).lines


def test_a_forwarded_letter_is_known() -> None:
    """Above somebody else's mail a word may mean anything."""
    assert new_text("Oui\n\n---------- Forwarded message ---------\nFrom: x\n").forwarded
    assert not new_text(GMAIL).forwarded


HTML = {
    "Gmail": '<div dir="ltr">Oui</div><br><div class="gmail_quote"><div>Le 20 janv., X a écrit :</div>'
    "<blockquote>Non</blockquote></div>",
    "Outlook": "<html><head><style>p{color:red}</style></head><body><p>Oui</p><div id='divRplyFwdMsg'>"
    "<b>De :</b> X</div><p>Non</p></body></html>",
    "Apple Mail": "<html><body>Oui<br><blockquote type='cite'><div>Non</div></blockquote></body></html>",
    "a signature": '<div>Oui<div><br></div><div class="gmail_signature"><div>Dre Awa</div>Non</div></div>',
    "entities": "<p>&#79;ui&nbsp;</p><script>Non</script>",
    "ends without beginnings": "</b></p>Oui</span><blockquote></p></div>Non</blockquote>",
    "a quotation of parts that never end": "<blockquote><div><p><b>Non<p>Non</blockquote>Oui",
}


@pytest.mark.parametrize("name", HTML)
def test_a_mail_of_html_alone_is_read_too(name: str) -> None:
    """Some telephones write no plain text."""
    assert new_text(body_text(" \n", HTML[name])).lines == ("Oui",)


def test_plain_text_comes_before_html() -> None:
    """Both say the same; the plain one is safer to read."""
    assert new_text(body_text("Oui", "<p>Non</p>")).lines == ("Oui",)


def test_a_page_of_any_depth_is_read_in_a_moment() -> None:
    """Nothing that a stranger sends costs more than a moment."""
    assert new_text(body_text("", "<div>" * 30_000 + "Oui" + "<blockquote>" * 9_000)).lines == ("Oui",)
