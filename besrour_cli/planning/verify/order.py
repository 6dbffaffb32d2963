"""Where a plan's sessions are not in the order of their series: whether it is proven that none can be."""

from __future__ import annotations

from collections.abc import Mapping

from besrour_cli.planning.verify.certificate_values import listed, mapped
from besrour_cli.planning.verify.integer_rows import NO_STEP, CheckedConstraints
from besrour_cli.planning.verify.options import CheckedOptions
from besrour_cli.planning.verify.refutation import refutes, root_domain
from besrour_cli.planning.verify.spacing import CheckedSpacing


def no_order_is_possible(options: CheckedOptions, proof: Mapping[str, object]) -> bool | None:
    """Return whether the certificate shows that no plan is in order; None: it says nothing of it.

    Where the series have no order there is nothing to be shown. Raises InvalidCertificate for a proof that is
    malformed.
    """
    spacing = CheckedSpacing(options, ordered=True)
    if not spacing.has_order:
        return True
    if "no_order" not in proof:
        return None
    written = mapped(proof["no_order"])
    rows = CheckedConstraints(spacing, {}, listed(written["clashes"]))
    return refutes(rows, NO_STEP, written["tree"], root_domain(rows))
