"""What an evaluator adds to the evaluation of a programme: own words by language, choices of findings and charts."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

_LONGEST = 80


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The evaluator's part of an evaluation; what is left empty is computed, or shown as a place to fill in.

    Attributes
    ----------
    title, purpose, background
        A text by language code.
    author, commissioner, day
        Who evaluates, for whom, and the day of the evaluation.
    conclusions, recommendations
        Paragraphs by language code.
    first
        Ids of findings that stand first, in this order.
    dismissed
        Ids of findings that are not told, each with the reason by language, which is printed.
    charts
        Names of the charts that are shown, in this order; empty for those that show most.
    """

    title: Mapping[str, str] = field(default_factory=dict)
    author: str = ""
    commissioner: str = ""
    day: date | None = None
    purpose: Mapping[str, str] = field(default_factory=dict)
    background: Mapping[str, str] = field(default_factory=dict)
    conclusions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    recommendations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first: tuple[str, ...] = ()
    dismissed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    charts: tuple[str, ...] = ()


def file_names(programmes: Iterable[str]) -> dict[str, str]:
    """Return the name that the files of each programme bear: one that any system takes, and no two the same.

    Rows without a programme have no name: what is written of them stands in no folder of its own.

    Examples
    --------
    >>> list(file_names(["vasternorrland", "Vård & omsorg/2013", "../vård omsorg 2013", ""]).values())
    ['vasternorrland', 'Vård-omsorg-2013', 'vård-omsorg-2013-2', '']
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for programme in dict.fromkeys(programmes):
        name = stem = re.sub(r"[^\w.-]+", "-", programme)[:_LONGEST].strip(".-") or ("programme" if programme else "")
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.casefold())
        names[programme] = name
    return names
