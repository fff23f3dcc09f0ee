"""When things run: timeline entries and targets' due dates -> bars for periods and diamonds for days, by kind."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import pandas as pd

from ehealth_stats.charts.chart import Chart, ReportChart, to_chart
from ehealth_stats.charts.draw.gantt import Entry, draw_gantt
from ehealth_stats.charts.draw.page import ChartTexts, LegendEntry, Origin, origin_of, source_titles
from ehealth_stats.charts.draw.style import PALETTE
from ehealth_stats.codelists import Language
from ehealth_stats.errors import TableError
from ehealth_stats.schema import Evaluation, check_table, complete_table, empty_table
from ehealth_stats.wording.messages import listed, said_in, word
from ehealth_stats.wording.periods import day, period

_COLOURS = {
    "strategy": PALETTE[2],
    "phase": PALETTE[0],
    "project": PALETTE[1],
    "activity": PALETTE[0],
    "milestone": PALETTE[3],
    "target": PALETTE[3],
}
_MOST_NAMES, _MOST_ENTRIES, _LONGEST_IN_REPORT = 5, 60, 30

# Source, kind, name, first and last day, date in words.
_Found = tuple[str, str, str, date | None, date | None, str]


def plot_timeline(
    timeline: pd.DataFrame,
    *,
    targets: pd.DataFrame | None = None,
    sources: pd.DataFrame | None = None,
    language: Language = "en",
) -> Chart:
    """Draw periods as bars, milestones and due dates as diamonds, by source and kind, earliest first.

    Does not guess a date: a season is drawn as its months, an open end as an arrow, what is undated stands in the note.
    Of more than sixty entries the note says how many of which kind are left out, due dates first.

    Parameters
    ----------
    timeline
        Table `timeline`.
    targets
        Table `targets`: each label and due date is drawn once, however many areas it is set for.
    sources
        Table `sources`, for the source line; without it the source's id stands there.
    language
        Language of the texts.

    Returns
    -------
    A chart whose `data` has group, kind, name, start, end (dates; empty when open), text.

    Raises
    ------
    TableError
        If nothing has a date.

    Examples
    --------
    >>> from ehealth_stats.schema import to_table
    >>> row = dict(source_id="slides", kind="strategy", locator="slide 2", text="as printed")
    >>> rows = [
    ...     dict(name="Samspill 2.0", period="2008/2013", start="2008-01-01", end="2013-12-31", **row),
    ...     dict(name="Si @!", period="2001/2003", start="2001-01-01", end="2003-12-31", **row),
    ... ]
    >>> plot_timeline(to_table("timeline", rows)).title
    'The plans run from 2001 to 2013'
    """
    rows = check_table(timeline, "timeline")
    due = complete_table(empty_table("targets") if targets is None else targets, "targets")
    due = due.drop_duplicates(["source_id", "label", "due"])
    source_ids = sorted({*rows["source_id"], *due["source_id"]})
    found = _entries(rows, due, source_titles(source_ids, sources), language)
    entries = [entry for entry in found if entry.start or entry.end]
    if not entries:
        raise TableError(
            "no entry has a date", where="timeline", expected="a start or an end, or a target with a due date"
        )
    undated = [entry.name for entry in found if not (entry.start or entry.end)]
    entries, left = _longest(entries)
    texts = _texts(entries, undated, origin_of(source_ids, sources, language), language)
    if left:
        texts = replace(texts, note=" ".join([_left_in_words(left, language), texts.note]).strip())
    drawing = partial(draw_gantt, entries, texts, _legend(entries, language), language)
    name = ("timeline", source_ids[0] if len(source_ids) == 1 else "sources")
    return to_chart(name, drawing, texts, _data(entries), language)


def report_charts(evaluation: Evaluation) -> Iterator[ReportChart]:
    """Yield a chart for each programme that has dates; due dates stand in it as long as it is short.

    They stand in the report's matrix of targets anyway.
    """
    dataset = evaluation.dataset
    for _, sources in dataset.sources.groupby("programme", sort=False):
        timeline = dataset.timeline[dataset.timeline["source_id"].isin(sources["source_id"])]
        targets = dataset.targets[dataset.targets["source_id"].isin(sources["source_id"])]
        fits = len(timeline) + len(targets) <= _LONGEST_IN_REPORT
        if not timeline[["start", "end"]].isna().all(axis=None):
            draw = partial(plot_timeline, timeline, targets=targets if fits else None, sources=dataset.sources)
            yield ReportChart(tuple(sources["source_id"]), draw)


def _longest(entries: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Return what a page holds, strategies before phases and so on down to due dates, and what is left out."""
    kinds = list(_COLOURS)
    ranked = sorted(range(len(entries)), key=lambda n: kinds.index(entries[n].kind))
    kept = set(ranked[:_MOST_ENTRIES])
    return [entries[n] for n in sorted(kept)], [entries[n] for n in ranked[_MOST_ENTRIES:]]


def _left_in_words(left: Sequence[Entry], language: Language) -> str:
    counts = Counter(entry.kind for entry in left)
    texts = [f"{word(f'kind_{kind}', language)} {n}" for kind, n in counts.items()]
    return word("timeline_left", language, n=len(left), kinds=", ".join(texts))


def _entries(rows: pd.DataFrame, due: pd.DataFrame, titles: Mapping[str, str], language: Language) -> list[Entry]:
    found: list[_Found] = []
    for row in rows.to_dict("records"):
        start, end = _date(row["start"]), _date(row["end"])
        name, when = said_in(row, "name", language), period(row["period"], language)
        found.append((row["source_id"], row["kind"], name, start, end, when))
    for row in due.to_dict("records"):
        due_day, name = _date(row["due"]), said_in(row, "label", language)
        text = day(due_day, language) if due_day else ""
        found.append((row["source_id"], "target", name, due_day, due_day, text))
    firsts = {source: min(_order(f) for f in found if f[0] == source) for source in {f[0] for f in found}}
    kinds = list(_COLOURS)
    found.sort(key=lambda f: (firsts[f[0]], f[0], kinds.index(f[1]), _order(f)))
    return [Entry(_group(titles[f[0]], f[1], len(titles) > 1, language), *f[1:], _COLOURS[f[1]]) for f in found]


def _group(source: str, kind: str, several: bool, language: Language) -> str:
    name = word(f"kind_{kind}", language)
    return word("timeline_group", language, source=source, kind=name) if several else name


def _order(found: _Found) -> date:
    return found[3] or found[4] or date.max


def _date(stamp: pd.Timestamp) -> date | None:
    return None if pd.isna(stamp) else stamp.date()


def _data(entries: Sequence[Entry]) -> pd.DataFrame:
    records = [(e.group, e.kind, e.name, e.start, e.end, e.text) for e in entries]
    frame = pd.DataFrame(records, columns=["group", "kind", "name", "start", "end", "text"])
    return frame.astype({"start": "datetime64[s]", "end": "datetime64[s]"})


def _legend(entries: Sequence[Entry], language: Language) -> list[LegendEntry]:
    """Return what neither the heads of the groups nor the texts at the marks say: what a milestone's line is."""
    colour = _COLOURS["milestone"]
    if not any(entry.point and entry.start != entry.end for entry in entries):
        return []
    text = word("legend_milestone", language)
    return [LegendEntry(text, {}, "D", {"color": colour, "markersize": 7}, {"color": colour, "linewidth": 1.2})]


def _texts(entries: Sequence[Entry], undated: Sequence[str], origin: Origin, language: Language) -> ChartTexts:
    rows = "; ".join(f"{entry.group}, {entry.name}: {entry.text}" for entry in entries) + "."
    names = listed(undated, language) if len(undated) <= _MOST_NAMES else word("n_entries", language, n=len(undated))
    return ChartTexts(
        title=_title(entries, language),
        subtitle=word("timeline_subtitle", language),
        caption=word("timeline_caption", language),
        alt=word("timeline_alt", language, n=len(entries), rows=rows),
        origin=origin,
        note=word("timeline_undated", language, names=names) if undated else "",
    )


def _title(entries: Sequence[Entry], language: Language) -> str:
    years = [when.year for entry in entries for when in (entry.start, entry.end) if when]
    key = "timeline_title" if min(years) < max(years) else "timeline_title_year"
    title = word(key, language, first=min(years), last=max(years))
    unended = sum(entry.end is None for entry in entries)
    tail = word("timeline_open", language, k=unended, n=len(entries)) if unended else ""
    return title + tail
