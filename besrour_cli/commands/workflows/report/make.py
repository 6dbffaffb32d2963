"""A report of a programme folder: gathered, measured, masked, put together."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.clock.formatting import date_words
from besrour_cli.clock.instants import local
from besrour_cli.commands.workflows.plan.decision_rules import with_rules_seen
from besrour_cli.commands.workflows.report.gather import Period, gather
from besrour_cli.disclosure.masked_measures import masked_measures
from besrour_cli.evaluation.inputs import EvaluationInput
from besrour_cli.evaluation.measurement.measure import measure
from besrour_cli.evaluation.report import ReportFrame, make_report
from besrour_cli.model.errors import NotFoundError
from besrour_cli.model.evaluation.publication import MaskRules, Publication
from besrour_cli.model.evaluation.report import Measures
from besrour_cli.model.evaluation.sections import Report
from besrour_cli.model.language import LANGUAGES, Text
from besrour_cli.model.message import msg
from besrour_cli.storage.programme.privacy_section import retention_of
from besrour_cli.storage.state import plan_file, publications_ledger

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace


class MadeReport(NamedTuple):
    """A report, and the figures it was made of: as measured, and as they are masked.

    ``publication`` is what it says of people, for the ledger of publications.
    """

    report: Report
    measured: Measures
    masked: Measures
    publication: Publication


def make(workspace: Workspace, period: Period) -> MadeReport:
    """The report of a period; NotFoundError where it is known of no session who came."""
    data = gather(workspace, period)
    if not data.sessions:
        raise NotFoundError(
            msg("it is not known of any session yet who came"),
            msg("read the download of a meeting that is over: besrour attendance FILE"),
        )
    measured = measure(data)
    until = last_day(workspace, period)
    before = [noted.publication for noted in publications_ledger.read(workspace.folder)]
    least = retention_of(workspace.folder).hide_below
    rules = MaskRules(threshold=least, width=least - 2)
    masked = masked_measures(measured, until.isoformat(), before, rules)
    programme = workspace.programme
    seen = tuple((each, _day(date.fromisoformat(each.day))) for each in workspace.plan.rules)
    report = make_report(data, masked.measures, _frame(workspace, period, data), programme.decisions, seen)
    return MadeReport(report, measured, masked.measures, masked.publication)


def note_rules(workspace: Workspace, moment: datetime) -> Workspace:
    """The workspace whose plan.yaml knows the rules of decision as they stand, seen today if they are new."""
    plan = with_rules_seen(workspace.programme, workspace.plan, moment)
    if plan == workspace.plan:
        return workspace
    digest = plan_file.write(workspace.folder, plan, workspace.digest)
    return workspace._replace(plan=plan, digest=digest)


def _frame(workspace: Workspace, period: Period, data: EvaluationInput) -> ReportFrame:
    programme = workspace.programme
    zone = programme.anchor.zone
    first, last = (local(data.sessions[at].start, zone).date() for at in (0, -1))
    return ReportFrame(
        programme=programme.names,
        organiser=programme.contact.name,
        contact=programme.contact.email,
        until=_day(last_day(workspace, period)),
        first=_day(first),
        last=_day(last),
        invented=programme.invented,
    )


def last_day(workspace: Workspace, period: Period) -> date:
    """The last day of a period on the programme’s clock; one that ends at midnight ends the day before."""
    return local(period.moment - timedelta(microseconds=1), workspace.programme.anchor.zone).date()


def _day(day: date) -> Text:
    return {code: date_words(day, code, weekday=False) for code in LANGUAGES}
