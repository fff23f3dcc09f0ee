"""What was to be done, for whom and by when: own words, scope, targets counted, participants, statements -> blocks."""

from collections import Counter
from collections.abc import Iterator

import pandas as pd

from ehealth_stats.codelists import area_name, municipalities
from ehealth_stats.reporting.material import Material
from ehealth_stats.reporting.model import Block, Heading, ItemList, Note, Text, text
from ehealth_stats.wording.messages import few

# What documents say in words of what they want, by what and in spite of what; claims and assumptions stand elsewhere.
_KINDS = {
    "goal": "n_goals",
    "instrument": "n_instruments",
    "obstacle": "n_obstacles",
    "success_factor": "n_success_factors",
}


def task(material: Material) -> list[Block]:
    """Return the section on what the programme wanted."""
    blocks: list[Block] = [Heading(2, material.words.say("task"), "task"), *_own(material)]
    sentences = [*_scope(material), *_by_day(material), *_by_area(material), *_participants(material)]
    if sentences:
        blocks.append(text(" ".join(sentences)))
    statements = tuple(_statements(material))
    return [*blocks, ItemList(statements)] if statements else blocks


def _own(material: Material) -> Iterator[Block]:
    told = [material.own_words(material.own.purpose), material.own_words(material.own.background)]
    if not any(told):
        yield Note(material.words.say("fill_purpose"), "fill")
    yield from (text(paragraph) for words in told if words for paragraph in words.split("\n\n"))


def _scope(material: Material) -> Iterator[str]:
    language, evaluation = material.words.language, material.evaluation
    scopes = [scope for scope in evaluation.dataset.sources["scope"] if scope]
    areas = list(dict.fromkeys(area.code for scope in scopes for area in municipalities(scope, on=evaluation.as_of)))
    if areas:
        names = few([area_name(area, language=language) for area in areas], "n_municipalities", language)
        yield material.words.say("scope_of", n=len(areas), names=names)


def _by_day(material: Material) -> Iterator[str]:
    words, matrix = material.words, material.evaluation.matrix
    if matrix.empty:
        return
    counts = matrix["due"].value_counts().sort_index()
    days = [words.say("n_by_day", n=n, day=words.day(pd.Timestamp(str(day)))) for day, n in counts.items()]
    without = int(matrix["due"].isna().sum())
    days += [words.say("n_without_day", n=without)] if without else []
    targets = words.say("n_targets", n=len(matrix))
    if len(counts) == 1 and not without:
        yield words.say("targets_by_one_day", targets=targets, day=words.day(matrix["due"].iloc[0]))
        return
    yield words.say("targets_by_day", targets=targets, days=words.listed(days))


def _by_area(material: Material) -> Iterator[str]:
    counts = Counter(material.evaluation.matrix["area"])
    if len(counts) > 1:
        words = material.words
        names = [words.say("name_and_count", name=words.area(area), n=n) for area, n in counts.most_common()]
        yield words.say("targets_by_area", areas=few(names, "n_areas", words.language))


def _participants(material: Material) -> Iterator[str]:
    counts = Counter(material.evaluation.dataset.participants["role"])
    if counts:
        words = material.words
        roles = [words.say("name_and_count", name=words.code("role", role), n=n) for role, n in counts.items()]
        yield words.say("take_part", roles=words.listed([role[:1].lower() + role[1:] for role in roles]))


def _statements(material: Material) -> Iterator[Text]:
    words, table = material.words, material.evaluation.dataset.statements
    for kind, counted in _KINDS.items():
        labels = tuple(words.message(row, "label") for row in table[table["kind"] == kind].to_dict("records"))
        if labels:
            yield text(words.say("told_statements", kind=words.say(counted, n=len(labels)), labels=labels))
