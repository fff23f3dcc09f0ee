"""What an evaluation does, counted in calls and rows: in proportion to the documents, however many there are."""

from importlib import import_module
from typing import Any

import pandas as pd
import pytest
from counted import calls
from rows import SEVEN, dataset, observation, source, target

from ehealth_stats import evaluate
from ehealth_stats.analysis.progress.target_file import Milestones, file_of
from ehealth_stats.schema import Dataset

INDICATORS = ("siths_holders", "safety_alarms", "secure_email", "npo_users")


def documents(count: int) -> Dataset:
    """Documents of a programme each: a figure of each municipality and a target of one, the indicators in turn."""
    names = [(f"plan-{number}", INDICATORS[number % len(INDICATORS)]) for number in range(count)]
    return dataset(
        sources=[source(name, programme=name) for name, _ in names],
        observations=[
            observation(area, source_id=name, indicator=indicator, observation_id=f"{name}/{area}")
            for name, indicator in names
            for area in SEVEN
        ],
        targets=[
            target(target_id=f"{name}/target", source_id=name, indicator=indicator, area=SEVEN[0])
            for name, indicator in names
        ],
    )


def test_an_evaluation_of_twice_the_documents_is_twice_the_calls() -> None:
    """What four documents add to four is what eight add to eight, within a tenth and doubled."""
    evaluate(documents(16))  # what is known once is known then
    four, eight, sixteen = (calls(lambda n=n: evaluate(documents(n))) for n in (4, 8, 16))
    assert sixteen - eight == pytest.approx(2 * (eight - four), rel=0.1)


def test_parts_of_one_place_in_twice_the_documents_are_twice_the_calls() -> None:
    """Each prints the alarms of a municipality and how many are digital: they agree, none is held against another."""

    def printed(count: int) -> Dataset:
        names = [f"plan-{number}" for number in range(count)]
        return dataset(
            sources=[source(name, programme=name) for name in names],
            observations=[
                observation(SEVEN[0], 2013, value, source_id=name, indicator="safety_alarms", breakdown=code)
                for name in names
                for code, value in (("_T", 300), ("digital", 45))
            ],
        )

    evaluate(printed(64))
    sixteen, half, all_of_them = (calls(lambda n=n: evaluate(printed(n))) for n in (16, 32, 64))
    assert all_of_them - half == pytest.approx(2 * (half - sixteen), rel=0.1)


def test_a_target_is_handed_the_figures_of_its_indicator_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 4 documents of 4 indicators with 7 municipalities each, every target sees 7 rows, not 28."""
    seen: list[int] = []

    def watched(asked: Any, targets: Any, observations: pd.DataFrame, day: Any) -> Any:
        seen.append(len(observations))
        return file_of(asked, targets, observations, day)

    monkeypatch.setattr(import_module("ehealth_stats.analysis.progress.table"), "file_of", watched)
    evaluate(documents(4))
    assert seen == [7, 7, 7, 7]


class Counted(dict[str, dict[str, Any]]):
    """Targets that count how often they are looked through."""

    looks = 0

    def values(self) -> Any:
        """All of them."""
        self.looks += 1
        return super().values()


def test_milestones_are_looked_through_once_for_all_targets() -> None:
    """Of a hundred steps, each built on the one before, the first has 99 after it: all are found in one look."""
    what = {"kind": "milestone", "indicator": "activity_milestone", "breakdown": "_T", "area": SEVEN[0]}
    steps = Counted({str(n): {**what, "target_id": str(n), "adds_to": str(n - 1) if n else ""} for n in range(100)})
    milestones = Milestones.of(steps)
    found = [sum(1 for _ in milestones.steps_after(step)) for step in dict.values(steps)]
    assert found == list(range(99, -1, -1))
    assert {milestones.rivals_of(step) for step in dict.values(steps)} == {99}
    assert steps.looks == 1
