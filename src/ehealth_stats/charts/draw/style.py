"""How every chart looks: colours, font and settings, the contrast of a colour, the width and the lines of a text."""

import unicodedata
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.colors import to_rgb
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.textpath import text_to_path

PALETTE = ("#28a197", "#7a21dd", "#801650", "#d95f02")
INK, GREY, EDGE, GRID, PAPER = "#141414", "#595959", "#767676", "#dddddd", "#ffffff"
# The font comes with matplotlib, so that it is there on every machine.
FONT = "DejaVu Sans"
FONT_FOLDER = Path(mpl.get_data_path(), "fonts", "ttf")
HATCH, PLANNED_HATCH = "/////", "\\\\\\"
TITLE_SIZE, SUBTITLE_SIZE, TEXT_SIZE, FOOT_SIZE = 12.5, 10.0, 9.0, 8.0
# Distance of baselines, and height of the tall letters, in sizes of the font.
LINE_SPACING, ASCENT = 1.28, 0.78
# Room for a chart that is saved with other settings, whose hinting makes lines wider than their outlines.
_HINTING = 1.025

_RC: dict[Any, Any] = {
    "font.family": FONT,
    "font.size": TEXT_SIZE,
    "text.color": INK,
    "text.parse_math": False,
    # Letters keep their width at every resolution.
    "text.hinting": "no_hinting",
    "axes.unicode_minus": True,
    "hatch.linewidth": 0.7,
    "svg.fonttype": "path",
    "svg.hashsalt": "ehealth_stats",
    "pdf.fonttype": 42,
    "path.simplify": False,
}


def in_style() -> AbstractContextManager[None]:
    """Return a context in which matplotlib draws and saves in the house style, whatever the user's own settings."""
    # The backend stays as it is: asking for it would load pyplot.
    defaults = {key: value for key, value in mpl.rcParamsDefault.items() if not key.startswith("backend")}
    return mpl.rc_context({**defaults, **_RC})


def relative_luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0 for black and 1 for white (WCAG 2.2)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast_ratio(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, success criterion 1.4.3).

    Examples
    --------
    >>> round(contrast_ratio("#000000", "#ffffff"))
    21
    """
    dark, light = sorted((relative_luminance(one), relative_luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def label_colour(fill: str) -> str:
    """Return the text colour, ink or white, that reads better on a fill.

    Examples
    --------
    >>> label_colour("#801650"), label_colour("#ffffff")
    ('#ffffff', '#141414')
    """
    return max((INK, PAPER), key=lambda colour: contrast_ratio(colour, fill))


@cache
def text_width(text: str, size: float = TEXT_SIZE, *, bold: bool = False) -> float:
    """Return the width of one line of text in inches, a little more than drawn."""
    font = FontProperties(family=FONT, size=size, weight="bold" if bold else "normal")
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) * _HINTING / 72


def line_height(size: float = TEXT_SIZE) -> float:
    """Return the height of one line of text in inches."""
    return size * LINE_SPACING / 72


def wrap(text: str, width: float, size: float = TEXT_SIZE, *, bold: bool = False) -> list[str]:
    """Break a text into lines no wider than `width` inches; a word that is wider is broken too, never cut off.

    Examples
    --------
    >>> wrap("Decision makers in health care", 1.3)
    ['Decision makers in', 'health care']
    """
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if text_width(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            pieces = _broken(word, width, size, bold)
            lines = [*(line for line in lines if line), *pieces]
    return lines


def balance(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Break a text into as few lines as `wrap` does, of about equal width: no last line of one word."""
    lines = wrap(text, width, size, bold=bold)
    if len(lines) == 1:
        return lines
    low, high = width / 2, width
    for _ in range(7):
        middle = (low + high) / 2
        low, high = (low, middle) if len(wrap(text, middle, size, bold=bold)) <= len(lines) else (middle, high)
    return wrap(text, high, size, bold=bold)


def _broken(word: str, width: float, size: float, bold: bool) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and text_width(pieces[-1] + letter, size, bold=bold) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def drawable(text: str) -> str:
    """Return a text with an empty square for each letter that the font does not have.

    Examples
    --------
    >>> drawable("Sälj \u6f22 \uf0b7 → 5")
    'Sälj □ □ → 5'
    """
    return "".join(letter if letter.isascii() or _has_letter(letter) else "□" for letter in text)


@cache
def _has_letter(letter: str) -> bool:
    """Say whether both weights have a letter, or it is one that is never seen, such as a soft hyphen."""
    return unicodedata.category(letter) == "Cf" or all(ord(letter) in letters for letters in _letters())


@cache
def _letters() -> tuple[frozenset[int], ...]:
    fonts = (findfont(FontProperties(family=FONT, weight=weight)) for weight in ("normal", "bold"))
    return tuple(frozenset(get_font(font).get_charmap()) for font in fonts)


def widest(lines: list[str], size: float = TEXT_SIZE, *, bold: bool = False) -> float:
    """Return the width of the widest line in inches, 0 for no lines."""
    return max((text_width(line, size, bold=bold) for line in lines), default=0.0)
