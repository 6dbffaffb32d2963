"""The year as one picture (SVG 1.1): places by sessions, the local hour as colour and number, and the loads.

Colour runs from dark blue at midnight to pale yellow at noon, which every kind of colour vision and a
grey printer tell apart; signs repeat what matters: ``*`` a night, ``!`` not a reasonable hour for someone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from besrour_cli.clock import formatting, instants
from besrour_cli.model.language import NO_BREAK
from besrour_cli.model.plan import Burden, Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import Programme
from besrour_cli.model.text.numbers import number_text
from besrour_cli.publishing.svg.hour_colours import HOURS, colour, ink_on
from besrour_cli.publishing.svg.picture import PictureFrame, svg_picture
from besrour_cli.publishing.svg.text import GREY, INK, shorten, text_element, wrap, xml_text
from besrour_cli.publishing.svg.year_chart_words import WORDS
from besrour_cli.schedule.clock_groups import ClockGroup, clock_groups

MARK = b'data-besrour="year"'
"""What tells a picture of ours from any other file."""

_LEFT, _CELL, _ROW, _EDGE = 360, 72, 26, 24  # a cell holds 18 h 30! in bold, with air on both sides
_HEADER = 66  # above the names of the columns
_LONGEST_NAME = 22  # letters of a column's name
_LINE_HEIGHT = 16  # of words below each other
_APART = 28  # pixels between two entries of the legend
_NAMES, _WORST = 270, 470  # of the loads: room for a region's name, and for who bears most
_LINE, _BAR = "#c9ccd1", "#42609c"
_STYLE = (
    "text{font-family:'Noto Sans','DejaVu Sans',Helvetica,Arial,sans-serif;fill:#1a1a1a;font-size:13px}"
    "rect{-webkit-print-color-adjust:exact;print-color-adjust:exact}"
)


class _Chart(NamedTuple):
    """What every part needs: ``costs`` by session and member, who has ``nights`` by session, ``people``."""

    programme: Programme
    slots: tuple[ScheduledSession, ...]
    clocks: tuple[ClockGroup, ...]
    costs: Mapping[str, Mapping[str, float]]
    nights: Mapping[str, frozenset[str]]
    people: Mapping[str, Burden]
    language: str

    @property
    def words(self) -> Mapping[str, str]:
        """The chart's fixed texts in its language."""
        return WORDS.get(self.language, WORDS["en"])

    @property
    def width(self) -> int:
        """Pixels across."""
        return max(_LEFT + _CELL * len(self.clocks), 900) + 2 * _EDGE

    @property
    def title(self) -> str:
        """The picture's heading."""
        names = self.programme.names
        return self.words["title"].format(name=names.get(self.language) or next(iter(names.values()), ""))

    @property
    def most_burdened(self) -> str:
        """The id of the member with the largest burden of all; the last in order of ids among equals."""
        return max(self.people, key=lambda i: (self.people[i].burden, i))

    def number(self, value: float) -> str:
        """A burden as the picture's language writes it."""
        return number_text(value, self.language, 1)


def year_chart(
    programme: Programme,
    plan: Plan,
    people: Mapping[str, Burden],
    costs: Mapping[str, Mapping[str, float]],
    nights: Mapping[str, frozenset[str]],
    language: str,
) -> bytes:
    """The picture of a plan in one language; ``people``, ``costs`` and ``nights`` are those of the choice."""
    known = {s.id for s in programme.sessions}
    drawn = [s for s in plan.slots.values() if s.session in known and s.state != SessionState.CANCELLED]
    shown = tuple(sorted(drawn, key=lambda s: (s.start, s.session)))
    chart = _Chart(
        programme=programme,
        slots=shown,
        clocks=tuple(clock_groups(programme, shown, language)),
        costs=costs,
        nights=nights,
        people=people,
        language=language,
    )
    top = _header_height(chart)
    parts: list[str] = [*_title(chart), *_heads(chart, top), *_rows(chart, top)]
    at = top + _ROW * len(shown) + 20
    for block in (_legend, _same_clocks, _loads):
        lines, at = block(chart, at)
        parts += lines
    foot = chart.words["data"].format(version=plan.tzdata)
    parts.append(text_element(_EDGE, at + 6, foot, size=11, fill=GREY))
    frame = PictureFrame(
        mark=MARK,
        title=chart.title,
        described=_described(chart),
        width=chart.width,
        height=at + 24,
        style=_STYLE,
    )
    return svg_picture(frame, parts, language)


def _title(chart: _Chart) -> Iterator[str]:
    yield text_element(_EDGE, 38, chart.title, size=20, bold=True)
    if not chart.slots:
        yield text_element(_EDGE, 70, chart.words["none"])


def _header_height(chart: _Chart) -> int:
    longest = max((len(clock.names[0]) for clock in chart.clocks), default=0)
    # names are written at an angle: a letter is some six pixels high there
    return _HEADER + round(6.2 * min(longest, _LONGEST_NAME))


def _heads(chart: _Chart, top: int) -> Iterator[str]:
    for column, clock in enumerate(chart.clocks):
        x = _EDGE + _LEFT + _CELL * column + _CELL // 2
        words = xml_text(shorten(clock.names[0], _LONGEST_NAME))
        more = f"<title>{xml_text(', '.join(clock.names))}</title>"
        yield f'<text x="{x}" y="{top - 8}" transform="rotate(-52 {x} {top - 8})">{words}{more}</text>'


def _rows(chart: _Chart, top: int) -> Iterator[str]:
    month = 0
    for row, slot in enumerate(chart.slots):
        y = top + _ROW * row
        local = instants.local(slot.start, chart.programme.anchor.zone)
        if local.month != month:
            edge = chart.width - _EDGE
            yield f'<path d="M{_EDGE} {y}H{edge}" stroke="{_LINE}" stroke-width="1"/>'
            month = local.month
        session = chart.programme.session(slot.session)
        title = session.titles.get(chart.language, slot.session) if session else slot.session
        day = formatting.DAYS[chart.language][local.weekday()][:3]
        date = f"{day}{NO_BREAK}{formatting.short_date(local.date(), chart.language)}"
        yield text_element(_EDGE, y + 18, date, size=12, fill=GREY)
        yield text_element(_EDGE + 96, y + 18, shorten(title, 36), size=12, tip=f"{title} ({slot.session})")
        for column, clock in enumerate(chart.clocks):
            yield _cell(chart, slot, clock, _EDGE + _LEFT + _CELL * column, y)


def _cell(chart: _Chart, slot: ScheduledSession, clock: ClockGroup, x: int, y: int) -> str:
    cost = chart.costs.get(slot.session, {})
    here = [cost[i] for i in clock.members if i in cost]
    middle = x + _CELL // 2
    if not here:
        return f'<text x="{middle}" y="{y + 18}" text-anchor="middle" fill="{GREY}">·</text>'
    local = instants.local(slot.start, clock.zone)
    good = chart.programme.fairness.good_burden(slot.minutes)
    sign = "*" if clock.members & chart.nights[slot.session] else "!" if max(here) > good else ""
    fill = colour(local.hour + local.minute / 60)
    bold = ' font-weight="bold"' if sign else ""
    return (
        f'<rect x="{x + 1}" y="{y + 1}" width="{_CELL - 2}" height="{_ROW - 2}" rx="3" fill="{fill}" '
        f'stroke="{_LINE}" stroke-width="0.5"/><text x="{middle}" y="{y + 18}" text-anchor="middle"{bold} '
        f'style="fill:{ink_on(fill)}">{_hour(local, chart.language)}{sign}</text>'
    )


def _legend(chart: _Chart, at: int) -> tuple[list[str], int]:
    wide = 26
    parts = [text_element(_EDGE, at + 17, chart.words["hours"], size=12)]
    for hour in range(HOURS):
        fill, x = colour(hour), _EDGE + 170 + wide * hour
        parts.append(
            f'<rect x="{x}" y="{at}" width="{wide}" height="{_ROW}" fill="{fill}"/>'
            f'<text x="{x + wide // 2}" y="{at + 17}" text-anchor="middle" font-size="11" '
            f'style="fill:{ink_on(fill)};font-size:11px">{hour}</text>'
        )
    parts.append(_signs(chart, at + _ROW + 20))
    return parts, at + _ROW + 40


def _signs(chart: _Chart, y: int) -> str:
    """What the signs mean, each entry well apart from the one before, however wide the letters are."""
    spans: list[str] = []
    for entry in chart.words["signs"].split("   "):
        sign, _, words = entry.partition(" ")
        apart = f' dx="{_APART}"' if spans else ""
        blank = " " if spans else ""  # for those who hear it
        spans.append(f'<tspan font-weight="bold"{apart}>{blank}{xml_text(sign)}</tspan> {xml_text(words)}')
    return f'<text x="{_EDGE}" y="{y}" style="fill:{INK};font-size:12px">{"".join(spans)}</text>'


def _same_clocks(chart: _Chart, at: int) -> tuple[list[str], int]:
    """Places that share a column, since its head has room for one name."""
    shared = [f"{', '.join(c.names)}" for c in chart.clocks if len(c.names) > 1]
    if not shared:
        return [], at
    lines = wrap(
        [chart.words["also"], *(f"{each};" for each in shared[:-1]), f"{shared[-1]}."],
        chart.width - 2 * _EDGE,
    )
    texts = [text_element(_EDGE, at + _LINE_HEIGHT * n, line, size=12) for n, line in enumerate(lines)]
    return texts, at + _LINE_HEIGHT * len(lines) + 8


class _RegionLoad(NamedTuple):
    """A region's mean burden, the id of the member with most there, and the nights its members bear."""

    region: str
    mean: float
    worst: str
    nights: int


def _loads(chart: _Chart, at: int) -> tuple[list[str], int]:
    loads = _region_loads(chart)
    if not loads:
        return [], at
    parts = [text_element(_EDGE, at + 16, chart.words["loads"], bold=True)]
    top = at + 28
    for row, load in enumerate(loads):
        parts += _load_row(chart, load, top + _ROW * row)
    return parts, top + _ROW * len(loads) + 16


def _load_row(chart: _Chart, load: _RegionLoad, y: int) -> Iterator[str]:
    """A region's name, its mean as a bar, and a diamond at the burden of the member with most."""
    most = max(burden.burden for burden in chart.people.values()) or 1.0
    scale = (chart.width - 2 * _EDGE - _NAMES - _WORST) / most
    name = shorten(chart.programme.region_name(load.region, chart.language), 28)
    if load.nights:
        name += f" ({chart.words['nights'].format(n=load.nights)})"
    yield text_element(_EDGE, y + 17, name)
    x, width, height = _EDGE + _NAMES, max(load.mean * scale, 1), _ROW - 6
    yield f'<rect x="{x}" y="{y + 3}" width="{width:.1f}" height="{height}" fill="{_BAR}"/>'
    yield text_element(x + 5, y + 17, chart.number(load.mean), fill=ink_on(_BAR), bold=True)
    worst = chart.people[load.worst].burden
    end = x + worst * scale
    diamond = f"M{end - 6:.1f} {y + 13}l6 -6l6 6l-6 6z"
    yield f'<path d="{diamond}" fill="#ffffff" stroke="{INK}" stroke-width="1.5"/>'
    member = next(m.name for m in chart.programme.members if m.id == load.worst)
    words = f"{chart.number(worst)}  {shorten(member, 30)}"
    is_most = load.worst == chart.most_burdened
    if is_most:
        words += f" ({chart.words['worst']})"
    yield text_element(round(end + 12), y + 17, words, size=12, bold=is_most)


def _region_loads(chart: _Chart) -> list[_RegionLoad]:
    """The load of each region, the most burdened first."""
    groups: dict[str, list[str]] = {}
    for member in chart.programme.members:
        if member.id in chart.people:
            groups.setdefault(member.region, []).append(member.id)
    loads = [
        _RegionLoad(
            region=region,
            mean=sum(chart.people[i].burden for i in ids) / len(ids),
            worst=max(ids, key=lambda i: (chart.people[i].burden, i)),
            nights=sum(chart.people[i].nights for i in ids),
        )
        for region, ids in groups.items()
    ]
    return sorted(loads, key=lambda load: (-load.mean, load.region))


def _described(chart: _Chart) -> str:
    """The picture in words, for those who do not see it."""
    loads = _region_loads(chart)
    if not chart.slots or not loads:
        return chart.words["none"]
    most = chart.most_burdened
    days = [instants.local(s.start, chart.programme.anchor.zone).date() for s in chart.slots]
    first, last = (formatting.date_words(d, chart.language, weekday=False) for d in (days[0], days[-1]))
    return chart.words["desc"].format(
        sessions=len(chart.slots),
        places=sum(len(clock.names) for clock in chart.clocks),
        first=first,
        last=last,
        nights=sum(load.nights for load in loads),
        region=chart.programme.region_name(loads[0].region, chart.language),
        mean=chart.number(loads[0].mean),
        person=next(m.name for m in chart.programme.members if m.id == most),
        most=chart.number(chart.people[most].burden),
    )


def _hour(local: datetime, language: str) -> str:
    """An hour for a narrow cell, on twenty-four hours: ``14:30`` / ``14 h 30``."""
    if language == "fr":
        return f"{local.hour}{NO_BREAK}h" + (f"{NO_BREAK}{local.minute:02d}" if local.minute else "")
    return f"{local.hour}:{local.minute:02d}"
