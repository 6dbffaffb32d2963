"""The host's sheet as PDF by typst: A4, large print, and read well by screen readers (PDF/UA-1).

The layout is ``templates/tables/sheet.typ`` as besrour ships it: a layout could read files, and is not the
coordinator's to change; its words are. No date is written, so that the same tables give the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from besrour_cli.publishing.tables.texts import TableSubject, about_lines, both, person_line, room_name
from besrour_cli.publishing.templates import SHIPPED

_LAYOUT = "tables/sheet.typ"


def host_sheet_pdf(subject: TableSubject, templates: Mapping[str, str]) -> bytes:
    """The sheet as PDF, by the layout among the sources of the templates."""
    import typst  # noqa: PLC0415 -- a compiler of 30 MB, which most commands do not need

    layout = (templates.get(SHIPPED + _LAYOUT) or templates[_LAYOUT]).encode()
    tables = [
        {
            "title": room_name(subject, number),
            "host": f"{both(subject, 'host')} · {subject.member(table.host).name}",
            "people": [person_line(subject, person) for person in table.people if person != table.host],
        }
        for number, table in enumerate(subject.tables)
    ]
    data = {
        "title": both(subject, "title"),
        "language": subject.languages()[0],
        "about": [{"language": code, "text": text} for code, text in about_lines(subject)],
        "tables": tables,
    }
    words = {"data": json.dumps(data, ensure_ascii=False, sort_keys=True)}
    return typst.compile(
        layout, format="pdf", pdf_standards=["ua-1"], sys_inputs=words, ignore_system_fonts=True
    )
