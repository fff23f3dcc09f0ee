"""Sentences whose words lead somewhere: a phrase with its places and the parts that go there -> parts of a text."""

from collections.abc import Mapping, Sequence
from typing import Any

from ehealth_stats.reporting.material import Material
from ehealth_stats.reporting.model import Part, Text
from ehealth_stats.reporting.sections.grids import lines_of
from ehealth_stats.reporting.wording import Wording

HERE = "\N{OBJECT REPLACEMENT CHARACTER}"


def filled(phrase: str, *groups: Sequence[Part]) -> tuple[Part, ...]:
    """Return a phrase with parts in place of each `HERE`.

    Examples
    --------
    >>> filled(f"Av {HERE}: {HERE}.", ["fem"], ["tre", " och ", "två"])
    ('Av ', 'fem', ': ', 'tre', ' och ', 'två', '.')
    """
    texts = phrase.split(HERE)
    parts: list[Part] = [texts[0]]
    for group, after in zip(groups, texts[1:], strict=True):
        parts += [*group, after]
    return tuple(part for part in parts if part)


def joined(parts: Sequence[Part], words: Wording) -> tuple[Part, ...]:
    """Return parts as a list in words.

    Examples
    --------
    >>> joined(["Ånge", "Timrå", "Kramfors"], Wording("sv"))
    ('Ånge', ', ', 'Timrå', ' och ', 'Kramfors')
    """
    return filled(words.listed([HERE] * len(parts)), *([part] for part in parts)) if parts else ()


def finding_text(material: Material, finding: Mapping[str, Any], anchor: str = "") -> Text:
    """Return a finding in words, with a link to the first of the figures that it rests on."""
    parts: list[Part] = [material.words.message(finding, "statement")]
    rows = material.observations(lines_of(finding["observation_ids"])[:1])
    if rows:
        parts += [" (", material.cite(material.words.say("evidence_link"), rows[0]), ")"]
    return Text(tuple(parts), anchor)
