"""What style sheets do to text that changes what it says: a page's styles -> which elements are raised, struck, blocks.

Only what a person sees at once: rules for print or a pointer above are left, and no rule here hides anything.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

_PLAIN: set[str] = set()
_AT_RULE = re.compile(r"@[^{};@]*(?:;|\{(?:[^{}]*+\{[^{}]*+\})*+[^{}]*+\})")
_LONGEST, _MOST_RULES = 2000, 200  # letters of a style, rules of one name: nobody writes more
_COMPOUND = re.compile(r"(?:[a-z][a-z0-9]*|\*)?(?:[.#][\w-]+)*", re.IGNORECASE)
_LOOKS = {
    "raised": re.compile(
        r"vertical-align\s*:\s*(?:super\b|\+?(?!0+(?:\.0+)?[a-z%;\s])\d*\.?\d+(?:[a-z]+|%))"
        r"|font-variant-position\s*:\s*super|position\s*:\s*relative\b[^}]*?(?<![\w-])(?:top\s*:\s*-\s*\.?\d"
        r"|bottom\s*:\s*\.?[1-9])|(?<![\w-])top\s*:\s*-[^}]*position\s*:\s*relative",
        re.IGNORECASE,
    ),
    "struck": re.compile(r"text-decoration(?:-line)?\s*:[^;}]*line-through", re.IGNORECASE),
    "block": re.compile(r"display\s*:\s*(?:block|flex|grid|list-item|table)\b", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class _Rule:
    """The compounds of a selector, the element's own last, and what the rule makes of it."""

    compounds: Sequence[frozenset[str]]
    looks: frozenset[str]


class Styles:
    """The rules of a page that raise, strike or part text, found by what their selectors end in.

    Examples
    --------
    >>> from lxml.html import fragment_fromstring
    >>> styles = Styles([".fn { vertical-align: super }", "td s.old { text-decoration: line-through }"])
    >>> [sorted(styles.of(fragment_fromstring(tag))) for tag in ("<i class='fn'>1</i>", "<i>1</i>")]
    [['raised'], []]
    """

    def __init__(self, sheets: Iterable[str]) -> None:
        self._rules: dict[str, list[_Rule]] = defaultdict(list)
        for sheet in sheets:
            for rule in _rules(_AT_RULE.sub("", _without_comments(sheet))):
                key = min(rule.compounds[-1])
                if len(self._rules[key]) < _MOST_RULES:
                    self._rules[key].append(rule)

    def of(self, element: HtmlElement) -> set[str]:
        """Return what an element's own style and the rules make of it: raised, struck, block."""
        style = element.get("style")
        if not style and not self._rules:
            return _PLAIN
        found = looks_of(style) if style else set()
        if self._rules:
            names = _names(element)
            for key in names & self._rules.keys():
                for rule in self._rules[key]:
                    if rule.compounds[-1] <= names and _stands_in(element, rule.compounds[:-1]):
                        found |= rule.looks
        return found


def looks_of(declarations: str) -> set[str]:
    """Return what declarations make of text.

    Examples
    --------
    >>> looks_of("vertical-align: super; font-size: 8pt"), looks_of("vertical-align: top"), looks_of("display: block")
    ({'raised'}, set(), {'block'})
    """
    return {name for name, pattern in _LOOKS.items() if pattern.search(declarations[:_LONGEST])}


def _without_comments(sheet: str) -> str:
    first, *others = sheet.split("/*")
    return " ".join([first, *(other.partition("*/")[2] for other in others)])


def _rules(sheet: str) -> Iterator[_Rule]:
    for selectors, _, declarations in (part.partition("{") for part in sheet.split("}")):
        if looks := frozenset(looks_of(declarations)):
            for selector in selectors.split(","):
                compounds = selector.replace(">", " ").split()
                if compounds and all(_COMPOUND.fullmatch(compound) for compound in compounds):
                    parts = (re.findall(r"[.#]?[\w-]+", compound.lower()) for compound in compounds)
                    named = [frozenset(part) for part in parts]
                    if all(named):
                        yield _Rule(named, looks)


def _names(element: HtmlElement) -> set[str]:
    tag = element.tag if isinstance(element.tag, str) else ""
    classes = {f".{name}" for name in element.get("class", "").lower().split()}
    return {tag, *classes, *([f"#{element.get('id', '').lower()}"] if element.get("id") else [])}


def _stands_in(element: HtmlElement, compounds: Sequence[frozenset[str]]) -> bool:
    """Tell whether an element has ancestors that fit, the nearest last."""
    wanted = list(compounds)
    for above in element.iterancestors() if wanted else ():
        if wanted[-1] <= _names(above):
            wanted.pop()
            if not wanted:
                return True
    return not wanted
