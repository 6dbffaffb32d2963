"""A password in a file of the programme, which is shared: refused, and never printed."""

from __future__ import annotations

from besrour_cli.model.message import msg
from besrour_cli.storage.text.passwords import has_password, is_password_key
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.nodes import MappingNode, Node, ScalarNode, report

_ADDRESS_KEYS = ("caldav", "host")
"""Keys whose readers refuse an account in an address themselves."""


def report_passwords(page: SourceFile, node: Node | None, inside: str = "") -> None:
    """Report every key that is a password's, and every address that holds one."""
    if isinstance(node, MappingNode):
        for name, (key, value) in node.pairs.items():
            if is_password_key(name, inside) and not isinstance(value, MappingNode):
                _report(page, key)
            else:
                report_passwords(page, value, name)
    elif isinstance(node, ScalarNode):
        if node.key not in _ADDRESS_KEYS and has_password(node.text):
            _report(page, node)
    elif node is not None:
        for item in node.items:
            report_passwords(page, item, inside)


def _report(page: SourceFile, node: Node) -> None:
    report(
        page,
        node,
        "mail-password",
        msg("a password does not belong into a file that is shared"),
        msg("remove the line, and change the password; besrour takes it from your keyring"),
    )
