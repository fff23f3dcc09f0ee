"""Small multiples: one panel a municipality on shared axes, sixty a page, nothing dropped without a word."""

from datetime import date
from math import inf, nan

import pytest
from chart_checks import check_texts, texts_of
from rows import ANGE, KRAMFORS, SUNDSVALL, TIMRA, UNKNOWN
from rows import observation as row

from ehealth_stats.charts.multiples import plot_multiples
from ehealth_stats.codelists import municipalities
from ehealth_stats.errors import TableError
from ehealth_stats.schema import to_table


def draw(rows, **options):
    """A checked chart."""
    return check_texts(plot_multiples(to_table("observations", rows), **options))


def test_title_counts_only_certain_changes():
    """51 to 60 is more; 30 to 27 fewer; 55-65 to 60-70 may be either; one reading says nothing."""
    rows = [row(ANGE, 2012, 51), row(ANGE, 2013, 60), row(TIMRA, 2012, (60, 55, 65)), row(TIMRA, 2013, (65, 60, 70))]
    rows += [row(KRAMFORS, 2012, 30), row(KRAMFORS, 2013, 27), row(SUNDSVALL, 2013, 120)]
    chart = draw(rows)
    assert chart.title == "Staff with SITHS cards: up in 1, down in 1 and not certain in 2 of 4 municipalities"
    assert chart.data["name"].drop_duplicates().tolist() == ["Sundsvall", "Timrå", "Ånge", "Kramfors"]


@pytest.mark.parametrize("language", ["en", "sv", "nb", "nn"])
def test_an_area_without_a_row_has_an_empty_panel(language):
    """A municipality of the frame that the document is silent about is hatched and named."""
    chart = draw([row(ANGE, 2012, 51), row(ANGE, 2013, UNKNOWN)], frame=[ANGE, TIMRA], language=language)
    gids = [patch.get_gid() for patch in chart.figure.axes[0].patches]
    assert gids == [f"{ANGE} unknown", f"{TIMRA} unknown"]
    assert "Timrå" in chart.note
    assert "Ånge" not in chart.note


def test_one_far_above_the_rest_leaves_the_others_readable():
    """Of 9,000 and three of about 50 in two rows of panels the second row has its own scale, and the note says so."""
    rows = [row(area, year, 50 + year - 2012) for area in (ANGE, TIMRA, KRAMFORS) for year in (2012, 2013)]
    rows += [row(SUNDSVALL, 2012, 8000), row(SUNDSVALL, 2013, 9000)]
    chart = draw(rows)
    assert chart.note == "Each row of panels has its own scale."
    assert {"6,000", "30"} <= set(texts_of(chart.figure))
    alike = draw([changed for changed in rows if changed["area"] != SUNDSVALL])
    assert alike.note == ""


@pytest.mark.parametrize(("scope", "n", "pages"), [("SE", 290, 5), ("NO", 357, 6)])
def test_a_country_is_paged(scope, n, pages):
    """Sixty a page; each page says which it shows and how many are elsewhere; together they show every municipality."""
    codes = [area.code for area in municipalities(scope, on=date(2024, 1, 1))]
    assert len(codes) == n
    rows = [row(code, 2023 + later, 10**6 if k == 7 else k) for k, code in enumerate(codes[5:]) for later in (0, 1)]
    first = draw(rows, frame=codes)
    last = draw(rows, frame=codes, page=pages)
    assert first.note.startswith(f"Page 1 of {pages}: 1–60 of {n} municipalities, {n - 60} are on the other pages.")
    assert last.data["area"].nunique() == n - 60 * (pages - 1)
    assert first.title == last.title
    assert (first.name[-9:], last.name[-9:]) == ("page-1-en", f"page-{pages}-en")
    with pytest.raises(TableError, match=f"no page {pages + 1}"):
        plot_multiples(to_table("observations", rows), frame=codes, page=pages + 1)


@pytest.mark.parametrize("n", [1, 7, 30])
def test_a_page_of_one_and_of_thirty(n):
    """One panel or thirty: nothing overlaps, open ends and ranges included."""
    codes = [area.code for area in municipalities("NO-18", on=date(2024, 1, 1))][:n]
    figures = [5, (nan, 3, 9), (nan, 4, inf), 0]
    rows = [row(code, 2023 + k, figures[(k + j) % 4]) for j, code in enumerate(codes) for k in range(2)]
    assert draw(rows).data["area"].nunique() == n


def test_no_number_at_all_and_no_date():
    """Only unknown readings have no scale; a reading without a date is refused."""
    chart = draw([row(ANGE, 2012, UNKNOWN)])
    assert chart.title == "Staff with SITHS cards: no municipality has two readings that show a change"
    with pytest.raises(TableError, match="date"):
        draw([row(ANGE, 2012, 5), row(TIMRA, 2012, 5, period_end=None, period_start=None)])
