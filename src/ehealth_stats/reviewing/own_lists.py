"""A new indicator in a person's words -> the recipe with it in its own lists, and with its unit where that is new."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ehealth_stats.codelists import Language, indicators, units
from ehealth_stats.reviewing.recipe_text import RecipeText, Values

_BETWEEN = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class NewIndicator:
    """What a person says of an indicator: its label and unit in their words, how it adds up, and what is better."""

    label: str
    unit: str
    kind: str
    direction: str = ""


def with_indicator(text: RecipeText, new: NewIndicator, language: Language) -> tuple[RecipeText, str]:
    r"""Return a recipe with an indicator of its own, and the indicator's code.

    A unit that no list has by its code, label or words is a count of things of its own.

    Examples
    --------
    >>> from ehealth_stats.reviewing.recipe_text import parse_recipe_text
    >>> new = NewIndicator("Digital locks", "locks", "stock", "increase")
    >>> text, code = with_indicator(parse_recipe_text('[source]\nid = "plan"\n'), new, "en")
    >>> code
    'digital_locks'
    >>> [(block.section, block.values["code"]) for block in text.blocks if "code" in block.values]
    [('units', 'locks'), ('indicators', 'digital_locks')]
    """
    unit = _known_unit(new.unit)
    if not unit:
        unit = _code(new.unit, units())
        text = text.added("units", {"code": unit, "kind": "count", "words": new.unit, "label": {language: new.unit}})
    code = _code(new.label, indicators())
    values: Values = {"code": code, "unit": unit, "kind": new.kind, "direction": new.direction}
    filled = {key: value for key, value in values.items() if value}
    return text.added("indicators", {**filled, "label": {language: new.label}}), code


def _known_unit(printed: str) -> str:
    """Return the code of a unit that goes by a name; empty where none does."""
    wanted = printed.casefold()
    return next((code for code, each in units().items() if wanted in _names((code, *each.words), each.labels)), "")


def _names(words: Iterable[str], labels: Mapping[str, str]) -> set[str]:
    return {word.casefold() for word in (*words, *labels.values())}


def _code(label: str, listed: Mapping[str, object]) -> str:
    """Return a code for a label that no entry of a list has."""
    base = _BETWEEN.sub("_", label.casefold()).strip("_")
    numbered = (base if number == 1 else f"{base}_{number}" for number in range(1, len(listed) + 2))
    return next(code for code in numbered if code not in listed)
