"""What style sheets do to text that changes what it says: a page's styles -> which elements are raised, struck, blocks.

Only what a person sees at once: rules for print or a pointer above are left, and no rule here hides anything.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from lxml.html import HtmlElement

_PLAIN: set[str] = set()
_AT_RULE = re.compile(r"@[^{};@]*(?:;|\{(?:[^{}]*+\{[^{}]*+\})*+[^{}]*+\})")
_LONGEST, _MOST_RULES = 2000, 200  # letters of a style, rules of one name: nobody writes more
_COMPOUND = re.compile(r"(?:[a-z][a-z0-9]*|\*)?(?:[.#][\w-]+)*", re.IGNORECASE)
_BLOCKS = frozenset(["block", "flex", "grid", "list-item", "table"])


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
    listed = (part.partition(":") for part in declarations[:_LONGEST].lower().split(";"))
    values = {name.strip(): value.replace("!", " ").split() for name, _, value in listed}
    lines = [*values.get("text-decoration", ()), *values.get("text-decoration-line", ())]
    found = {
        "raised": _raises(values),
        "struck": "line-through" in lines,
        "block": _first(values, "display") in _BLOCKS,
    }
    return {name for name, is_so in found.items() if is_so}


def _raises(values: Mapping[str, Sequence[str]]) -> bool:
    """Tell what lifts text: as a superscript, by a length, or moved up from where it stands."""
    aligned = _first(values, "vertical-align")
    if aligned == "text-top" and _is_small(_first(values, "font-size")):
        return True
    if aligned == "super" or _length(aligned) > 0 or _first(values, "font-variant-position") == "super":
        return True
    is_moved = _first(values, "position") == "relative"
    return is_moved and (_length(_first(values, "top")) < 0 or _length(_first(values, "bottom")) > 0)


def _is_small(size: str) -> bool:
    """Tell letters smaller than those around: "smaller", "70%", "0.7em"."""
    around = {"%": 100.0, "em": 1.0}
    shares = [_length(size) / full for unit, full in around.items() if size.endswith(unit) and not size.endswith("rem")]
    return size == "smaller" or any(0 < share <= _SMALL for share in shares)


_SMALL = 0.85


def _first(values: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(values.get(name, ())), "")


def _length(value: str) -> float:
    """Return the number of a length or share, "0.4em"; 0 for anything else, and for a number without a unit."""
    number = value.rstrip(f"{ascii_lowercase}%")
    try:
        return float(number) if number != value else 0.0
    except ValueError:
        return 0.0


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
