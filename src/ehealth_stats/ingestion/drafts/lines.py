"""The lines of a drafted entry: keys and values -> TOML, what is a guess marked."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ehealth_stats.ingestion.drafts.anchors import Anchor

CHECK = "  # check"


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry of a recipe, and where the figures start that it takes."""

    text: str
    taken: frozenset[int]


def write_entry(section: str, values: Mapping[str, str | Sequence[str]], guesses: Collection[str] = ()) -> str:
    """Write an entry; empty values are left out.

    Examples
    --------
    >>> print(write_entry("observations", {"indicator": "safety_alarms", "find": ["Larm"]}, ["indicator"]))
    [[observations]]
    indicator = "safety_alarms"  # check
    find = "Larm"
    """
    lines = (f"{key} = {to_toml(value)}{CHECK if key in guesses else ''}" for key, value in values.items() if value)
    return "\n".join([f"[[{section}]]", *lines])


def anchor_values(anchor: Anchor) -> dict[str, str | Sequence[str]]:
    """Return the keys that an anchor fills."""
    return {"find": anchor.find, "until": anchor.until}


def to_toml(value: str | Sequence[str]) -> str:
    """Write a text, or a list of texts; one alone is a text.

    Examples
    --------
    >>> to_toml("c:a 60"), to_toml(["Mål:"]), to_toml(["Mål:", "SITHS"])
    ('"c:a 60"', '"Mål:"', '["Mål:", "SITHS"]')
    """
    # JSON strings and arrays of them are TOML strings and arrays, but for the last control character.
    text = json.dumps(value[0] if not isinstance(value, str) and len(value) == 1 else value, ensure_ascii=False)
    return text.replace("\x7f", "\\u007f")
