"""The budget of one source: states by look, amounts with their bounds, never two currencies."""

from math import inf, nan

import pandas as pd
import pytest
from chart_checks import bars_of, check_texts, texts_of

from ehealth_stats.charts.budget import plot_budget
from ehealth_stats.charts.draw.style import HATCH, PLANNED_HATCH
from ehealth_stats.errors import TableError
from ehealth_stats.schema import to_table

# Västernorrland 2013, last page: total c:a 5 000 tkr, two granted parts and their sum, co-funding 2 519 tkr.
# Shares: 2 481 183 / 5 500 000 = 45.1 %, at most 2 481 183 / (2 481 183 + 2 518 500) = 49.6 %.
BUDGET = [
    ("_T", "total", (5e6, 4.5e6, 5.5e6), None, ""),
    ("grant", "granted", (2_481_183,) * 3, (0.4512, 0.4963), "_T"),
    ("grant_coordinator", "granted", (742_593,) * 3, (0.2993, 0.2993), "grant"),
    ("grant_activities", "granted", (1_738_591,) * 3, (0.7007, 0.7007), "grant"),
    ("co_funding", "planned", (2_519_000, 2_518_500, 2_519_500), None, ""),
    ("in_kind", "in_kind", (91_760,) * 3, None, ""),
    ("SITHS cards for 100–200 users", "computed", (nan, 70_000, 140_000), (0.0403, 0.0805), "grant_activities"),
]

YEARS = {"2012": 1_000_000, "2013": 1_500_000}


def table(rows, **changes) -> pd.DataFrame:
    """The table budget of (item, state, amount with bounds, bounds of the share, its whole)."""
    records = []
    for item, state, (value, lower, upper), share, whole in rows:
        low, high = share or (nan, nan)
        records.append(
            {
                "source_id": "vasternorrland-2013",
                "item": item,
                "state": state,
                "value": value,
                "lower": lower,
                "upper": upper,
                "unit": "SEK",
                "share": nan if share is None else (low + high) / 2,
                "share_lower": low,
                "share_upper": high,
                "share_of": whole,
                "basis": "as printed",
                "observation_ids": item,
            }
            | changes
        )
    return to_table("budget", records)


@pytest.mark.parametrize("language", ["en", "sv", "nb", "nn"])
def test_states_have_their_look(language):
    """Granted is solid, planned hatched; c:a 5 000 tkr is solid to 4.5 and hatched to 5.5 million."""
    chart = check_texts(plot_budget(table(BUDGET), language=language))
    assert bars_of(chart, "_T total") == [(0, 4.5e6, ""), (4.5e6, 5.5e6, HATCH)]
    assert bars_of(chart, "grant granted") == [(0, 2_481_183, "")]
    assert bars_of(chart, "co_funding planned planned") == [(0, 2_518_500, PLANNED_HATCH)]
    assert chart.name == f"budget-vasternorrland-2013-{language}"


def test_title_and_labels():
    """The title relates the largest grant to its whole; each label has the amount and its share."""
    chart = plot_budget(table(BUDGET))
    assert chart.title == "Granted: 2,481,183 SEK, 45.1–49.6% of a total of about 5,000,000 SEK"
    texts = texts_of(chart.figure)
    assert "742,593, 29.9% of grant" in texts
    assert "5,000,000 (4,500,000–5,500,000)" in texts
    assert chart.data["row"].drop_duplicates().tolist() == [row[0] for row in BUDGET]


def test_a_computed_whole_is_told_apart_from_the_printed_one():
    """The sum of the parts stands under the same item, named as computed."""
    rows = [BUDGET[0], ("_T", "computed", (5_000_183, 4_999_683, 5_000_683), None, "")]
    texts = texts_of(check_texts(plot_budget(table(rows))).figure)
    assert {"Total", "Total (computed)"} <= set(texts)


def test_an_amount_without_a_number_is_unknown():
    """No number is hatched and named, never zero; without a total the title gives no share."""
    rows = [BUDGET[3], ("co_funding", "planned", (nan, 0, inf), None, "")]
    chart = check_texts(plot_budget(table(rows)))
    assert chart.title == "Granted: 1,738,591 SEK; the total is not stated"
    assert bars_of(chart, "co_funding")[0][2] == HATCH
    assert chart.note == "No number: Co-funding."
    nothing = plot_budget(table(rows[1:]))
    assert nothing.title == "No granted amount is stated"


def test_currencies_and_sources_share_no_axis():
    """SEK and NOK, or two documents, in one chart are refused; so is an empty table."""
    swedish, norwegian = table(BUDGET[1:2]), table(BUDGET[1:2], unit="NOK")
    with pytest.raises(TableError, match="NOK, SEK"):
        plot_budget(pd.concat([swedish, norwegian]))
    with pytest.raises(TableError, match="source_id"):
        plot_budget(pd.concat([swedish, table(BUDGET[1:2], source_id="other")]))
    with pytest.raises(TableError, match="no amounts"):
        plot_budget(table([]))


def test_thirty_lines():
    """Thirty amounts with long names stand apart, one of them far above the rest."""
    rows = [
        (f"Support to the municipalities' own work, part {n}", "used", (1e9 if n == 0 else n,) * 3, None, "")
        for n in range(30)
    ]
    chart = check_texts(plot_budget(table(rows)))
    assert len(chart.data) == 30


def test_bars_of_several_areas_are_told_apart():
    """A grant to Ånge and one to Timrå, of the same year: each bar says whose it is."""
    grant = [("grant", "granted", (100,) * 3, None, "")]
    rows = pd.concat([table(grant, area=area, period="2013") for area in ("SE-2260", "SE-2262")])
    assert plot_budget(rows).data["name"].tolist() == ["Grant, Ånge", "Grant, Timrå"]
    assert plot_budget(rows.iloc[:1]).data["name"].tolist() == ["Grant"]


def test_grants_of_several_years_have_their_year():
    """1 million in 2012 and 1.5 in 2013 are two bars with their years; the title adds nothing up."""
    years = [table([("grant", "granted", (amount,) * 3, None, "")], period=period) for period, amount in YEARS.items()]
    chart = check_texts(plot_budget(pd.concat(years)))
    assert chart.title == "Granted: 1,000,000 SEK (2012) to 1,500,000 SEK (2013)"
    assert chart.data["name"].tolist() == ["Grant, 2012", "Grant, 2013"]


def test_a_share_too_small_to_print_is_no_zero():
    """1 SEK of 5 000 million is less than 0.1 per cent."""
    rows = [("_T", "total", (5e9,) * 3, None, ""), ("grant", "granted", (1, 1, 1), (2e-10, 2e-10), "_T")]
    assert plot_budget(table(rows)).title == "Granted: 1 SEK, <0.1% of a total of 5,000,000,000 SEK"
