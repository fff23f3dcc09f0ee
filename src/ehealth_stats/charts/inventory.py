"""A stock by municipality and part: rows -> stacked bars of what is stated, what follows, and what is unknown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from ehealth_stats.charts.chart import Chart, to_chart
from ehealth_stats.charts.draw.bars import Bar, Segment, bars_and_dots, bars_in_words, bars_table, dots_note, draw_bars
from ehealth_stats.charts.draw.page import ChartTexts, LegendEntry, fill_style
from ehealth_stats.charts.draw.style import PALETTE, PAPER, in_style
from ehealth_stats.charts.observations import (
    Subject,
    area_names,
    definition_note,
    figures_by,
    municipal,
    read_subject,
    stated_total_note,
)
from ehealth_stats.charts.series_data import NOT_STATED, BoundedFigure
from ehealth_stats.charts.texts import few, inside_sentence, joined, municipalities_in_words, number, word
from ehealth_stats.codelists import Language, categories, indicators, label
from ehealth_stats.errors import TableError

REST, UNKNOWN = "_rest", "_unknown"


@dataclass(frozen=True, slots=True)
class _Stock:
    """A municipality's whole, the figures stated of its parts, and the bounds that follow for each drawn part."""

    code: str
    name: str
    whole: BoundedFigure
    parts: Mapping[str, BoundedFigure]

    def lower(self, part: str) -> float:
        """What the document makes certain of a part: its own lower bound, or its children's together."""
        return max(self.parts.get(part, NOT_STATED).lower, sum(self.lower(child) for child in self._children(part)))

    def own(self, part: str) -> float:
        """What is certain of a part beyond its children."""
        return self.lower(part) - sum(self.lower(child) for child in self._children(part))

    def upper(self, part: str) -> float:
        """What the document leaves possible for a part: at most the whole."""
        return min(self.parts.get(part, NOT_STATED).upper, self.whole.upper)

    def _children(self, part: str) -> list[str]:
        return [code for code in self.parts if categories()[code].parent == part]

    def certain(self, tops: Sequence[str]) -> float:
        """How much is certainly of one of the parts."""
        return sum(self.lower(top) for top in tops)

    def unknown(self, tops: Sequence[str]) -> float:
        """How much of the certain whole may be of a part or not."""
        possible = min(self.whole.lower, sum(self.upper(top) for top in tops))
        return max(0.0, possible - self.certain(tops))


def plot_inventory(
    observations: pd.DataFrame,
    *,
    frame: Sequence[str] = (),
    sources: pd.DataFrame | None = None,
    language: Language = "en",
) -> Chart:
    """Draw a stock by municipality with its parts; what may be of a part or not is white and hatched.

    Does not call the remainder "not digital" where the document only says that some are digital.

    Parameters
    ----------
    observations
        Rows of one indicator that sums over areas: wholes (`_T`) and at most three parts.
    frame
        Codes of all municipalities in scope: one without a row is drawn as unknown.
    sources
        Table `sources`, for the source line; without it the source's id stands there.
    language
        Language of the texts.

    Returns
    -------
    A chart whose `data` has row (area), name, series (a category, `_rest` or `_unknown`), drawn, start, end (in the
    unit), text.

    Raises
    ------
    TableError
        If indicators, units or results and plans are mixed, a municipality has two figures for a part, there are no
        parts or more than three, or the indicator does not sum over areas.

    Examples
    --------
    >>> from ehealth_stats.schema import to_table
    >>> def row(area, part, n):
    ...     return dict(observation_id=area + part, source_id="plan", indicator="safety_alarms", breakdown=part,
    ...                 area=area, period="2013", value=n, lower=n, upper=n, unit="alarms", qualifier="exact",
    ...                 status="A", role="reported", locator="table 4", text=str(n))
    >>> rows = [row("SE-2260", "_T", 450), row("SE-2260", "digital", 45), row("SE-2281", "_T", 1800)]
    >>> plot_inventory(to_table("observations", rows)).title
    'At least 45 of 2,250 alarms are digital; for 1,800 the documents do not say'
    """
    subject = read_subject(observations, sources, language)
    stocks, series = _stocks(subject.rows, frame)
    tops = [code for code in series if categories()[code].parent not in series]
    bars = [_bar(stock, series, tops, language) for stock in stocks]
    texts = _texts(subject, stocks, bars, tops)
    shown, dots = bars_and_dots(bars, language)
    with in_style():
        figure = draw_bars(shown, texts, _legend(bars, tops, language), language, dots=dots)
    return to_chart(subject.name("inventory"), figure, texts, bars_table(bars), language)


def _stocks(rows: pd.DataFrame, frame: Sequence[str]) -> tuple[list[_Stock], list[str]]:
    rows = municipal(rows)
    beside = rows["breakdown"].map(lambda code: categories()[code].addition)
    parts = rows[(rows["breakdown"] != "_T") & ~beside]
    stated = set(parts["breakdown"])
    # A child without its parent says something about the parent: 100 of IP telephony are 100 digital ones.
    stated |= {categories()[code].parent for code in stated} - {"_T", ""}
    _check(rows, stated)
    wholes = figures_by(rows[rows["breakdown"] == "_T"], ["area"])
    figures = figures_by(parts, ["area", "breakdown"])
    stocks = [
        _Stock(
            code,
            name,
            wholes.get(code, NOT_STATED),
            {part: figure for (area, part), figure in figures.items() if area == code},
        )
        for code, name in area_names(rows, frame).items()
    ]
    stocks.sort(key=lambda stock: (not stock.whole.known, -stock.whole.lower, stock.name))
    return stocks, [code for code in categories() if code in stated]


def _check(rows: pd.DataFrame, stated: set[str]) -> None:
    if not stated or len(stated) >= len(PALETTE):
        raise TableError(
            f"{len(stated)} parts can't be drawn in one bar: {', '.join(sorted(stated)) or 'none'}",
            where="observations.breakdown",
            expected="one to three parts of a whole",
            hint="draw counts without parts with plot_counts",
        )
    indicator = rows["indicator"].iloc[0]
    if indicators()[indicator].kind not in ("stock", "flow"):
        raise TableError(f"{indicator} does not sum over areas", where="codelists/indicators.csv", expected="a stock")


def _bar(stock: _Stock, series: Sequence[str], tops: Sequence[str], language: Language) -> Bar:
    colours = dict(zip(series, PALETTE, strict=False))
    pieces = [(code, stock.own(code)) for code in series]
    segments, end = [], 0.0
    for code, width in pieces:
        if width > 0:
            segments.append(Segment(end, end + width, "solid", colours[code], code))
            end += width
    unknown = stock.unknown(tops)
    if unknown > 0:
        segments.append(Segment(end, end + unknown, "unknown", PAPER, UNKNOWN))
        end += unknown
    if stock.whole.lower > end:
        segments.append(Segment(end, stock.whole.lower, "solid", PALETTE[len(series)], REST))
        end = stock.whole.lower
    if stock.whole.upper > end:
        segments.append(Segment(end, stock.whole.upper, "unknown", PAPER, UNKNOWN))
    bounds = (stock.whole.lower, stock.whole.upper) if stock.whole.known else None
    if not segments:
        segments.append(Segment(0, 0, "solid", PALETTE[len(series)], REST))
    return Bar(stock.code, stock.name, tuple(segments), _text(stock, tops, language), bounds)


def _text(stock: _Stock, tops: Sequence[str], language: Language) -> str:
    parts = []
    for code, figure in stock.parts.items():
        name = inside_sentence(label("categories", code, language))
        key = "inventory_part" if figure.known else "inventory_part_unknown"
        parts.append(word(key, language, value=figure.in_words(language), label=name))
    unknown = stock.unknown(tops)
    if unknown > 0 and any(top not in stock.parts for top in tops):
        key = "inventory_kind_open" if unknown == stock.whole.lower else "inventory_open"
        parts.append(word(key, language, value=number(unknown, language)))
    whole = stock.whole.in_words(language)
    return word("inventory_row", language, whole=whole, parts=", ".join(parts)) if parts else whole


def _legend(bars: Sequence[Bar], tops: Sequence[str], language: Language) -> list[LegendEntry]:
    drawn = {part.series: part for bar in bars for part in bar.segments if part.end > part.start}
    order = [code for code in (*categories(), REST, UNKNOWN) if code in drawn]
    return [
        LegendEntry(_series_name(code, tops, language), fill_style(drawn[code].fill, drawn[code].colour))
        for code in order
    ]


def _series_name(code: str, tops: Sequence[str], language: Language) -> str:
    if code == UNKNOWN:
        return word("legend_part_unknown", language)
    if code != REST:
        return label("categories", code, language)
    if len(tops) > 1:
        return word("other_parts", language)
    return word("not_part", language, label=inside_sentence(label("categories", tops[0], language)))


def _texts(subject: Subject, stocks: Sequence[_Stock], bars: Sequence[Bar], tops: Sequence[str]) -> ChartTexts:
    language = subject.language
    unknown = [stock.name for stock in stocks if not stock.whole.known]
    shown, dots = bars_and_dots(bars, language)
    notes = [
        stated_total_note(subject.rows, language),
        definition_note(municipal(subject.rows), language),
        dots_note(shown, dots, language),
        word("note_unknown", language, names=few(unknown, "n_municipalities", language)) if unknown else "",
    ]
    return ChartTexts(
        title=_title(subject, stocks, tops),
        subtitle=subject.subtitle,
        caption=word("inventory_caption", language, indicator=subject.indicator),
        alt=word(
            "inventory_alt",
            language,
            municipalities=municipalities_in_words(len(bars), language),
            rows=bars_in_words(shown, dots, language=language),
        ),
        origin=subject.origin,
        note=" ".join(note for note in notes if note),
    )


def _title(subject: Subject, stocks: Sequence[_Stock], tops: Sequence[str]) -> str:
    language = subject.language
    known = [stock for stock in stocks if stock.whole.known]
    if not known:
        key = "counts_title_none" if len(stocks) > 1 else "counts_title_none_one"
        return word(key, language, indicator=subject.indicator, n=len(stocks))
    low, high = sum(stock.whole.lower for stock in known), sum(stock.whole.upper for stock in known)
    whole = number(low, language) if low == high else word("at_least", language, low=number(low, language))
    unknown = sum(stock.unknown(tops) for stock in known)
    certain = sum(stock.certain(tops) for stock in known)
    numbers = {"known": number(certain, language), "whole": whole, "open": number(unknown, language)}
    missing = len(stocks) - len(known)
    tail = word("counts_missing", language, missing=missing, n=len(stocks)) if missing else ""
    unit = subject.unit
    if len(tops) > 1:
        more = word("inventory_more", language, **numbers) if unknown > 0 else ""
        parts = joined([_part_in_words(known, top, language) for top in tops], language)
        return word("inventory_title_parts", language, unit=unit, whole=whole, parts=parts) + more + tail
    part = inside_sentence(label("categories", tops[0], language))
    key = "inventory_title" if unknown > 0 else "inventory_title_closed"
    return word(key, language, unit=unit, part=part, **numbers) + tail


def _part_in_words(stocks: Sequence[_Stock], part: str, language: Language) -> str:
    """Return how many are of a part: a number, or what is certain where the documents leave more open."""
    low, high = sum(stock.lower(part) for stock in stocks), sum(stock.upper(part) for stock in stocks)
    figure = number(low, language) if low == high else word("at_least", language, low=number(low, language))
    return word("inventory_part", language, value=figure, label=inside_sentence(label("categories", part, language)))
