"""What can't be judged, and the questions that would settle most: findings and matrix -> blocks."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from ehealth_stats.codelists import area_level
from ehealth_stats.reporting.material import Material
from ehealth_stats.reporting.model import Block, Heading, ItemList, TableRow, text
from ehealth_stats.reporting.sections.grids import grid
from ehealth_stats.reporting.sections.parts import finding_text
from ehealth_stats.schema import Code, Message, Value, message_in, words_in

_GAPS = ("missing", "assumption", "not_checkable")
_SEVERITIES = ("high", "medium", "low")
_MOST_GAPS, _MOST_QUESTIONS = 6, 20
# The question that each need of a target becomes.
_OF_READING = {
    "needs_reading_from": "ask_reading",
    "needs_reading_and_deadline": "ask_reading_and_deadline",
    "needs_baseline_before": "ask_baseline",
    "needs_exact_baseline": "ask_exact",
    "needs_exact_reading": "ask_exact",
    "needs_exact_baseline_and_reading": "ask_exact",
    "needs_comparable_baseline": "ask_comparable",
    "needs_comparable_reading": "ask_comparable",
}
_OF_TARGET = {"needs_definition": "ask_definition", "needs_number": "ask_number", "needs_outcome": "ask_done"}


@dataclass(slots=True)
class _Question:
    """A question to someone: what would be settled, as targets or by the severity of a finding."""

    key: str
    values: Mapping[str, Value]
    whom: list[str]
    labels: list[Message | str] = field(default_factory=list)
    severity: str = ""

    def add(self, whom: str, label: Message | str) -> None:
        self.whom += [whom] if whom not in self.whom else []
        self.labels.append(label)

    @property
    def rank(self) -> tuple[int, int]:
        """Questions that settle many targets stand first, then those on a finding by its severity."""
        return -len(self.labels), _SEVERITIES.index(self.severity) if self.severity else 0


def questions(material: Material) -> list[Block]:
    """Return the section on what is open: the gaps in words, and a list of questions to send."""
    words = material.words
    gaps = [row for row in material.findings if row["kind"] in _GAPS and row["severity"] != "high"]
    items = tuple(finding_text(material, row, f"finding-{row['finding_id']}") for row in gaps[:_MOST_GAPS])
    blocks: list[Block] = [Heading(2, words.say("open_questions"), "open")]
    blocks += [ItemList(items)] if items else []
    asked = sorted([*_of_targets(material), *_of_findings(material)], key=lambda question: question.rank)
    if asked:
        rows = [TableRow(_cells(question, material)) for question in asked[:_MOST_QUESTIONS]]
        left = len(asked) - _MOST_QUESTIONS
        note = words.say("more_in_annex", n=left) if left > 0 else ""
        blocks.append(grid(words, words.say("ask_caption"), "whom question decides", rows, note=note))
    return blocks if len(blocks) > 1 else [*blocks, text(words.say("open_none"))]


def _cells(question: _Question, material: Material) -> tuple[str, str, str]:
    words = material.words
    values = dict(question.values) | ({"labels": tuple(dict.fromkeys(question.labels))} if question.labels else {})
    settled = words.say("n_targets", n=len(question.labels)) if question.labels else ""
    if question.severity:
        settled = words.say(f"settles_severity_{question.severity}")
    whom = words.listed(question.whom)
    return whom[:1].upper() + whom[1:], words.told(Message(question.key, values)), settled


def _of_targets(material: Material) -> Iterable[_Question]:
    """Return the questions that targets leave open; those that the same answer settles are one."""
    found: dict[tuple[str, str], _Question] = {}
    for row in material.evaluation.matrix.to_dict("records"):
        for need in _needs(row):
            key = _OF_READING.get(need.key) or _OF_TARGET.get(need.key) or "ask_done_by"
            if need.key not in (*_OF_READING, *_OF_TARGET, "needs_outcome_by"):
                continue
            values = {name: value for name, value in need.values.items() if name in ("title", "day")}
            whom = _whom(need.values.get("areas", ""), str(row["area"]), need.key in _OF_READING, material)
            is_local = area_level(str(row["area"])) == "municipality" and key == "ask_done_by"
            place = Message(key, values).to_json(), "local" if is_local else ""
            found.setdefault(place, _Question(key, values, [])).add(whom, words_in(row, "target"))
    return found.values()


def _needs(row: Mapping[Any, Any]) -> Iterator[Message]:
    told = message_in(row, "settles")
    if told is None:
        return
    needs = cast(Message, told.values["needs"])
    yield from cast("tuple[Message, ...]", needs.values["parts"]) if needs.key == "several" else (needs,)


def _whom(areas: Value, area: str, of_reading: bool, material: Material) -> str:
    """Say who can answer: the municipalities where they count, else who wrote the document."""
    codes = [code.code for code in areas if isinstance(code, Code)] if isinstance(areas, tuple) else [area]
    if all(area_level(code) == "municipality" for code in codes):
        return material.words.area("|".join(codes))
    return (
        material.words.say("ask_all_of", area=material.words.area("|".join(codes)))
        if of_reading
        else material.producers
    )


def _of_findings(material: Material) -> Iterator[_Question]:
    for row in material.findings:
        statement = message_in(row, "statement")
        if statement is None:
            continue
        if row["kind"] == "missing":
            yield _of_gap(row, statement, material)
        elif row["kind"] == "assumption":
            values = {"label": statement.values["label"]}
            yield _Question("ask_assumption", values, [material.producers], severity=row["severity"])
        elif row["severity"] != "low" and row["settles"] and (place := _place(statement)):
            values = {**place, "settles": message_in(row, "settles") or ""}
            yield _Question("ask_finding", values, [material.producers], severity=row["severity"])


def _of_gap(row: Mapping[str, Any], statement: Message, material: Material) -> _Question:
    if "items" in statement.values:
        items = cast("tuple[Message, ...]", statement.values["items"])
        titles = tuple(dict.fromkeys(item.values["title"] for item in items))
        scope = dict(zip(*(material.evaluation.dataset.sources[name] for name in ("source_id", "scope")), strict=True))
        area = str(scope.get(row["source_id"], ""))
        whom = material.words.say("ask_all_of", area=material.words.area(area)) if area else material.producers
        return _Question("ask_mentioned", {"titles": titles}, [whom], severity=row["severity"])
    values = {name: statement.values[name] for name in ("title", "period")}
    names = statement.values["names"]
    whom = material.words.told(names)
    return _Question("ask_missing", values, [whom], severity=row["severity"])


def _place(statement: Message) -> dict[str, Value]:
    """Return what a finding is about, of the statement or of the one inside it."""
    while "statement" in statement.values:
        statement = cast(Message, statement.values["statement"])
    return {name: statement.values[name] for name in ("title", "period") if name in statement.values}
