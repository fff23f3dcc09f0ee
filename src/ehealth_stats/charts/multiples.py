"""One indicator over time in many municipalities: rows -> a page of small panels on the same axes."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from math import ceil, inf, nan

import pandas as pd

from ehealth_stats.charts.chart import Chart, to_chart
from ehealth_stats.charts.draw.page import ChartTexts
from ehealth_stats.charts.draw.panels import PAGE, Axis, Panel, axis_of, draw_panels, has_row_axes
from ehealth_stats.charts.observations import Subject, area_names, municipal, one_code, read_subject
from ehealth_stats.charts.series_data import NOT_STATED, SeriesPoint, comparable, read_series
from ehealth_stats.codelists import Language, label
from ehealth_stats.errors import TableError
from ehealth_stats.wording.messages import few, listed, word


def plot_multiples(
    observations: pd.DataFrame,
    *,
    frame: Sequence[str] = (),
    page: int = 1,
    sources: pd.DataFrame | None = None,
    language: Language = "en",
) -> Chart:
    """Draw one small panel a municipality, the largest latest reading first, sixty a page.

    All of a page share their axes; where the largest would draw the others flat, each row has a scale of its own.
    Does not call a change certain unless the bounds of the first and the last reading lie apart.

    Parameters
    ----------
    observations
        Rows of one indicator and one category, of municipalities, of any number of periods.
    frame
        Codes of all municipalities in scope: one without a row has an empty, hatched panel.
    page
        Which sixty: the title is that of all municipalities on every page.
    sources
        Table `sources`, for the source line; without it the source's id stands there.
    language
        Language of the texts.

    Returns
    -------
    A chart whose `data` has area, name, period, value, lower, upper (in the unit), text: the panels of the page.

    Raises
    ------
    TableError
        If indicators, categories, units, or results and plans are mixed, or there is no such page.

    Examples
    --------
    >>> from ehealth_stats.schema import to_table
    >>> def row(area, year, n):
    ...     return dict(observation_id=area + year, source_id="plan", indicator="siths_holders", breakdown="_T",
    ...                 area=area, period=year, period_start=f"{year}-01-01", period_end=f"{year}-12-31", value=n,
    ...                 lower=n, upper=n, unit="persons", qualifier="exact", status="A", role="reported",
    ...                 locator="p 1", text=str(n))
    >>> rows = [row("SE-2260", "2012", 40), row("SE-2260", "2013", 51), row("SE-2281", "2013", 120)]
    >>> plot_multiples(to_table("observations", rows)).title
    'Staff with SITHS cards: up in 1 and not certain in 1 of 2 municipalities'
    """
    subject = read_subject(observations, sources, language)
    rows = municipal(subject.rows)
    category = one_code(rows, "breakdown")
    panels = _panels(rows, frame, language)
    pages = ceil(len(panels) / PAGE)
    if not 1 <= page <= pages:
        raise TableError(f"there is no page {page}", where="page", expected=f"1 to {pages}")
    shown = panels[(page - 1) * PAGE : page * PAGE]
    axis = axis_of(panels)
    texts = _texts(subject, panels, shown, axis, page)
    drawing = partial(draw_panels, shown, axis, texts, language)
    name = (*subject.name("multiples"), "" if category == "_T" else category, f"page-{page}" if pages > 1 else "")
    return to_chart(name, drawing, texts, _data(shown), language)


def _panels(rows: pd.DataFrame, frame: Sequence[str], language: Language) -> list[Panel]:
    points, undated = read_series(rows, language)
    if undated:
        raise TableError("a reading has no date", where="observations.period", expected="dated rows", hint=undated[0])
    panels = []
    for code, name in area_names(rows, frame).items():
        own = tuple(point for point in points if point.area == code)
        panels.append(Panel(code, name, own, _text(own, language)))
    return sorted(panels, key=_order)


def _order(panel: Panel) -> tuple[bool, float, str]:
    known = _known(panel)
    return (not known, -known[-1].figure.lower if known else 0.0, panel.name)


def _known(panel: Panel) -> list[SeriesPoint]:
    return [point for point in panel.points if point.figure.known]


def _text(points: Sequence[SeriesPoint], language: Language) -> str:
    if not points:
        return word("not_stated", language)
    first, last = points[0], points[-1]
    if first.day == last.day:
        return last.text
    return word("multiples_change", language, first=first.text, last=last.text)


def _change(panel: Panel) -> str:
    """Return more, fewer, same, or open: where a reading is missing, can't be compared or its bounds leave it open."""
    known = _known(panel)
    if len(known) < 2 or known[0].day == known[-1].day or not comparable(known):
        return "open"
    first, last = known[0].figure, known[-1].figure
    if last.lower > first.upper:
        return "more"
    if last.upper < first.lower:
        return "fewer"
    return "same" if first.lower == first.upper == last.lower == last.upper else "open"


def _texts(subject: Subject, panels: Sequence[Panel], shown: Sequence[Panel], axis: Axis, page: int) -> ChartTexts:
    language = subject.language
    rows = [word("multiples_row", language, name=panel.name, text=panel.text) for panel in shown]
    counted = word("n_municipalities", language, n=len(shown))
    values = {"municipalities": counted, "start": axis.start, "end": axis.end}
    return ChartTexts(
        title=_title(subject, panels),
        subtitle=subject.subtitle,
        caption=word("multiples_caption", language),
        alt=word("multiples_alt", language, rows="; ".join(rows) + ".", **values),
        origin=subject.origin,
        note=_note(panels, shown, page, language),
    )


def _note(panels: Sequence[Panel], shown: Sequence[Panel], page: int, language: Language) -> str:
    without = [panel.name for panel in panels if not _known(panel)]
    notes = []
    if len(shown) < len(panels):
        first = (page - 1) * PAGE + 1
        values = {"pages": ceil(len(panels) / PAGE), "n": len(panels), "left": len(panels) - len(shown)}
        notes = [word("multiples_page", language, page=page, first=first, last=first + len(shown) - 1, **values)]
    if has_row_axes(shown):
        notes.append(word("multiples_rows", language))
    broken = [panel.name for panel in panels if not comparable(panel.points)]
    if broken:
        notes.append(word("note_break", language, names=few(broken, "n_municipalities", language)))
    if without:
        notes.append(word("note_unknown", language, names=few(without, "n_municipalities", language)))
    return " ".join(notes)


def _title(subject: Subject, panels: Sequence[Panel]) -> str:
    counts = Counter(_change(panel) for panel in panels)
    category = subject.rows["breakdown"].iloc[0]
    indicator = subject.indicator
    if category != "_T":
        indicator = f"{indicator}, {label('categories', category, subject.language)}"
    language = subject.language
    if counts["open"] == len(panels):
        return word("multiples_title_one", language, indicator=indicator)
    kinds = [kind for kind in ("more", "fewer", "same", "open") if counts[kind]]
    changes = listed([word(f"multiples_{kind}", language, n=counts[kind]) for kind in kinds], language)
    municipalities = word("n_municipalities", language, n=len(panels))
    return word("multiples_title", language, indicator=indicator, changes=changes, municipalities=municipalities)


def _data(panels: Sequence[Panel]) -> pd.DataFrame:
    records = []
    for panel in panels:
        for point in panel.points:
            figure = point.figure
            numbers = (figure.value, figure.lower, figure.upper)
            records.append((panel.code, panel.name, point.period, *numbers, point.text))
        if not panel.points:
            records.append((panel.code, panel.name, "", nan, NOT_STATED.lower, inf, panel.text))
    return pd.DataFrame(records, columns=["area", "name", "period", "value", "lower", "upper", "text"])
