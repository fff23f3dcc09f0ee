"""What can't be judged, and the questions that would settle most: findings and matrix -> blocks."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from ehealth_stats.codelists import area_level
from ehealth_stats.reporting.material import Material
from ehealth_stats.reporting.model import Block, Heading, TableRow, text
from ehealth_stats.reporting.sections.grids import grid
from ehealth_stats.reporting.sections.parts import findings_told
from ehealth_stats.schema import Code, Message, Value, message_in, parts_of, words_in

GAPS = ("missing", "assumption", "not_checkable")
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
_OF_FIGURES = {"needs_right_baseline": "ask_which_baseline", "needs_exact_figures": "ask_exact"}
_OF_TARGET = {
    "needs_definition": "ask_definition",
    "needs_number": "ask_number",
    "needs_outcome": "ask_done",
    "needs_outcome_by": "ask_done_by",
}
_QUESTIONS = _OF_READING | _OF_FIGURES | _OF_TARGET


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
    gaps = [row for row in material.findings if row["kind"] in GAPS and row["severity"] != "low"]
    grave = sum(row["severity"] == "high" for row in gaps)
    blocks: list[Block] = [Heading(2, words.say("open_questions"), "open")]
    blocks += findings_told(material, gaps[: max(_MOST_GAPS, grave)], _MOST_GAPS)
    asked = sorted(_asked(material), key=lambda question: question.rank)
    if asked:
        rows = [TableRow(_cells(question, material)) for question in asked[:_MOST_QUESTIONS]]
        left = len(asked) - _MOST_QUESTIONS
        note = words.say("more_in_annex", n=left) if left > 0 else ""
        blocks.append(grid(words, words.say("ask_caption"), "whom question decides", rows, note=note))
    return blocks if len(blocks) > 1 else [*blocks, text(words.say("open_none"))]


def _asked(material: Material) -> Iterator[_Question]:
    """Yield what is asked; which baseline is right is not asked where a contradiction asks for that figure already."""
    of_findings = list(_of_findings(material))
    told = [question.values.get("title") for question in of_findings]
    yield from of_findings
    for question in _of_targets(material):
        if question.key != "ask_which_baseline" or question.values["title"] not in told:
            yield question


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
    counted = _counted_locally(material)
    for row in material.evaluation.matrix.to_dict("records"):
        for need in _needs(row):
            key = _QUESTIONS.get(need.key)
            if key is None:
                continue
            values = {name: value for name, value in need.values.items() if name in ("title", "day")}
            values |= {"title": Code("indicator", str(row["indicator"]))} if need.key in _OF_FIGURES else {}
            is_local = need.key in (*_OF_READING, *_OF_FIGURES) and (row["source_id"], row["indicator"]) in counted
            label = words_in(row, "target")
            place = Message(key, values).to_json(), material.words.told(label)
            found.setdefault(place, _Question(key, values, [])).add(_whom(row, is_local, material), label)
    return _of_the_same(found.values())


def _of_the_same(asked: Iterable[_Question]) -> Iterable[_Question]:
    """Put questions of one kind to the same into one."""
    found: dict[tuple[str, ...], _Question] = {}
    for question in asked:
        place = Message(question.key, question.values).to_json(), *question.whom
        found.setdefault(place, replace(question, labels=[])).labels.extend(question.labels)
    return found.values()


def _counted_locally(material: Material) -> set[tuple[str, str]]:
    """Return what each document counts by municipality."""
    rows = material.evaluation.dataset.observations
    local = rows[rows["area"].map(area_level) == "municipality"]
    return set(zip(local["source_id"], local["indicator"], strict=True))


def _needs(row: Mapping[Any, Any]) -> Iterator[Message]:
    told = message_in(row, "settles")
    if told:
        yield from parts_of(cast(Message, told.values["needs"]))


def _whom(target: Mapping[Any, Any], is_local: bool, material: Material) -> str:
    """Say who can answer: the municipalities where they count, else who wrote the document."""
    area = str(target["area"])
    if all(area_level(code) == "municipality" for code in area.split("|")):
        return material.words.area(area)
    if is_local:
        return material.words.say("ask_all_of", area=material.words.area(area))
    return material.producers(str(target["source_id"]))


def _of_findings(material: Material) -> Iterator[_Question]:
    yield from _of_mentions(material)
    for row in material.findings:
        statement = message_in(row, "statement")
        if statement is None:
            continue
        if row["kind"] == "missing":
            yield from _of_gap(row, statement, material)
        elif row["kind"] == "assumption":
            values = {"label": statement.values["label"]}
            yield _Question("ask_assumption", values, [material.producers(row["source_id"])], severity=row["severity"])
        elif row["severity"] != "low" and row["settles"] and (place := _place(statement)):
            values = {**place, "settles": message_in(row, "settles") or ""}
            yield _Question("ask_finding", values, [material.producers(row["source_id"])], severity=row["severity"])


def _of_gap(row: Mapping[str, Any], statement: Message, material: Material) -> Iterator[_Question]:
    if "names" in statement.values:
        values = {name: statement.values[name] for name in ("title", "period")}
        key = "ask_missing_plan" if statement.key == "plans_missing" else "ask_missing"
        whom = material.words.told(statement.values["names"])
        yield _Question(key, values, [whom], severity=row["severity"])


def _of_mentions(material: Material) -> Iterator[_Question]:
    """Ask all municipalities once for everything that the documents only mention of some."""
    sources = material.evaluation.dataset.sources
    scopes = dict(zip(sources["source_id"], sources["scope"], strict=True))
    titles: dict[str, dict[Value, str]] = {}
    for row in material.findings:
        statement = message_in(row, "statement")
        area = str(scopes.get(row["source_id"], ""))
        if statement and "items" in statement.values:
            whom = material.words.say("ask_all_of", area=material.words.area(area)) if area else ""
            items = cast("tuple[Message, ...]", statement.values["items"])
            found = titles.setdefault(whom or material.producers(row["source_id"]), {})
            found |= {item.values["title"]: row["severity"] for item in items}
    for whom, asked in titles.items():
        yield _Question("ask_mentioned", {"titles": tuple(asked)}, [whom], severity=next(iter(asked.values())))


def _place(statement: Message) -> dict[str, Value]:
    """Return what a finding is about, of the statement or of the one inside it."""
    while "statement" in statement.values:
        statement = cast(Message, statement.values["statement"])
    return {name: statement.values[name] for name in ("title", "period") if name in statement.values}
