"""What the documents say of one target: observations, targets -> baselines, the reading that follows up, notes."""

from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

import pandas as pd

from ehealth_stats.analysis.bounds import Row, level_of
from ehealth_stats.analysis.days import day_of
from ehealth_stats.analysis.progress.baselines import Baseline, FollowUp, baseline_of, baselines_of, follow_up_of
from ehealth_stats.analysis.progress.goals import Targets, is_relative, number_of
from ehealth_stats.analysis.progress.readings import EVERY_TARGET, Reading, declared_in, other_evidence, readings_of
from ehealth_stats.codelists import area_name, codes_of, joined_by, read_area, result_roles, successors
from ehealth_stats.schema import Code, Message, Value, words_in

_WHAT = ("indicator", "breakdown", "area")


@dataclass(frozen=True, slots=True)
class TargetFile:
    """What the documents say of one target up to the day of judgement.

    `unit` is what its figures are in: for an increment in percent that of what is counted. `others` are rows about it
    that can't be readings of it.
    """

    target: Row
    unit: str
    targets: Targets
    as_of: date
    baselines: tuple[Baseline, ...]
    follow_up: FollowUp
    others: pd.DataFrame
    notes: tuple[Message, ...]

    @property
    def actual(self) -> Reading | None:
        """The reading that the target is judged by."""
        return self.follow_up.reading


@dataclass(frozen=True, slots=True)
class Milestones:
    """The targets, which milestones among them are alike, and which are built on one: looked through once for all."""

    targets: Targets
    alike: Mapping[tuple[str, ...], int]
    next: Mapping[str, Sequence[Row]]

    @classmethod
    def of(cls, targets: Targets) -> Self:
        """Look through the targets."""
        steps = [target for target in targets.values() if _is_step(target)]
        after: dict[str, list[Row]] = {}
        for step in steps:
            after.setdefault(str(step["adds_to"]), []).append(step)
        return cls(targets, Counter(map(_what, steps)), after)

    def rivals_of(self, target: Row) -> int:
        """Count the other milestones that a reading of the same indicator, part and area could be about.

        Examples
        --------
        >>> step = {"kind": "milestone", "indicator": "activity_milestone", "breakdown": "_T", "area": "SE-22"}
        >>> steps = {name: {"target_id": name, "adds_to": "", **step} for name in "ab"}
        >>> Milestones.of(steps).rivals_of(steps["a"])
        1
        """
        return self.alike.get(_what(target), 0) - (str(target["target_id"]) in self.targets) if _is_step(target) else 0

    def steps_after(self, target: Row) -> Iterator[Row]:
        """Yield the milestones that a document presents as built on one: `adds_to` names it, or one of those.

        That one implies an earlier one is taken from the document only, never from their numbers or dates.
        """
        seen, names = set[str](), deque([str(target["target_id"])])
        while names:
            for step in self.next.get(names.popleft(), ()):
                step_id = str(step["target_id"])
                if step_id not in seen:
                    seen.add(step_id)
                    names.append(step_id)
                    yield step

    def indicators_read(self, target: Row) -> frozenset[str]:
        """Return the indicators whose figures say something of a target: its own, and those of the steps after it."""
        steps = self.steps_after(target) if _is_step(target) else ()
        return frozenset([str(target["indicator"]), *(str(step["indicator"]) for step in steps)])


def _is_step(target: Row) -> bool:
    return bool(target["kind"] == "milestone")


def _what(target: Row) -> tuple[str, ...]:
    return tuple(str(target[name]) for name in _WHAT)


def file_of(asked: Row, milestones: Milestones, observations: pd.DataFrame, as_of: date) -> TargetFile:
    """Collect what the documents say of a target up to a day.

    What begins later is not counted. A period that holds the day is, and its end is noted.
    """
    observations = _under_one_code(observations, str(asked["area"]))
    is_later = observations["period_start"].gt(pd.Timestamp(as_of)) & ~observations["period"].str.startswith("[")
    told, later = observations[~is_later], observations[is_later]
    target = {**asked, "unit": _unit_of(asked, told)}
    rows = rows_about(told, target, milestones)
    readings = readings_of(rows, target)
    baseline = baseline_of(readings, target)
    follow_up, notes = follow_up_of(readings, target, baseline, as_of), list[Message]()
    if target["kind"] == "milestone" and not readings:
        follow_up, notes = _implied(target, milestones, told, as_of)
    if "carried" not in observations:
        follow_up = _within_borders(follow_up, target, baseline)
    notes += _notes(target, follow_up.reading, as_of)
    if baseline and baseline.reading and not follow_up.reading and len(readings) > 1:
        key = "latest_of_document_is_baseline" if pd.isna(target["start"]) else "latest_before_start_is_baseline"
        notes.append(Message(key, {"n": len(readings)}))
    if not follow_up.decides:
        notes += _end_of(str(target["area"]), as_of)
    notes += _left_out(later, target, "later_figures_left_out")
    if not readings:
        unit = Code("unit", target["unit"])
        notes += _left_out(told[told["unit"] != target["unit"]], target, "other_units_left_out", unit=unit)
        notes += _unnamed(told, target, milestones) if len(rows) < len(told) else []
    return TargetFile(
        target=asked,
        unit=target["unit"],
        targets=milestones.targets,
        as_of=as_of,
        baselines=tuple(baselines_of(baseline, readings, rows, target)) if baseline else (),
        follow_up=follow_up,
        others=other_evidence(rows, target),
        notes=tuple(notes),
    )


def _under_one_code(observations: pd.DataFrame, area: str) -> pd.DataFrame:
    """Return the observations with those of the same municipality under an earlier or later code under its own."""
    if level_of(area) != "municipality":
        return observations
    others = observations["area"].isin(codes_of(area) - {area})
    return observations.assign(area=observations["area"].mask(others, area)) if others.any() else observations


def _within_borders(follow_up: FollowUp, target: Row, baseline: Baseline | None) -> FollowUp:
    """Return the follow-up with an obstacle where others joined the municipality under its code.

    Since the target was set, the figure says nothing of it; since the baseline, nothing of the pace.
    """
    if follow_up.reading is None:
        return follow_up
    days = (day_of(target["start"]), False), (baseline.day if baseline else None, follow_up.is_alike)
    for since, is_alike in days:
        obstacle = merger_of(str(target["area"]), since, follow_up.reading.day) if since else None
        if obstacle:
            return replace(follow_up, obstacle=obstacle, is_alike=is_alike)
    return follow_up


def merger_of(area: str, since: date, day: date) -> Message | None:
    """Say which others a municipality that kept its code was merged with between two days, None if with none.

    Examples
    --------
    >>> merger_of("NO-1103", date(2019, 12, 31), date(2020, 12, 31)).values["others"]
    ('Finnøy', 'Rennesøy')
    """
    if level_of(area) != "municipality":
        return None
    others = tuple(area_name(code, on=since) for code in joined_by(area, since=since, on=day))
    return Message("merged_in_between", {"others": others, "area": Code("area", area)}) if others else None


def _end_of(area: str, on: date) -> Iterator[Message]:
    """Say what a municipality has become by a day, so that there are no more figures of it; nothing while there are.

    Nøtterøy is part of Færder since 2018; Bærum has had three codes and is still there.
    """
    if level_of(area) != "municipality" or codes_of(area) != {area}:
        return
    end = read_area(area).valid_to
    if end and end <= on:
        later = tuple(area.name for area in successors(area, on=end))
        yield Message("became_part", {"day": Code("day", str(end)), "area": Code("area", area), "later": later})


def _unit_of(target: Row, observations: pd.DataFrame) -> str:
    """Return what a target's figures are in: its unit, or what is counted where it asks for percent of that."""
    if not is_relative(target):
        return str(target["unit"])
    rows = observations[observations["role"].isin(result_roles())]
    for name in ("indicator", "breakdown"):
        rows = rows[rows[name] == target[name]]
    return str(next((unit for unit in rows["unit"] if unit != "percent"), "percent"))


def _implied(
    target: Row, milestones: Milestones, observations: pd.DataFrame, as_of: date
) -> tuple[FollowUp, list[Message]]:
    """Return the reading of a later step that can't be done without this one, and which step that is."""
    for step in milestones.steps_after(target):
        number = number_of(step)
        readings = readings_of(rows_about(observations, step, milestones), step)
        done = [reading for reading in readings if number and reading.figure.lower >= number.upper]
        follow_up = follow_up_of(done, target, None, as_of)
        if follow_up.reading:
            return follow_up, [Message("implied_by", {"step": words_in(step, "label")})]
    return FollowUp(None), []


def _notes(target: Row, reading: Reading | None, as_of: date) -> Iterator[Message]:
    """Say when a reading is later than the day of judgement, and who is missing where every area is asked for."""
    if reading and reading.day > as_of:
        yield Message("reading_after_judgement", {"day": Code("day", str(reading.day))})
    if reading and target["kind"] == "all_areas":
        for key, areas in (("not_in_areas", reading.lacking), ("no_figure_from", reading.missing)):
            if areas:
                yield Message(key, {"areas": tuple(Code("area", area) for area in areas)})


def _left_out(rows: pd.DataFrame, target: Row, key: str, **values: Value) -> Iterator[Message]:
    """Say that figures of what the target is about are not counted: the key says why."""
    for name in ("indicator", "breakdown", "area"):
        rows = rows[rows[name] == target[name]]
    n = int(rows["role"].isin(result_roles()).sum())
    if n:
        yield Message(key, {"n": n, **values})


def _unnamed(observations: pd.DataFrame, target: Row, milestones: Milestones) -> Iterator[Message]:
    rows = observations[observations["role"] == "reported"]
    rows = rows.loc[[not names - {EVERY_TARGET} for names in declared_in(rows["follow_up"])]]
    for name in ("indicator", "breakdown", "area"):
        rows = rows[rows[name] == target[name]]
    if len(rows):
        yield Message("milestone_not_named", {"n": milestones.rivals_of(target) + 1})


def rows_about(observations: pd.DataFrame, target: Row, milestones: Milestones) -> pd.DataFrame:
    """Return the rows that can be about a target: of a milestone among several only those that are declared for it."""
    if not milestones.rivals_of(target):
        return observations
    return observations.loc[[str(target["target_id"]) in names for names in declared_in(observations["follow_up"])]]
