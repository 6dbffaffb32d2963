"""Several assumed profiles: what could be had under each is checked first, then all are judged together.

Each profile gives a problem of its own, alike in starts and people. Put together, every class is there once
under each profile, and burdens are compared with what could be had there.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from besrour_cli.model.message import Message, msg
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import Programme
from besrour_cli.planning.verify.build_problem import build
from besrour_cli.planning.verify.certificate_values import InvalidCertificate, mapped, truth
from besrour_cli.planning.verify.objectives import NIGHTS, PEOPLE, REGIONS
from besrour_cli.planning.verify.options import CheckedOptions
from besrour_cli.planning.verify.problem import ProofClaims, SessionDomain, VerificationProblem
from besrour_cli.planning.verify.spacing import CheckedSpacing
from besrour_cli.planning.verify.step_check import check_steps

_ALONE = (NIGHTS, REGIONS, PEOPLE)
"""The steps that are taken under each profile alone."""


class ProfilesCheck(NamedTuple):
    """The problem under all profiles, whether what burdens are compared with is proven, and what is wrong."""

    problem: VerificationProblem
    proven: bool = True
    fault: Message | None = None


def check_profiles(
    programme: Programme, plan: Plan, claims: ProofClaims, proof: Mapping[str, object]
) -> ProfilesCheck:
    """Check the proofs under each profile. Raises InvalidCertificate for one that is malformed."""
    names = programme.fairness.profiles
    written = mapped(proof.get("profiles", {}))
    if written.keys() != set(names):
        raise InvalidCertificate("not the profiles of the programme")
    problems, best, proven = {}, {}, True
    for name in names:
        alone = replace(programme, fairness=programme.fairness._replace(profile=name))
        problems[name] = build(alone, plan, claims)
        part = mapped(written[name])
        if truth(part["ordered"]) != claims.ordered:
            raise InvalidCertificate("an order under one profile alone")
        spacing = CheckedSpacing(CheckedOptions(problems[name]), ordered=claims.ordered)
        steps, faults = check_steps(spacing, None, part, {}, expected=_ALONE)
        if faults:
            return ProfilesCheck(problems[name], False, faults[0])
        proven = proven and all(step.proven for step in steps)
        best[name] = {
            step.name: math.floor(100 * step.least) for step in steps if step.name in (REGIONS, PEOPLE)
        }
        if dict(plan.best.get(name, {})) != best[name]:
            fault = msg("plan.yaml and the proof differ on what could be had under “{profile}”", profile=name)
            return ProfilesCheck(problems[name], False, fault)
    return ProfilesCheck(_joined(problems, best), proven)


def _joined(
    problems: Mapping[str, VerificationProblem], best: Mapping[str, Mapping[str, int]]
) -> VerificationProblem:
    """Return the problem under all profiles; nights, the same in each, are counted under the first."""
    names = list(problems)
    first = problems[names[0]]
    counts = [len(problems[name].classes) for name in names]
    begins = [sum(counts[:n]) for n in range(len(names))]
    classes = tuple(
        one._replace(under=name, nights=one.nights if name == names[0] else 0)
        for name in names
        for one in problems[name].classes
    )
    class_of = {
        (member, name): begin + k
        for name, begin in zip(names, begins, strict=True)
        for (member, _), k in problems[name].class_of.items()
    }
    domains = zip(*(problems[name].sessions for name in names), strict=True)
    return replace(
        first,
        classes=classes,
        class_of=class_of,
        sessions=tuple(_joined_domain(each, begins) for each in domains),
        best=best if classes else {},
    )


def _joined_domain(domains: Sequence[SessionDomain], begins: Sequence[int]) -> SessionDomain:
    """Return one session with the classes of every profile. Raises ValueError unless the starts agree."""
    first = domains[0]
    starts = []
    for each in zip(*(domain.starts for domain in domains), strict=True):
        if len({start.at for start in each}) != 1:
            raise ValueError("the profiles differ in more than burdens")
        nights = [each[0].nights, *(np.zeros_like(start.nights) for start in each[1:])]
        burden = np.concatenate([start.burden for start in each])
        starts.append(each[0]._replace(burden=burden, nights=np.concatenate(nights)))
    classes = tuple(begin + k for domain, begin in zip(domains, begins, strict=True) for k in domain.classes)
    return first._replace(classes=classes, starts=tuple(starts))
