"""The year as one picture (SVG 1.1): places by sessions, the local hour as colour and number, and the loads.

Colour runs from dark blue at midnight to pale yellow at noon, which every kind of colour vision and a
grey printer tell apart; signs repeat what matters: ``*`` a night, ``!`` not a reasonable hour for someone.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from besrour_cli.clock import formatting, instants
from besrour_cli.model.language import NO_BREAK, TAGS
from besrour_cli.model.plan import Burden, Plan, ScheduledSession
from besrour_cli.model.programme import Programme
from besrour_cli.schedule.clock_groups import ClockGroup, clock_groups, is_night

MARK = b'data-besrour="year"'
"""What tells a picture of ours from any other file."""

_WORDS = {
    "en": {
        "title": "The year of {name}, in local hours",
        "desc": "{sessions} sessions at {places} places, from {first} to {last}. "
        "Attendances at night: {nights}. Most burdened region: {region}, {mean} on average. "
        "Most burdened of all: {person}, {most}.",
        "hours": "local hour of the start",
        "signs": "* a night there   ! not a reasonable hour for someone there   · not invited",
        "also": "The same clock:",
        "loads": "Mean burden of each region over the year, and ◇ whoever bears most there",
        "worst": "bears most of all",
        "nights": "{n} at night",
        "data": "Time zone data {version}",
        "none": "Nothing is planned.",
    },
    "fr": {
        "title": "L’année de {name}, en heures locales",
        "desc": "{sessions} séances en {places} lieux, du {first} au {last}. "
        "Présences de nuit\u00a0: {nights}. Région la plus chargée\u00a0: {region}, {mean} en moyenne. "
        "Charge la plus lourde\u00a0: {person}, {most}.",
        "hours": "heure locale du début",
        "signs": "* nuit sur place   ! heure peu raisonnable pour quelqu’un sur place   · sans invitation",
        "also": "Même heure\u00a0:",
        "loads": "Charge moyenne de chaque région dans l’année, et ◇ qui y porte la plus lourde",
        "worst": "la plus lourde de toutes",
        "nights": "{n} de nuit",
        "data": "Données de fuseaux horaires {version}",
        "none": "Rien n’est au plan.",
    },
}
_SKY = ((24, 37, 80), (66, 96, 156), (150, 180, 216), (228, 236, 238), (255, 241, 168))
_LEFT, _CELL, _ROW, _EDGE = 360, 72, 26, 24  # a cell holds 18 h 30! in bold, with air on both sides
_APART = 28  # pixels between two entries of the legend
_NAMES, _WORST = 270, 470  # of the loads: room for a region's name, and for who bears most
_INK, _GREY, _LINE, _BAR = "#1a1a1a", "#5a5a5a", "#c9ccd1", "#42609c"
_STYLE = (
    "text{font-family:'Noto Sans','DejaVu Sans',Helvetica,Arial,sans-serif;fill:#1a1a1a;font-size:13px}"
    "rect{-webkit-print-color-adjust:exact;print-color-adjust:exact}"
)


class _Page(NamedTuple):
    """What every part of the picture needs."""

    programme: Programme
    slots: tuple[ScheduledSession, ...]
    clocks: tuple[ClockGroup, ...]
    costs: Mapping[str, Mapping[str, float]]
    people: Mapping[str, Burden]
    language: str

    @property
    def words(self) -> Mapping[str, str]:
        """The picture's own words."""
        return _WORDS.get(self.language, _WORDS["en"])

    @property
    def width(self) -> int:
        """Pixels across."""
        return max(_LEFT + _CELL * len(self.clocks), 900) + 2 * _EDGE

    def night(self, slot: ScheduledSession, clock: ClockGroup) -> bool:
        """Whether a session is a night on a clock."""
        return is_night(slot.start, slot.end, clock.zone, self.programme.fairness.night)


def year_chart(
    programme: Programme,
    plan: Plan,
    people: Mapping[str, Burden],
    costs: Mapping[str, Mapping[str, float]],
    language: str,
) -> bytes:
    """The picture of a plan in one language; ``people`` and ``costs`` are those of the choice."""
    slots = sorted(
        (s for s in plan.slots.values() if s.state != "cancelled"), key=lambda s: (s.start, s.session)
    )
    kept = tuple(s for s in slots if programme.session(s.session) is not None)
    page = _Page(programme, kept, tuple(clock_groups(programme, kept, language)), costs, people, language)
    top = _header_height(page)
    parts: list[str] = [*_title(page), *_heads(page, top), *_rows(page, top)]
    at = top + _ROW * len(kept) + 20
    for block in (_legend, _same_clocks, _loads):
        lines, at = block(page, at)
        parts += lines
    foot = page.words["data"].format(version=plan.tzdata)
    parts.append(_text(_EDGE, at + 6, foot, size=11, fill=_GREY))
    height = at + 24
    name = programme.names.get(language) or next(iter(programme.names.values()), "")
    tag = TAGS.get(language, language)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {MARK.decode()} xml:lang="{tag}" lang="{tag}" role="img" '
        f'aria-labelledby="besrour-title besrour-desc" width="{page.width}" height="{height}" '
        f'viewBox="0 0 {page.width} {height}">'
        f'<title id="besrour-title">{_safe(page.words["title"].format(name=name))}</title>'
        f'<desc id="besrour-desc">{_safe(_described(page))}</desc>'
        f"<style>{_STYLE}</style>"
        f'<rect width="{page.width}" height="{height}" fill="#ffffff"/>'
    )
    return "\n".join(('<?xml version="1.0" encoding="UTF-8"?>', head, *parts, "</svg>", "")).encode()


def colour(hour: float) -> str:
    """The colour of an hour of the day: dark blue at midnight, pale yellow at noon."""
    light = (1 - math.cos(2 * math.pi * hour / 24)) / 2 * (len(_SKY) - 1)
    low = min(int(light), len(_SKY) - 2)
    mixed = (a + (b - a) * (light - low) for a, b in zip(_SKY[low], _SKY[low + 1], strict=True))
    return "#" + "".join(f"{round(c):02x}" for c in mixed)


def ink_on(fill: str) -> str:
    """Black or white, whichever is read more easily on a colour (contrast as WCAG 2.2 defines it)."""
    light = luminance(fill)
    return "#ffffff" if 1.05 / (light + 0.05) > (light + 0.05) / 0.05 else "#000000"


def luminance(fill: str) -> float:
    """Relative luminance of a colour ``#rrggbb`` (WCAG 2.2), 0 to 1."""
    parts = (int(fill[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _title(page: _Page) -> Iterator[str]:
    name = page.programme.names.get(page.language) or next(iter(page.programme.names.values()), "")
    yield _text(_EDGE, 38, page.words["title"].format(name=name), size=20, bold=True)
    if not page.slots:
        yield _text(_EDGE, 70, page.words["none"])


def _header_height(page: _Page) -> int:
    longest = max((len(clock.names[0]) for clock in page.clocks), default=0)
    return 66 + round(6.2 * min(longest, 22))


def _heads(page: _Page, top: int) -> Iterator[str]:
    for column, clock in enumerate(page.clocks):
        x = _EDGE + _LEFT + _CELL * column + _CELL // 2
        words = _safe(_cut(clock.names[0], 22))
        more = f"<title>{_safe(', '.join(clock.names))}</title>"
        yield f'<text x="{x}" y="{top - 8}" transform="rotate(-52 {x} {top - 8})">{words}{more}</text>'


def _rows(page: _Page, top: int) -> Iterator[str]:
    month = 0
    for row, slot in enumerate(page.slots):
        y = top + _ROW * row
        local = instants.local(slot.start, page.programme.anchor.zone)
        if local.month != month:
            edge = page.width - _EDGE
            yield f'<path d="M{_EDGE} {y}H{edge}" stroke="{_LINE}" stroke-width="1"/>'
            month = local.month
        session = page.programme.session(slot.session)
        title = session.titles.get(page.language, slot.session) if session else slot.session
        day = formatting.DAYS[page.language][local.weekday()][:3]
        date = f"{day}{NO_BREAK}{formatting.short_date(local.date(), page.language)}"
        yield _text(_EDGE, y + 18, date, size=12, fill=_GREY)
        yield _text(_EDGE + 96, y + 18, _cut(title, 36), size=12, tip=f"{title} ({slot.session})")
        for column, clock in enumerate(page.clocks):
            yield _cell(page, slot, clock, _EDGE + _LEFT + _CELL * column, y)


def _cell(page: _Page, slot: ScheduledSession, clock: ClockGroup, x: int, y: int) -> str:
    cost = page.costs.get(slot.session, {})
    here = [cost[i] for i in clock.members if i in cost]
    middle = x + _CELL // 2
    if not here:
        return f'<text x="{middle}" y="{y + 18}" text-anchor="middle" fill="{_GREY}">·</text>'
    local = instants.local(slot.start, clock.zone)
    sign = "*" if page.night(slot, clock) else "!" if max(here) > page.programme.fairness.good else ""
    fill = colour(local.hour + local.minute / 60)
    bold = ' font-weight="bold"' if sign else ""
    return (
        f'<rect x="{x + 1}" y="{y + 1}" width="{_CELL - 2}" height="{_ROW - 2}" rx="3" fill="{fill}" '
        f'stroke="{_LINE}" stroke-width="0.5"/><text x="{middle}" y="{y + 18}" text-anchor="middle"{bold} '
        f'style="fill:{ink_on(fill)}">{_hour(local, page.language)}{sign}</text>'
    )


def _legend(page: _Page, at: int) -> tuple[list[str], int]:
    wide = 26
    parts = [_text(_EDGE, at + 17, page.words["hours"], size=12)]
    for hour in range(24):
        fill, x = colour(hour), _EDGE + 170 + wide * hour
        parts.append(
            f'<rect x="{x}" y="{at}" width="{wide}" height="{_ROW}" fill="{fill}"/>'
            f'<text x="{x + wide // 2}" y="{at + 17}" text-anchor="middle" font-size="11" '
            f'style="fill:{ink_on(fill)};font-size:11px">{hour}</text>'
        )
    parts.append(_signs(page, at + _ROW + 20))
    return parts, at + _ROW + 40


def _signs(page: _Page, y: int) -> str:
    """What the signs mean, each entry well apart from the one before, however wide the letters are."""
    spans: list[str] = []
    for entry in page.words["signs"].split("   "):
        sign, _, words = entry.partition(" ")
        apart = f' dx="{_APART}"' if spans else ""
        blank = " " if spans else ""  # for those who hear it
        spans.append(f'<tspan font-weight="bold"{apart}>{blank}{_safe(sign)}</tspan> {_safe(words)}')
    return f'<text x="{_EDGE}" y="{y}" style="fill:{_INK};font-size:12px">{"".join(spans)}</text>'


def _same_clocks(page: _Page, at: int) -> tuple[list[str], int]:
    """Places that share a column, since its head has room for one name."""
    shared = [f"{', '.join(c.names)}" for c in page.clocks if len(c.names) > 1]
    if not shared:
        return [], at
    lines = _wrapped(
        [page.words["also"], *(f"{each};" for each in shared[:-1]), f"{shared[-1]}."], page.width
    )
    return [_text(_EDGE, at + 16 * n, line, size=12) for n, line in enumerate(lines)], at + 16 * len(
        lines
    ) + 8


def _loads(page: _Page, at: int) -> tuple[list[str], int]:
    loads = _by_region(page)
    if not loads:
        return [], at
    names = {m.id: m.name for m in page.programme.members}
    most = max(burden.burden for burden in page.people.values()) or 1.0
    worst_of_all = max(page.people, key=lambda i: (page.people[i].burden, i))
    scale = (page.width - 2 * _EDGE - _NAMES - _WORST) / most
    parts = [_text(_EDGE, at + 16, page.words["loads"], bold=True)]
    y = at + 28
    for region, (mean, worst, nights) in loads.items():
        x, end = _EDGE + _NAMES, page.people[worst].burden * scale
        called = _cut(page.programme.region_name(region, page.language), 28)
        if nights:
            called += f" ({page.words['nights'].format(n=nights)})"
        parts.append(_text(_EDGE, y + 17, called))
        long, high = max(mean * scale, 1), _ROW - 6
        parts.append(f'<rect x="{x}" y="{y + 3}" width="{long:.1f}" height="{high}" fill="{_BAR}"/>')
        parts.append(_text(x + 5, y + 17, _number(mean, page.language), fill=ink_on(_BAR), bold=True))
        dx = x + end
        diamond = f"M{dx - 6:.1f} {y + 13}l6 -6l6 6l-6 6z"
        parts.append(f'<path d="{diamond}" fill="#ffffff" stroke="{_INK}" stroke-width="1.5"/>')
        said = f"{_number(page.people[worst].burden, page.language)}  {_cut(names[worst], 30)}"
        if worst == worst_of_all:
            said += f" ({page.words['worst']})"
        parts.append(_text(round(dx + 12), y + 17, said, size=12, bold=worst == worst_of_all))
        y += _ROW
    return parts, y + 16


def _by_region(page: _Page) -> dict[str, tuple[float, str, int]]:
    """Each region's mean burden, who bears most there, and the nights borne; the most burdened first."""
    groups: dict[str, list[str]] = {}
    for member in page.programme.members:
        if member.id in page.people:
            groups.setdefault(member.region, []).append(member.id)
    found = {
        region: (
            sum(page.people[i].burden for i in ids) / len(ids),
            max(ids, key=lambda i: (page.people[i].burden, i)),
            sum(page.people[i].nights for i in ids),
        )
        for region, ids in groups.items()
    }
    return dict(sorted(found.items(), key=lambda item: (-item[1][0], item[0])))


def _described(page: _Page) -> str:
    """The picture in words, for those who do not see it."""
    loads = _by_region(page)
    if not page.slots or not loads:
        return page.words["none"]
    region, (mean, _, _) = next(iter(loads.items()))
    worst = max(page.people, key=lambda i: (page.people[i].burden, i))
    days = [instants.local(s.start, page.programme.anchor.zone).date() for s in page.slots]
    first, last = (formatting.date_words(d, page.language, weekday=False) for d in (days[0], days[-1]))
    return page.words["desc"].format(
        sessions=len(page.slots),
        places=sum(len(clock.names) for clock in page.clocks),
        first=first,
        last=last,
        nights=sum(nights for _, _, nights in loads.values()),
        region=page.programme.region_name(region, page.language),
        mean=_number(mean, page.language),
        person=next(m.name for m in page.programme.members if m.id == worst),
        most=_number(page.people[worst].burden, page.language),
    )


def _hour(local: datetime, language: str) -> str:
    """An hour for a narrow cell, on twenty-four hours: ``14:30`` / ``14 h 30``."""
    if language == "fr":
        return f"{local.hour}{NO_BREAK}h" + (f"{NO_BREAK}{local.minute:02d}" if local.minute else "")
    return f"{local.hour}:{local.minute:02d}"


def _number(value: float, language: str) -> str:
    text = f"{value:.1f}".removesuffix(".0")
    return text.replace(".", ",") if language == "fr" else text


def _wrapped(words: Sequence[str], width: int) -> list[str]:
    """Phrases on as few lines as fit a width in pixels, no phrase broken unless it must be."""
    from textwrap import wrap

    return wrap(" ".join(words), max(40, int((width - 2 * _EDGE) / 6.6)), break_long_words=False)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _text(
    x: float, y: float, words: str, *, size: int = 13, fill: str = _INK, bold: bool = False, tip: str = ""
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    title = f"<title>{_safe(tip)}</title>" if tip else ""
    return (
        f'<text x="{x}" y="{y}"{weight} style="fill:{fill};font-size:{size}px">{title}{_safe(words)}</text>'
    )


def _safe(text: str) -> str:
    """Text as XML 1.0 may hold it."""
    from html import escape

    return escape(
        "".join(c for c in text if c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )
