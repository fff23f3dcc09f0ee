"""One indicator by municipality: rows -> bars with each figure's bounds, additions beside them, unknown areas."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import isfinite

import pandas as pd

from ehealth_stats.charts.chart import Chart, ReportChart, to_chart
from ehealth_stats.charts.draw.bars import (
    Bar,
    Segment,
    bars_and_dots,
    bars_in_words,
    bars_legend,
    bars_table,
    bounded,
    dots_note,
    draw_bars,
)
from ehealth_stats.charts.draw.page import ChartTexts, LegendEntry, fill_style
from ehealth_stats.charts.draw.style import PALETTE
from ehealth_stats.charts.observations import (
    Subject,
    area_names,
    definition_note,
    figures_by,
    is_inventory,
    municipal,
    municipal_figures,
    only_part,
    read_subject,
    report_frame,
    stated_total_note,
)
from ehealth_stats.charts.series_data import NOT_STATED, QualifiedFigure
from ehealth_stats.codelists import Language, categories, label
from ehealth_stats.errors import TableError
from ehealth_stats.schema import Evaluation
from ehealth_stats.wording.messages import few, inside_sentence, listed, word


@dataclass(frozen=True, slots=True)
class _Place:
    """A municipality's figure and what the document states beside it, by category."""

    code: str
    name: str
    figure: QualifiedFigure
    additions: Mapping[str, QualifiedFigure]

    @property
    def bounds(self) -> tuple[float, float]:
        """Lower and upper bound of the figure."""
        return self.figure.lower, self.figure.upper


def plot_counts(
    observations: pd.DataFrame,
    *,
    frame: Sequence[str] = (),
    sources: pd.DataFrame | None = None,
    language: Language = "en",
) -> Chart:
    """Draw one indicator by municipality, largest first, each bar solid to its lower and hatched to its upper bound.

    Does not add the municipalities up, and draws no stated total: it stands in the note.

    Parameters
    ----------
    observations
        Rows of one indicator, results or plans: wholes (`_T`), or one part whose whole is not given, such as `digital`;
        and additions such as `hsa_only`.
    frame
        Codes of all municipalities in scope: one without a row is drawn as unknown.
    sources
        Table `sources`, for the source line; without it the source's id stands there.
    language
        Language of the texts.

    Returns
    -------
    A chart whose `data` has row (area), name, series, drawn, start, end (in the unit), text.

    Raises
    ------
    TableError
        If indicators, units or results and plans are mixed, a municipality has two figures, or the rows have a whole
        with parts (`plot_inventory` draws those).

    Examples
    --------
    >>> from ehealth_stats.schema import to_table
    >>> def row(area, n):
    ...     return dict(observation_id=area, source_id="plan", indicator="siths_holders", breakdown="_T", area=area,
    ...                 period="2013", value=n, lower=n, upper=n, unit="persons", qualifier="exact", status="A",
    ...                 role="reported", locator="table 1", text=str(n))
    >>> observations = to_table("observations", [row("SE-2260", 51), row("SE-2281", 120)])
    >>> plot_counts(observations, frame=("SE-2260", "SE-2281", "SE-2282")).title
    'Staff with SITHS cards: from 51 in Ånge to 120 in Sundsvall; 1 of 3 without a number'
    """
    subject = read_subject(observations, sources, language)
    places = _places(subject.rows, frame)
    colour = PALETTE[1] if subject.planned else PALETTE[0]
    bars = [_bar(place, colour, language) for place in places]
    texts = _texts(subject, places, bars)
    shown, dots = bars_and_dots(bars, language)
    drawing = partial(draw_bars, shown, texts, _legend(bars, language), language, dots=dots)
    return to_chart(subject.name("counts"), drawing, texts, bars_table(bars), language)


def report_charts(evaluation: Evaluation) -> Iterator[ReportChart]:
    """Yield a chart for each indicator that a source counts by municipality, without parts or in shares."""
    for source, position, rows in municipal_figures(evaluation):
        if not is_inventory(rows):
            frame = report_frame(evaluation, source)
            draw = partial(plot_counts, rows, frame=frame, sources=evaluation.dataset.sources)
            yield ReportChart((source,), draw, position)


def _places(rows: pd.DataFrame, frame: Sequence[str]) -> list[_Place]:
    rows = municipal(rows)
    beside = rows["breakdown"].map(lambda code: categories()[code].addition)
    parts = rows[(rows["breakdown"] != "_T") & ~beside]
    if not parts.empty and not only_part(rows):
        raise TableError(
            f"parts of a whole among the rows: {', '.join(sorted(set(parts['breakdown'])))}",
            where="observations.breakdown",
            expected="_T and additions, or one part alone",
            hint="draw parts with plot_inventory",
        )
    figures = figures_by(rows[~beside], ["area"])
    additions = figures_by(rows[beside], ["area", "breakdown"])
    places = [
        _Place(
            code,
            name,
            figures.get(code, NOT_STATED),
            {category: figure for (area, category), figure in additions.items() if area == code},
        )
        for code, name in area_names(rows, frame).items()
    ]
    return sorted(places, key=lambda place: (not place.figure.known, -place.figure.lower, place.name))


def _bar(place: _Place, colour: str, language: Language) -> Bar:
    figure, text = place.figure, place.figure.in_words(language)
    segments = list(bounded(figure.lower, figure.upper, colour, "_T")) if figure.known else [*_unknown()]
    end = segments[-1].end if isfinite(segments[-1].end) else segments[-1].start
    for category, addition in place.additions.items():
        beside = {"label": inside_sentence(label("categories", category, language))}
        text = word("plus", language, value=text, addition=addition.in_words(language), **beside)
        if addition.known and isfinite(addition.upper):
            segments.append(Segment(end, end + addition.upper, "outlined", colour, category))
            end += addition.upper
    return Bar(place.code, place.name, tuple(segments), text, place.bounds if figure.known else None)


def _unknown() -> tuple[Segment, ...]:
    return bounded(NOT_STATED.lower, NOT_STATED.upper, PALETTE[0], "_T")


def _legend(bars: Sequence[Bar], language: Language) -> list[LegendEntry]:
    keys = bars_legend(bars, language)
    beside = {part.series: part for bar in bars for part in bar.segments if part.fill == "outlined"}
    for category, part in beside.items():
        text = word("legend_addition", language, label=inside_sentence(label("categories", category, language)))
        keys.append(LegendEntry(text, fill_style("outlined", part.colour)))
    return keys


def _texts(subject: Subject, places: Sequence[_Place], bars: Sequence[Bar]) -> ChartTexts:
    language = subject.language
    unknown = [place.name for place in places if not place.figure.known]
    shown, dots = bars_and_dots(bars, language)
    notes = [
        stated_total_note(subject.rows, language),
        definition_note(municipal(subject.rows), language),
        dots_note(shown, dots, language),
        word("note_unknown", language, names=few(unknown, "n_municipalities", language)) if unknown else "",
    ]
    return ChartTexts(
        title=_title(subject, places),
        subtitle=subject.subtitle,
        caption=word("counts_caption", language, indicator=subject.indicator),
        alt=word(
            "counts_alt",
            language,
            municipalities=word("n_municipalities", language, n=len(bars)),
            rows=bars_in_words(shown, dots, language=language),
        ),
        origin=subject.origin,
        note=" ".join(note for note in notes if note),
    )


def _title(subject: Subject, places: Sequence[_Place]) -> str:
    language = subject.language
    known = [place for place in places if place.figure.known]
    values: dict[str, object] = {"indicator": subject.indicator, "n": len(places)}
    if not known:
        return word("counts_title_none" if len(places) > 1 else "counts_title_none_one", language, **values)
    order = sorted({place.bounds for place in known})
    least = [place for place in known if place.bounds == order[0]]
    most = [place for place in known if place.bounds == order[-1]]
    more = [place for place in known if place.figure.upper > most[0].figure.upper]
    values |= {"low": subject.measured(least[0].figure), "low_area": _named(least, language)}
    values |= {"high": subject.measured(most[0].figure), "high_area": _named(most, language)}
    key = "counts_title_same" if least == most else "counts_title"
    missing = len(places) - len(known)
    tail = word("counts_more", language, names=_named(more, language)) if more else ""
    tail += word("counts_missing", language, missing=missing, n=len(places)) if missing else ""
    return word(key, language, **values) + tail


def _named(places: Sequence[_Place], language: Language) -> str:
    if len(places) > 2:
        return word("n_municipalities", language, n=len(places))
    return listed([place.name for place in places], language)
