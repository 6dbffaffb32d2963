"""What a group agreed on: a preferred hour, when hours are reviewed, and how regions are called."""

from __future__ import annotations

import os

import pytest

from besrour_cli.model.errors import FileError
from besrour_cli.storage.output.named_file import refuse_others, write_named
from support.storage.folder import Folder

DURATION = "    duration: 90 min\n"


def test_what_invitations_to_a_series_say(folder: Folder) -> None:
    """Both languages, several paragraphs where wanted; one language alone is told with its place."""
    english = "      en: |\n        Come.\n\n        Bring one.\n"
    text = f"    invitation:\n{english}      fr: Venez; apportez-en une.\n"
    folder.change("programme.yaml", DURATION, text + DURATION)
    assert dict(next(iter(folder.programme().series.values())).invitations) == {
        "en": "Come.\n\nBring one.",
        "fr": "Venez; apportez-en une.",
    }
    folder.change("programme.yaml", text, "    invitation: Come as you are.\n")
    problem = folder.only()
    assert (problem.code, problem.spot.path) == ("text-one-language", "sessions/programme.yaml")


@pytest.mark.parametrize(
    ("text", "minute", "zone"),
    [
        ("14:00", 840, None),
        ("14 h 30", 870, None),
        ("noon", 720, None),
        ("15:00 Accra", 900, "Africa/Accra"),
        ("15 h 30, Nairobi", 930, "Africa/Nairobi"),
        ("9 a.m. Toronto", 540, "America/Toronto"),
        ("midi Le Caire", 720, "Africa/Cairo"),
    ],
)
def test_a_preferred_hour(folder: Folder, text: str, minute: int, zone: str | None) -> None:
    """On the anchor's clock, or on that of the place written after it."""
    folder.change("programme.yaml", DURATION, f"{DURATION}    prefer: {text}\n")
    prefer = next(iter(folder.programme().series.values())).prefer
    assert prefer is not None
    assert prefer.minute == minute
    assert (prefer.place.zone if prefer.place else None) == zone


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("afternoon", "value-hour"),
        ("15:00 Nowhereville", "place-unknown"),
        ("14", "value-hour"),
        ("[15:00]", "kind-list"),
    ],
)
def test_a_preferred_hour_that_is_off(folder: Folder, text: str, code: str) -> None:
    """A word that is no hour, or a place that is none, is shown where it stands."""
    folder.change("programme.yaml", DURATION, f"{DURATION}    prefer: {text}\n")
    assert folder.only().code == code


def test_a_rule_for_reviewing_hours(folder: Folder) -> None:
    """After so many sessions, an hour to which less than this part came."""
    folder.change("programme.yaml", "series:\n", "review: {after: 3, attendance: 50 %}\nseries:\n")
    assert folder.programme().review == (3, 0.5)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{after: 3, attendance: half}", "value-percent"),
        ("{after: 3, attendance: 0 %}", "value-percent"),
        ("{after: 3, attendance: 120 %}", "value-percent"),
        ("{after: 0, attendance: 50 %}", "review-after"),
        ("{after: 3}", "key-missing"),
    ],
)
def test_a_rule_that_is_off(folder: Folder, text: str, code: str) -> None:
    """Each half is needed, and means something."""
    folder.change("programme.yaml", "series:\n", f"review: {text}\nseries:\n")
    assert folder.only().code == code


ROSTER = "id,name,email,place,groups,region\n{rows}"


def _roster(folder: Folder, *regions: str) -> None:
    rows = [f"m{i},M {i},m{i}@example.org,Accra,cafe,{region}" for i, region in enumerate(regions)]
    old = folder.load().programme
    assert old is not None
    ids = [m.id for m in old.members]
    rows += [f"{i},{i},{i}@example.org,Accra,cafe,Elsewhere" for i in ids]
    folder.write("members.csv", ROSTER.format(rows="\n".join(rows) + "\n"))


def test_regions_have_a_name_in_each_language(folder: Folder) -> None:
    """The first half names the region, the second is French; either alone is the same region."""
    _roster(folder, "West Africa / Afrique de l’Ouest", "West Africa", "Afrique de l’Ouest", "")
    found = folder.programme()
    assert [m.region for m in found.members[:4]] == ["West Africa", "West Africa", "West Africa", "Africa"]
    assert found.region_name("West Africa", "fr") == "Afrique de l’Ouest"
    assert found.region_name("Africa", "fr") == "Afrique"
    assert found.region_name("Elsewhere", "fr") == "Elsewhere"


def test_a_region_called_in_two_ways(folder: Folder) -> None:
    """Two French names for one region are worth a warning."""
    _roster(folder, "West Africa / Afrique de l’Ouest", "West Africa / Afrique occidentale")
    problems = [p for p in folder.load().problems if p.code == "region-names"]
    assert [p.warning for p in problems] == [True]
    assert str(problems[0].what) == (
        "the region West Africa is called Afrique de l’Ouest on one row and Afrique occidentale on another"
    )


def test_a_named_file_replaces_only_its_own_kind(tmp_path: object) -> None:
    """A new name is written, a picture of ours replaced, anything else refused untouched."""
    path = os.path.join(str(tmp_path), "year.svg")
    write_named(path, b"<svg ours>1", b"ours")
    write_named(path, b"<svg ours>2", b"ours")
    with open(path, "rb") as file:
        assert file.read() == b"<svg ours>2"
    with open(path, "wb") as file:
        file.write(b"<svg hers>")
    with pytest.raises(FileError, match="is there already, and besrour did not write it"):
        write_named(path, b"<svg ours>3", b"ours")
    with open(path, "rb") as file:
        assert file.read() == b"<svg hers>"
    with pytest.raises(FileError, match=r"the folder of .* does not exist"):
        write_named(os.path.join(str(tmp_path), "nowhere", "year.svg"), b"", b"ours")
    link = os.path.join(str(tmp_path), "link.svg")
    os.symlink(path, link)
    with pytest.raises(FileError):
        write_named(link, b"<svg ours>3", b"ours")


@pytest.mark.parametrize("where", ["sessions", "sessions/old", "templates", "templates/mail"])
def test_a_named_file_is_never_written_among_hers(tmp_path: object, where: str) -> None:
    """Neither into sessions/ nor into templates/ of any programme, by whatever way it is named."""
    base = str(tmp_path)
    for name in ("sessions/old", "templates/mail", "pictures/templates"):
        os.makedirs(os.path.join(base, name))
    with open(os.path.join(base, "sessions", "programme.yaml"), "wb") as file:
        file.write(b"id: x\n")
    os.symlink(os.path.join(base, where), os.path.join(base, "other"))
    for path in (os.path.join(base, where, "y.svg"), os.path.join(base, "other", "y.svg")):
        with pytest.raises(FileError, match="where besrour never writes") as refused:
            write_named(path, b"<svg ours>", b"ours")
        assert "y.svg" in str(refused.value.remedy)
        assert not os.path.lexists(path)
    refuse_others(os.path.join(base, "y.svg"), b"ours")
    refuse_others(os.path.join(base, "pictures", "templates", "y.svg"), b"ours")


def test_what_a_body_has_accredited(folder: Folder) -> None:
    """The body in both languages, its number as it is written, and hours that may have a half."""
    text = 'credits: {body: {en: College, fr: Collège}, number: "007-12", hours: 18.5}\nseries:\n'
    folder.change("programme.yaml", "series:\n", text)
    assert folder.programme().credits == ({"en": "College", "fr": "Collège"}, "007-12", 18.5)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{body: {en: College, fr: Collège}, hours: 12}", "key-missing"),
        ("{body: {en: College, fr: Collège}, number: A1, hours: 0}", "credits-hours"),
        ("{body: {en: College, fr: Collège}, number: A1, hours: twelve}", "value-number"),
        ("{body: College, number: A1, hours: 12}", "text-one-language"),
    ],
)
def test_half_an_accreditation_is_none(folder: Folder, text: str, code: str) -> None:
    """Nothing is claimed by halves: body, number and hours, or a mistake."""
    folder.change("programme.yaml", "series:\n", f"credits: {text}\nseries:\n")
    assert folder.only().code == code
