"""Downloads of five tools, on an English and on a French screen: everything lands where the truth has it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from besrour_cli.feedback.evaluation.layout import FormLayout, layout_of
from besrour_cli.feedback.evaluation.rows import RowReader, RowsReading, TableRowText
from besrour_cli.storage.programme.evaluation.load_form import load_form
from besrour_cli.storage.text.tables.downloaded_table import read_download
from support.feedback.evaluation_downloads import (
    TOOLS,
    Respondent,
    google,
    limesurvey,
    microsoft,
    respondents,
)

FORM = load_form("", ["en", "fr"])


def read(
    folder: Path, text: str, answers: Mapping[str, str] | None = None, names: tuple[str, ...] = ()
) -> tuple[FormLayout, RowsReading]:
    """The layout and the rows of a download."""
    path = folder / "download.csv"
    path.write_text(text, encoding="utf-8", newline="")
    table = read_download(str(path), path.name)
    assert not table.page.problems
    layout = layout_of([row.cells for row in table.rows], FORM, answers or {})
    assert layout is not None
    rows = [TableRowText(row.line, row.cells) for row in table.rows[layout.first :]]
    return layout, RowReader(FORM, layout, answers or {}, names).read(rows)


def people(tool: str, shown: str, count: int = 25) -> list[Respondent]:
    """Respondents in both languages, or in the one of the tool's form."""
    languages = (shown,) if tool == "surveymonkey" else ("en", "fr")
    return respondents(FORM, count, 11, languages)


@pytest.mark.parametrize("shown", ["en", "fr"])
@pytest.mark.parametrize("tool", TOOLS)
def test_everything_lands_where_the_truth_has_it(tmp_path: Path, tool: str, shown: str) -> None:
    """Values, languages, codes and comments of everybody, without a question."""
    truth = people(tool, shown)
    layout, reading = read(tmp_path, TOOLS[tool](FORM, truth, shown))
    assert (layout.tool.id, layout.questions, layout.absent) == (tool, (), ())
    assert reading.questions == ()
    found = [(row.language, row.code, tuple(sorted(row.values.items()))) for row in reading.rows]
    assert found == [person.answer() for person in truth]
    comments = [{(one.source, one.language, one.text) for one in row.comments} for row in reading.rows]
    assert comments == [
        {(item, person.language, text) for item, text in person.comments.items()} for person in truth
    ]


@pytest.mark.parametrize("tool", TOOLS)
def test_nothing_that_names_a_person_is_taken_over(tmp_path: Path, tool: str) -> None:
    """Names, addresses, IP addresses and hours are in the download, and not in what was read."""
    truth = people(tool, "en")
    _layout, reading = read(tmp_path, TOOLS[tool](FORM, truth, "en"))
    shown = repr(reading)
    for person in truth:
        for word in (person.name, *person.name.split(), person.email, person.ip, person.moment):
            assert word not in shown


def test_who_did_not_finish_or_agree_is_not_stored(tmp_path: Path) -> None:
    """Each is counted; an empty row too."""
    ann, ben, cai, dee = people("limesurvey", "en", 4)
    truth = [
        ann,
        ben._replace(moment=""),
        cai._replace(values={**cai.values, "consent": "no"}),
        dee._replace(values={"consent": "yes"}, comments={}, code=""),
    ]
    _layout, reading = read(tmp_path, limesurvey(FORM, truth, "en"))
    assert [row.code for row in reading.rows] == [ann.code]
    assert reading.uncounted._asdict() == {
        "unfinished": 1,
        "refused": 1,
        "no_consent": 0,
        "empty": 1,
        "doubled": 0,
    }


def test_who_skips_the_consent_is_not_stored_either(tmp_path: Path) -> None:
    """No answer is no yes."""
    ann, ben = people("microsoft", "en", 2)
    silent = ben._replace(values={k: v for k, v in ben.values.items() if k != "consent"})
    _layout, reading = read(tmp_path, microsoft(FORM, [ann, silent], "en"))
    assert ([row.code for row in reading.rows], reading.uncounted.no_consent) == ([ann.code], 1)


def test_somebody_who_pressed_send_twice_counts_once(tmp_path: Path) -> None:
    """The same code and the same answers; without a code two people may well answer alike."""
    ann, ben = people("microsoft", "en", 2)
    plain = ben._replace(code="", comments={})
    _layout, reading = read(tmp_path, microsoft(FORM, [ann, ann, plain, plain], "en"))
    assert ([row.code for row in reading.rows], reading.uncounted.doubled) == ([ann.code, "", ""], 1)


def test_a_name_or_an_address_for_a_code_is_not_stored(tmp_path: Path) -> None:
    """The rest of the answer is."""
    truth = [
        person._replace(code=code)
        for person, code in zip(
            people("microsoft", "en", 5),
            ("Awa", "awa@example.org", "0791234567", "ac-07", "é c 31"),
            strict=True,
        )
    ]
    _layout, reading = read(tmp_path, microsoft(FORM, truth, "en"))
    assert [row.code for row in reading.rows] == ["", "", "", "AC07", "EC31"]
    assert reading.removed.codes == 3


def test_addresses_and_names_go_out_of_comments(tmp_path: Path) -> None:
    """Her own name from the download's column, members' names, addresses, telephones, links."""
    [ann] = people("microsoft", "en", 1)
    words = (
        f"Ask AWA  Diop or {ann.name}: a.b@example.org, +1 416 555 0100, https://x.example.org/y, 10.1.2.3."
    )
    _layout, reading = read(
        tmp_path,
        microsoft(FORM, [ann._replace(comments={"comment": words})], "en"),
        names=("Awa Diop", "Awa"),
    )
    [comment] = reading.rows[0].comments
    assert comment.text == "Ask […] or […]: […@…], […@…], […@…] […@…]."
    assert (reading.removed.names, reading.removed.addresses) == (2, 4)


def test_an_instrument_of_another_name_says_who_finished(tmp_path: Path) -> None:
    """REDCap's mark of the end has the instrument's name before it."""
    text = "record_id,consent,region,cafe_form_complete\n1,yes,canada,2\n2,yes,canada,0\n"
    layout, reading = read(tmp_path, text)
    assert (layout.tool.id, len(reading.rows), reading.uncounted.unfinished) == ("redcap", 1, 1)


def test_headings_of_codes_and_words_are_read_by_their_codes(tmp_path: Path) -> None:
    """LimeSurvey can give both; the words may have changed."""
    headings = "consent. Do you agree?,facilitate[then]. Before? [Groups],barriers[SQ001]. What? [Hour]"
    _layout, reading = read(tmp_path, f"{headings},region: Where?\nyes,2,Y,AO06\n")
    assert dict(reading.rows[0].values) == {
        "consent": "yes",
        "facilitate.then": "2",
        "barriers": "hour",
        "region": "canada",
    }


def test_a_column_that_is_new_is_asked_about_once(tmp_path: Path) -> None:
    """Words of a question that changed mid-year: the likeliest item is proposed first, and remembered."""
    truth = people("microsoft", "en", 6)
    heading = "The\u00a0time of the Café was fair to me. / L’heure du Café était équitable pour moi."
    text = microsoft(FORM, truth, "en")
    assert heading in text
    text = text.replace(heading, "Was the time fair to you?")
    layout, _reading = read(tmp_path, text)
    [question] = layout.questions
    assert "Was the time fair to you?" in str(question.text)
    assert question.choices[0].value == "fair-time"
    settled, reading = read(tmp_path, text, {question.key: "fair-time"})
    assert settled.questions == ()
    assert [row.values.get("fair-time") for row in reading.rows] == [p.values.get("fair-time") for p in truth]


def test_a_question_that_changed_in_one_language_is_proposed_for_that_half(tmp_path: Path) -> None:
    """The other half of a form with a section a language is known: the item is still the likeliest."""
    truth = people("google", "en", 8)
    new = "MAINTENANT : êtes-vous capable"
    text = google(FORM, truth, "en").replace(FORM.now["fr"], new)
    layout, _reading = read(tmp_path, text)
    assert [question.choices[0].value for question in layout.questions] == [
        f"{item}.now" for item in ("facilitate", "adapt", "partner", "assess", "plan")
    ]
    answers = {question.key: question.choices[0].value for question in layout.questions}
    _layout, reading = read(tmp_path, text, answers)
    assert [tuple(sorted(row.values.items())) for row in reading.rows] == [p.answer()[2] for p in truth]


def test_words_that_are_no_choice_are_asked_about_and_their_rows_wait(tmp_path: Path) -> None:
    """“Other: …” typed by three people is one question; once answered, all rows are there."""
    truth = people("microsoft", "en", 6)
    text = microsoft(FORM, truth, "en")
    choice = "Nurse or other health worker / Personnel infirmier ou autre personnel de santé"
    count = text.count(choice)
    text = text.replace(choice, "Midwife")
    _layout, reading = read(tmp_path, text)
    [question] = reading.questions
    assert len(question.rows) == count > 0
    assert len(reading.rows) == len(truth) - count
    _layout, again = read(tmp_path, text, {question.key: "nurse"})
    found = [tuple(sorted(row.values.items())) for row in again.rows]
    assert found == [person.answer()[2] for person in truth]


def test_a_download_without_consent_asks_whether_all_agreed(tmp_path: Path) -> None:
    """An older form had no such question: nobody’s agreement is taken for granted."""
    truth = people("microsoft", "en", 3)
    heading = (
        "I\u00a0have read the above, and my answers may be used in this way. / J’ai lu ce qui précède, "
        "et mes réponses peuvent être utilisées ainsi."
    )
    text = microsoft(FORM, truth, "en")
    assert heading in text
    text = text.replace(heading, "Phone number")
    layout, _reading = read(tmp_path, text)
    assert [question.id for question in layout.questions] == ["consent"]
    _layout, reading = read(tmp_path, text, {"consent": "yes"})
    assert len(reading.rows) == 3
    _layout, refused = read(tmp_path, text, {"consent": "no"})
    assert refused.rows == ()


def test_the_samples_of_the_tools_are_recognised(tmp_path: Path) -> None:
    """A byte order mark, quotes around everything, an empty last line, an answer that was not sent off."""
    text = (
        '\ufeff"id","submitdate","lastpage","startlanguage","seed","startdate","datestamp","consent","region",'
        '"facilitate[then]","facilitate[now]","barriers[SQ001]","barriers[other]","comment"\r\n'
        '"1","2026-02-18 15:41:10","4","fr","1234567","2026-02-18 15:30:02","2026-02-18 15:41:10","yes",'
        '"AO06","2","4","Y","","La connexion a coupé; j’ai rejoint par téléphone."\r\n'
        '"2","","2","en","7","2026-02-18 15:31:00","2026-02-18 15:33:00","yes","A1","3","","","",""\r\n'
        "\r\n"
    )
    _layout, reading = read(tmp_path, text)
    [row] = reading.rows
    assert row.language == "fr"
    assert dict(row.values) == {
        "consent": "yes",
        "region": "canada",
        "facilitate.then": "2",
        "facilitate.now": "4",
        "barriers": "hour",
    }
    assert reading.uncounted.unfinished == 1
