"""A password in a shared file is refused where it stands, and no sentence or line of it is printed."""

from __future__ import annotations

import pytest

from support.storage.folder import PROGRAMME, Folder

_SECRET = "hunter2-Zq"


@pytest.mark.parametrize(
    "text",
    [
        "mail:\n  host: smtp.example.org\n  password: hunter2-Zq\n",
        "mail:\n  host: smtp.example.org\n  passcode: hunter2-Zq\n",
        "mail: {host: smtp.example.org, port: many, mot_de_passe: hunter2-Zq, rate: fast}\n",
        "inbox:\n  host: imap.example.org\n  user: me\n  Passwd: 'hunter2-Zq'\n",
        'publish:\n  secret: "hunter2-Zq"\n',
        "publish:\n  mot de passe : hunter2-Zq\n",
        "smtp_password: hunter2-Zq # ours\n",
        "secret:\n  - hunter2-Zq\n",
        "mail:\n  host: smtp.example.org\n  password: |\n    hunter2-Zq\n",
        "mail:\n  host: smtp.example.org\n  password:\n    hunter2-Zq: x\n",
        "publish:\n  address: https://me:hunter2-Zq@cloud.example.org/\n",
        "publish:\n  caldav: https://me:hunter2-Zq@cloud.example.org/\n",
        "mail:\n  host: me:hunter2-Zq@smtp.example.org\n",
        "form: {title: {en: Sheet, fr: Fiche}, url: 'https://me:hunter2-Zq@example.org/a b'}\n",
        'mail:\n  host: smtp.example.org\n  password: "hunter2-Zq\n',
        "password: hunter2-Zq: x\n",
    ],
)
def test_a_password_is_refused_and_not_shown(text: str, folder: Folder) -> None:
    """Whatever else is wrong on its line, in its address or with its quotes."""
    folder.change("programme.yaml", "blackouts:", text + "blackouts:")
    problems = folder.load().problems
    assert any(not problem.warning for problem in problems)
    for problem in problems:
        assert _SECRET not in f"{problem.text} {problem.what} {problem.remedy}"


def test_the_mistake_names_place_and_remedy(folder: Folder) -> None:
    """One mistake for one password."""
    folder.change("programme.yaml", "blackouts:", "publish:\n  password: hunter2-Zq\nblackouts:")
    [problem] = folder.load().problems
    assert (problem.code, problem.text) == ("mail-password", "  password: ••••••••••")
    assert problem.remedy is not None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("https://meet.example.org/j/1", "https://meet.example.org/j/1\n  passcode: hunter2-Zq"),
        ("mailto:cafe@example.org", "https://example.org:8080/@cafe"),
        ("name: {en: Café, fr: Café}", "name: {en: The secret of teaching, fr: Le secret d’enseigner}"),
    ],
)
def test_what_is_no_password(old: str, new: str, folder: Folder) -> None:
    """The room's own passcode, a port before a sign, a word in a text."""
    folder.change("programme.yaml", old, new)
    assert not folder.load().problems


def test_a_password_below_platform_is_a_passcode(folder: Folder) -> None:
    """Who misspells it is told the key that was meant."""
    folder.change("programme.yaml", "link: https://meet.example.org/j/1", "password: cafe27")
    [problem] = folder.load().problems
    assert problem.code == "key-unknown"
    assert "passcode" in str(problem.remedy)


def test_a_password_in_the_last_lines_of_a_file_is_not_shown(folder: Folder) -> None:
    """Nothing comes after it: neither of its lines is printed."""
    folder.write("programme.yaml", PROGRAMME + f"mail:\n  password: |\n    {_SECRET}\n    {_SECRET[::-1]}\n")
    problems = folder.load().problems
    assert any(problem.code == "mail-password" for problem in problems)
    for problem in problems:
        shown = f"{problem.text} {problem.what} {problem.remedy}"
        assert _SECRET not in shown and _SECRET[::-1] not in shown
