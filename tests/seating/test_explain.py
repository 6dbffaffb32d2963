"""Why somebody sits where she sits, told from the tables: with whom, and what each other table would cost."""

from __future__ import annotations

from besrour_cli.model.people.tables import CafeTable
from besrour_cli.seating.explain import OtherTable, TableReasons, why
from besrour_cli.seating.values import Participant, Pool, TableSizes, TableStep

EN, FR, BOTH = ("en",), ("fr",), ("fr", "en")


def test_the_reasons_name_her_company_and_what_each_other_table_makes_worse() -> None:
    """Ama and Awa are of one region: either would be alone of it elsewhere; Zoé speaks no English."""
    people = (
        Participant("ama", BOTH, "Africa"),
        Participant("awa", ("en", "fr"), "Africa"),
        Participant("bea", EN, "Canada"),
        Participant("ben", EN, "Canada"),
        Participant("zoe", FR, "Canada"),
        Participant("zia", FR, "Canada"),
    )
    tables = (
        CafeTable(("ama", "awa"), "en", "ama"),
        CafeTable(("bea", "ben"), "en", "bea"),
        CafeTable(("zia", "zoe"), "fr", "zia"),
    )
    pool = Pool(people, TableSizes(2, 2), ((("ama", "awa"),),))
    assert why(pool, tables, "ama") == TableReasons(
        number=0,
        same_language=("awa",),
        same_region=("awa",),
        before=("awa",),
        others=(OtherTable(1, TableStep.ALONE), OtherTable(2, TableStep.ALONE)),
    )
    zoe = why(pool, tables, "zoe")
    assert zoe is not None
    assert zoe.others == (OtherTable(0, TableStep.ALONE), OtherTable(1, None, possible=False))


def test_who_could_as_well_sit_elsewhere_is_told_so() -> None:
    """Two equal tables with a chair to spare at each: nothing would be worse with an exchange."""
    people = tuple(Participant(f"p{n}", EN, "Africa") for n in range(6))
    tables = (CafeTable(("p0", "p1", "p2"), "en", "p0"), CafeTable(("p3", "p4", "p5"), "en", "p3"))
    found = why(Pool(people, TableSizes(2, 4)), tables, "p0")
    assert found is not None and found.others == (OtherTable(1, None, possible=True),)


def test_who_has_no_table_has_no_reasons() -> None:
    """Somebody who came after the tables were made."""
    people = tuple(Participant(f"p{n}", EN) for n in range(3))
    assert why(Pool(people, TableSizes(2, 2)), (CafeTable(("p0", "p1"), "en", "p0"),), "p2") is None
