"""Method in ten lines, and what there is to the criteria of OECD-DAC -> blocks."""

from collections.abc import Iterator

from ehealth_stats.codelists import categories
from ehealth_stats.reporting.material import Material
from ehealth_stats.reporting.model import Block, Heading, ItemList, Link, Strong, Text, text
from ehealth_stats.schema import Evaluation
from ehealth_stats.wording.places import place

_STATED = {"goals": "goal", "instruments": "instrument", "obstacles": "obstacle"}


def method(material: Material) -> list[Block]:
    """Return the section on how it was done and what it says to each criterion."""
    words = material.words
    return [
        Heading(2, words.say("method"), "method"),
        ItemList(tuple(text(rule) for rule in method_rules(material)), numbered=True),
        *_inferred(material),
        Heading(3, words.say("criteria"), "criteria"),
        *_criteria(material),
    ]


def _inferred(material: Material) -> Iterator[Block]:
    """Yield what a person inferred that no document says, and the words that it rests on."""
    words, statements = material.words, material.evaluation.dataset.statements
    notes = statements[statements["kind"] == "inference"].to_dict("records")
    if notes:
        yield Heading(3, words.say("inferred"), "inferred")
        said = (
            f"{words.message(row, 'label')} ({words.titles.get(row['source_id'], row['source_id'])}, "
            f"{place(row['locator'], words.language)}: {row['text']})"
            for row in notes
        )
        yield ItemList(tuple(text(one) for one in said))


def method_rules(material: Material) -> tuple[str, ...]:
    """Return the rules and settings in ten lines."""
    words = material.words
    about = "method_half_unit" if material.approximation else "method_as_exact"
    return (
        words.say("method_sources"),
        words.say("method_bounds"),
        words.say(about),
        *(words.say(f"method_{rule}") for rule in ("missing", "totals", "checks", "pace", "effect", "programmes")),
        *_audit(material),
    )


def _audit(material: Material) -> Iterator[str]:
    kinds = material.evaluation.dataset.audit["kind"].value_counts()
    if len(kinds):
        counts = {kind: int(kinds.get(kind, 0)) for kind in ("claimed", "not_quantity", "unclaimed")}
        yield material.words.say("method_audit", n=sum(counts.values()), **counts)


def _criteria(material: Material) -> Iterator[Block]:
    """Yield a line for each criterion that there is evidence for, and one sentence for those that there is none for."""
    words, evaluation = material.words, material.evaluation
    found: dict[str, Text | None] = {
        "relevance": _relevance(material),
        "coherence": _coherence(material),
        "effectiveness": _leads_to(material, "effectiveness", "attainment", "targets")
        if len(evaluation.matrix)
        else None,
        "efficiency": _leads_to(material, "efficiency", "finances", "money") if _has_costs(evaluation) else None,
        "impact": _impact(material),
        "sustainability": None,
    }
    items = tuple(item for item in found.values() if item)
    if items:
        yield ItemList(items)
    without = [words.say(f"criterion_{name}").lower() for name, item in found.items() if item is None]
    yield text(words.say("criteria_without", criteria=words.listed(without)))


def _leads_to(material: Material, name: str, section: str, anchor: str) -> Text:
    words = material.words
    return text(
        Strong(words.say(f"criterion_{name}")), f": {words.say('see_section')} ", Link(words.say(section), anchor), "."
    )


def _has_costs(evaluation: Evaluation) -> bool:
    budget = evaluation.budget
    return bool(((budget["state"] == "computed") & ~budget["item"].isin(list(categories()))).any())


def _relevance(material: Material) -> Text | None:
    words, evaluation = material.words, material.evaluation
    kinds = evaluation.dataset.statements["kind"].value_counts()
    told = [words.say(f"n_{name}", n=n) for name, kind in _STATED.items() if (n := int(kinds.get(kind, 0)))]
    counted = _counted_targets(evaluation)
    if not told:
        return None
    name, what = Strong(words.say("criterion_relevance")), words.listed(told)
    if not len(evaluation.matrix):
        return text(name, words.say("criterion_stated", what=what))
    targets = words.say("n_targets", n=len(evaluation.matrix))
    return text(name, words.say("criterion_counted", what=what, counted=counted, targets=targets))


def _counted_targets(evaluation: Evaluation) -> int:
    """Count the targets that are about something that their own document also counts."""
    observations, matrix = evaluation.dataset.observations, evaluation.matrix
    counted = set(zip(observations["source_id"], observations["indicator"], strict=True))
    return sum(target in counted for target in zip(matrix["source_id"], matrix["indicator"], strict=True))


def _coherence(material: Material) -> Text | None:
    words = material.words
    strategies = int((material.evaluation.dataset.timeline["kind"] == "strategy").sum())
    if not strategies:
        return None
    what = words.say("n_strategies", n=strategies)
    return text(Strong(words.say("criterion_coherence")), words.say("criterion_stated", what=what))


def _impact(material: Material) -> Text | None:
    progress, words = material.evaluation.progress, material.words
    followed = progress.loc[progress["time_elapsed"] > 0, "target_id"].nunique()
    if not followed:
        return None
    return text(words.say("criterion_change", name=words.say("criterion_impact"), n=followed))
