"""Hundreds of spoiled downloads: stored rightly, asked about, or refused in a sentence; and many rows."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from besrour_cli.commands.shared.workspace import open_draft
from besrour_cli.commands.workflows.evaluation.collect import Collecting
from besrour_cli.commands.workflows.evaluation.decisions import Answering
from besrour_cli.commands.workflows.evaluation.store import EvaluationStore
from besrour_cli.model.errors import BesrourError
from besrour_cli.storage.programme.evaluation.load_form import load_form
from support.campaigns.thorough import a_few
from support.feedback.evaluation_downloads import TOOLS, respondents, stored
from support.storage.folder import Folder
from support.storage.small_workbook import write_workbook

MOMENT = datetime(2027, 2, 1, tzinfo=UTC)
FORM = load_form("", ["en", "fr"])
WAVE = "2027-01-cafe"
NAMING = ("microsoft", "surveymonkey")
"""Tools whose downloads have a column of names, by which a name is known in a comment."""
PEOPLE = respondents(FORM, 8, 21, ("en", "fr"))


def opened(folder: Path) -> tuple[EvaluationStore, Collecting]:
    """A store of nothing, and what takes files into it."""
    store = EvaluationStore(str(folder), FORM)
    answering = Answering(FORM, store.decisions, {}, None)
    return store, Collecting(open_draft(str(folder)), store, answering, MOMENT)


def spoiled(data: bytes, chance: random.Random) -> bytes:
    """Bytes with one to three slips: cut, doubled, exchanged, or strange."""
    for _turn in range(chance.randint(1, 3)):
        at, to = sorted(chance.randrange(len(data) + 1) for _end in range(2))
        strange = chance.choice(
            [
                b"\x00",
                b'"',
                b"\xff\xfe",
                b"\r",
                b";;;",
                b"\xe9",
                "\u202e".encode(),
                b"=1+1",
                b"\n\n",
                b"," * 400,
            ]
        )
        data = chance.choice(
            [
                data[:at] + data[to:],
                data[:to] + data[at:to] + data[to:],
                data[:at] + strange + data[at:],
                data[:at] + strange + data[to:],
                data[:to],
                data[at:],
            ]
        )
        if not data:
            return strange
    return data


@pytest.mark.parametrize("tool", a_few(TOOLS, 2))
def test_no_spoiled_download_breaks_the_program(tmp_path: Path, tool: str) -> None:
    """Of each tool 120: what is stored has values of the form only, and nobody's name or address."""
    Folder(str(tmp_path))
    path = tmp_path / "answers.csv"
    chance = random.Random(f"spoiled {tool}")
    whole = TOOLS[tool](FORM, PEOPLE, "en").encode()
    known = {item.id: {choice.id for choice in item.choices} for item in FORM.items}
    refused = 0
    for _number in range(120):
        path.write_bytes(spoiled(whole, chance))
        store, collecting = opened(tmp_path)
        try:
            collecting.take(str(path), WAVE)
        except BesrourError as error:
            refused += 1
            assert str(error.what)
            continue
        for answer in store.answers.values():
            for name, value in answer.values.items():
                assert set(value.split()) <= known[name.partition(".")[0]]
        assert "@example.org" not in repr((store.answers, store.comments))
    assert 0 < refused < 120


@pytest.mark.parametrize("name", ["responses/evaluation.csv", "responses/comments.csv", "evaluation.json"])
def test_what_is_stored_may_be_spoiled_and_is_not_overwritten(tmp_path: Path, name: str) -> None:
    """Sixty slips of a hand: the next download is taken in, asked about, or refused, and never half."""
    Folder(str(tmp_path))
    path = tmp_path / "answers.csv"
    path.write_text(TOOLS["google"](FORM, PEOPLE, "en"), encoding="utf-8", newline="")
    store, collecting = opened(tmp_path)
    collecting.take(str(path), WAVE)
    written = {each: (tmp_path / each).read_bytes() for each in store.write()}
    chance = random.Random(name)
    for _number in range(60):
        for each, data in written.items():
            (tmp_path / each).write_bytes(data)
        data = spoiled(written[name], chance)
        (tmp_path / name).write_bytes(data)
        try:
            store, collecting = opened(tmp_path)
            collecting.take(str(path), WAVE)
        except BesrourError:
            assert (tmp_path / name).read_bytes() == data
        else:
            store.write()
            assert opened(tmp_path)[0].answers == store.answers


@pytest.mark.parametrize("shown", ["en", "fr"])
@pytest.mark.parametrize("tool", TOOLS)
def test_no_byte_that_is_written_names_anybody(tmp_path: Path, tool: str, shown: str) -> None:
    """Names, addresses, IP addresses and hours are in each download, some in the comments too."""
    folder = Folder(str(tmp_path))
    people = respondents(FORM, 12, 8, (shown,))
    people = [
        person._replace(
            comments={"comment": f"Write to {person.email} or {person.name}; not from {person.ip}"}
        )
        for person in people
    ]
    path = tmp_path / "answers.csv"
    path.write_text(TOOLS[tool](FORM, people, shown), encoding="utf-8", newline="")
    store, collecting = opened(tmp_path)
    assert collecting.take(str(path), WAVE).taken.answers == len(people)
    written = store.write()
    assert written == ("responses/evaluation.csv", "responses/comments.csv", "evaluation.json")
    data = b"".join((tmp_path / name).read_bytes() for name in written).decode()
    for person in people:
        named = (person.email, person.ip, person.moment) + ((person.name,) if tool in NAMING else ())
        assert not [word for word in named if word in data]
    assert folder.load().programme is not None


def test_a_very_long_comment_is_stored_as_several(tmp_path: Path) -> None:
    """Nothing of it is lost, and the table can be read again."""
    Folder(str(tmp_path))
    words = " ".join(f"word{number}" for number in range(6000))
    path = tmp_path / "answers.xlsx"
    write_workbook(path, [["consent", "region", "comment"], ["yes", "canada", words]])
    store, collecting = opened(tmp_path)
    collecting.take(str(path), WAVE)
    store.write()
    again, _collecting = opened(tmp_path)
    texts = [one.text for one in again.comments.values()]
    assert len(texts) > 1
    assert sorted("".join(texts).replace(" ", "")) == sorted(words.replace(" ", ""))


@pytest.mark.thorough
def test_two_thousand_answers_take_less_than_three_seconds(tmp_path: Path) -> None:
    """Reading, comparing and taking in, twice: the second time nothing is new."""
    Folder(str(tmp_path))
    people = [
        person._replace(code=f"AB{number:04}")
        for number, person in enumerate(respondents(FORM, 2000, 4, ("en", "fr")))
    ]
    path = tmp_path / "answers.csv"
    path.write_text(TOOLS["google"](FORM, people, "en"), encoding="utf-8", newline="")
    store, collecting = opened(tmp_path)
    begun = time.process_time()
    taken = collecting.take(str(path), WAVE).taken
    store.write()
    seconds = time.process_time() - begun
    assert taken.answers == 2000
    assert stored(tuple(store.answers.values())) == sorted(person.answer() for person in people)
    assert seconds < 3, seconds
    again, collecting = opened(tmp_path)
    assert collecting.take(str(path), WAVE).taken.answers == 0
    assert len(again.answers) == 2000
