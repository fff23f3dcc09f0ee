"""The money of one source: a budget table -> bars of each amount with its bounds, planned money hatched."""

from collections.abc import Iterator, Sequence
from functools import partial
from math import inf, isnan

import pandas as pd

from ehealth_stats.charts.chart import Chart, ReportChart, to_chart
from ehealth_stats.charts.draw.bars import Bar, Segment, bars_in_words, bars_table, bounded, draw_bars
from ehealth_stats.charts.draw.page import ChartTexts, Fill, LegendEntry, Origin, fill_style, origin_of
from ehealth_stats.charts.draw.style import PALETTE
from ehealth_stats.charts.observations import Record, one_code
from ehealth_stats.codelists import Language, area_name, categories, indicators, label, qualifier_of, unit_label
from ehealth_stats.errors import TableError
from ehealth_stats.schema import Evaluation, Interval, check_table
from ehealth_stats.wording.messages import inside_sentence, listed, said_in, word
from ehealth_stats.wording.numbers import figure as figure_text
from ehealth_stats.wording.numbers import number, percent, printed
from ehealth_stats.wording.periods import period

_LOOKS: dict[str, tuple[Fill, str]] = {
    "total": ("solid", PALETTE[2]),
    "granted": ("solid", PALETTE[0]),
    "used": ("solid", PALETTE[1]),
    "planned": ("planned", PALETTE[1]),
    "in_kind": ("planned", PALETTE[3]),
    "computed": ("outlined", PALETTE[3]),
}


def plot_budget(
    budget: pd.DataFrame,
    *,
    sources: pd.DataFrame | None = None,
    language: Language = "en",
) -> Chart:
    """Draw the amounts of one source in the order of the table; planned money is hatched.

    Does not add amounts and converts no currency.

    Parameters
    ----------
    budget
        Table `budget`, the rows of one source in one currency.
    sources
        Table `sources`, for the source line; without it the source's id stands there.
    language
        Language of the texts.

    Returns
    -------
    A chart whose `data` has row (item), name, series (state), drawn, start, end (in the currency), text.

    Raises
    ------
    TableError
        If there are no rows, or several sources or currencies.

    Examples
    --------
    >>> from ehealth_stats.schema import to_table
    >>> row = dict(source_id="plan", unit="SEK", basis="as printed", observation_ids="a")
    >>> whole = dict(item="_T", state="total", value=5e6, lower=4.5e6, upper=5.5e6, **row)
    >>> grant = dict(item="grant", state="granted", value=2481183, lower=2481183, upper=2481183, share=0.496,
    ...              share_lower=0.451, share_upper=0.551, share_of="_T", **row)
    >>> plot_budget(to_table("budget", [whole, grant])).title
    'Granted: 2,481,183 SEK, 45.1–55.1% of a total of about 5,000,000 SEK'
    """
    rows = check_table(budget, "budget")
    if rows.empty:
        raise TableError("there are no amounts to draw", where="budget")
    source, _ = one_code(rows, "source_id"), one_code(rows, "unit")
    several = rows.duplicated(["item", "state"]).any()
    telling = {name for name in ("area", "period") if several and rows[name].nunique() > 1}
    bars = [_bar(row, telling, language) for row in rows.to_dict("records")]
    texts = _texts(rows, bars, origin_of([source], sources, language), language)
    drawing = partial(draw_bars, bars, texts, _legend(bars, language), language)
    return to_chart(("budget", source), drawing, texts, bars_table(bars), language)


def report_charts(evaluation: Evaluation) -> Iterator[ReportChart]:
    """Yield a chart for each source that has money."""
    for source, rows in evaluation.budget.groupby("source_id", sort=False):
        yield ReportChart((str(source),), partial(plot_budget, rows, sources=evaluation.dataset.sources))


def _name(row: Record, column: str, language: Language) -> str:
    item = row[column]
    if item in categories():
        return label("categories", item, language)
    return label("indicators", item, language) if item in indicators() else said_in(row, column, language)


def _bar(row: Record, telling: set[str], language: Language) -> Bar:
    drawn, colour = _LOOKS[row["state"]]
    segments = tuple(_in_state(bounded(row["lower"], row["upper"], colour, row["state"]), drawn))
    text = figure_text(Interval(row["value"], row["lower"], row["upper"]), language)
    share = _share(row, language)
    if share:
        whole = inside_sentence(_name(row, "share_of", language))
        text = word("budget_share", language, value=text, share=share, whole=whole)
    name = _name(row, "item", language)
    if row["state"] == "computed" and row["item"] in categories():
        # The document prints this amount too: the sum of its parts stands beside it.
        name = word("budget_computed", language, item=name)
    if "area" in telling and row["area"]:
        name = f"{name}, {area_name(row['area'], language=language)}"
    if "period" in telling and row["period"]:
        name = word("budget_period", language, item=name, period=period(row["period"], language))
    return Bar(row["item"], name, segments, text)


def _in_state(segments: Sequence[Segment], drawn: Fill) -> Iterator[Segment]:
    for part in segments:
        yield Segment(part.start, part.end, drawn if part.fill == "solid" else part.fill, part.colour, part.series)


def _share(row: Record, language: Language) -> str:
    if isnan(row["share_lower"]) or isnan(row["share_upper"]) or row["share_upper"] == inf:
        return "" if isnan(row["share"]) else percent(row["share"], language)
    high = percent(row["share_upper"], language)
    if percent(row["share_lower"], language) == high:
        return high
    return word("range", language, low=number(round(100 * row["share_lower"], 1), language), high=high)


def _legend(bars: Sequence[Bar], language: Language) -> list[LegendEntry]:
    parts = [part for bar in bars for part in bar.segments]
    states = [state for state in _LOOKS if any(part.series == state for part in parts)]
    keys = [LegendEntry(word(f"state_{state}", language), fill_style(*_LOOKS[state])) for state in states]
    for drawn in ("hatched", "unknown"):
        colours = [part.colour for part in parts if part.fill == drawn]
        if colours:
            keys.append(LegendEntry(word(f"legend_{drawn}", language), fill_style(drawn, colours[0])))
    return keys


def _texts(rows: pd.DataFrame, bars: Sequence[Bar], origin: Origin, language: Language) -> ChartTexts:
    unknown = [bar.name for bar in bars if any(part.fill == "unknown" for part in bar.segments)]
    return ChartTexts(
        title=_title(rows, language),
        subtitle=word("budget_subtitle", language, unit=label("units", rows["unit"].iloc[0], language)),
        caption=word("budget_caption", language),
        alt=word("budget_alt", language, n=len(bars), rows=bars_in_words(bars)),
        origin=origin,
        note=word("note_unknown", language, names=listed(unknown, language)) if unknown else "",
    )


def _title(rows: pd.DataFrame, language: Language) -> str:
    granted = rows[(rows["state"] == "granted") & rows["value"].notna()]
    if granted.empty:
        return word("budget_title_none", language)
    largest = granted.sort_values(["period", "value"]).groupby("period").tail(1).to_dict("records")
    grant, last = largest[0], largest[-1]
    if len(largest) > 1:
        sums = {"first": _money(grant, language), "last": _money(last, language)}
        ends = {"start": period(grant["period"], language), "end": period(last["period"], language)}
        return word("budget_title_periods", language, **sums, **ends)
    whole = _whole_of(grant, rows)
    money = _money(grant, language)
    if whole is None:
        return word("budget_title_granted", language, granted=money)
    share = _share(grant, language)
    return word("budget_title", language, granted=money, share=share, whole=_money(whole, language))


def _whole_of(grant: Record, rows: pd.DataFrame) -> Record | None:
    wholes = rows[(rows["state"] == "total") & (rows["item"] == grant["share_of"]) & rows["value"].notna()]
    return next(iter(wholes.to_dict("records")), None) if not isnan(grant["share"]) else None


def _money(row: Record, language: Language) -> str:
    figure = Interval(row["value"], row["lower"], row["upper"])
    amount = printed(figure, qualifier_of(figure.value, figure.lower, figure.upper), language)
    return f"{amount} {unit_label(str(row['unit']), row['value'], language)}"
