"""The evaluation questions of OECD-DAC, answered from the tables or not at all: an Evaluation -> blocks."""

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from ehealth_stats.codelists import categories
from ehealth_stats.reporting.material import Material
from ehealth_stats.reporting.model import Block, Heading, ItemList, Link, Part, Text, text
from ehealth_stats.reporting.sections.grids import Row, lines_of
from ehealth_stats.reporting.sections.summary import counted, linked
from ehealth_stats.reporting.wording import Wording
from ehealth_stats.schema import Evaluation

_JUDGED = ("met", "not_met")


def questions(material: Material) -> list[Block]:
    """Return the section that answers each question, each answer with the rows it rests on in brackets."""
    evaluation, words = material.evaluation, material.words
    answers = {
        "effectiveness": _effectiveness(evaluation, words),
        "efficiency": _efficiency(evaluation, words),
        "relevance": _relevance(evaluation, words),
        "impact": _impact(evaluation, words),
    }
    blocks: list[Block] = [Heading(2, words.say("questions"), "questions"), text(words.say("questions.intro"))]
    for question, found in answers.items():
        statements = tuple(found)
        blocks.append(Heading(3, words.say(f"questions.{question}"), question))
        blocks.append(ItemList(statements) if statements else text(words.say(f"questions.{question}.none")))
    return blocks


def _answer(sentence: str, rows: Iterable[Part]) -> Text:
    """Put the rows that a sentence rests on after it, in brackets."""
    parts: list[Part] = [f"{sentence} ["]
    for row in rows:
        parts += [", "] if len(parts) > 1 else []
        parts.append(row)
    return text(*parts, "]")


def _targets(matrix: pd.DataFrame, all_targets: pd.DataFrame) -> Iterator[Link]:
    """Yield a link to each target, called by its number among all."""
    numbers = {name: str(number) for number, name in enumerate(all_targets["target_id"], 1)}
    for name in matrix["target_id"]:
        yield Link(numbers[name], f"target-{name}")


def _effectiveness(evaluation: Evaluation, words: Wording) -> Iterator[Text]:
    matrix = evaluation.matrix
    own = {status: matrix[matrix["target_status"] == status] for status in _JUDGED}
    own["open"] = matrix[~matrix["target_status"].isin(_JUDGED)]
    for status, targets in own.items():
        if len(targets):
            values = {"count": len(targets), "all": len(matrix)}
            yield _answer(words.say(f"questions.effectiveness.{status}", **values), _targets(targets, matrix))


def _efficiency(evaluation: Evaluation, words: Wording) -> Iterator[Text]:
    budget = evaluation.budget
    # the sum of a category is computed too, but it is no cost of a result
    computed = budget[(budget["state"] == "computed") & ~budget["item"].isin(list(categories()))]
    for row in computed.itertuples(index=False):
        yield _answer(_amount(row, words), lines_of(str(row.observation_ids)))


def _amount(row: Row, words: Wording) -> str:
    amount = f"{words.bounded(row.value, row.lower, row.upper)} {words.code('unit', row.unit)}"
    return f"{row.item}: {amount} ({row.basis})"


def _relevance(evaluation: Evaluation, words: Wording) -> Iterator[Text]:
    dataset = evaluation.dataset
    for what, table, kind in (
        ("goals", dataset.statements, "goal"),
        ("instruments", dataset.statements, "instrument"),
        ("strategies", dataset.timeline, "strategy"),
    ):
        rows = table[table["kind"] == kind]
        if len(rows):
            sentence = words.say("questions.relevance.state", what=counted(words, what, len(rows)))
            yield _answer(sentence, _places(rows))
    yield from _counted_targets(evaluation, words)
    findings = evaluation.findings
    yield from linked(findings[findings["kind"].str.startswith("claim_")], words)


def _places(rows: pd.DataFrame) -> Sequence[str]:
    return [f"{row.source_id}, {row.locator}" for row in rows.itertuples(index=False)]


def _counted_targets(evaluation: Evaluation, words: Wording) -> Iterator[Text]:
    """Say how many targets are about something that their own document also counts."""
    observations, matrix = evaluation.dataset.observations, evaluation.matrix
    counted_things = set(zip(observations["source_id"], observations["indicator"], strict=True))
    targets = zip(matrix["source_id"], matrix["indicator"], strict=True)
    own = matrix[[target in counted_things for target in targets]]
    if len(own):
        sentence = words.say("questions.relevance.counted", count=len(own), all=len(matrix))
        yield _answer(sentence, _targets(own, matrix))


def _impact(evaluation: Evaluation, words: Wording) -> Iterator[Text]:
    progress, matrix = evaluation.progress, evaluation.matrix
    followed = matrix[matrix["target_id"].isin(progress.loc[progress["time_elapsed"] > 0, "target_id"])]
    if len(followed):
        sentence = words.say("questions.impact.change", count=counted(words, "targets", len(followed)))
        yield _answer(sentence, _targets(followed, matrix))
