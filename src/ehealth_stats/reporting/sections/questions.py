"""The evaluation questions of OECD-DAC, answered from the tables or not at all: an Evaluation -> blocks."""

from ehealth_stats.codelists import categories
from ehealth_stats.reporting.model import Block, Heading, ItemList, Link, Text, text
from ehealth_stats.reporting.sections.grids import Row
from ehealth_stats.reporting.sections.summary import counted, linked
from ehealth_stats.reporting.wording import Wording
from ehealth_stats.schema import Evaluation


def questions(evaluation: Evaluation, words: Wording) -> list[Block]:
    """Return the section that answers each question with the rows it rests on."""
    return [
        Heading(2, words.say("questions"), "questions"),
        text(words.say("questions.intro")),
        Heading(3, words.say("questions.effectiveness"), "effectiveness"),
        _effectiveness(evaluation, words),
        Heading(3, words.say("questions.efficiency"), "efficiency"),
        *_efficiency(evaluation, words),
        Heading(3, words.say("questions.relevance"), "relevance"),
        *_relevance(evaluation, words),
        Heading(3, words.say("questions.impact"), "impact"),
        _impact(evaluation, words),
    ]


def _effectiveness(evaluation: Evaluation, words: Wording) -> Text:
    status = evaluation.matrix["target_status"]
    met, not_met = int((status == "met").sum()), int((status == "not_met").sum())
    values = {"met": met, "not_met": not_met, "all": len(status), "open": len(status) - met - not_met}
    link = Link(words.say("summary.matrix_link"), "targets")
    return text(words.say("questions.effectiveness.answer", **values) + " ", link, ".")


def _efficiency(evaluation: Evaluation, words: Wording) -> list[Block]:
    budget = evaluation.budget
    # the sum of a category is computed too, but it is no cost of a result
    computed = budget[(budget["state"] == "computed") & ~budget["item"].isin(list(categories()))]
    if computed.empty:
        return [text(words.say("questions.efficiency.none"))]
    items = tuple(text(_amount(row, words)) for row in computed.itertuples(index=False))
    return [text(words.say("questions.efficiency.answer")), ItemList(items)]


def _amount(row: Row, words: Wording) -> str:
    amount = f"{words.bounded(row.value, row.lower, row.upper)} {words.code('unit', row.unit)}"
    return f"{row.item}: {amount} ({row.basis})"


def _relevance(evaluation: Evaluation, words: Wording) -> list[Block]:
    dataset = evaluation.dataset
    counted_things = set(zip(dataset.observations["source_id"], dataset.observations["indicator"], strict=True))
    targets = zip(evaluation.matrix["source_id"], evaluation.matrix["indicator"], strict=True)
    answer = words.say(
        "questions.relevance.answer",
        goals=counted(words, "goals", int((dataset.statements["kind"] == "goal").sum())),
        instruments=counted(words, "instruments", int((dataset.statements["kind"] == "instrument").sum())),
        strategies=counted(words, "strategies", int((dataset.timeline["kind"] == "strategy").sum())),
        with_reading=sum(target in counted_things for target in targets),
        all=len(evaluation.matrix),
    )
    claims = evaluation.findings[evaluation.findings["kind"].str.startswith("claim_")]
    if claims.empty:
        return [text(answer)]
    return [text(answer), text(words.say("questions.relevance.claims")), ItemList(tuple(linked(claims, words)))]


def _impact(evaluation: Evaluation, words: Wording) -> Text:
    followed = evaluation.progress.loc[evaluation.progress["time_elapsed"] > 0, "target_id"].nunique()
    if not followed:
        return text(words.say("questions.impact.none"))
    return text(words.say("questions.impact.change", count=counted(words, "targets", followed)))
