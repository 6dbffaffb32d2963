"""``sessions/programme.yaml``: the programme itself, with its policy and its blackouts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from besrour_cli.model.diagnostic import SourceText
from besrour_cli.model.evaluation.decisions import CommitteeDecision
from besrour_cli.model.fairness import TOLERANCE_OF_REGRET, Fairness
from besrour_cli.model.language import LANGUAGES, Text
from besrour_cli.model.message import msg
from besrour_cli.model.people.mentoring import MentoringTerm
from besrour_cli.model.people.statement import Credits
from besrour_cli.model.people.tables import TableSettings
from besrour_cli.model.place import Place
from besrour_cli.model.programme import (
    DAY,
    Blackout,
    Contact,
    Link,
    Platform,
    PublishSettings,
    ReviewPolicy,
    Series,
    SmtpSettings,
)
from besrour_cli.model.replies import ImapSettings, ThemeCall
from besrour_cli.storage.programme.agreements import (
    REMIND,
    read_credits,
    read_remind,
    read_reports,
    read_review,
)
from besrour_cli.storage.programme.common_readers import (
    languages,
    read_dates,
    read_link,
    read_place,
    read_platform,
)
from besrour_cli.storage.programme.evaluation.decisions_section import read_decisions
from besrour_cli.storage.programme.ignored_columns import read_ignored
from besrour_cli.storage.programme.mail_section import read_inbox, read_mail
from besrour_cli.storage.programme.mentoring.section import NO_TERM, read_mentors_section
from besrour_cli.storage.programme.observances import ObservanceEntry, read_observances
from besrour_cli.storage.programme.privacy_section import read_privacy
from besrour_cli.storage.programme.publish_section import read_publish
from besrour_cli.storage.programme.series.session_patterns import SessionPattern
from besrour_cli.storage.programme.series_section import GroupReference, read_all_series
from besrour_cli.storage.programme.session_sources import programme_sources
from besrour_cli.storage.programme.tables.section import read_tables
from besrour_cli.storage.programme.themes.call import read_call
from besrour_cli.storage.text import scalars, times
from besrour_cli.storage.text.source_file import SourceFile
from besrour_cli.storage.yaml.fields import Fields
from besrour_cli.storage.yaml.nodes import Node, SequenceNode, report
from besrour_cli.storage.yaml.readers import Reader, bilingual, line, list_of, paragraphs, scalar_of

_KEYS = (
    "id",
    "name",
    "languages",
    "spoken",
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
    "remind",
    "reports",
    "publish",
    "observances",
    "ignore",
    "themes",
    "tables",
    "mentors",
    "credits",
    "decisions",
    "invented",
    "privacy",
)
_ORGANISER = ("name", "email", "address", "person", "website", "unsubscribe")
_FAIRNESS = ("step", "night", "good", "good_sessions", "lambda", "tolerance", "profile", "profiles")
_LONGEST_STEP = 120
"""Minutes between candidate starts; a coarser grid misses the hours that suit people."""
_MOST_TOLERANCE = 50
"""Per cent that may be given away: beyond, the steps would hardly ask for anything."""
NOWHERE = Place("", {"en": "", "fr": ""}, "", "UTC")
"""Stands in for an anchor that could not be read."""


class ProgrammeSettings(NamedTuple):
    """What programme.yaml holds.

    ``series`` is empty when none could be read, ``series_fields`` are their keys, ``patterns`` what those
    that repeat say of their sessions; ``groups`` are those that the series invite, with their nodes, to be
    compared with the roster; ``ignored`` are headers of columns that are not read on purpose; ``languages``
    are those of letters, written in ``language_node``, ``spoken`` those of sessions.
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
    groups: tuple[GroupReference, ...] = ()
    mail: SmtpSettings | None = None
    inbox: ImapSettings | None = None
    review: ReviewPolicy | None = None
    form: Link | None = None
    sources: Mapping[str, Mapping[str, SourceText]] = MappingProxyType({})
    publish: PublishSettings = PublishSettings()
    observances: tuple[ObservanceEntry, ...] = ()
    ignored: tuple[str, ...] = ()
    remind: tuple[int, ...] = REMIND
    reports: tuple[date, ...] = ()
    spoken: tuple[str, ...] = LANGUAGES
    language_node: Node | None = None
    theme_call: ThemeCall | None = None
    tables: TableSettings = TableSettings()
    mentoring: MentoringTerm | None = None
    credits: Credits | None = None
    decisions: tuple[CommitteeDecision, ...] = ()
    invented: bool = False
    series_fields: Mapping[str, Fields] = MappingProxyType({})
    patterns: Mapping[str, SessionPattern] = MappingProxyType({})


NO_SETTINGS = ProgrammeSettings(
    id="",
    names={},
    languages=LANGUAGES,
    anchor=NOWHERE,
    contact=Contact(name={}, email="", address=""),
    platform=Platform(""),
    series={},
    fairness=Fairness(),
    blackouts=(),
    mentoring=NO_TERM,
)
"""Stands in for programme.yaml when there is none, so that the sessions can still be read."""


def read_settings(page: SourceFile, root: Node | None) -> ProgrammeSettings:
    """The programme as far as it can be read; mistakes are on the page."""
    top = Fields(page, root, _KEYS)
    if root is None:
        page.report_empty(msg("copy the example that besrour init writes"))
    order = _languages(top)
    top.optional("privacy", read_privacy, None)  # what it says is of use to privacy alone: retention_of
    text, block = bilingual(order, wanted=order), bilingual(order, paragraphs, wanted=order)
    top.required("series", lambda _, node: node, None)
    section = read_all_series(page, top.node_of("series"), order)
    return ProgrammeSettings(
        id=top.required("id", scalar_of(scalars.identifier), ""),
        names=top.required("name", text, {}),
        languages=tuple(dict.fromkeys((*order, *LANGUAGES))),
        anchor=top.required("anchor", read_place, NOWHERE),
        contact=top.required("organiser", lambda p, n: _contact(p, n, text), NO_SETTINGS.contact),
        platform=top.required("platform", lambda p, n: read_platform(p, n, block), NO_SETTINGS.platform),
        series=section.series,
        fairness=top.optional("fairness", _fairness, Fairness()),
        blackouts=top.optional("blackouts", lambda p, n: _blackouts(p, n, bilingual(order)), ()),
        groups=section.groups,
        series_fields=section.fields,
        mail=top.optional("mail", read_mail, None),
        inbox=top.optional("inbox", read_inbox, None),
        review=top.optional("review", read_review, None),
        form=top.optional("form", lambda p, n: read_link(p, n, bilingual(order)), None),
        sources=programme_sources(page, root),
        publish=top.optional("publish", lambda p, n: read_publish(p, n, section.series), PublishSettings()),
        observances=top.optional("observances", read_observances, ()),
        ignored=top.optional("ignore", read_ignored, ()),
        remind=top.optional("remind", read_remind, REMIND),
        reports=top.optional("reports", read_reports, ()),
        theme_call=top.optional("themes", read_call, None),
        tables=top.optional("tables", read_tables, TableSettings()),
        mentoring=top.optional(
            "mentors",
            lambda p, n: read_mentors_section(p, n, order),
            NO_TERM if "mentors" in top.pairs else None,
        ),
        credits=top.optional("credits", lambda p, n: read_credits(p, n, bilingual(order)), None),
        decisions=top.optional("decisions", lambda p, n: read_decisions(p, n, text), ()),
        invented=top.optional("invented", scalar_of(scalars.boolean), False),
        language_node=top.node_of("languages"),
        # another language of letters is not yet one that people speak
        spoken=top.optional("spoken", languages, ()) or tuple(code for code in order if code in LANGUAGES),
    )


def _languages(top: Fields) -> tuple[str, ...]:
    """The languages in order of preference; both of besrour's own must be among them."""
    order = top.optional("languages", languages, LANGUAGES)
    for code in LANGUAGES:
        if code not in order:
            top.report(
                "languages",
                "languages-required",
                msg("letters are in English and French, and {code} is missing", code=code),
                msg("write languages: [en, fr], in the order you prefer"),
            )
    return order


def _contact(page: SourceFile, node: Node, text: Reader[Text]) -> Contact | None:
    """The organiser; None when a part that a letter needs is missing."""
    fields = Fields(page, node, _ORGANISER)
    contact = Contact(
        name=fields.required("name", text, {}),
        email=fields.required("email", scalar_of(scalars.email), ""),
        address=fields.required("address", paragraphs, ""),
        person=fields.optional("person", line, ""),
        website=fields.optional("website", scalar_of(scalars.url), ""),
        unsubscribe=fields.optional("unsubscribe", scalar_of(scalars.url_or_mail), ""),
    )
    return contact if fields.complete else None


def _fairness(page: SourceFile, node: Node) -> Fairness:
    """The policy; what is not written, or has a mistake, is as usual."""
    fields = Fields(page, node, _FAIRNESS)
    default = Fairness()
    step = fields.optional("step", scalar_of(times.duration), default.step)
    if DAY % step or step > _LONGEST_STEP:
        fields.report(
            "step",
            "fairness-step",
            msg("{n} min does not divide a day into equal steps of at most two hours", n=step),
            msg("write 15 min, 30 min or 60 min"),
        )
        step = default.step
    profiles = tuple(dict.fromkeys(fields.optional("profiles", list_of(scalar_of(scalars.profile)), ())))
    usual = TOLERANCE_OF_REGRET if len(profiles) > 1 else default.tolerance
    tolerance = fields.optional("tolerance", scalar_of(scalars.integer), usual)
    if tolerance > _MOST_TOLERANCE:
        fields.report(
            "tolerance",
            "fairness-tolerance",
            msg("{n} % is more than regions and people may give away", n=tolerance),
            msg("write a number of per cent, from 0 to {most}; {n} is usual", most=_MOST_TOLERANCE, n=usual),
        )
        tolerance = usual
    if profiles and "profile" in fields.pairs:
        fields.report(
            "profile",
            "fairness-profiles",
            msg("“profile” and “profiles” are both there"),
            msg("leave out “profile”: the first of “profiles” takes its place"),
        )
    profile = fields.optional("profile", scalar_of(scalars.profile), default.profile)
    return Fairness(
        step=step,
        night=fields.optional("night", scalar_of(times.span), default.night),
        good=fields.optional("good", scalar_of(scalars.hundredths), default.good),
        good_sessions=fields.optional("good_sessions", scalar_of(scalars.integer), default.good_sessions),
        lambda_=fields.optional("lambda", scalar_of(scalars.hundredths), default.lambda_),
        tolerance=tolerance,
        profile=profiles[0] if profiles else profile,
        profiles=profiles if len(profiles) > 1 else (),
    )


def _blackouts(page: SourceFile, node: Node, text: Reader[Text]) -> tuple[Blackout, ...]:
    """Dates on which nothing is planned; entries whose dates cannot be read are left out."""
    if not isinstance(node, SequenceNode):
        report(
            page,
            node,
            "kind-not-list",
            msg("“{key}” has no list", key=node.key),
            msg("begin each entry on a line of its own with - and a space"),
        )
        return ()
    blackouts = []
    for item in node.items:
        fields = Fields(page, item, ("from", "to", "reason"))
        ends = read_dates(fields)
        reasons = fields.required("reason", text, {})
        if ends:
            blackouts.append(Blackout(*ends, reasons))
    return tuple(blackouts)
