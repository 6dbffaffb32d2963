"""The verdict on a plan and its certificate: everything is worked out anew from the programme's own files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from besrour_cli.clock.instants import from_epoch_minutes, instant_text, to_epoch_minutes
from besrour_cli.model.message import Message, msg
from besrour_cli.model.plan import FIXED, Plan, SessionState
from besrour_cli.model.programme import Programme
from besrour_cli.model.units import EpochMinute
from besrour_cli.planning.verify.build_problem import build, sessions_to_check
from besrour_cli.planning.verify.certificate_values import (
    InvalidCertificate,
    listed,
    mapped,
    moment,
    text,
    truth,
)
from besrour_cli.planning.verify.constraints.violations import violations
from besrour_cli.planning.verify.objectives import STEPS, values_of
from besrour_cli.planning.verify.options import CheckedOptions
from besrour_cli.planning.verify.problem import ProofClaims, SessionDomain, VerificationProblem
from besrour_cli.planning.verify.profiles import ProfilesCheck, check_profiles
from besrour_cli.planning.verify.provenance import check_claims
from besrour_cli.planning.verify.spacing import CheckedSpacing
from besrour_cli.planning.verify.step_check import StepCheck, check_steps, no_order_is_possible

FORM = 3
"""The version of the certificate's form that this checker reads."""
_NAME_LENGTH = 80
_SESSIONS = 5
"""Letters of a foreign name, and sessions, that a sentence repeats: a proof may hold any text."""


class CheckVerdict(NamedTuple):
    """What a check found.

    ``faults``: what is wrong with the plan or the proof; empty: nothing. ``given``: proposed sessions that
    were retained where they are and not chosen, so that the proof holds given them. ``notes``: constraints of
    the files that announced starts break. ``proposed``: for how many sessions the proof says where the plan
    before had proposed them, which nothing else does.
    """

    steps: tuple[StepCheck, ...]
    faults: tuple[Message, ...]
    given: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()
    proposed: int = 0

    @property
    def proven(self) -> bool:
        """Whether nothing is wrong and every step is proven."""
        return not self.faults and len(self.steps) == len(STEPS) and all(s.proven for s in self.steps)


def verify(programme: Programme, plan: Plan, proof: object, now: datetime | None = None) -> CheckVerdict:
    """Check whether a plan reaches what its proof says, and whether the proof shows that nothing is better.

    ``now``: a proof cannot have been made later (None: that is not checked).
    """
    if not isinstance(proof, dict) or proof.get("form") != FORM:
        return _refused(msg("the proof is not of a form this besrour knows"))
    if proof.get("programme") != programme.id:
        name = str(proof.get("programme"))[:_NAME_LENGTH]
        return _refused(msg("the proof belongs to the programme “{other}”", other=name))
    try:
        return _verify(programme, plan, proof, now)
    # A proof may hold anything at any place. Whatever cannot be read on the way is one answer: it is damaged.
    except (InvalidCertificate, LookupError, ValueError, TypeError, AttributeError, ArithmeticError):
        return _refused(msg("the proof is damaged: a part of it cannot be read"))


def _refused(*faults: Message) -> CheckVerdict:
    return CheckVerdict((), faults)


def _verify(
    programme: Programme, plan: Plan, proof: Mapping[str, object], now: datetime | None
) -> CheckVerdict:
    """Check one thing after the other, and refuse at the first that is wrong: each rests on those before."""
    claims = ProofClaims(
        made=moment(proof["made"]),
        fixed=frozenset(map(text, listed(proof["stood"]))),
        announced_starts={i: to_epoch_minutes(moment(at)) for i, at in mapped(proof["told"]).items()},
        proposed_starts={i: to_epoch_minutes(moment(at)) for i, at in mapped(proof["proposed"]).items()},
        ordered=truth(proof["ordered"]),
    )
    starts = {i: to_epoch_minutes(moment(at)) for i, at in mapped(proof["starts"]).items()}
    programme = _without_impossible(programme, plan, claims, starts)
    known = {session.id for session in sessions_to_check(programme, plan)}
    if starts.keys() != known:
        odd = ", ".join(sorted(starts.keys() ^ known)[:_SESSIONS])
        return _refused(
            msg("the proof and the files do not have the same sessions: {sessions}", sessions=odd)
        )
    faults = check_claims(plan, claims, starts, now)
    if faults:
        return _refused(*faults)
    profiles = _profiles(programme, plan, claims, proof)
    if profiles.fault is not None:
        return _refused(profiles.fault)
    problem = profiles.problem
    notes: list[Message] = []
    for domain in problem.sessions:
        wrong, noted = _check_start(problem, domain, claims, plan, starts[domain.session.id], now)
        faults += wrong
        notes += noted
    if faults:
        return _refused(*faults)
    spacing = CheckedSpacing(CheckedOptions(problem), ordered=claims.ordered)
    chosen = spacing.options.choice(starts)
    wrong, noted = _check_conflicts(spacing, plan, chosen)
    if wrong:
        return _refused(*wrong)
    in_order = claims.ordered or no_order_is_possible(spacing.options, proof)
    if in_order is False:
        return _refused(msg("the proof says that no plan has its sessions in order, and leaves one open"))
    given = tuple(sorted(i for i in claims.fixed if plan.slots[i].state not in FIXED))
    values = values_of(spacing.options, chosen)
    steps, step_faults = check_steps(
        spacing, plan, proof, values, measured=profiles.proven, in_order=in_order is True
    )
    return CheckVerdict(steps, step_faults, given, (*notes, *noted), len(claims.proposed_starts))


def _profiles(
    programme: Programme, plan: Plan, claims: ProofClaims, proof: Mapping[str, object]
) -> ProfilesCheck:
    """Return the problem; where several profiles are assumed, what could be had under each is checked."""
    if programme.fairness.profiles and programme.sessions:
        return check_profiles(programme, plan, claims, proof)
    return ProfilesCheck(build(programme, plan, claims))


def _without_impossible(
    programme: Programme, plan: Plan, claims: ProofClaims, starts: Mapping[str, EpochMinute]
) -> Programme:
    """Return the programme without the sessions that are not in the plan since they can have no start."""
    absent = (
        {session.id for session in sessions_to_check(programme, plan)} - starts.keys() - plan.slots.keys()
    )
    if not absent:
        return programme
    domains = build(programme, plan, claims).sessions
    impossible = {each.session.id for each in domains if each.session.id in absent and not each.starts}
    return replace(programme, sessions=tuple(s for s in programme.sessions if s.id not in impossible))


def _check_start(
    problem: VerificationProblem,
    domain: SessionDomain,
    claims: ProofClaims,
    plan: Plan,
    at: EpochMinute,
    now: datetime | None,
) -> tuple[list[Message], list[Message]]:
    """Return what is wrong with one session's start, and what is to be noted of it."""
    name, slot = domain.session.id, plan.slots[domain.session.id]
    if name not in claims.fixed:
        possible = any(start.at == at for start in domain.starts)
        faults = [] if possible else _sentences(domain, violations(problem, domain, at, claims.made))
        if not possible and not faults:
            faults.append(
                msg(
                    "{start} is none of the starts that {session} may have in steps of {step} min",
                    start=instant_text(from_epoch_minutes(at)),
                    session=name,
                    step=problem.programme.fairness.step,
                )
            )
        if slot.state not in FIXED and to_epoch_minutes(slot.end) != at + domain.minutes:
            faults.append(msg("{session} does not last in the plan as long as in the files", session=name))
        return faults, []
    if slot.state not in FIXED:
        return _sentences(domain, violations(problem, domain, at, claims.made)), []
    # Announced: it stays whatever it breaks by now, until it is over.
    if slot.state != SessionState.HELD and (now is None or slot.end > now):
        return [], _sentences(domain, violations(problem, domain, at, None))
    return [], []


def _sentences(domain: SessionDomain, broken: Iterable[Message]) -> list[Message]:
    return [
        msg("the start of {session} breaks a demand: {demand}", session=domain.session.id, demand=each)
        for each in broken
    ]


def _check_conflicts(
    spacing: CheckedSpacing, plan: Plan, chosen: Sequence[int]
) -> tuple[list[Message], list[Message]]:
    """Return the pairs of sessions that exclude each other: faults, or notes where both were announced."""
    faults: list[Message] = []
    notes: list[Message] = []
    options = spacing.options
    for s, t in spacing.conflicts(chosen):
        a, b = (spacing.sessions[each].session.id for each in (s, t))
        announced = spacing.both_fixed(s, t) and all(plan.slots[name].state in FIXED for name in (a, b))
        what = msg("{first} and {second} are too close together, or overlap for someone", first=a, second=b)
        if spacing.follows(t, s) if options.at[chosen[s]] < options.at[chosen[t]] else spacing.follows(s, t):
            what = msg("{first} and {second} are not in the order of their series", first=a, second=b)
        (notes if announced else faults).append(what)
    return faults, notes
