"""Made-up tables of any cells in any carrier: no cell is silent, no share above 1, no digit more than printed."""

from decimal import Decimal
from math import isfinite, isnan

import pytest
from carriers import CARRIERS
from hypothesis import given, settings
from hypothesis import strategies as st
from one_document import ingest_one

from ehealth_stats import evaluate

AREAS = {"Ånge": "SE-2260", "Timrå": "SE-2262", "Kramfors": "SE-2282", "Härnösand": "SE-2280"}
# Of the last area: a column without a number is refused as a whole.
PLAIN = ("300", "45")
HEADER = ["Kommun", "Antal larm", "varav digitala"]
NUMBERS = st.integers(0, 900).map(str)
WORDS = (
    "*|x|..|-|–|[c]|:|sekretess|saknas|ej i drift|Ja|ca (45)|<5|under 5|1 av 3|i snitt 3,5|var femte|hälften|45 %|"
    "ca 45|fler än 5 men färre än 10|180–200|drygt 300|inga|samtliga|45 [p]|450*|1,250|12 larm, varav 3 digitala|2012|"
    "2013-04-02|upp 12|300 fler|2 tim 30 min|450 kr|0690-25 01 00|se not 3|fördelas 40/60|tiotusentals|0,5|12,25|+14|"
    "45 per 1 000 invånare|10 000-tals"
)
CELLS = st.one_of(NUMBERS, NUMBERS, NUMBERS, st.sampled_from(WORDS.split("|")))
TABLES = st.lists(st.tuples(CELLS, CELLS), min_size=3, max_size=3)
ENTRY = """
[[observations]]
indicator = "safety_alarms"
table = "Kommun"
read = "table"
columns = { "Antal larm" = "_T", "varav digitala" = "digital" }
"""


def decimals(number: float) -> int:
    """How many decimals a number has."""
    return max(-int(Decimal(str(number)).normalize().as_tuple().exponent), 0)


@pytest.mark.parametrize("carrier", CARRIERS)
def test_made_up_tables(tmp_path_factory, carrier):
    """No cell refuses the table, and each of a declared column is in the audit.

    A row has ordered bounds of few digits, a share is at most 1.
    """

    @settings(max_examples={"pdf": 3, "csv": 20}.get(carrier, 8), deadline=None)
    @given(TABLES)
    def check(cells):
        table = [HEADER, *([area, *pair] for area, pair in zip(AREAS, [*cells, PLAIN], strict=True))]
        suffix, content = CARRIERS[carrier]([], table)
        found = ingest_one(
            tmp_path_factory.mktemp("one"), content, ENTRY, name=f"larm{suffix}", scope="|".join(AREAS.values())
        )
        told = found.audit["locator"].str.casefold()
        for number, pair in enumerate(cells, 1):
            for column, printed in zip("BC", pair, strict=True):
                places = (
                    f"row {number} column {HEADER['ABC'.index(column)]}".casefold(),
                    f"cell {column}{number + 1} ".casefold(),
                )
                assert (
                    told.str.contains(places[0], regex=False).any() or told.str.contains(places[1], regex=False).any()
                ), printed
        rows = found.observations
        assert (rows["lower"] <= rows["upper"]).all()
        ends = [end for name in ("value", "lower", "upper") for end in rows[name] if isfinite(end)]
        assert all(decimals(end) <= 2 + 3 for end in ends)
        totals = evaluate(found).totals
        for share, lower, upper in (
            totals[["share", "share_lower", "share_upper"]].dropna(how="all").itertuples(index=False)
        ):
            assert 0 <= lower <= upper <= 1
            assert isnan(share) or lower <= share <= upper

    check()
