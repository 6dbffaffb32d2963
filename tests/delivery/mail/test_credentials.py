"""Where the password comes from: the keyring or a file that is its owner's alone; never from a flag."""

from __future__ import annotations

from pathlib import Path

import keyring
import keyring.backend
import keyring.backends.null
import keyring.errors
import pytest

from besrour_cli.delivery.credentials import SERVICE, known_secret, password, remember_secret
from besrour_cli.model.errors import FileError, NotFoundError

HOST, USER = "smtp.example.org", "cafe@example.org"


class _Ring(keyring.backend.KeyringBackend):
    """A keyring in memory."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """What was kept."""
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        self.kept[service, username] = password


@pytest.fixture(autouse=True)
def _empty_keyring() -> object:
    """No test meets the developer's own keyring."""
    before = keyring.get_keyring()
    keyring.set_keyring(_Ring())
    yield
    keyring.set_keyring(before)


def _file(folder: Path, text: str, mode: int = 0o600) -> dict[str, str]:
    path = folder / "credentials"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return {"BESROUR_CREDENTIALS": str(path)}


def test_the_keyring_knows(tmp_path: Path) -> None:
    """What “keyring set besrour USER” kept is found."""
    keyring.set_password(SERVICE, USER, "from the ring")
    assert password(HOST, USER, {"XDG_CONFIG_HOME": str(tmp_path)}) == "from the ring"


def test_a_file_that_is_named_comes_first(tmp_path: Path) -> None:
    """BESROUR_CREDENTIALS is for machines without a keyring, and for trying another account."""
    keyring.set_password(SERVICE, USER, "from the ring")
    text = (
        "# accounts\n\nmachine mail.example.com login cafe@example.org password other\n"
        f'machine SMTP.example.org login {USER} password "two words # and \\" é"\n'
    )
    assert password(HOST, USER, _file(tmp_path, text)) == 'two words # and " é'


def test_the_usual_file(tmp_path: Path) -> None:
    """~/.config/besrour/credentials, or where XDG_CONFIG_HOME says."""
    (tmp_path / "besrour").mkdir()
    _file(tmp_path / "besrour", f"machine {HOST} login {USER} password secret\n")
    assert password(HOST, USER, {"XDG_CONFIG_HOME": str(tmp_path)}) == "secret"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o620])
def test_a_file_others_can_read_is_not_used(mode: int, tmp_path: Path) -> None:
    """The remedy is a command."""
    with pytest.raises(FileError) as trouble:
        password(HOST, USER, _file(tmp_path, f"machine {HOST} login {USER} password secret\n", mode))
    assert "chmod 600" in str(trouble.value.remedy)
    assert "secret" not in str(trouble.value)


@pytest.mark.parametrize(
    "text",
    [
        f'machine {HOST} login {USER} password "open\n',
        "machine\n",
        f"login {USER} password x\n",
        "host a user b\n",
    ],
)
def test_a_line_that_cannot_be_read_is_named_by_number_alone(text: str, tmp_path: Path) -> None:
    """The sentence never shows what is in the file."""
    with pytest.raises(FileError, match="line 2 of"):
        password(HOST, USER, _file(tmp_path, "# mine\n" + text))


def test_no_password_anywhere_says_where_to_put_one(tmp_path: Path) -> None:
    """Neither the keyring nor a file: both ways are told; a named file that is missing is named."""
    with pytest.raises(NotFoundError) as trouble:
        password(HOST, USER, {"XDG_CONFIG_HOME": str(tmp_path)})
    assert "keyring set besrour cafe@example.org" in str(trouble.value.remedy)
    with pytest.raises(NotFoundError):
        password(HOST, USER, _file(tmp_path, f"machine other.example.org login {USER} password x\n"))
    with pytest.raises(NotFoundError, match="which is not there"):
        password(HOST, USER, {"BESROUR_CREDENTIALS": str(tmp_path / "gone")})


def test_what_is_no_file_is_no_password(tmp_path: Path) -> None:
    """A folder or binary rubbish: one sentence."""
    for name, data in (("folder", None), ("rubbish", b"\xff\xfe\x00")):
        path = tmp_path / name
        path.mkdir() if data is None else path.write_bytes(data)
        path.chmod(0o700)
        with pytest.raises(FileError):
            password(HOST, USER, {"BESROUR_CREDENTIALS": str(path)})


def test_a_secret_goes_into_the_keyring_where_there_is_one(tmp_path: Path) -> None:
    """It is found again, and no file is made."""
    anywhere = {"XDG_CONFIG_HOME": str(tmp_path)}
    assert known_secret("statements", "cafe", anywhere) is None
    assert remember_secret("statements", "cafe", "a key", anywhere) == ""
    assert known_secret("statements", "cafe", anywhere) == "a key"
    assert list(tmp_path.iterdir()) == []


def test_a_secret_goes_into_the_file_beside_the_passwords(tmp_path: Path) -> None:
    """The named file keeps its lines, whether or not the last one has an end, and stays its owner's alone."""
    named = _file(tmp_path, f"machine {HOST} login {USER} password secret")
    where = remember_secret("statements", "cafe/2027", "a-key=", named)
    assert where == named["BESROUR_CREDENTIALS"] and Path(where).stat().st_mode & 0o777 == 0o600
    assert known_secret("statements", "cafe/2027", named) == "a-key="
    assert password(HOST, USER, named) == "secret"


def test_without_a_keyring_the_usual_file_is_made(tmp_path: Path) -> None:
    """A keyring that takes nothing is none: the file is made, in a folder of its owner's alone."""
    keyring.set_keyring(keyring.backends.null.Keyring())  # type: ignore[no-untyped-call]
    anywhere = {"XDG_CONFIG_HOME": str(tmp_path)}
    where = Path(remember_secret("statements", "cafe", "a-key", anywhere))
    assert where == tmp_path / "besrour" / "credentials"
    assert where.stat().st_mode & 0o777 == 0o600 and where.parent.stat().st_mode & 0o777 == 0o700
    assert known_secret("statements", "cafe", anywhere) == "a-key"


def test_nothing_is_added_to_a_file_that_others_can_read(tmp_path: Path) -> None:
    """As with the password: refused, and the file stays as it was."""
    named = _file(tmp_path, "machine a login b password c\n", 0o644)
    with pytest.raises(FileError):
        remember_secret("statements", "cafe", "a-key", named)
    assert Path(named["BESROUR_CREDENTIALS"]).read_text(encoding="utf-8") == "machine a login b password c\n"


def test_a_keyring_that_stays_locked_is_none(tmp_path: Path) -> None:
    """It refuses to keep anything: the secret goes into the usual file, from where it is known."""

    class Locked(_Ring):
        def set_password(self, service: str, username: str, password: str) -> None:
            raise keyring.errors.KeyringLocked

    keyring.set_keyring(Locked())
    anywhere = {"XDG_CONFIG_HOME": str(tmp_path)}
    assert remember_secret("statements", "cafe", "a-key", anywhere) == str(tmp_path / "besrour/credentials")
    assert known_secret("statements", "cafe", anywhere) == "a-key"


def test_a_file_below_a_file_can_be_neither_read_nor_made(tmp_path: Path) -> None:
    """BESROUR_CREDENTIALS leads through something that is no folder: said in a sentence, with the path."""
    (tmp_path / "notes").write_text("mine")
    named = {"BESROUR_CREDENTIALS": str(tmp_path / "notes" / "credentials")}
    with pytest.raises(FileError, match="notes/credentials"):
        password(HOST, USER, named)
    with pytest.raises(FileError, match="notes/credentials cannot be written"):
        remember_secret("statements", "cafe", "a-key", named)
    assert (tmp_path / "notes").read_text() == "mine"
