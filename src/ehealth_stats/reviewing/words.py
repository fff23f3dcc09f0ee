"""Words that a person selects in a document -> the entries that could say what they are, the likeliest first.

Of a figure the words beside it tell; a statement, a target without a number or a step that is done has only its own.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from ehealth_stats.codelists import indicators
from ehealth_stats.ingestion.documents import Document, Segment
from ehealth_stats.ingestion.privacy.personal import as_masked, mask
from ehealth_stats.ingestion.text.periods import find_periods
from ehealth_stats.languages.lexicon import any_of
from ehealth_stats.reviewing.guesses import LABEL, Guesser, Proposal, aim_in, due_in

Edge = Literal["line", "start", "end"]
_STEP = "milestone"
_STEPS, _PLACES = "milestones", "municipalities"  # the units of what is done or not, and of where it is
_ABOVE, _SHORT = 8, 4  # lines in which a heading is looked for, words of a line that is like one
_WORD = re.compile(r"\S+")
_Places = tuple[int, int]


def whole_words(document: Document, start: int, end: int) -> _Places | None:
    """Return the whole words of a line that a selection touches, without signs around them; None for none."""
    line = document.segment_at(start)
    at, text = int(document.starts[line]), document.segments[line].text
    touched = [word for word in _WORD.finditer(text) if word.end() > start - at and word.start() < end - at]
    if not touched:
        return None
    first, last = touched[0].start(), touched[-1].end()
    printed = text[first:last].rstrip(" .:;,")
    return (at + first, at + first + len(printed)) if any(map(str.isalnum, printed)) else None


def moved(document: Document, selected: _Places, edge: Edge, by: int) -> _Places:
    """Return the words that are selected after a key: one line or word further, or back where `by` is below nothing.

    A line that is not selected as a whole comes before the next one.
    """
    line = document.segment_at(selected[0])
    if edge == "line":
        lines = range(line, len(document.segments)) if by > 0 else range(line, -1, -1)
        found = filter(None, (_line(document, each) for each in lines))
        return next((words for words in found if words != selected), selected)
    at, text = int(document.starts[line]), document.segments[line].text
    words = [(at + word.start(), at + word.end()) for word in _WORD.finditer(text)]
    first = max((n for n, word in enumerate(words) if word[0] <= selected[0]), default=0)
    last = max((n for n, word in enumerate(words) if word[0] < selected[1]), default=0)
    if edge == "start":
        first = min(max(first + by, 0), last)
    else:
        last = max(min(last + by, len(words) - 1), first)
    return whole_words(document, words[first][0], words[last][1]) or selected


def _line(document: Document, line: int) -> _Places | None:
    at = int(document.starts[line])
    return whole_words(document, at, at + len(document.segments[line].text))


def fewest_words(document: Document, start: int, end: int) -> str:
    """Return the fewest words up to a figure, else from it on, in its line, that stand nowhere before it."""
    line = document.segment_at(start)
    at, text = int(document.starts[line]), document.segments[line].text
    firsts = [match.start() for match in _WORD.finditer(text[: start - at])]
    lasts = [end - at + match.end() for match in _WORD.finditer(text[end - at :])]
    before = [(first, end - at) for first in [*reversed(firsts), *([] if firsts else [start - at])]]
    for first, last in [*before, *((start - at, last) for last in lasts)]:
        phrase = text[first:last].rstrip(" .:;,")
        if mask(phrase) != phrase:
            return ""
        if document.text.find(phrase) == at + first:
            return phrase
    return ""


def propose_words(guesser: Guesser, start: int, end: int) -> list[Proposal]:
    """Return what selected words may be; nothing where no phrase leads to them, or they hold something personal."""
    document = guesser.context.document
    text = document.text[start:end]
    path = guesser.places.path_to_words(start, text) if mask(as_masked(text)) == text else []
    if not path:
        return []
    find: Mapping[str, str | Sequence[str]] = {"find": path[0] if len(path) == 1 else path}
    figures = guesser.context.figures.between(start, end)
    inside = [proposal for figure in figures for proposal in guesser.propose(figure.start, figure.end)]
    own = text if aim_in(text, guesser.language) else guesser.aim(start)
    aim = own or _aim_above(guesser, start)
    target = Proposal("target", "targets", _target(guesser, start, text, aim) | dict(find))
    numbered = next((each for each in inside if each.way == "target" and each.values.get("indicator")), None)
    if numbered and aim and target.values["kind"] == _STEP:
        target = Proposal("target", "targets", {**numbered.values, "label": text[:LABEL]})
    statement = Proposal("words", "statements", {"kind": "goal" if aim else "claim", "label": text[:LABEL], **find})
    dates = list(_dates(guesser, start, end, text[:LABEL]))
    done = Proposal("done", "observations", {"indicator": _step(guesser, text), **find, "read": "done"})
    member = Proposal("member", "participants", {"role": "", "name": text[:LABEL], **find})
    first = [target, *dates, statement] if own else [*dates, target, statement] if aim else [*dates, statement, target]
    return [*first, *(each for each in guesser.propose(start, end) if each.way == "areas"), done, member]


def _aim_above(guesser: Guesser, start: int) -> str:
    """Return the words for a target in the nearest line above that is a heading or like one."""
    document, language = guesser.context.document, guesser.language
    line = document.segment_at(start)
    above = (document.segments[at] for at in range(line - 1, max(line - 1 - _ABOVE, -1), -1))
    return next((aim_in(each.text, language) for each in above if _opens(each, language)), "")


def _opens(line: Segment, language: str) -> bool:
    """Tell a heading, a line that ends with a colon, and a few words that begin with one for a target: "Mål 2015"."""
    text = line.text.strip()
    is_short = 0 < len(text.split()) <= _SHORT and aim_in(text, language) == text
    return line.kind == "heading" or text.endswith(":") or is_short


def _target(guesser: Guesser, start: int, text: str, aim: str) -> dict[str, str | Sequence[str]]:
    """Return a target without a number: undefined, in all municipalities, or a step."""
    figures = guesser.context.figures.between(start, start + len(text))
    named, kind = guesser.named_in(text), _STEP
    if re.search(rf"(?<!\w)(?:{any_of(guesser.language, 'undefined')})(?!\w)", text, re.IGNORECASE):
        kind = "undefined"
    elif any(map(guesser.is_of_all, figures)):
        kind, named = "all_areas", [code for code in named if indicators()[code].unit == _PLACES]
    counted = next(iter(named), "") if kind != _STEP else _step(guesser, text)
    values = {"indicator": counted, "kind": kind, "label": text[:LABEL], "due": due_in(aim)}
    return {key: value for key, value in values.items() if value or key == "indicator"}


def _step(guesser: Guesser, text: str) -> str:
    """Return the indicator of a step that is done or not: one that the words name, else the only one of steps."""
    steps = [code for code, each in indicators().items() if each.unit == _STEPS]
    named = [code for code in guesser.named_in(text) if code in steps]
    return next(iter(named), steps[0] if len(steps) == 1 else "")


def _dates(guesser: Guesser, start: int, end: int, label: str) -> Iterator[Proposal]:
    """Offer the first date or period among the words, named by all of them."""
    document = guesser.context.document
    line = document.segment_at(start)
    at = int(document.starts[line])
    for mention in find_periods(document.segments[line].text):
        if start <= at + mention.start and at + mention.end <= end:
            found = guesser.propose(at + mention.start, at + mention.end)
            yield from (
                Proposal("date", each.section, {**each.values, "name": label}) for each in found if each.way == "date"
            )
            return
