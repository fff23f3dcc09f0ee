"""Bounds that are denied: "ikke strekker seg over 52 kroner" and "ingen får betala mer än 30" are ceilings."""

import re
from functools import cache

from ehealth_stats.codelists.words import alternatives, words

_WINDOW = 48
DENIED = {"more_than": "at_most", "less_than": "at_least"}


def find_denial(window: str, at: int) -> re.Match[str] | None:
    """Find the "ikke" that denies the bound which starts at `at`.

    Examples
    --------
    >>> find_denial("det strekker ikke seg over", 22).start()
    13
    """
    return _denied_pattern().search(window, 0, at)


@cache
def _denied_pattern() -> re.Pattern[str]:
    """Find the "ikke" of "ikke strekker seg over 52 kroner"; none that a word such as "om" parts from the bound."""
    joining = {*words("stop_place"), *words("between_names"), *words("vague"), *words("focus"), *words("if")}
    verbs = set(words("copula")) - set(words("focus"))
    first, later = alternatives(joining - verbs), alternatives(joining | verbs)
    word = r"[^\W\d_]{1,30}"
    return re.compile(
        rf"(?<!\w)(?:{alternatives(words('negation'))})\s(?!(?:{first})(?!\w)){word}\s(?:(?!(?:{later})(?!\w)){word}\s)?$",
        re.IGNORECASE,
    )


def denies(text: str, first: int) -> bool:
    """Tell whether "more than" at `first` is denied: "ska inte vänta längre än", "ingen får betala mer än".

    Examples
    --------
    >>> denies("Ingen ska vänta längre än 30 dagar", 16)
    True
    >>> denies("De som inte svarade var fler än 30", 24)
    False
    """
    return bool(_denial_pattern().search(text, max(first - _WINDOW, 0), first))


@cache
def _denial_pattern() -> re.Pattern[str]:
    no, may = alternatives(words("denial")), alternatives(words("modal"))
    stop = alternatives([*words("other_clause"), *words("copula")])
    word = rf"(?!(?:{stop})(?!\w))[^\W\d_]+"
    return re.compile(
        rf"(?<!\w)(?:(?:{may})\s+(?:{word}\s+)?(?:{no})|(?:{no})\s+(?:{word}\s+)?(?:{may}))(?:\s+{word}){{0,4}}\s+$",
        re.I,
    )
