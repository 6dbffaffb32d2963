"""The policy of fairness, as the coordinator sets it."""

from __future__ import annotations

from typing import NamedTuple

TOLERANCE_OF_REGRET = 2
"""The usual tolerance where several profiles are assumed: not to know which is true costs enough."""


class Fairness(NamedTuple):
    """The programme's policy of fairness; docs/en/explanation/fairness.md says what its steps are.

    ``step``: minutes between starts that are tried. ``night``: the local span that is night, in minutes of
    the day. ``good``: what an hour of a good session may cost, in units; ``good_sessions``: how many of these
    everyone should have. ``lambda_``: the weight of the worst-off. ``tolerance``: per cent of the least
    burden that regions and people may give away to the rhythm. ``profile``: the usual burden curve.
    ``profiles``: several of which nobody knows which is true, ``profile`` the first of them; () if one is.
    """

    step: int = 30
    night: tuple[int, int] = (22 * 60, 7 * 60)
    good: float = 1.25
    good_sessions: int = 3
    lambda_: float = 3.0
    tolerance: int = 17
    profile: str = "clinic"
    profiles: tuple[str, ...] = ()

    def under(self, profile: str) -> Fairness:
        """The policy if one of the profiles were true of everybody who has not said anything."""
        return self._replace(profile=profile)

    def profile_of(self, own: str, *, hours: bool) -> str:
        """The curve of a member: her own, else the assumed one; ``hours``: whether she has given her hours.

        Who has given her hours is not in doubt, so that her curve outside of them is always the first.
        """
        return own or (self.profiles[0] if hours and self.profiles else self.profile)

    def good_burden(self, minutes: int) -> float:
        """The burden, in units, up to which so many minutes are at a good hour, rounded as burdens are."""
        return int(round(self.good * 100) * minutes / 60 + 0.5) / 100
