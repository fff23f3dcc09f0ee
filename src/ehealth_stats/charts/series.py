"""One indicator of one area over time: rows and their progress -> dots with bounds, levels to reach, required paths."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from math import inf, isfinite, isnan, nan

import pandas as pd

from ehealth_stats.charts.chart import Chart, to_chart
from ehealth_stats.charts.draw.line import Level, Place, draw_line_chart, line_legend
from ehealth_stats.charts.draw.page import ChartTexts, origin_of
from ehealth_stats.charts.observations import Record, Subject, one_code, read_subject
from ehealth_stats.charts.progress import as_printed
from ehealth_stats.charts.series_data import SeriesPoint, comparable, read_series
from ehealth_stats.codelists import Language, label
from ehealth_stats.codelists.areas import area_name
from ehealth_stats.schema import check_table, empty_table
from ehealth_stats.wording.messages import few, word
from ehealth_stats.wording.numbers import interval, measured, number
from ehealth_stats.wording.periods import day


def plot_series(
    observations: pd.DataFrame,
    *,
    progress: pd.DataFrame | None = None,
    sources: pd.DataFrame | None = None,
    language: Language = "en",
) -> Chart:
    """Draw the readings of one quantity over time, with bounds, and each target as a level with the path to it.

    Does not fill gaps: the line breaks at a reading without a point, where two figures of one date differ, at a break
    of the series (status B) and where the definition differs (D). A reading stands at the end of its period, as pace
    is counted.

    Parameters
    ----------
    observations
        Rows of one indicator, one category and one area, of any number of periods and sources.
    progress
        Table `progress`: the targets of the same indicator, category and area are drawn, of several readings of a
        target the one as printed. A path leads from the baseline to the target where the table has one.
    sources
        Table `sources`, for the source line; without it the source's id stands there.
    language
        Language of the texts.

    Returns
    -------
    A chart whose `data` has mark (reading, target, path), period, day, value, lower, upper (in the unit), source_id,
    text, status (of a reading).

    Raises
    ------
    TableError
        If indicators, categories, areas, units, or results and plans are mixed, or no row has a date.

    Examples
    --------
    >>> from ehealth_stats.schema import to_table
    >>> def row(year, n):
    ...     return dict(observation_id=year, source_id="plan", indicator="siths_holders", breakdown="_T", area="SE-22",
    ...                 period=year, period_start=f"{year}-01-01", period_end=f"{year}-12-31", value=n, lower=n,
    ...                 upper=n, unit="persons", qualifier="exact", status="A", role="reported", locator="p 1",
    ...                 text=str(n))
    >>> plot_series(to_table("observations", [row("2011", 300), row("2013", 450)])).title
    'Staff with SITHS cards, Västernorrland: from 300 (2011) to 450 (2013)'
    """
    subject = read_subject(observations, sources, language)
    category, area = one_code(subject.rows, "breakdown"), one_code(subject.rows, "area")
    points, undated = read_series(subject.rows, language)
    asked = _same(progress, subject.rows).to_dict("records")
    levels = [_level(row, language) for row in asked if _has_level(row)]
    without = [_name_without(row, subject) for row in asked if not _has_level(row)]
    told = [*subject.origin.ids, *(level.source for level in levels)]
    subject = replace(subject, origin=origin_of(told, sources, language))
    texts = _texts(subject, points, levels, _notes(points, undated, without, language))
    drawing = partial(draw_line_chart, points, levels, texts, line_legend(points, levels, language), language)
    name = (*subject.name("series"), area, "" if category == "_T" else category)
    return to_chart(name, drawing, texts, _data(points, levels), language)


def _same(progress: pd.DataFrame | None, rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a target of the indicator, category, area and unit of the rows: the reading as printed."""
    table = check_table(empty_table("progress") if progress is None else progress, "progress")
    for column in ("indicator", "breakdown", "area"):
        table = table[table[column] == rows[column].iloc[0]]
    return as_printed(table[table["unit"].isin([rows["unit"].iloc[0], ""])])


def _has_level(row: Record) -> bool:
    return isfinite(row["level_lower"]) or isfinite(row["level_upper"])


def _level(row: Record, language: Language) -> Level:
    low, high = row["level_lower"], row["level_upper"]
    start, due, baseline_day = (_ordinal(row[name]) for name in ("start", "due", "baseline_day"))
    when = "" if due is None else day(_date(due), language)
    text = interval(low, high, language) or number(low, language)
    text = measured(text, row["unit"], language) if row["unit"] else text
    text = word("goal_by", language, value=text, date=when) if when else text
    path: tuple[Place, ...] = ()
    if baseline_day is not None and due is not None and not isnan(row["path_end"]):
        path = (baseline_day, row["baseline"]), (due, row["path_end"])
    first = min((at for at in (start, baseline_day) if at is not None), default=None)
    return Level(row["target_id"], row["source_id"], low, high, first, due, path, when, text)


def _name_without(row: Record, subject: Subject) -> str:
    """Return what a target without a number is known by among those of one indicator: its deadline."""
    if pd.isna(row["due"]):
        return subject.indicator
    return word("due_is", subject.language, date=day(row["due"].date(), subject.language))


def _ordinal(stamp: pd.Timestamp) -> float | None:
    return None if pd.isna(stamp) else float(stamp.toordinal())


def _data(points: Sequence[SeriesPoint], levels: Sequence[Level]) -> pd.DataFrame:
    columns = ["mark", "period", "day", "value", "lower", "upper", "source_id", "text", "status"]
    frame = pd.DataFrame([*_drawn(points, levels)], columns=columns)
    return frame.astype({"day": "datetime64[s]"})


def _drawn(points: Sequence[SeriesPoint], levels: Sequence[Level]) -> Iterator[tuple[object, ...]]:
    for point in points:
        figure = point.figure
        numbers = (figure.value, figure.lower, figure.upper) if figure.known else (nan, 0.0, inf)
        yield ("reading", point.period, _date(point.day), *numbers, point.source, point.text, point.status)
    for level in levels:
        exact = level.lower if level.lower == level.upper else nan
        due = None if level.due is None else _date(level.due)
        yield ("target", level.when, due, exact, level.lower, level.upper, level.source, level.text, "")
        for when, value in level.path:
            yield ("path", "", _date(when), value, value, value, level.source, level.text, "")


def _date(ordinal: float) -> date:
    return date.fromordinal(int(ordinal))


def _notes(points: Sequence[SeriesPoint], undated: Sequence[str], without: Sequence[str], language: Language) -> str:
    counts = Counter(point.day for point in points)
    lists = {
        "note_unknown": (list(dict.fromkeys(point.period for point in points if not point.figure.known)), "n_readings"),
        "note_undated": (list(dict.fromkeys(undated)), "n_readings"),
        "note_targets_without": (list(dict.fromkeys(without)), "n_targets"),
    }
    notes = [word(key, language, names=few(names, rest, language)) for key, (names, rest) in lists.items() if names]
    periods = {
        "note_disagree": [point.period for point in points if counts[point.day] > 1],
        "note_break": [point.period for point in points if point.is_apart],
    }
    for key, found in periods.items():
        if found:
            notes.append(word(key, language, names=few(list(dict.fromkeys(found)), "n_readings", language)))
    return " ".join(notes)


def _texts(subject: Subject, points: Sequence[SeriesPoint], levels: Sequence[Level], note: str) -> ChartTexts:
    language = subject.language
    area = area_name(subject.rows["area"].iloc[0], language=language)
    indicator, category = subject.indicator, subject.rows["breakdown"].iloc[0]
    if category != "_T":
        indicator = f"{indicator}, {label('categories', category, language)}"
    rows = [word("series_row", language, period=point.period, value=point.text) for point in points]
    rows += [word("series_goal", language, target=level.text) for level in levels]
    return ChartTexts(
        title=_title(subject, (indicator, area), points, levels),
        subtitle=word("series_subtitle", language, indicator=indicator, unit=subject.unit, area=area),
        caption=word("series_caption", language),
        alt=word("series_alt", language, n=len(points), rows="; ".join(rows) + "."),
        origin=subject.origin,
        note=note,
    )


def _title(subject: Subject, names: tuple[str, str], points: Sequence[SeriesPoint], levels: Sequence[Level]) -> str:
    language, known = subject.language, [point for point in points if point.figure.known]
    values: dict[str, object] = {"indicator": names[0], "area": names[1], "n": len(points)}
    key, tail = "series_title_none", ""
    if known:
        first, last = known[0], known[-1]
        key = "series_title" if first.day < last.day else "series_title_one"
        key = "series_title_same" if key == "series_title" and first.text == last.text else key
        values |= {"first": subject.measured(first.figure), "last": subject.measured(last.figure)}
        values |= {"start": first.period, "end": last.period}
        tail = "" if comparable(known) else word("series_break", language)
    if len(levels) == 1:
        tail += word("series_target", language, target=levels[0].text)
    elif levels:
        tail += word("series_targets", language, n=len(levels))
    return word(key, language, **values) + tail
