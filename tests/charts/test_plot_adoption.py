"""The adoption matrix: in use, planned, no and unknown by fill, shape and word."""

from collections import Counter
from datetime import date
from math import inf, nan

import pandas as pd
import pytest
from chart_checks import check_texts, texts_of
from matplotlib.patches import Rectangle
from rows import KRAMFORS, SEVEN, SOLLEFTEA, observation

from ehealth_stats.charts.adoption import plot_adoption
from ehealth_stats.charts.chart import Chart
from ehealth_stats.charts.draw.style import HATCH
from ehealth_stats.codelists import indicators
from ehealth_stats.codelists.areas import municipalities
from ehealth_stats.errors import TableError
from ehealth_stats.schema import to_table


def row(service, area, value=1, **changes) -> dict:
    """One municipality's use of a service."""
    columns = {"indicator": service, "unit": "municipalities", "source_id": "vasternorrland-2013"}
    return observation(area, "2013-04-02", value, **columns | changes)


# Västernorrland 2013, activity 1: Pascal in all, secure e-mail in Sollefteå and planned in the others, e-forms planned
# in Kramfors and nothing said of the others.
SERVICES = [
    *(row("pascal", area) for area in SEVEN),
    row("secure_email", SOLLEFTEA),
    *(row("secure_email", area, role="planned") for area in SEVEN if area != SOLLEFTEA),
    row("e_forms", KRAMFORS, role="planned"),
]


def table(rows) -> pd.DataFrame:
    """A checked table."""
    return to_table("observations", rows)


def cells(chart: Chart) -> Counter[str]:
    """How many cells are drawn in each state."""
    patches = chart.figure.axes[0].patches
    return Counter(str(patch.get_gid()) for patch in patches if isinstance(patch, Rectangle))


@pytest.mark.parametrize("language", ["en", "sv", "nb", "nn"])
def test_each_pair_has_its_state(language):
    """Pascal 7 in use; secure e-mail 1 in use, 6 planned; e-forms 1 planned, 6 unknown."""
    chart = check_texts(plot_adoption(table(SERVICES), frame=SEVEN, language=language))
    assert cells(chart) == {"in_use": 8, "planned": 7, "unknown": 6}
    states = chart.data.set_index(["indicator", "area"])["state"]
    assert states["secure_email", SOLLEFTEA] == "in_use"
    assert states["e_forms", KRAMFORS] == "planned"
    assert states["e_forms", SOLLEFTEA] == "unknown"


def test_title_and_words():
    """One of three services everywhere; each state by word in its cell and in the legend."""
    chart = plot_adoption(table(SERVICES), frame=SEVEN)
    assert chart.title == "1 of 3 services known to be in use in every municipality; 6 of 21 cells unknown"
    # 8 cells and the legend
    assert texts_of(chart.figure).count("in use") == 9
    assert "Secure e-mail: in use in 1, planned in 6, no in 0, unknown in 0" in chart.alt


def test_states_differ_by_shape_and_not_by_hue_alone():
    """In use has a dot, planned a diamond, no a cross; unknown is hatched on white without any."""
    rows = [row("pascal", SEVEN[0]), row("pascal", SEVEN[1], role="planned"), row("pascal", SEVEN[2], 0)]
    axes = plot_adoption(table(rows), frame=SEVEN[:4]).figure.axes[0]
    assert sorted(line.get_marker() for line in axes.lines) == ["D", "o", "x"]
    assert {patch.get_gid() for patch in axes.patches if patch.get_hatch()} == {"unknown"}
    [unknown] = [patch for patch in axes.patches if patch.get_gid() == "unknown"]
    assert (unknown.get_hatch(), unknown.get_facecolor()) == (HATCH, (1, 1, 1, 1))


@pytest.mark.parametrize(
    ("rows", "state"),
    [
        ([row("pascal", SEVEN[0], 0), row("pascal", SEVEN[0], role="planned")], "planned"),
        ([row("pascal", SEVEN[0]), row("pascal", SEVEN[0], role="planned")], "in_use"),
        ([row("pascal", SEVEN[0], 0)], "no"),
        ([row("pascal", SEVEN[0], nan, lower=0, upper=inf, qualifier="unknown")], "unknown"),
        ([row("pascal", SEVEN[0], nan, lower=0, upper=inf, qualifier="already_done")], "in_use"),
    ],
)
def test_which_state_counts(rows, state):
    """In use before planned, planned before no; without a number unknown; "redan infört" is in use."""
    assert plot_adoption(table(rows)).data["state"].tolist() == [state]


@pytest.mark.parametrize(("services", "areas"), [(1, 1), (3, 30), (30, 7), (36, 30)])
def test_matrix_grows_both_ways(services, areas):
    """Three services or forty, one municipality or thirty: every cell is drawn, no text overlaps another."""
    codes = [area.code for area in municipalities("SE-14", on=date(2013, 1, 1))][:areas]
    names = list(indicators())[:services]
    rows = [row(name, code, (n + m) % 2) for n, name in enumerate(names) for m, code in enumerate(codes)]
    chart = check_texts(plot_adoption(table(rows), frame=codes))
    assert cells(chart).total() == len(names) * len(codes)


def test_all_unknown_but_one():
    """The frame's municipalities are there although no document names them."""
    chart = check_texts(plot_adoption(table([row("pascal", SEVEN[0], role="planned")]), frame=SEVEN))
    assert cells(chart) == {"planned": 1, "unknown": 6}
    assert chart.note.startswith("Unknown:")


def test_other_rows_are_left_out_and_other_values_refused():
    """A county's count is no municipality's use; a 3 is neither yes nor no; nothing left is an error."""
    county = row("npo_consumer", "SE-22", 6, unit="municipalities")
    assert len(plot_adoption(table([county, row("pascal", SEVEN[0])])).data) == 1
    with pytest.raises(TableError, match="1 or 0"):
        plot_adoption(table([row("pascal", SEVEN[0], 3)]))
    with pytest.raises(TableError, match="municipality"):
        plot_adoption(table([county]))
