"""The choice of themes and the check of it against abcvoting, on a thousand random profiles.

The campaign alone installs it, below ``build/``: ``python3 dev.py campaigns tests/campaigns/themes -s``.
"""

from __future__ import annotations

import os
import random
from unittest import SkipTest

import pytest

from besrour_cli.planning.themes.ballots import in_order_of_seed
from besrour_cli.planning.themes.equal_shares import choose_themes
from besrour_cli.planning.themes.representation import unrepresented
from support.campaigns.abcvoting_oracle import NotInstalled, Question, ask, install
from support.planning.ballots import random_ballots


@pytest.mark.campaign
def test_a_thousand_random_profiles() -> None:
    """Each choice is one that abcvoting allows, and both say the same of random choices' representation."""
    try:
        python = install()
    except NotInstalled as error:  # where there is no network, it is said and nothing is claimed
        raise SkipTest(f"abcvoting cannot be installed here: {error}") from error
    questions, chosen = [], []
    for seed in range(int(os.environ.get("THEMES_PROFILES", "1000"))):
        cast, count = random_ballots(seed)
        themes = "".join(sorted(set().union(*(ballot.approved for ballot in cast))))
        count = min(count, len(themes))  # abcvoting fills up with themes that nobody ticked
        order = in_order_of_seed(themes, seed)
        chosen.append({each.theme for each in choose_themes(cast, order, count)})
        chance = random.Random(seed)
        choices = [sorted(chance.sample(themes, count)) for _ in range(3)]
        questions.append(Question(cast, themes, count, choices))
    answers = ask(python, questions)
    wrong = [i for i, answer in enumerate(answers) if chosen[i] not in answer.committees]
    tied = sum(len(answer.committees) > 1 for answer in answers)
    checks = differing = unfair = 0
    for asked, answer in zip(questions, answers, strict=True):
        for choice, fair in zip(asked.choices, answer.fair, strict=True):
            checks, unfair = checks + 1, unfair + (not fair)
            differing += fair == bool(unrepresented(asked.ballots, asked.themes, choice, asked.sessions))
    print(f"\n{len(answers)} profiles ({tied} with ties), {len(wrong)} other choices")
    print(f"{checks} random choices checked ({unfair} unfair), {differing} other answers")
    assert not wrong and not differing
    assert tied and 0 < unfair < checks
