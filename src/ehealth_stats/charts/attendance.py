"""Who came: one indicator's rows by category -> bars sorted by number, with shares of the whole."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

import pandas as pd

from ehealth_stats.charts.chart import Chart, ReportChart, to_chart
from ehealth_stats.charts.draw.bars import Bar, bars_in_words, bars_legend, bars_table, bounded, draw_bars
from ehealth_stats.charts.draw.page import ChartTexts
from ehealth_stats.charts.draw.style import PALETTE
from ehealth_stats.charts.observations import Subject, counted_rows, figures_by, one_code, read_subject
from ehealth_stats.charts.series_data import QualifiedFigure
from ehealth_stats.codelists import Language, categories, label
from ehealth_stats.codelists.areas import area_level
from ehealth_stats.errors import TableError
from ehealth_stats.schema import Evaluation
from ehealth_stats.wording.messages import inside_sentence, listed, word
from ehealth_stats.wording.numbers import number, percent

_FEWEST_CATEGORIES = 3


def plot_attendance(
    observations: pd.DataFrame,
    *,
    sources: pd.DataFrame | None = None,
    language: Language = "en",
) -> Chart:
    """Draw one indicator by the categories of one dimension, largest first.

    Does not add up categories when the document states no whole or more than one: then no shares are shown.

    Parameters
    ----------
    observations
        Rows of one indicator at one area: its categories and, where there is one, the whole (`_T`).
    sources
        Table `sources`, for the source line; without it the source's id stands there.
    language
        Language of the texts.

    Returns
    -------
    A chart whose `data` has row (category), name, series, drawn, start, end (in the unit), text.

    Raises
    ------
    TableError
        If indicators, units, areas or dimensions are mixed, or there is no category.

    Examples
    --------
    >>> from ehealth_stats.schema import to_table
    >>> common = dict(source_id="tour", indicator="seminar_participants", area="NO", period="2007", unit="persons",
    ...               qualifier="exact", status="A", locator="table 1")
    >>> def row(code, n, role):
    ...     numbers = dict(value=n, lower=n, upper=n, text=str(n))
    ...     return dict(observation_id=f"tour/{code}", breakdown=code, role=role, **numbers, **common)
    >>> rows = [row("physicians", 25, "reported"), row("nurses", 50, "reported"), row("_T", 75, "stated_total")]
    >>> plot_attendance(to_table("observations", rows)).title
    'Nurses and other health personnel are the largest group: 50 of 75 persons (66.7%)'
    """
    subject = read_subject(observations, sources, language)
    one_code(subject.rows, "area")
    groups, whole = _groups(subject.rows), _whole(subject.rows)
    bars = [_bar(code, figure, whole, language) for code, figure in groups.items()]
    texts = _texts(subject, groups, bars, whole)
    drawing = partial(draw_bars, bars, texts, bars_legend(bars, language), language)
    return to_chart(subject.name("attendance"), drawing, texts, bars_table(bars), language)


def report_charts(evaluation: Evaluation) -> Iterator[ReportChart]:
    """Yield a chart for each figure of a whole programme that a document splits into three categories or more."""
    rows = counted_rows(evaluation)
    rows = rows[rows["area"].map(area_level) != "municipality"]
    for (source, *_), group in rows.groupby(["source_id", "indicator", "unit", "area"], sort=False):
        for part in _by_dimension(group):
            draw = partial(plot_attendance, part, sources=evaluation.dataset.sources)
            yield ReportChart((str(source),), draw, group.index[0])


def _by_dimension(rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield the rows of each dimension that has categories to compare, with the whole beside them."""
    dimensions = rows["breakdown"].map(lambda code: categories()[code].dimension)
    for dimension in dimensions[dimensions != ""].unique():
        if rows.loc[dimensions == dimension, "breakdown"].nunique() >= _FEWEST_CATEGORIES:
            yield rows[(dimensions == dimension) | (rows["breakdown"] == "_T")]


def _groups(rows: pd.DataFrame) -> Mapping[str, QualifiedFigure]:
    parts = rows[rows["breakdown"] != "_T"]
    if parts.empty:
        raise TableError("there are no categories to draw", where="observations.breakdown")
    one_code(parts.assign(dimension=parts["breakdown"].map(lambda code: categories()[code].dimension)), "dimension")
    found = figures_by(parts, ["breakdown"])
    return dict(sorted(found.items(), key=lambda item: (item[1].known, item[1].lower), reverse=True))


def _whole(rows: pd.DataFrame) -> float | None:
    values = sorted(set(rows.loc[rows["breakdown"] == "_T", "value"].dropna()))
    return values[0] if len(values) == 1 and values[0] > 0 else None


def _bar(code: str, figure: QualifiedFigure, whole: float | None, language: Language) -> Bar:
    name, text = label("categories", code, language), figure.in_words(language)
    if whole is not None and figure.known and figure.has_point:
        text = f"{text} ({percent(figure.value / whole, language)})"
    segments = bounded(figure.lower, figure.upper, PALETTE[0], code)
    return Bar(code, name, segments, text)


def _texts(
    subject: Subject, groups: Mapping[str, QualifiedFigure], bars: Sequence[Bar], whole: float | None
) -> ChartTexts:
    language = subject.language
    unknown = [inside_sentence(bar.name) for bar, figure in zip(bars, groups.values(), strict=True) if not figure.known]
    notes = [
        word("note_missing_shares", language) if whole is not None else "",
        word("note_unknown", language, names=listed(unknown, language)) if unknown else "",
    ]
    return ChartTexts(
        title=_title(subject, groups, whole),
        subtitle=subject.subtitle,
        caption=word("attendance_caption", language, indicator=subject.indicator),
        alt=word("attendance_alt", language, n=len(bars), rows=bars_in_words(bars)),
        origin=subject.origin,
        note=" ".join(note for note in notes if note),
    )


def _title(subject: Subject, groups: Mapping[str, QualifiedFigure], whole: float | None) -> str:
    language = subject.language
    known = {code: figure for code, figure in groups.items() if figure.known}
    if not known:
        return word("attendance_title_none", language)
    most = max(figure.lower for figure in known.values())
    first = [code for code, figure in known.items() if figure.lower == most]
    labels = [label("categories", code, language) for code in first]
    names = listed([*labels[:1], *map(inside_sentence, labels[1:])], language)
    names = names if len(first) <= 2 else word("n_groups", language, n=len(first))
    unit = subject.of(max(known[first[0]].upper, 0 if whole is None or len(first) > 1 else whole))
    value = {"value": known[first[0]].in_words(language), "unit": unit, "names": names}
    if any(figure.upper > most for code, figure in groups.items() if code not in first):
        return word("attendance_title_open_ties" if len(first) > 1 else "attendance_title_open", language, **value)
    if len(first) > 1:
        return word("attendance_title_ties", language, **value)
    if whole is None or not known[first[0]].has_point:
        return word("attendance_title_alone", language, **value)
    share = percent(known[first[0]].value / whole, language)
    return word("attendance_title", language, whole=number(whole, language), share=share, **value)
