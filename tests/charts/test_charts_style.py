"""The look of the figures: contrast, text width, line breaks; numbers and periods in three languages."""

import sys
from itertools import combinations, pairwise
from subprocess import run

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from ehealth_stats.charts.draw import style
from ehealth_stats.charts.draw.page import ChartTexts, DataArea, Origin, open_page
from ehealth_stats.charts.draw.panels import Axis, Panel, draw_panels
from ehealth_stats.charts.series_data import QualifiedFigure, SeriesPoint
from ehealth_stats.codelists import unit_label, units
from ehealth_stats.errors import CodeListError
from ehealth_stats.schema import columns_of
from ehealth_stats.wording import numbers
from ehealth_stats.wording.languages import LANGUAGES, phrases
from ehealth_stats.wording.messages import word
from ehealth_stats.wording.periods import period

# Machado, Oliveira & Fernandes 2009, "A physiologically-based model for simulation of color vision deficiency", IEEE
# TVCG 15(6), table of severity 1.0, on linear RGB.
DEFICIENCIES = {
    "none": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
# Linear sRGB to CIE XYZ, and the white of D65 (IEC 61966-2-1).
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])


def seen(colour: str, deficiency: str) -> np.ndarray:
    """A colour in CIE 1976 L*a*b*, as it is seen under a deficiency of colour vision."""
    printed = np.array(to_rgb(colour))
    linear = np.where(printed <= 0.04045, printed / 12.92, ((printed + 0.055) / 1.055) ** 2.4)
    ratio = TO_XYZ @ np.clip(np.array(DEFICIENCIES[deficiency]) @ linear, 0, 1) / WHITE
    f = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("colour", [*style.PALETTE, style.GREY, style.EDGE, style.INK])
def test_every_colour_reads_on_white(colour):
    """Each colour that carries meaning has at least 3:1 on white (WCAG 2.2, 1.4.11)."""
    assert style.contrast_ratio(colour, "#ffffff") >= 3


def test_contrast_ratio_of_known_pairs():
    """Black on white is 21:1; #767676 on white is the well-known 4.54:1."""
    assert style.contrast_ratio("#000000", "#ffffff") == pytest.approx(21)
    assert style.contrast_ratio("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("fill", style.PALETTE)
def test_label_colour_is_the_more_readable(fill):
    """On a fill the label takes ink or white, whichever has the greater contrast, and always at least 4.5:1."""
    chosen = style.label_colour(fill)
    assert chosen in (style.INK, style.PAPER)
    assert style.contrast_ratio(chosen, fill) >= 4.5


def test_palette_has_the_four_colours():
    """At most four hues, none of them a traffic light."""
    assert style.PALETTE == ("#28a197", "#7a21dd", "#801650", "#d95f02")


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_every_pair_of_colours_can_be_told_apart(deficiency):
    """The worst pair of the palette is at least 25 apart in CIE 1976 L*a*b* (2.3 is just noticeable), whoever looks."""
    pairs = combinations((seen(colour, deficiency) for colour in style.PALETTE), 2)
    assert min(float(np.linalg.norm(one - other)) for one, other in pairs) >= 25


def test_colours_in_lab_of_known_values():
    """White is (100, 0, 0) and black (0, 0, 0); pure red is (53.24, 80.09, 67.20)."""
    assert seen("#ffffff", "none") == pytest.approx([100, 0, 0], abs=0.02)
    assert seen("#000000", "none") == pytest.approx([0, 0, 0], abs=0.02)
    assert seen("#ff0000", "none") == pytest.approx([53.24, 80.09, 67.20], abs=0.02)


def test_style_ends_with_its_context():
    """The user's own settings stand unchanged after drawing, and none of them reaches into the figures."""
    with mpl.rc_context({"font.size": 31, "axes.grid": True}):
        with style.in_style():
            assert (mpl.rcParams["font.size"], mpl.rcParams["axes.grid"]) == (style.TEXT_SIZE, False)
            assert mpl.rcParams["svg.hashsalt"]
        assert mpl.rcParams["font.size"] == 31


def test_charts_do_not_load_pyplot():
    """Importing the charts and entering their style leaves pyplot and its global figures alone."""
    code = (
        "import sys, ehealth_stats.charts, ehealth_stats.charts.draw.style as style\n"
        "with style.in_style(): pass\n"
        "sys.exit('matplotlib.pyplot' in sys.modules)"
    )
    assert run([sys.executable, "-c", code], check=False).returncode == 0


def test_seaborn_draws_on_our_axes_only():
    """Where seaborn draws, no figure of pyplot is opened and the settings stay as they were."""
    plt = pytest.importorskip("matplotlib.pyplot")
    before = dict(mpl.rcParams)
    with style.in_style():
        point = SeriesPoint(1.0, "2013", "a", "plan", QualifiedFigure(5, 5, 5, "exact"), "5")
        words = ChartTexts("a", "b", "c", "d", Origin((), "e"))
        draw_panels([Panel("a", "A", (point,), "5")], Axis(1.0, 1.0, "2013", "2013"), words, "en")
    assert plt.get_fignums() == []
    assert dict(mpl.rcParams) == before


def test_wrap_keeps_every_letter_and_the_width():
    """No line is wider than asked for, and nothing is lost, even of a word that is wider than the line."""
    text = "Tillgänglighetsdirektivsutvärderingsrapporten och dess bilagor"
    lines = style.wrap(text, 0.9)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(style.text_width(line) <= 0.9 for line in lines)


def test_balance_makes_lines_of_about_the_same_width():
    """A title of two lines does not end in one word."""
    text = "Decision makers in health care are the largest group: 195 of 577 persons (33.8%)"
    first, second = style.balance(text, 7.4, style.TITLE_SIZE, bold=True)
    assert f"{first} {second}" == text
    assert style.text_width(second, style.TITLE_SIZE, bold=True) > 0.5 * style.text_width(
        first, style.TITLE_SIZE, bold=True
    )


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ("1,234,567", "33.8%")),
        ("sv", ("1 234 567", "33,8 %")),
        ("nb", ("1 234 567", "33,8 %")),
        ("nn", ("1 234 567", "33,8 %")),
    ],
)
def test_numbers_follow_the_language(language, expected):
    """Digit groups, decimal sign and per cent sign are those of the language (no-break spaces shown as spaces)."""
    written = numbers.number(1234567, language), numbers.percent(195 / 577, language)
    assert tuple(text.replace("\N{NO-BREAK SPACE}", " ") for text in written) == expected


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (51, 51, "51"),
        (100, 200, "100–200"),
        (101, float("inf"), "at least 101"),
        (0, 99, "at most 99"),
        (0, 0, "0"),
        (0, float("inf"), ""),
    ],
)
def test_bounds_in_words(low, high, expected):
    """A range, an open end and a zero each have their own words; nothing known has none."""
    assert numbers.interval(low, high, "en") == expected


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2013", "2013"),
        ("2013-04-02", "2 April 2013"),
        ("2012-09", "September 2012"),
        ("2013-21", "spring 2013"),
        ("2013-23/2015", "autumn 2013 – 2015"),
        ("2007-08/2007-11", "August–November 2007"),
        ("2008/..", "from 2008"),
        ("../2008", "until 2008"),
        ("[2008..2013]", "at some time in 2008–2013"),
        ("", ""),
    ],
)
def test_periods_in_words(edtf, expected):
    """Every form of period that the tables hold is written out."""
    assert period(edtf, "en") == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("table", "column", "prefix"),
    [
        ("comparisons", "check", "check"),
        ("comparisons", "verdict", "comparison"),
        ("progress", "verdict", "verdict"),
        ("progress", "certainty", "certainty"),
        ("progress", "target_status", "status"),
        ("budget", "state", "state"),
        ("timeline", "kind", "kind"),
    ],
)
def test_every_code_of_the_tables_has_a_text(table, column, prefix, language):
    """A code that the schema allows can be drawn in every language."""
    [choices] = [each.choices for each in columns_of(table) if each.name == column]
    assert {f"{prefix}_{choice}" for choice in choices} <= set(phrases(language))


@pytest.mark.parametrize("dpi", [50, 72, 110, 200])
def test_a_text_is_as_wide_as_measured_at_every_resolution(dpi):
    """Without hinting a line never leaves the room that was measured for it."""
    text = "Meldingsløftet: 1 234 567 ifølge Örnsköldsviks tillfällighetstillstånd"
    with style.in_style():
        figure = Figure(figsize=(12, 1), dpi=dpi)
        drawn = figure.text(0, 0.5, text, size=style.TEXT_SIZE)
        width = drawn.get_window_extent(FigureCanvasAgg(figure).get_renderer()).width / dpi
    # The measure has 2.5 per cent to spare.
    assert width == pytest.approx(style.text_width(text) / 1.025, rel=0.005)


def test_lines_stand_at_equal_distances():
    """A ring above an A moves no line: each baseline is the font's size times the spacing below the one before."""
    words = ChartTexts("Aa", "aa " * 200 + "ÅÄÖ " * 60 + "aa " * 200, "c", "d", Origin((), "e"))
    figure = open_page(words, [], DataArea(1.0)).figure
    tops = [text.get_position()[1] for text in figure.texts if text.get_size() == style.SUBTITLE_SIZE]
    assert len(tops) > 5
    apart = [before - after for before, after in pairwise(tops)]
    assert apart == pytest.approx([style.SUBTITLE_SIZE * style.LINE_SPACING / 72] * len(apart))


def test_every_unit_has_a_singular_in_three_languages():
    """A unit of the code list can stand after the number one."""
    for code, unit in units().items():
        assert all(unit.one[language] for language in LANGUAGES), code
    assert [unit_label("municipalities", n, "nb") for n in (0, 1, 7)] == ["kommuner", "kommune", "kommuner"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (numbers.percent(0.0002, "en"), "<0.1%"),
        (numbers.percent(0.9999, "sv"), ">99,9\N{NO-BREAK SPACE}%"),
        (numbers.percent(0, "en"), "0%"),
        (numbers.percent(1, "en"), "100%"),
        (numbers.number(0.0041, "nb"), "0,004"),
        (numbers.number(-12.5, "en"), "\N{MINUS SIGN}12.5"),
        (numbers.axis_number(2_500_000, "sv"), "2,5\N{NO-BREAK SPACE}mn"),
        (numbers.axis_number(250_000, "en"), "250,000"),
        (numbers.interval(-10, 10, "sv"), "\N{MINUS SIGN}10 till 10"),
        (numbers.interval(-5, float("inf"), "en"), "at least \N{MINUS SIGN}5"),
    ],
)
def test_no_number_is_rounded_to_none_or_all(written, expected):
    """A share above zero is never "0%", one below the whole never "100%"; ranges below zero are in words."""
    assert written == expected


def test_unknown_key_or_language_is_an_error():
    """A text that is not there is refused with the nearest key."""
    with pytest.raises(CodeListError, match="at_least"):
        word("atleast", "en")
    with pytest.raises(CodeListError, match="no language"):
        word("at_least", "fi")
