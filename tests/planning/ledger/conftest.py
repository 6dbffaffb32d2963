"""Lets the tests of the ledger share their small world."""

from __future__ import annotations

import sys
from os.path import dirname

sys.path.insert(0, dirname(__file__))
