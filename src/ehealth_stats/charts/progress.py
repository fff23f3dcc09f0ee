"""How far it is to each target: the progress table -> one line a target on its own scale, with its status in words."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from math import isnan, nan

import pandas as pd

from ehealth_stats.charts.chart import Chart, ReportChart, to_chart
from ehealth_stats.charts.draw.page import MOST_ROWS, ROWS_OF_MANY, ChartTexts, Origin, origin_of
from ehealth_stats.charts.draw.rows_on_scale import Mark, MarkKind, TargetRow, draw_targets
from ehealth_stats.charts.observations import Record
from ehealth_stats.codelists import Language, label, unit_label
from ehealth_stats.codelists.areas import area_name
from ehealth_stats.errors import TableError
from ehealth_stats.schema import Evaluation, Interval, check_table, complete_table, empty_table
from ehealth_stats.wording.messages import listed, said_in, word
from ehealth_stats.wording.numbers import figure as figure_text
from ehealth_stats.wording.numbers import interval
from ehealth_stats.wording.periods import day, period

_NO_VERDICT = ("unable_to_assess", "method_dependent", "baseline_disputed")
# From the best to the worst.
_CLASSES = ("achieved", "on_track", "acceleration_needed", "limited_progress", "deterioration")
_OUTCOMES = ("status_met", *(f"verdict_{each}" for each in _CLASSES), "status_not_met")


def plot_progress(
    progress: pd.DataFrame,
    *,
    sources: pd.DataFrame | None = None,
    targets: pd.DataFrame | None = None,
    language: Language = "en",
) -> Chart:
    """Draw each target on a line of its own: baseline, latest reading and target with their bounds, and the status.

    Does not judge: verdict and status are those of the table. An increase or decrease is drawn as a change. Of more
    than forty targets thirty are drawn, those with a number first; the title counts all.

    Parameters
    ----------
    progress
        Table `progress`; of several readings of a target the one as printed is drawn.
    sources
        Table `sources`, for the source line; without it the source's id stands there.
    targets
        Table `targets`, for the targets' names, and how many more the documents have; without it the indicator's name
        stands there.
    language
        Language of the texts.

    Returns
    -------
    A chart whose `data` has target_id, name, unit, scale (level or change), mark (baseline, actual, target), value,
    lower, upper (in the unit), status; a target without numbers has one row without a mark.

    Raises
    ------
    TableError
        If there are no targets.

    Examples
    --------
    >>> from ehealth_stats.schema import to_table
    >>> row = dict(target_id="plan/npo", source_id="plan", indicator="npo_consumer", breakdown="_T", area="SE-22",
    ...            kind="undefined", verdict="unable_to_assess", target_state="undefined",
    ...            target_status="not_available")
    >>> plot_progress(to_table("progress", [row])).title
    "The target can't be judged; 1 without a number"
    """
    rows = check_table(progress, "progress")
    if rows.empty:
        raise TableError("there are no targets to draw", where="progress")
    every = as_printed(rows)
    named = complete_table(empty_table("targets") if targets is None else targets, "targets")
    labels = {row["target_id"]: said_in(row, "label", language) for row in named.to_dict("records")}
    drawn = _most_telling(every).to_dict("records")
    target_rows = [
        _target_row(row, name, language) for row, name in zip(drawn, _names(drawn, labels, language), strict=True)
    ]
    origin = origin_of(rows["source_id"], sources, language)
    omitted = named[named["source_id"].isin(every["source_id"]) & ~named["target_id"].isin(every["target_id"])]
    counts = {"left": len(every) - len(target_rows), "readings": len(rows) - len(every), "omitted": len(omitted)}
    texts = _texts(every, target_rows, counts, origin, language)
    drawing = partial(draw_targets, target_rows, texts, language)
    ids = sorted(set(rows["source_id"]))
    return to_chart(("progress", ids[0] if len(ids) == 1 else "sources"), drawing, texts, _data(target_rows), language)


def as_printed(progress: pd.DataFrame) -> pd.DataFrame:
    """Return one row a target: of several readings of it the one as printed, else the first by name."""
    # "" sorts first: the reading as printed.
    return progress.sort_values("reading", kind="stable").drop_duplicates("target_id").sort_index()


def report_charts(evaluation: Evaluation) -> Iterator[ReportChart]:
    """Yield a chart for each source with targets that have a scale: a number to reach, and where one is or was."""
    rows, dataset = evaluation.progress, evaluation.dataset
    scaled = (rows["target_state"] == "quantified") & (rows["kind"] != "milestone")
    measured = rows[scaled & rows[["baseline_lower", "actual_lower"]].notna().any(axis=1)]
    for source, own in measured.groupby("source_id", sort=False):
        draw = partial(plot_progress, own, sources=dataset.sources, targets=dataset.targets)
        yield ReportChart((str(source),), draw)


def _most_telling(every: pd.DataFrame) -> pd.DataFrame:
    """Return all targets, of many the first that have a number, then the others."""
    if len(every) <= MOST_ROWS:
        return every
    state = every["target_state"].map(["quantified", "not_quantified", "undefined"].index)
    return every.loc[state.sort_values(kind="stable").index[:ROWS_OF_MANY]]


def _names(rows: Sequence[Record], labels: Mapping[str, str], language: Language) -> list[str]:
    """Return each target's label, with its area where targets of several areas share a label."""
    counts = Counter(labels.get(row["target_id"], "") for row in rows)
    return [_name(row, labels.get(row["target_id"], ""), counts, language) for row in rows]


def _name(row: Record, named: str, counts: Mapping[str, int], language: Language) -> str:
    areas = ", ".join(area_name(code, language=language) for code in row["area"].split("|"))
    if named:
        return word("target_area", language, name=named, area=areas) if counts[named] > 1 else named
    parts = [label("indicators", row["indicator"], language)]
    if row["breakdown"] != "_T":
        parts.append(label("categories", row["breakdown"], language))
    return ", ".join([*parts, areas])


def _target_row(row: Record, name: str, language: Language) -> TargetRow:
    change = row["kind"] in ("increase_by", "decrease_by")
    marks = tuple(_marks(row, change))
    unit = label("units", row["unit"], language) if row["unit"] else ""
    return TargetRow(row["target_id"], name, unit, change, marks, _details(row, language), _status(row, language))


def _marks(row: Record, change: bool) -> list[Mark]:
    """Return what is to be drawn, in the target's unit; of a change the start is 0 and the reading the difference."""
    start = _mark("baseline", row["baseline"], row["baseline_lower"], row["baseline_upper"])
    now = _mark("actual", row["actual"], row["actual_lower"], row["actual_upper"])
    goal = _mark("target", nan, row["target_lower"], row["target_upper"])
    if change and goal:
        low, high = sorted((abs(goal.lower), abs(goal.upper)))
        goal = Mark("target", nan, -high, -low) if row["kind"] == "decrease_by" else Mark("target", nan, low, high)
        now = _difference(now, start) if now and start else None
        start = Mark("baseline", 0.0, 0.0, 0.0)
    if row["kind"] == "milestone" and not (start or now):
        return []
    return [mark for mark in (goal, start, now) if mark] if goal or now else []


def _difference(now: Mark, start: Mark) -> Mark:
    return Mark("actual", now.value - start.value, now.lower - start.upper, now.upper - start.lower)


def _mark(kind: MarkKind, value: float, lower: float, upper: float) -> Mark | None:
    if isnan(lower) or isnan(upper):
        return None
    return Mark(kind, lower if lower == upper else value, lower, upper)


def _details(row: Record, language: Language) -> str:
    parts = []
    for name in ("baseline", "actual"):
        lower, upper = row[f"{name}_lower"], row[f"{name}_upper"]
        if not isnan(lower):
            text = figure_text(Interval(row[name], lower, upper), language)
            when = row["actual_period"] if name == "actual" else ""
            key = "actual_in" if when else f"{name}_is"
            parts.append(word(key, language, value=text, period=period(when, language)))
    if not isnan(row["target_lower"]) and row["kind"] != "milestone":
        unit = unit_label(row["unit"], abs(row["target_upper"]), language) if row["unit"] else ""
        key = {"increase_by": "increase_is", "decrease_by": "decrease_is"}.get(row["kind"], "target_is")
        goal = interval(row["target_lower"], row["target_upper"], language)
        parts.append(word(key, language, value=goal, unit=unit).rstrip())
    if not pd.isna(row["due"]):
        due = word("due_is", language, date=day(row["due"].date(), language))
        parts.append(due.replace(" ", "\N{NO-BREAK SPACE}"))
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]


def _status(row: Record, language: Language) -> tuple[str, str]:
    """Return the status and, below it, the pace or why there is none."""
    if row["target_state"] == "undefined":
        return word("not_defined", language), ""
    # "no reading" beside a reading would contradict it: that one is too early, or its bounds allow both
    is_undecided = row["target_status"] == "not_available" and not isnan(row["actual_lower"])
    status = word("status_undecided" if is_undecided else f"status_{row['target_status']}", language)
    if row["target_state"] == "not_quantified":
        return status, word("not_quantified", language)
    verdict = word(f"verdict_{row['verdict']}", language)
    if row["certainty"] and row["verdict"] not in _NO_VERDICT:
        certainty = word(f"certainty_{row['certainty']}", language)
        verdict = word("verdict_with_certainty", language, verdict=verdict, certainty=certainty)
    return status, verdict


def _data(target_rows: Sequence[TargetRow]) -> pd.DataFrame:
    records = []
    for target in target_rows:
        scale, status = "change" if target.change else "level", "; ".join(text for text in target.status if text)
        for mark in target.marks or (Mark("", nan, nan, nan),):
            numbers = (mark.value, mark.lower, mark.upper)
            records.append((target.code, target.name, target.unit, scale, mark.kind, *numbers, status))
    columns = ["target_id", "name", "unit", "scale", "mark", "value", "lower", "upper", "status"]
    return pd.DataFrame(records, columns=columns)


def _texts(
    every: pd.DataFrame,
    shown: Sequence[TargetRow],
    further: Mapping[str, int],
    origin: Origin,
    language: Language,
) -> ChartTexts:
    rows = "; ".join(
        f"{target.name}: {'. '.join(t for t in (target.details, *target.status) if t)}" for target in shown
    )
    return ChartTexts(
        title=_title(every, language),
        subtitle=word("progress_subtitle", language),
        caption=word("progress_caption", language),
        alt=word("progress_alt", language, n=len(shown), rows=rows + "."),
        origin=origin,
        note=" ".join(word(f"progress_{key}", language, n=n) for key, n in further.items() if n > 0),
    )


def _title(drawn: pd.DataFrame, language: Language) -> str:
    counts = Counter(_outcome(row) for row in drawn.to_dict("records"))
    outcomes = Counter({key: counts[key] for key in _OUTCOMES if counts[key]})
    undefined = int((drawn["target_state"] != "quantified").sum())
    tail = word("progress_undefined", language, undefined=undefined) if undefined else ""
    n = len(drawn)
    if not outcomes:
        return word("progress_title_one" if n == 1 else "progress_title_none", language, n=n) + tail
    if n == 1:
        return word("progress_title_single", language, outcomes=word(next(iter(outcomes)), language))
    texts = [word("progress_outcome", language, n=k, outcome=word(key, language)) for key, k in outcomes.items()]
    return word("progress_title", language, k=outcomes.total(), n=n, outcomes=listed(texts, language)) + tail


def _outcome(row: Record) -> str:
    if row["target_status"] in ("met", "not_met"):
        return f"status_{row['target_status']}"
    return "" if row["verdict"] in _NO_VERDICT else f"verdict_{row['verdict']}"
