"""Templates are a coordinator's to change: block by block, mistakes told in place, and no way out."""

from __future__ import annotations

import pytest

import support.publishing.letter_programme as given
from besrour_cli.model.diagnostic import Diagnostic
from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.model.letter_kind import LetterKind
from besrour_cli.publishing.documents.parse import parse
from besrour_cli.publishing.letters.letters import letters
from besrour_cli.publishing.letters.template_facts import paragraphs
from besrour_cli.publishing.templates import Templates
from support.publishing.letter_reader import text_of


def text(templates: dict[str, str], member: int = 0) -> str:
    made = letters(
        given.PROGRAMME,
        given.SESSION,
        given.SLOT,
        LetterKind.INVITATION,
        given.MEMBERS[member : member + 1],
        templates,
    )
    return text_of(next(made))


def problem(templates: dict[str, str]) -> Diagnostic:
    with pytest.raises(DiagnosticsError) as caught:
        text(templates)
    return caught.value.problems[0]


def own(**files: str) -> dict[str, str]:
    """The shipped templates with a coordinator's own over them, as storage hands them in."""
    shipped = given.templates()
    names = {name.replace("_", "."): source for name, source in files.items()}
    return {**shipped, **{f"shipped/{n}": shipped[n] for n in names if n in shipped}, **names}


def test_one_block_is_changed_and_the_rest_stays() -> None:
    """Two files of three lines change the greeting in both languages; nothing else is repeated in them."""
    changed = text(
        own(
            invitation_en_md="{% block greeting %}\nDear colleague {{ reader.name }},\n{% endblock %}\n",
            invitation_fr_md="{% block greeting %}\nÀ vous, {{ reader.name }},\n{% endblock %}\n",
        )
    )
    shipped = text(given.templates())
    assert "Dear colleague University of British Columbia," in changed
    assert "À vous, University of British Columbia," in changed
    assert changed.replace("Dear colleague", "Hello").replace("À vous, U", "Bonjour U") == shipped


def test_a_block_of_all_letters_and_super() -> None:
    """An own letter.en.md adds to a shared block with super(), for every kind of letter."""
    more = "{% block signature %}{{ super() }}\n\nCall us on Mondays.\n{% endblock %}"
    plus = "{% block signature %}{{ super() }}\n\nAppelez-nous le lundi.\n{% endblock %}"
    changed = text(own(letter_en_md=more, letter_fr_md=plus))
    assert "The Besrour Centre\n\nCall us on Mondays." in changed
    assert "Le Centre Besrour\n\nAppelez-nous le lundi." in changed


def test_the_style_sheet_can_be_replaced() -> None:
    """letter.css alone changes the colours."""
    made = letters(
        given.PROGRAMME,
        given.SESSION,
        given.SLOT,
        LetterKind.INVITATION,
        given.MEMBERS[:1],
        own(letter_css="h1 { color: #123456; }"),
    )
    assert b"#123456" in next(iter(made)).data.replace(b"=\r\n", b"")


def test_a_misspelt_name_is_told_with_file_line_and_the_right_one() -> None:
    """StrictUndefined: nothing is printed in place of a wrong name."""
    found = problem(
        own(invitation_fr_md="{% block greeting %}\n\nBonjour {{ reader.nmae }},\n{% endblock %}\n")
    )
    assert (found.spot.path, found.spot.line) == ("templates/invitation.fr.md", 3)
    assert found.text == "Bonjour {{ reader.nmae }}," and found.text[found.spot.column - 1 :].startswith(
        "nmae"
    )
    assert "nmae" in str(found.what) and "name" in str(found.remedy)


def test_a_misspelt_top_level_name() -> None:
    """The same for names without a dot."""
    found = problem(own(invitation_en_md="{% block greeting %}\n{{ raeder }}\n{% endblock %}"))
    assert (found.spot.path, found.spot.line) == ("templates/invitation.en.md", 2)
    assert "reader" in str(found.remedy)


@pytest.mark.parametrize(
    "broken",
    [
        "{% block greeting %}\n\nHello {{ reader.name \n{% endblock %}",
        "{% block greeting %}\n{% if %}",
        "{% blok greeting %}",
        "{{ x | nofilter }}{% block greeting %}{{ 1 | nofilter }}{% endblock %}",
    ],
)
def test_broken_syntax_is_told_in_place(broken: str) -> None:
    """No traceback, no letter."""
    found = problem(own(invitation_en_md=broken))
    assert (
        found.code == "template-syntax"
        and found.spot.path == "templates/invitation.en.md"
        and found.spot.line >= 1
    )


@pytest.mark.parametrize(
    "escape",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ reader.__class__.__init__.__globals__ }}",
        "{{ session.people.__class__ }}",
        "{{ reader|attr('__class__') }}",
        "{{ self.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ lipsum.__globals__ }}",
        "{{ '{0.__class__}'.format(reader) }}",
        "{{ 'x' * 100000000 }}",
        "{{ 2 ** 100000000 }}",
        "{{ '%1000000000d' % 1 }}",
        "{% for i in range(100000000) %}x{% endfor %}",
        "{{ 1 / 0 }}",
        "{% for i in range(900) %}{% for j in range(900) %}{% endfor %}{% endfor %}",
        "{% for a in session.title %}{% for b in session.title %}{% for c in session.title %}{% for d in "
        "session.title %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
        "{{ 'a'" + 6 * "|replace('a','aaaaaaaaaaaaaaaa')" + " }}",
        "{{ '{:>999999999}'.format(1) }}",
        "{{ 'x'.ljust(999999999) }}",
        "{{ 'x'.zfill(999999999) }}",
        "{{ 'x'.replace('', 'y') }}",
        "{{ [1]|batch(999999999, 'x')|list }}",
        "{{ [1]|slice(999999999)|list }}",
        "{{ reader.name|upper }}",
        "{{ reader.name|length }}",
        "{{ reader.name.split()|first }}",
        "{{ reader.name|truncate(5) }}",
        "{{ reader.name|replace('a', 'b') }}",
        "{{ reader.name[0] }}",
        "{{ (reader.name ~ '!')|upper }}",
        "{% if reader.name == 'Awa' %}x{% endif %}",
        "{% if 'Dr' in reader.name %}x{% endif %}",
        "{{ reader.name|title }}",
        "{{ reader.name|wordcount }}",
        "{{ reader.name + '!' }}",
        "{{ reader.name|trim }}",
        "{% include '/etc/passwd' %}",
        "{% include '../sessions/programme.yaml' %}",
        "{{ reader() }}",
        "{{ platform.link.open() }}",
    ],
)
def test_no_way_out_of_the_sandbox(escape: str) -> None:
    """Whatever a template tries becomes a problem in its file, not an answer and not a traceback."""
    found = problem(own(invitation_en_md="{% block greeting %}\n" + escape + "\n{% endblock %}"))
    assert found.code.startswith("template-")
    assert str(found.what) and str(found.remedy)


@pytest.mark.parametrize("name", ["format", "format_map", "ljust"])
def test_a_method_that_grows_is_refused_before_it_grows(name: str) -> None:
    """Nothing is made that would only then be found too long."""
    found = problem(own(invitation_en_md="{% block greeting %}{{ 'x'." + name + "(9) }}{% endblock %}"))
    assert found.code == "template-forbidden" and name in str(found.what)


def test_a_letter_as_long_as_a_book_is_refused() -> None:
    """A loop that repeats a page some hundred times: the file is named, and nothing is sent."""
    book = "{% for i in range(900) %}" + "A page. " * 300 + "{% endfor %}"
    found = problem(own(invitation_en_md="{% block greeting %}" + book + "{% endblock %}"))
    assert (found.code, found.spot.path) == ("template-size", "templates/invitation.en.md")
    assert "loop" in str(found.remedy)


def test_a_missing_template_is_named() -> None:
    """A language of the programme without its template."""
    missing = given.templates()
    del missing["invitation.fr.md"]
    found = problem(missing)
    assert found.code == "template-missing" and found.spot.path == "templates/invitation.fr.md"


def test_facts_are_words_and_never_markup() -> None:
    """A title full of marks is printed as it is written."""
    wild = "# **Not** [a](https://evil.example) `trick` | > - {{ 7 * 7 }}"
    source = Templates({"a.en.md": "# {{ title }}\n- {{ title }}\n| {{ title }} | b |"}).prose(
        "a.en.md", {"title": wild}
    )
    blocks = parse(source, "en").blocks
    assert [b.kind for b in blocks] == ["title", "list", "table"]
    assert all("".join(span.text for span in b.lines[0]) == wild for b in blocks)
    assert {span.kind for b in blocks for line in b.lines for span in line} == {"words"}
    assert blocks[2].columns == 2


def test_a_text_has_as_many_paragraphs_as_it_shows() -> None:
    """Blank lines divide them, however many there are and wherever they stand."""
    assert paragraphs("\n\nOne,\n  of two lines.\n\n\n \nTwo.\n") == ("One, of two lines.", "Two.")
    assert paragraphs(" \n") == ()


def test_a_line_of_tags_leaves_no_line_and_a_line_that_ends_with_one_stays() -> None:
    """Loops make unbroken lists; words at a line's end are not glued to the next line."""
    source = "{% for i in names %}\n- {{ i }}{% if i %} ok{% endif %}\n{% endfor %}\nend"
    made = Templates({"a.en.md": source}).prose("a.en.md", {"names": ("a", "b")})
    assert made == "- a ok\n- b ok\nend"


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("{{ reader.name }}", "{name}"),
        ("{{ '– ' ~ reader.name }}", "{name}"),
        ("{{ reader.name|default('colleague') }}", "{name}"),
        ("{{ [reader.name, 'friends']|join(' and ') }}", "{name} and friends"),
        ("{% if reader.name %}Hello {{ reader.name }}{% endif %}", "Hello {name}"),
        ("{{ session.series|upper }}", "BESROUR CAFÉ"),
        ("{{ session.series|replace('Café', 'Tea') }}", "Besrour Tea"),
        ("{{ session.series|truncate(6, true, '…', 0) }}", "Besro…"),
        ("{{ (session.series ~ '!')|upper }}", "BESROUR CAFÉ!"),
        ("{{ session.series.split()|last }}", "Café"),
        ("{{ session.series|length + 1 }}", "13"),
        ("{{ session.series|lower|title }}", "Besrour Café"),
        ("={{ session.series|wordcount }}=", "=2="),
        ("{% for row in [1, 2, 3]|batch(2) %}={{ row|join('+') }}{% endfor %}", "=1+2=3"),
        ("{% for row in [1, 2, 3]|slice(2) %}={{ row|join('+') }}{% endfor %}", "=1+2=3"),
        ("{% for p in places %}{% if loop.last %}={{ loop.length }}{% endif %}{% endfor %}", "="),
    ],
)
def test_filters_work_on_facts(written: str, printed: str) -> None:
    """What Jinja can do with words it does with the facts; the name is printed as the roster has it."""
    block = "{% block greeting %}\n" + written + "\n{% endblock %}"
    words = text(own(invitation_en_md=block, invitation_fr_md=block))
    assert printed.replace("{name}", given.MEMBERS[0].name) in words
    assert not any("\ue000" <= letter <= "\uf8ff" for letter in words)
