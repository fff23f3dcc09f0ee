"""Words that a person selects in a document -> the entries that could say what they are, the likeliest first.

Of a figure the words beside it tell; a statement, a target without a number or a step that is done has only its own.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ehealth_stats.codelists import area_level, indicators
from ehealth_stats.ingestion.documents import Document, Segment
from ehealth_stats.ingestion.privacy.personal import MASK, as_masked, mask
from ehealth_stats.ingestion.text.periods import find_periods
from ehealth_stats.languages.lexicon import any_of
from ehealth_stats.reviewing.guesses import LABEL, Guesser, Proposal
from ehealth_stats.reviewing.lines import aim_in, due_in, end_of_sentence
from ehealth_stats.reviewing.reading import Reading

_STEP = "milestone"
_STEPS, _PLACES = "milestones", "municipalities"  # the units of what is done or not, and of where it is
_ABOVE, _SHORT = 8, 4  # lines in which a heading is looked for, words of a line that is like one
_BEHIND = 4  # words behind a list that end it


def propose_words(guesser: Guesser, reading: Reading, start: int, end: int) -> list[Proposal]:
    """Return what selected words may be; nothing where no phrase leads to them, or they hold something personal."""
    text = guesser.context.document.text[start:end]
    path = guesser.places.path_to_words(start, text) if mask(as_masked(text)) == text else []
    if not path:
        return []
    find: Mapping[str, str | Sequence[str]] = {"find": path[0] if len(path) == 1 else path}
    aim = aim_of(guesser, start, text)
    target = _as_target(_Words(guesser, reading, start, end, aim), find)
    claim = {"kind": "goal" if aim else "claim", "label": text[:LABEL], "area": guesser.only_area(start, end), **find}
    statement = Proposal("words", "statements", {key: value for key, value in claim.items() if value})
    dates = list(_dates(guesser, start, end, text[:LABEL]))
    done = Proposal("done", "observations", {"indicator": _step(guesser, text), **find, "read": "done"})
    member = Proposal("member", "participants", {"role": "", "name": text[:LABEL], **find})
    first = [*dates, target, statement] if aim else [*dates, statement, target]
    if aim_in(text, guesser.language) or guesser.aim(start):
        first = [target, *dates, statement]
    areas = (each for each in guesser.propose(start, end) if each.way == "areas")
    return [*first, *areas, done, member, *names_in(guesser, start, end)]


def names_in(guesser: Guesser, start: int, end: int) -> list[Proposal]:
    """Offer a list of participants, parted by commas and ends of lines."""
    document = guesser.context.document
    line = document.segment_at(end - 1)
    rest = document.text[end : int(document.starts[line]) + len(document.segments[line].text)].strip(" .:;,")
    following = document.segments[line + 1].text if line + 1 < len(document.segments) else ""
    behind = " ".join(mask(rest or following).split(MASK)[0].split()[:_BEHIND]).strip(" .:;,")
    tried = ("", behind) if not rest and line == document.segment_at(start) else (behind,)
    found = next(filter(None, (guesser.around_names(start, end, until) for until in tried)), None)
    return [Proposal("members", "participants", {"role": "", **found})] if found else []


@dataclass(frozen=True, slots=True)
class _Words:
    """Selected words, and the words for a target that they stand below."""

    guesser: Guesser
    reading: Reading
    start: int
    end: int
    aim: str

    @property
    def text(self) -> str:
        return self.guesser.context.document.text[self.start : self.end]

    @property
    def last(self) -> int:
        """Where their sentence ends, which may go on in the lines below."""
        document = self.guesser.context.document
        return max(self.end, end_of_sentence(document, document.segment_at(self.start)))

    @property
    def names(self) -> bool:
        """Whether their sentence names municipalities behind them."""
        named = self.guesser.context.figures.mentions_between(self.end, self.last)
        return any(each.code and area_level(each.code) == "municipality" for each in named)

    @property
    def behind(self) -> str:
        """The first words behind their sentence, where that goes on in the lines below."""
        document = self.guesser.context.document
        line = document.segment_at(self.last)
        goes_on = line > document.segment_at(self.start) and line + 1 < len(document.segments)
        return " ".join(document.segments[line + 1].text.split()[:_BEHIND]).strip(" .:;,") if goes_on else ""


def _as_target(words: _Words, find: Mapping[str, str | Sequence[str]]) -> Proposal:
    guesser = words.guesser
    target = Proposal("target", "targets", {**_target(words), **find})
    figures = guesser.context.figures.between(words.start, words.end)
    inside = (proposal for figure in figures for proposal in guesser.propose(figure.start, figure.end))
    numbered = next((each for each in inside if each.way == "target" and each.values.get("indicator")), None)
    if numbered and words.aim and target.values["kind"] == _STEP:
        return Proposal("target", "targets", {**numbered.values, "label": words.text[:LABEL]})
    return target


def aim_of(guesser: Guesser, start: int, text: str) -> str:
    """Return the words for a target in a text, else those before it or above it; empty where there are none."""
    own = text if aim_in(text, guesser.language) else guesser.aim(start)
    return own or _aim_above(guesser, start)


def _aim_above(guesser: Guesser, start: int) -> str:
    """Return the words for a target in the nearest line above that is a heading or like one."""
    document, language = guesser.context.document, guesser.language
    line = document.segment_at(start)
    own = document.segments[line]
    if own.table >= 0:
        header = document.tables[own.table].header
        return aim_in(header[own.column], language) if 0 <= own.column < len(header) else ""
    above = (document.segments[at] for at in range(line - 1, max(line - 1 - _ABOVE, -1), -1))
    return next((aim_in(each.text, language) for each in above if _opens(each, language)), "")


def _opens(line: Segment, language: str) -> bool:
    """Tell a heading, a line that ends with a colon, and a few words that begin with one for a target: "Mål 2015"."""
    text = line.text.strip()
    is_short = 0 < len(text.split()) <= _SHORT and aim_in(text, language) == text
    return line.kind == "heading" or text.endswith(":") or is_short


def _target(words: _Words) -> dict[str, str | Sequence[str]]:
    """Return a target without a number: undefined, in all municipalities, or a step, of those that are named."""
    guesser, text = words.guesser, words.text
    named, kind, category = guesser.named_in(text), _STEP, ""
    if re.search(rf"(?<!\w)(?:{any_of(guesser.language, 'undefined')})(?!\w)", text, re.IGNORECASE):
        kind = "undefined"
        if not named:
            named, category = _topic(words)
    elif any(map(guesser.is_of_all, guesser.context.figures.between(words.start, words.last))):
        kind, named = "all_areas", _of_places(named) or _of_places(_topic(words)[0])
    else:
        places = _of_places(named) or _of_places(_topic(words)[0]) if words.names else []
        named = places or [_step(guesser, text)]
    values = {
        "indicator": next(iter(named), ""),
        "breakdown": category,
        "kind": kind,
        "label": text[:LABEL],
        "due": due_in(words.aim),
        "read": "named areas" if words.names and kind == _STEP else "",
        "until": words.behind if words.names and kind == _STEP else "",
    }
    return {key: value for key, value in values.items() if value or key == "indicator"}


def _of_places(named: Sequence[str]) -> list[str]:
    return [code for code in named if indicators()[code].unit == _PLACES]


def _topic(words: _Words) -> tuple[list[str], str]:
    """Return what the row of a cell or the heading above is about, by its words, else by what is counted most there.

    With a category that the words name.
    """
    document = words.guesser.context.document
    title = _title(document, document.segment_at(words.start))
    printed = "\n".join(document.segments[line].text for line in title)
    if named := words.guesser.named_in(printed):
        return named, next(iter(words.guesser.categories_in(printed)), "")
    first = int(document.starts[title[0]]) if title else words.start
    blocks = [
        words.reading.text.blocks[each.position] for each in words.reading.taken if first <= each.start < words.start
    ]
    counted = Counter(block.values["indicator"] for block in blocks if block.values.get("indicator"))
    return [code for code, _ in counted.most_common()] or words.guesser.rank_in(printed), ""


def _title(document: Document, line: int) -> Sequence[int]:
    """Return the lines that say what a line is about: the cells before it in its row, or above these; a heading."""
    own, segments = document.segments[line], document.segments
    before = range(line - 1, -1, -1)
    if own.table < 0:
        return [at for at in before if segments[at].kind == "heading"][:1]
    beside = [at for at in before if segments[at].table == own.table and segments[at].column < own.column]
    return [at for at in reversed(beside) if segments[at].row == segments[beside[0]].row]


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
