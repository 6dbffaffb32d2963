"""The key that signs statements: made once, remembered where the mail password is, and its public half."""

from __future__ import annotations

import os
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TYPE_CHECKING, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from besrour_cli.delivery.credentials import known_secret, remember_secret
from besrour_cli.model.errors import FileError
from besrour_cli.model.message import msg
from besrour_cli.publishing.statements.signed_text import key_of, public_half
from besrour_cli.storage.state import statement_keys

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace

HOST = "statements.besrour"
"""In the place of a mail server's name, where secrets are kept."""
_BYTES = 32


class SigningKey(NamedTuple):
    """The key, the public halves of this and all earlier ones, and where it was put (None: it was there)."""

    key: Ed25519PrivateKey
    public: tuple[str, ...]
    made: str | None


def signing_key(workspace: Workspace, *, trial: bool = False) -> SigningKey:
    """The programme's key, made if there is none; in a ``trial`` that one is forgotten again."""
    user = f"statements/{workspace.programme.id}"
    known, made = known_secret(HOST, user, os.environ), None
    if known is None:
        known = urlsafe_b64encode(secrets.token_bytes(_BYTES)).decode()
        made = None if trial else remember_secret(HOST, user, known, os.environ)
    try:
        key = key_of(urlsafe_b64decode(known))
    except ValueError as error:
        raise FileError(
            msg("the key of “{user}” among your passwords is damaged", user=user),
            msg("take it from a backup, or remove its line: a new one is then made"),
        ) from error
    if not trial:
        statement_keys.add(workspace.folder, public_half(key))
    return SigningKey(key, statement_keys.read(workspace.folder), made)
