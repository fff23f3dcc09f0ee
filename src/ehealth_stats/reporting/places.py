"""Where a row of a table stands on the evidence page of its document: a row -> its id, its anchor, a Cite."""

import re
from collections.abc import Collection
from typing import Any

from ehealth_stats.codelists import Language
from ehealth_stats.reporting.model import Cite
from ehealth_stats.wording.messages import word
from ehealth_stats.wording.places import place

_OWN_ID = ("observation_id", "target_id")
_TOLD = ("source_id", "kind", "locator")
_COUNTED = ("source_id", "name", "role", "locator")
_COMPUTED = ("source_id", "indicator", "breakdown", "period", "role", "reading")
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9._/ -]")


def row_id(row: Any) -> str:  # noqa: ANN401 - its fields are the table's columns
    """Return what identifies a row of observations, targets, statements, timeline, participants or totals.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> row_id(SimpleNamespace(source_id="plan-2013", kind="goal", locator="paragraph 9 chars 0-60"))
    'plan-2013/goal/paragraph 9 chars 0-60'
    """
    for name in _OWN_ID:
        if own := getattr(row, name, ""):
            return str(own)
    names = _COMPUTED if not hasattr(row, "locator") else _TOLD if hasattr(row, "kind") else _COUNTED
    return "/".join(str(part) for name in names if (part := getattr(row, name)))


def anchor_of(row_id: str) -> str:
    """Return the anchor of a row by its id: no two ids have the same, and an address can hold it as it is.

    Examples
    --------
    >>> anchor_of("plan-2013/safety_alarms/SE-2262/_T/2012-09"), anchor_of("plan/goal/table 1 row 2 column Mål")
    ('plan-2013/safety_alarms/SE-2262/_T/2012-09', 'plan/goal/table+1+row+2+column+M~e5~l')
    """
    encoded = _NOT_PLAIN.sub(lambda sign: f"~{ord(sign[0]):x}~", row_id)
    return encoded.replace(" ", "+")


def page_of(source_id: str) -> str:
    """Return the address of the evidence page of a source, beside the evaluation of its programme.

    Examples
    --------
    >>> page_of("plan-2013"), page_of("../plan")
    ('evidence/plan-2013.html', 'evidence/~2e~.~2f~plan.html')
    """
    name = anchor_of(source_id).replace("/", "~2f~")
    return f"evidence/{re.sub('^[.]', '~2e~', name)}.html"


def cite(text: str, row: Any, language: Language, pages: Collection[str]) -> Cite:  # noqa: ANN401 - as in row_id
    """Return words that rest on a row, with the place in its document; what is computed is found below the document.

    Parameters
    ----------
    text
        The words, as they are printed.
    row
        A row of a table that `row_id` knows, as `rows_of` gives it.
    language
        That of the words for the place.
    pages
        The ids of the sources that have an evidence page; without one, `page` is empty.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> row = SimpleNamespace(observation_id="plan/alarms", source_id="plan", locator="paragraph 4 chars 0-2")
    >>> cite("450", row, "sv", ["plan"])
    Cite(text='450', page='evidence/plan.html#plan/alarms', place='stycke 4', row='plan/alarms')
    """
    name = row_id(row)
    page = f"{page_of(row.source_id)}#{anchor_of(name)}" if row.source_id in pages else ""
    locator = getattr(row, "locator", "")
    return Cite(text, page, place(locator, language) if locator else word("place_computed", language), name)
