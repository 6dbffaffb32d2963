"""``sessions/programme.yaml``: the programme itself, its series, its policy and its blackouts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.model.language import LANGUAGES, Text
from besrour_cli.model.message import msg
from besrour_cli.model.place import Place
from besrour_cli.model.programme import (
    DAY,
    Blackout,
    Contact,
    Fairness,
    Link,
    Platform,
    PreferredStart,
    PublishSettings,
    ReviewPolicy,
    Series,
    SmtpSettings,
)
from besrour_cli.storage.text import scalars, times
from besrour_cli.storage.text.page import SourceFile
from besrour_cli.storage.text.places import place_of
from besrour_cli.storage.yaml.fields import (
    Fields,
    Reader,
    bilingual,
    flattened,
    line,
    list_of,
    paragraphs,
    report,
    scalar_of,
)
from besrour_cli.storage.yaml.nodes import MappingNode, Node, SequenceNode

if TYPE_CHECKING:
    from besrour_cli.model.replies import ImapSettings
    from besrour_cli.storage.programme.observances import ObservanceEntry

_KEYS = (
    "id",
    "name",
    "languages",
    "anchor",
    "organiser",
    "platform",
    "series",
    "fairness",
    "blackouts",
    "form",
    "mail",
    "inbox",
    "review",
    "publish",
    "observances",
)
_ORGANISER = ("name", "email", "address", "person", "website", "unsubscribe")
_PLATFORM = ("name", "link", "meeting_id", "passcode", "phone", "help")
_SERIES = (
    "name",
    "description",
    "duration",
    "groups",
    "weekdays",
    "between",
    "days_between",
    "colour",
    "platform",
    "prefer",
)
_FAIRNESS = ("step", "night", "good", "good_sessions", "lambda", "profile")
NOWHERE = Place("", {"en": "", "fr": ""}, "", "UTC")
"""Stands in for an anchor that could not be read."""


class ProgrammeSettings(NamedTuple):
    """What programme.yaml says. ``series_known`` is False when its series could not be read at all;

    ``group_nodes`` are series, group and where the group is written.
    """

    id: str
    names: Text
    languages: tuple[str, ...]
    anchor: Place
    contact: Contact
    platform: Platform
    series: Mapping[str, Series]
    fairness: Fairness
    blackouts: tuple[Blackout, ...]
    series_known: bool
    group_nodes: tuple[tuple[str, str, Node], ...]
    mail: SmtpSettings | None = None
    inbox: ImapSettings | None = None
    review: ReviewPolicy | None = None
    form: Link | None = None
    publish: PublishSettings = PublishSettings()
    observances: tuple[ObservanceEntry, ...] = ()


NOTHING_KNOWN = ProgrammeSettings(
    "", {}, LANGUAGES, NOWHERE, Contact({}, "", ""), Platform(""), {}, Fairness(), (), False, ()
)
"""Stands in for programme.yaml when there is none, so that the sessions can still be read."""


def place(page: SourceFile, node: Node) -> Place | None:
    """A place by its name, as the model's rules resolve it."""
    text = line(page, node)
    if text is None:
        return None
    found = place_of(text)
    if found.wrong:
        report(page, node, *found.wrong)
    elif found.doubt:
        report(page, node, *found.doubt, warning=True)
    return found.place


weekdays: Reader[tuple[int, ...]] = flattened(scalar_of(times.weekdays))
languages: Reader[tuple[str, ...]] = flattened(scalar_of(scalars.languages))


def read_head(page: SourceFile, root: Node | None) -> ProgrammeSettings:
    """The programme as far as it can be read; mistakes are on the page."""
    top = Fields(page, root, _KEYS)
    if root is None and not page.problems:
        page.problem(
            "file-empty", 0, 0, msg("the file is empty"), msg("copy the example that besrour init writes")
        )
    order = top.want("languages", languages, LANGUAGES)
    for code in LANGUAGES:
        if code not in order:
            top.wrong(
                "languages",
                "languages-required",
                msg("a programme speaks English and French, and {code} is missing", code=code),
                msg("write languages: [en, fr], in the order you prefer"),
            )
    text, block = bilingual(order), bilingual(order, paragraphs)
    programme_id = top.need("id", scalar_of(scalars.identifier), "")
    names = top.need("name", text, {})
    anchor = top.need("anchor", place, NOWHERE)
    contact = top.need("organiser", lambda p, n: _contact(p, n, text), None)
    platform = top.need("platform", lambda p, n: _platform(p, n, block), None)
    found: dict[str, Series] = {}
    groups: list[tuple[str, str, Node]] = []
    top.need("series", lambda p, n: n, None)
    node = top.node_of("series")
    if isinstance(node, MappingNode) and node.pairs:
        for series_id, (key, value) in node.pairs.items():
            name = scalars.identifier(series_id)
            if isinstance(name, scalars.ParseError):
                report(page, key, *name)
            found[series_id] = _series(page, value, series_id, order, groups)
    elif node is not None:
        report(
            page,
            node,
            "kind-not-mapping",
            msg("“series” has no series"),
            msg("write the id of a series on a line below, indented, with a colon after it"),
        )
    fairness = top.want("fairness", _fairness, Fairness())
    blackouts = top.want("blackouts", lambda p, n: _blackouts(p, n, text), ())
    return ProgrammeSettings(
        programme_id,
        names,
        tuple(dict.fromkeys((*order, *LANGUAGES))),
        anchor,
        contact or Contact({}, "", ""),
        platform or Platform(""),
        found,
        fairness,
        blackouts,
        isinstance(node, MappingNode) and bool(node.pairs),
        tuple(groups),
        top.want("mail", _mail, None),
        top.want("inbox", _inbox, None),
        top.want("review", _review, None),
        form=top.want("form", lambda p, n: form(p, n, text), None),
        publish=top.want("publish", lambda p, n: _publish(p, n, found), PublishSettings()),
        observances=top.want("observances", _observances, ()),
    )


def _observances(page: SourceFile, node: Node) -> tuple[ObservanceEntry, ...]:
    from besrour_cli.storage.programme.observances import read_observances  # few programmes have them

    return read_observances(page, node)


def form(page: SourceFile, node: Node, text: Reader[Text]) -> Link | None:
    """The form that people are asked to fill in after a session: ``title`` and ``url``."""
    fields = Fields(page, node, ("title", "url"))
    found = Link(fields.need("title", text, {}), fields.need("url", scalar_of(scalars.url), ""))
    return found if fields.whole else None


def _contact(page: SourceFile, node: Node, text: Reader[Text]) -> Contact | None:
    fields = Fields(page, node, _ORGANISER)
    contact = Contact(
        name=fields.need("name", text, {}),
        email=fields.need("email", scalar_of(scalars.email), ""),
        address=fields.need("address", paragraphs, ""),
        person=fields.want("person", line, ""),
        website=fields.want("website", scalar_of(scalars.url), ""),
        unsubscribe=fields.want("unsubscribe", scalar_of(scalars.url_or_mail), ""),
    )
    return contact if fields.whole else None


def _platform(page: SourceFile, node: Node, block: Reader[Text]) -> Platform | None:
    fields = Fields(page, node, _PLATFORM)
    platform = Platform(
        name=fields.need("name", line, ""),
        link=fields.want("link", scalar_of(scalars.url), ""),
        passcode=fields.want("passcode", line, ""),
        phone=fields.want("phone", line, ""),
        meeting_id=fields.want("meeting_id", line, ""),
        help=fields.want("help", block, None),
    )
    return platform if fields.whole else None


def _series(
    page: SourceFile, node: Node, series_id: str, order: tuple[str, ...], groups: list[tuple[str, str, Node]]
) -> Series:
    """One series; what cannot be read is noted, and a harmless stand-in lets its sessions be read."""
    text, block = bilingual(order), bilingual(order, paragraphs)
    fields = Fields(page, node, _SERIES)
    named = fields.need("groups", list_of(scalar_of(scalars.identifier)), ())
    where = fields.node_of("groups")
    if where is not None:
        if not named and isinstance(where, SequenceNode) and not where.items:
            fields.wrong(
                "groups",
                "series-no-group",
                msg("the series invites no group"),
                msg("name at least one group"),
            )
        nodes = where.items if isinstance(where, SequenceNode) else [where]
        if len(named) == len(nodes):
            groups += [(series_id, group, at) for group, at in zip(named, nodes, strict=True)]
    between = fields.want("between", scalar_of(times.span), (0, DAY))
    if between[1] <= between[0]:
        fields.wrong(
            "between",
            "span-reversed",
            msg("the span ends before it begins"),
            msg("write the earlier hour first, such as 06:00-22:00"),
        )
        between = (0, DAY)
    minutes = fields.need("duration", scalar_of(times.duration), 60)
    if minutes > between[1] - between[0]:
        fields.wrong(
            "between",
            "span-short",
            msg("a session of {n} min does not fit into this span", n=minutes),
            msg("widen the span, or shorten the duration"),
        )
    return Series(
        id=series_id,
        names=fields.need("name", text, {}),
        minutes=minutes,
        groups=tuple(dict.fromkeys(named)),
        weekdays=fields.want("weekdays", weekdays, (0, 1, 2, 3, 4)),
        descriptions=fields.want("description", block, {}),
        between=between,
        days_between=fields.want("days_between", scalar_of(scalars.integer), 0),
        colour=fields.want("colour", scalar_of(scalars.colour), ""),
        platform=fields.want("platform", lambda p, n: _platform(p, n, block), None),
        prefer=fields.want("prefer", _prefer, None),
    )


def _fairness(page: SourceFile, node: Node) -> Fairness:
    fields = Fields(page, node, _FAIRNESS)
    default = Fairness()
    step = fields.want("step", scalar_of(times.duration), default.step)
    if DAY % step or step > 120:
        fields.wrong(
            "step",
            "fairness-step",
            msg("{n} min does not divide a day into equal steps of at most two hours", n=step),
            msg("write 15 min, 30 min or 60 min"),
        )
        step = default.step
    profile = fields.want("profile", scalar_of(scalars.profile), default.profile)
    return Fairness(
        step=step,
        night=fields.want("night", scalar_of(times.span), default.night),
        good=fields.want("good", scalar_of(scalars.hundredths), default.good),
        good_sessions=fields.want("good_sessions", scalar_of(scalars.integer), default.good_sessions),
        lambda_=fields.want("lambda", scalar_of(scalars.hundredths), default.lambda_),
        profile=profile,
    )


def _mail(page: SourceFile, node: Node) -> SmtpSettings | None:
    from besrour_cli.storage.programme.mail_section import read_mail  # few programmes have one

    return read_mail(page, node)


def _publish(page: SourceFile, node: Node, series: Mapping[str, Series]) -> PublishSettings:
    from besrour_cli.storage.programme.publish_section import read_publish

    return read_publish(page, node, series)


def _inbox(page: SourceFile, node: Node) -> ImapSettings | None:
    from besrour_cli.storage.programme.inbox_section import read_inbox

    return read_inbox(page, node)


def _prefer(page: SourceFile, node: Node) -> PreferredStart | None:
    from besrour_cli.storage.programme.agreements import read_prefer  # few programmes have one

    return read_prefer(page, node)


def _review(page: SourceFile, node: Node) -> ReviewPolicy | None:
    from besrour_cli.storage.programme.agreements import read_review

    return read_review(page, node)


def _blackouts(page: SourceFile, node: Node, text: Reader[Text]) -> tuple[Blackout, ...]:
    if not isinstance(node, SequenceNode):
        report(
            page,
            node,
            "kind-not-list",
            msg("“{key}” has no list", key=node.key),
            msg("begin each entry on a line of its own with - and a space"),
        )
        return ()
    found = []
    for item in node.items:
        fields = Fields(page, item, ("from", "to", "reason"))
        ends = dates(fields)
        reasons = fields.need("reason", text, {})
        if ends:
            found.append(Blackout(*ends, reasons))
    return tuple(found)


def dates(fields: Fields) -> tuple[date, date] | None:
    """``from`` and ``to`` of a mapping, both included; noted and None when they are missing or reversed."""
    first = fields.need("from", scalar_of(times.day), None)
    last = fields.need("to", scalar_of(times.day), None)
    if first is None or last is None:
        return None
    if last < first:
        fields.wrong(
            "to",
            "dates-reversed",
            msg("{last} comes before {first}", first=first.isoformat(), last=last.isoformat()),
            msg("write the earlier date after from: and the later one after to:"),
        )
        return None
    return first, last
