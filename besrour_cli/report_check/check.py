"""The check of a report: what its pages say, and what they ought to say by the rows of the files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from besrour_cli.model.evaluation.printed import PrintedDocument
from besrour_cli.model.message import Message, msg
from besrour_cli.report_check.answer_figures import answer_figures
from besrour_cli.report_check.answering_sections import confidence, trouble, use
from besrour_cli.report_check.attendance_figures import attendance_figures
from besrour_cli.report_check.attending_sections import activity, day_words, returning
from besrour_cli.report_check.checked_figure import COUNT, CheckedFigures
from besrour_cli.report_check.comparisons.rejoins import dropped
from besrour_cli.report_check.concluding_sections import (
    checklist,
    decision,
    formulas,
    limits,
    more_tables,
    rules_as_lines,
)
from besrour_cli.report_check.expected import (
    LANGUAGES,
    Expected,
    ExpectedBlock,
    ExpectedChart,
    SectionWriter,
    ShownFigures,
    Words,
)
from besrour_cli.report_check.masks import HIDDEN, hidden_in_words, is_small, masked_figures
from besrour_cli.report_check.page_blocks import PageBlock, PagePart, PagePicture, page_blocks, plain
from besrour_cli.report_check.pictures import picture_faults
from besrour_cli.report_check.printed.paper_faults import PaperMeant, paper_faults
from besrour_cli.report_check.printed.paper_order import PaperPiece, paper_pieces
from besrour_cli.report_check.raw_rows import RawRows

Translate = Callable[[Message, str], str]
"""A message in a language."""
_READ_BACK = ("activity", "return", "confidence", "use", "trouble")


class ReportFault(NamedTuple):
    """Something that a page says and ought not to: where, what it says, and what it ought to say."""

    page: str
    line: int
    column: int
    shown: str
    expected: str


def check_report(
    pages: Mapping[str, str],
    rows: RawRows,
    translate: Translate,
    papers: Mapping[str, PrintedDocument | None] | None = None,
) -> tuple[ReportFault, ...]:
    """Every fault of the pages, which are named as their files are (``report.en.html``); none: all holds.

    ``papers`` are the PDFs by the names of their files, None for one that cannot be read; without it they
    are not looked at. The line of a fault in a PDF is its page.
    """
    figures = CheckedFigures()
    attendance_figures(figures, rows)
    dropped(figures, rows)
    answer_figures(figures, rows)
    parts = {name: page_blocks(page) for name, page in pages.items()}
    shown = _as_shown(figures, parts, rows, translate)
    faults: list[ReportFault] = []
    for language in LANGUAGES:
        sections = _sections(shown, rows)
        for kind in ("report", "read-back"):
            name = f"{kind}.{language}.html"
            if name not in parts:
                faults.append(ReportFault(name, 0, 0, "", name))
                continue
            reader = _PageCheck(name, language, shown, rows, translate)
            wanted = reader.report(sections, parts[name]) if kind == "report" else reader.read_back(sections)
            faults += reader.compare(wanted, parts[name])
            if kind == "report" and papers is not None:
                faults += reader.paper(sections, parts[name], papers)
    return (*faults, *_small(shown, parts.get("report.en.html", []), rows.hide_below), *_rules_changed(rows))


def _as_shown(
    figures: CheckedFigures, parts: Mapping[str, Sequence[PagePart]], rows: RawRows, translate: Translate
) -> ShownFigures:
    """The figures as the pages show them: some hidden, and some only said to be."""
    shown = ShownFigures(figures, masked_figures(figures, parts.values(), hide_below=rows.hide_below))
    tables = (table for section in _sections(shown, rows) for table in section.tables)
    page = {part.text for part in parts.get("report.en.html", ()) if isinstance(part, PageBlock)}

    def is_on_page(sentence: Message) -> bool:
        return plain(translate(sentence, "en")) in page

    in_words = tuple(hidden_in_words(tables, shown, is_on_page))
    return ShownFigures(figures, masked_figures(figures, parts.values(), in_words, rows.hide_below))


def _rules_changed(rows: RawRows) -> Iterator[ReportFault]:
    """Yield that the rules are others than those recorded last: the report has still to say so."""
    lines = rules_as_lines(rows.decisions)
    if rows.rules_seen and rows.rules_seen[-1].lines != lines:
        recorded = rows.rules_seen[-1].lines
        yield ReportFault("sessions/programme.yaml", 0, 0, "; ".join(lines), "; ".join(recorded))


def _sections(figures: ShownFigures, rows: RawRows) -> list[SectionWriter]:
    return [
        activity(figures, rows),
        returning(figures, rows),
        confidence(figures, rows),
        use(figures, rows),
        trouble(figures, rows),
        limits(figures, rows),
        decision(figures, rows),
        more_tables(figures, rows),
        checklist(figures, rows),
    ]


def _small(figures: ShownFigures, parts: Sequence[PagePart], hide_below: int) -> Iterator[ReportFault]:
    """Yield counts of few people that are shown."""
    for part in parts:
        if isinstance(part, PageBlock):
            for name, text in part.figures:
                if is_small(figures, name, hide_below):
                    yield ReportFault("report.en.html", part.line, part.column, f"{name}: {text}", HIDDEN)


class _PageCheck:
    """One page, beside what it ought to say."""

    def __init__(
        self, name: str, language: str, figures: ShownFigures, rows: RawRows, translate: Translate
    ) -> None:
        self._name, self._language, self._figures, self._rows = name, language, figures, rows
        self._translate = translate
        self._words = rows.words[language]

    def _say(self, words: Words) -> str:
        if isinstance(words, Message):
            return plain(self._translate(words, self._language))
        return plain(words.get(self._language) or next(iter(words.values()), ""))

    def _own(self, tag: str, text: str) -> ExpectedBlock:
        return ExpectedBlock(tag, {self._language: text})

    def _head(self, title: str) -> list[Expected]:
        programme = self._say(self._rows.programme)
        blocks: list[Expected] = [self._own("title", f"{title} – {programme}")]
        if self._rows.invented:
            blocks.append(self._own("p", self._words["invented"]))
        blocks.append(self._own("h1", title))
        blocks.append(self._own("p", f"{programme} · {self._say(self._rows.organiser)}"))
        return blocks

    def report(self, sections: Sequence[SectionWriter], parts: Sequence[PagePart]) -> list[Expected]:
        """What the report ought to say; its last list is in the order of the page, where it is complete."""
        until = self._say(day_words(self._rows.until))
        blocks = self._head(self._words["title"])
        blocks += [
            self._own("p", f"{self._words['until']} {until}"),
            self._own("a", self._words["other_language"]),
        ]
        *pages, more, list_ = sections
        for section in pages:
            blocks += section.blocks
        if self._rows.invented:
            blocks.append(self._own("p", self._words["invented"]))
        blocks.append(self._own("p", self._words["annex"]))
        last = formulas(self._figures, _printed_order(self._figures, sections, parts))
        return [*blocks, *more.blocks, *list_.blocks, *last.blocks]

    def paper(
        self,
        sections: Sequence[SectionWriter],
        parts: Sequence[PagePart],
        papers: Mapping[str, PrintedDocument | None],
    ) -> Iterator[ReportFault]:
        """Yield each place at which the PDF of the report prints something else."""
        name = f"report.{self._language}.pdf"
        document = papers.get(name)
        if document is None:
            missing = msg("a PDF as besrour report writes it") if name in papers else None
            yield ReportFault(name, 0, 0, "", self._say(missing) if missing else name)
            return
        programme, organiser = self._say(self._rows.programme), self._say(self._rows.organiser)
        until = f"{self._words['until']} {self._say(day_words(self._rows.until))}"
        head = [PaperPiece("strong", self._words["invented"])] if self._rows.invented else []
        head.append(PaperPiece("h1", self._words["title"]))
        first = f"{programme} · {organiser} {until}"
        head.append(PaperPiece("p", first))
        every = [*sections, formulas(self._figures, _printed_order(self._figures, sections, parts))]
        meant = PaperMeant(
            title=f"{self._words['title']} – {programme}",
            language=self._language,
            pieces=paper_pieces(head, every, self._words, self._say, more=3),
            pictures=[part for part in parts if isinstance(part, PagePicture)],
            foot=self._words["invented"] if self._rows.invented else "",
            first=first,
        )
        for fault in paper_faults(document, meant):
            yield ReportFault(name, fault.page, 0, fault.shown, fault.expected)

    def read_back(self, sections: Sequence[SectionWriter]) -> list[Expected]:
        """What the page for participants ought to say: sentences, quotes and pictures."""
        blocks = self._head(self._words["read_back_title"])
        blocks += [
            self._own("p", self._words["read_back_intro"]),
            self._own("p", f"{self._words['how']} {self._rows.contact}."),
            self._own("a", self._words["other_language"]),
        ]
        for section in sections:
            if section.name in _READ_BACK:
                tables = ("summary", "region", "caption", "th", "td")
                blocks += [b for b in section.blocks if isinstance(b, ExpectedChart) or b.tag not in tables]
                blocks.append(self._own("strong", self._words["is_this"]))
        return blocks

    def compare(self, wanted: Sequence[Expected], parts: Sequence[PagePart]) -> Iterator[ReportFault]:
        """Yield each place at which the page says something else."""
        ought = [self._key(each) for each in wanted]
        seen = [("svg", "") if isinstance(part, PagePicture) else (part.tag, part.text) for part in parts]
        for what, a, b, c, d in SequenceMatcher(None, ought, seen, autojunk=False).get_opcodes():
            if what == "equal":
                for expected, part in zip(wanted[a:b], parts[c:d], strict=True):
                    yield from self._inside(expected, part)
                continue
            for at in range(max(b - a, d - c)):
                place = parts[min(c + at, len(parts) - 1)]
                text = seen[c + at][1] if c + at < d else ""
                want = ought[a + at][1] if a + at < b else ""
                yield ReportFault(self._name, place.line, place.column, text, want)

    def _key(self, expected: Expected) -> tuple[str, str]:
        if isinstance(expected, ExpectedChart):
            return "svg", ""
        text = self._say(expected.words)
        if expected.tag == "summary":
            text = plain(f"{self._words['data_table']} {text}")
        return expected.tag, text

    def _inside(self, expected: Expected, part: PagePart) -> Iterator[ReportFault]:
        """Yield what is wrong within a block whose words are right: figures under another name; pictures."""
        if isinstance(expected, ExpectedChart) and isinstance(part, PagePicture):
            for shown, want in picture_faults(part, expected, self._figures, self._language, self._say):
                yield ReportFault(self._name, part.line, part.column, shown, want)
        elif isinstance(expected, ExpectedBlock) and isinstance(part, PageBlock):
            want_ids, ids = sorted(expected.figures), sorted(name for name, _ in part.figures)
            if want_ids != ids:
                yield ReportFault(self._name, part.line, part.column, " ".join(ids), " ".join(want_ids))
            for name, text in part.figures:
                want = plain(self._figures.written(name, self._language)) if name in self._figures else ""
                if text != want:
                    yield ReportFault(self._name, part.line, part.column, f"{name}: {text}", want)


def _printed_order(
    figures: ShownFigures, sections: Sequence[SectionWriter], parts: Sequence[PagePart]
) -> list[str]:
    """The figures of all sections that are no counts, in the annex's order; first those it has not."""
    printed = dict.fromkeys(
        name
        for section in sections
        for block in section.blocks
        if isinstance(block, ExpectedBlock)
        for name in block.figures
        if figures[name].kind != COUNT
    )
    listed = dict.fromkeys(
        name
        for part in parts
        if isinstance(part, PageBlock) and part.tag == "dt"
        for name, _ in part.figures
        if name in printed
    )
    return [*(name for name in printed if name not in listed), *listed]
