"""The rules of assumptions, checked with the recipe: a rule's words -> what is wrong with them, and the nearest right.

A rule that no analysis can read would change nothing, and nobody would notice.
"""

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

import pandas as pd

from ehealth_stats.codelists import categories, check_code, read_area
from ehealth_stats.codelists.areas.register import all_areas
from ehealth_stats.errors import CodeListError, RecipeError, did_you_mean
from ehealth_stats.ingestion.recipes.model import Recipe, StatementEntry

CLOSED = "closed"
_FORM = f"{CLOSED} INDICATOR CATEGORY AREA"
_RULED = ("claim", "assumption")


def wrong_rule(kind: type, values: Mapping[str, Any], where: str) -> Iterator[RecipeError]:
    """Yield what is wrong with the rule of a statement; the rules of claims are read where they are tested."""
    rule, place = values.get("rule"), f"{where}, key 'rule'"
    if kind is not StatementEntry or not rule:
        return
    if values.get("kind") not in _RULED:
        what = f"the rule {rule!r} says nothing for kind = {values.get('kind')!r}"
        yield RecipeError(what, where=place, expected=" or ".join(f'kind = "{name}"' for name in _RULED))
    elif values["kind"] == "assumption":
        yield from _wrong_words(rule, place)


def _wrong_words(rule: str, where: str) -> Iterator[RecipeError]:
    word, *words = rule.split() or [""]
    if word != CLOSED or len(words) != len(_CHECKS):
        yield _error(rule, where, "has another form", _FORM, did_you_mean(word, [CLOSED]) if word != CLOSED else "")
        return
    for text, check in zip(words, _CHECKS, strict=True):
        try:
            check(text)
        except CodeListError as error:
            yield _error(rule, where, error.what, error.expected or _FORM, error.hint)


def _error(rule: str, where: str, what: str, expected: str, hint: str) -> RecipeError:
    return RecipeError(f"the rule {rule!r}: {what}", where=where, expected=expected, hint=hint)


def _check_part(code: str) -> None:
    """Refuse a category that is no part of another: in what is none, nothing else can stand beside it."""
    if not categories()[check_code("categories", code)].parent:
        parts = [name for name, category in categories().items() if category.parent]
        expected = "a category that is part of a whole"
        raise CodeListError(f"{code!r} is part of nothing", expected=expected, hint=did_you_mean(code, parts))


def _check_area(code: str) -> None:
    try:
        read_area(code)
    except CodeListError as error:
        named = {area.name: area.code for area in all_areas()}
        near = get_close_matches(code, named, n=1, cutoff=0.8)
        hint = f"did you mean {named[near[0]]!r}, {near[0]}?" if near else error.hint
        raise CodeListError(error.what, expected="the code of an area, SE-2281", hint=hint) from error


# What each word after the first has to be.
_CHECKS: tuple[Callable[[str], object], ...] = (
    lambda code: check_code("indicators", code),
    _check_part,
    _check_area,
)


def rules_of_nothing(recipe: Recipe, observations: pd.DataFrame) -> Iterator[RecipeError]:
    """Yield the assumptions about figures that the document does not have: they would change nothing."""
    about = ("indicator", "breakdown", "area")
    known = set(observations[list(about)].drop_duplicates().itertuples(index=False, name=None))
    for number, entry in enumerate(recipe.statements, 1):
        word, *words = entry.rule.split() or [""]
        if entry.kind == "assumption" and word == CLOSED and tuple(words) not in known:
            near = [" ".join(each) for each in known if each[0] == words[0] and each[1] != "_T"]
            where, expected = f"{recipe.where('statements', number)}, key 'rule'", "one that an observation has"
            what = "no figure of the document is of that indicator, category and area"
            yield _error(entry.rule, where, what, expected, did_you_mean(" ".join(words), sorted(near)))
