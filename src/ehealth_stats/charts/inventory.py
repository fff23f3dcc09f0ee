"""A stock by municipality and part: the table inventory -> stacked bars of what is certain, and of what is open."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from ehealth_stats.charts.chart import Chart, ReportChart, to_chart
from ehealth_stats.charts.draw.bars import Bar, Segment, bars_and_dots, bars_in_words, bars_table, dots_note, draw_bars
from ehealth_stats.charts.draw.page import ChartTexts, Fill, LegendEntry, fill_style
from ehealth_stats.charts.draw.style import PALETTE, PAPER
from ehealth_stats.charts.observations import (
    Record,
    Subject,
    area_names,
    definition_note,
    is_inventory,
    municipal,
    municipal_figures,
    report_frame,
    subject_of,
)
from ehealth_stats.charts.series_data import NOT_STATED, QualifiedFigure
from ehealth_stats.codelists import Language, categories, label
from ehealth_stats.errors import TableError
from ehealth_stats.schema import Evaluation, check_table
from ehealth_stats.wording.messages import few, inside_sentence, listed, word
from ehealth_stats.wording.numbers import number

REST, UNKNOWN = "_rest", "_unknown"


@dataclass(frozen=True, slots=True)
class _Stock:
    """A municipality's whole, how much of it may be of a part or not, its parts, and what is certain of each alone."""

    code: str
    name: str
    whole: QualifiedFigure
    open: float
    parts: Mapping[str, QualifiedFigure]
    own: Mapping[str, float]

    @property
    def told(self) -> bool:
        """Whether there is a number of the whole or of a part."""
        return self.whole.known or any(figure.known for figure in self.parts.values())

    def bounds(self, part: str) -> tuple[float, float]:
        """How many are of a part at least and at most."""
        figure = self.parts.get(part)
        return (figure.lower, figure.upper) if figure else (0.0, self.whole.upper)


def plot_inventory(
    inventory: pd.DataFrame,
    *,
    sources: pd.DataFrame | None = None,
    language: Language = "en",
) -> Chart:
    """Draw a stock by municipality with its parts; what may be of a part or not is white and hatched.

    Does not decide what is certain: that is the table's. Nothing is called "not digital" where the document only says
    that some are digital.

    Parameters
    ----------
    inventory
        Table `inventory` of one indicator, with at most three parts; rows of other areas than municipalities are left
        out. A municipality whose figures are all by another definition is drawn by these, and the note names it.
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
        If indicators, units or results and plans are mixed, a municipality has two figures for a part, or there are no
        parts, more than three, or parts of two dimensions, which overlap.

    Examples
    --------
    >>> from ehealth_stats import inventory
    >>> alarms = pd.DataFrame({
    ...     "indicator": "safety_alarms", "period": 2013, "area": ["SE-2260", "SE-2260", "SE-2281"],
    ...     "breakdown": ["_T", "digital", "_T"], "value": [450, 45, 1800]})
    >>> plot_inventory(inventory(alarms)).title
    'At least 45 of 2,250 alarms are digital; for 1,800 the documents do not say'
    """
    rows = _one_stock_an_area(municipal(check_table(inventory, "inventory")))
    subject = subject_of(rows, sources, language)
    series = _series(rows)
    tops = [code for code in series if code in set(rows.loc[rows["part_of"] == "_T", "breakdown"])]
    stocks = _stocks(rows)
    bars = [_bar(stock, series, tops, language) for stock in stocks]
    texts = _texts(subject, stocks, bars, tops)
    shown, dots = bars_and_dots(bars, language)
    drawing = partial(draw_bars, shown, texts, _legend(bars, tops, language), language, dots=dots)
    return to_chart(subject.name("inventory"), drawing, texts, bars_table(bars), language)


def report_charts(evaluation: Evaluation) -> Iterator[ReportChart]:
    """Yield a chart for each indicator that a source counts by municipality and part."""
    for source, position, rows in municipal_figures(evaluation):
        if is_inventory(rows):
            draw = partial(plot_inventory, _table_of(rows, source, evaluation), sources=evaluation.dataset.sources)
            yield ReportChart((source,), draw, position)


def _table_of(rows: pd.DataFrame, source: str, evaluation: Evaluation) -> pd.DataFrame:
    """Return the inventory of observations; of a scope that is too large for one chart what something is said of."""
    table, rows = evaluation.inventory, municipal(rows)
    for column in ("source_id", "indicator", "unit", "role", "period"):
        table = table[table[column].isin(rows[column])]
    if report_frame(evaluation, source):
        return table
    return table[table["area"].isin(table.loc[table["qualifier"] != "", "area"])]


def _one_stock_an_area(rows: pd.DataFrame) -> pd.DataFrame:
    """Return of each area the rows of one document, period and definition: those that say something.

    Figures by another definition (status D) stand in for usual ones only where there are none.

    Raises
    ------
    TableError
        If an area has figures of two periods or documents.
    """
    kept = []
    for area, own in rows.groupby("area", sort=False):
        stocks = [stock for _, stock in own.groupby(["source_id", "period", own["status"] == "D"], sort=False)]
        said = [stock for stock in stocks if not stock["missing"].all()]
        usual = [stock for stock in said if stock["status"].iloc[0] != "D"]
        chosen = usual or said or stocks[:1]
        if len(chosen) > 1:
            raise TableError(
                f"two figures for {area}",
                where="inventory",
                hint="choose one period and one source",
                rows=pd.concat(chosen)[["source_id", "area", "period", "breakdown"]],
            )
        kept += chosen
    return pd.concat(kept)


def _series(rows: pd.DataFrame) -> list[str]:
    """Return the categories that are parts, in the order of the code list."""
    parts = set(rows["breakdown"]) - {"_T"}
    if not parts or len(parts) >= len(PALETTE):
        raise TableError(
            f"{len(parts)} parts can't be drawn in one bar: {', '.join(sorted(parts)) or 'none'}",
            where="inventory.breakdown",
            expected="one to three parts of a whole",
            hint="draw counts without parts with plot_counts",
        )
    if len({categories()[code].dimension for code in parts}) > 1:
        raise TableError(
            f"parts of several dimensions overlap: {', '.join(sorted(parts))}",
            where="inventory.breakdown",
            expected="parts of one dimension",
        )
    return [code for code in categories() if code in parts]


def _stocks(rows: pd.DataFrame) -> list[_Stock]:
    names = area_names(rows, ())
    stocks = [_stock(names[str(area)], own.to_dict("records")) for area, own in rows.groupby("area", sort=False)]
    return sorted(stocks, key=lambda stock: (not stock.whole.known, -stock.whole.lower, stock.name))


def _stock(name: str, rows: Sequence[Record]) -> _Stock:
    figures = {
        row["breakdown"]: QualifiedFigure(row["value"], row["lower"], row["upper"], row["qualifier"]) for row in rows
    }
    own = {row["breakdown"]: row["own"] for row in rows}
    is_open = next((row["open"] for row in rows if row["breakdown"] == "_T"), 0.0)
    whole = figures.pop("_T", NOT_STATED)
    return _Stock(rows[0]["area"], name, whole if whole.qualifier else NOT_STATED, is_open, figures, own)


def _bar(stock: _Stock, series: Sequence[str], tops: Sequence[str], language: Language) -> Bar:
    pieces: list[tuple[float, Fill, str, str]] = [
        (stock.own.get(code, 0.0), "solid", colour, code) for code, colour in zip(series, PALETTE, strict=False)
    ]
    pieces.append((stock.open, "unknown", PAPER, UNKNOWN))
    pieces.append((stock.own.get("_T", 0.0) - stock.open, "solid", PALETTE[len(series)], REST))
    segments, end = [], 0.0
    for width, fill, colour, code in pieces:
        if width > 0:
            segments.append(Segment(end, end + width, fill, colour, code))
            end += width
    if stock.whole.upper > end:
        segments.append(Segment(end, stock.whole.upper, "unknown", PAPER, UNKNOWN))
    if not segments:
        segments.append(Segment(0, 0, "solid", PALETTE[len(series)], REST))
    bounds = (stock.whole.lower, stock.whole.upper) if stock.whole.known else None
    return Bar(stock.code, stock.name, tuple(segments), _text(stock, tops, language), bounds)


def _text(stock: _Stock, tops: Sequence[str], language: Language) -> str:
    stated = {code: figure for code, figure in stock.parts.items() if figure.qualifier}
    parts = []
    for code, figure in stated.items():
        name = inside_sentence(label("categories", code, language))
        key = "inventory_part" if figure.known else "inventory_part_unknown"
        parts.append(word(key, language, value=figure.in_words(language), label=name))
    if stock.open > 0 and any(top not in stated for top in tops):
        key = "inventory_kind_open" if stock.open == stock.whole.lower else "inventory_open"
        parts.append(word(key, language, value=number(stock.open, language)))
    whole = stock.whole.in_words(language)
    if any(figure.known for figure in stated.values()) and stock.whole is NOT_STATED:
        return word("inventory_row_no_whole", language, parts=", ".join(parts))
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
    has_wholes = any(stock.whole.known for stock in stocks)
    unknown = [stock.name for stock in stocks if not (stock.whole.known if has_wholes else stock.told)]
    shown, dots = bars_and_dots(bars, language)
    notes = [
        definition_note(subject.rows, language),
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
            municipalities=word("n_municipalities", language, n=len(bars)),
            rows=bars_in_words(shown, dots, language=language),
        ),
        origin=subject.origin,
        note=" ".join(note for note in notes if note),
    )


def _title(subject: Subject, stocks: Sequence[_Stock], tops: Sequence[str]) -> str:
    language = subject.language
    known = [stock for stock in stocks if stock.whole.known]
    if not known and any(stock.told for stock in stocks):
        parts = listed([_part_in_words(stocks, top, language) for top in tops], language)
        return word("inventory_title_no_whole", language, indicator=subject.indicator, parts=parts)
    if not known:
        key = "counts_title_none" if len(stocks) > 1 else "counts_title_none_one"
        return word(key, language, indicator=subject.indicator, n=len(stocks))
    low, high = sum(stock.whole.lower for stock in known), sum(stock.whole.upper for stock in known)
    whole = number(low, language) if low == high else word("at_least", language, low=number(low, language))
    unknown = sum(stock.open for stock in known)
    certain = sum(stock.bounds(top)[0] for stock in known for top in tops)
    numbers = {"known": number(certain, language), "whole": whole, "open": number(unknown, language)}
    missing = len(stocks) - len(known)
    tail = word("counts_missing", language, missing=missing, n=len(stocks)) if missing else ""
    unit = subject.unit
    if len(tops) > 1:
        more = word("inventory_more", language, **numbers) if unknown > 0 else ""
        parts = listed([_part_in_words(known, top, language) for top in tops], language)
        return word("inventory_title_parts", language, unit=unit, whole=whole, parts=parts) + more + tail
    part = inside_sentence(label("categories", tops[0], language))
    key = "inventory_title" if unknown > 0 else "inventory_title_closed"
    return word(key, language, unit=unit, part=part, **numbers) + tail


def _part_in_words(stocks: Sequence[_Stock], part: str, language: Language) -> str:
    """Return how many are of a part: a number, or what is certain where the documents leave more open."""
    low, high = (sum(ends) for ends in zip(*(stock.bounds(part) for stock in stocks), strict=True))
    figure = number(low, language) if low == high else word("at_least", language, low=number(low, language))
    return word("inventory_part", language, value=figure, label=inside_sentence(label("categories", part, language)))
