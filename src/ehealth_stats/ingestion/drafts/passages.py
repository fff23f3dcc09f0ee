"""Figures that stand in running text -> entries of a recipe: what is counted, targets, money, times, dates."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ehealth_stats.codelists import qualifiers, units
from ehealth_stats.ingestion.documents import Document
from ehealth_stats.ingestion.drafts.entry import (
    A_TIME,
    Draft,
    Places,
    anchor_values,
    is_time,
    printed_figure,
    write_entry,
)
from ehealth_stats.ingestion.drafts.meaning import BUDGET, Meaning, Reader, units_kind
from ehealth_stats.ingestion.drafts.surroundings import Surroundings
from ehealth_stats.ingestion.figures.of_document.figures import Figure
from ehealth_stats.ingestion.privacy.personal import mask
from ehealth_stats.ingestion.text.numbers import is_year
from ehealth_stats.ingestion.text.periods import PeriodMention, periods_of_line
from ehealth_stats.ingestion.text.rules import find_said
from ehealth_stats.languages.lexicon import EVERY

_LABEL = 80
_SURE, _LIKELY, _UNSURE = 3, 2, 1
_NEAR = 260  # what it costs at most to look in the sentence, or the line above


def draft_figures(
    reader: Reader, places: Places, figures: Sequence[Figure], among: Sequence[Figure], *, listed: Iterable[str] = ()
) -> Iterator[Draft]:
    """Write an entry for every figure that its words explain; the others in comments, each with the entry for it.

    `among` are all figures of the document, `listed` the indicators that lists and tables have by area: a figure of the
    whole scope is a stated total then.
    """
    arounds = list(map(reader.outline.around, figures))
    meanings = [reader.read(figure, around) for figure, around in zip(figures, arounds, strict=True)]
    by_area = {*listed, *(meaning.indicator for meaning in meanings if meaning.area)}
    writer = _Writer(places, by_area, _frames(among))
    for figure, around, meaning in zip(figures, arounds, meanings, strict=True):
        if units_kind(figure.quantity) == "time" and not meaning.is_known:
            yield writer.aside(figure, "a length of time, no count of the programme")
        elif figure.quantity.relation == "change" and not meaning.target:
            yield writer.aside(figure, "a change told in words", why=_CHANGE)
        elif meaning.target:
            yield writer.target(figure, around, meaning)
        else:
            yield writer.observation(figure, around, meaning)


def _frames(items: Sequence[Figure]) -> set[int]:
    """Return where the figures start that say how many there are in all: the 44 of "31 av 44 kommuner"."""
    wholes = (items[figure.whole] for figure in items if figure.whole >= 0)
    return {whole.start for whole in wholes if whole.quantity.unit and units()[whole.quantity.unit].level}


@dataclass
class _Writer:
    """Writes the entries of figures; it knows what is told by area, what is a frame, and which sums are the budget."""

    places: Places
    by_area: Collection[str]
    frames: Collection[int]
    budgets: set[tuple[str, str]] = field(default_factory=set)

    def aside(self, figure: Figure, reason: str, *, why: str = "") -> Draft:
        """Set a figure aside for a reason."""
        printed = printed_figure(self.places.document, figure)
        values = {"find": self.places.path_to(figure, printed), "reason": reason}
        return Draft(write_entry("asides", values, ["reason"]), _SURE, frozenset([figure.start]), why)

    def target(self, figure: Figure, around: Surroundings, meaning: Meaning) -> Draft:
        """Write a target."""
        values = {
            "indicator": meaning.indicator,
            "kind": meaning.target,
            "label": mask(around.sentence.strip())[:_LABEL],
            "breakdown": meaning.breakdown if meaning.breakdown != "_T" else "",
            "area": meaning.area,
            "due": meaning.period,
            **anchor_values(self.places.anchor(figure)),
        }
        text = write_entry("targets", values, ["indicator", "kind", "label", "due", "breakdown"])
        unclear = qualifiers()[figure.quantity.qualifier].is_all and meaning.target != "all_areas"
        why = _ALL if unclear else "" if meaning.is_known else _NAMELESS
        return Draft(text, _strength(meaning), frozenset([figure.start]), why)

    def observation(self, figure: Figure, around: Surroundings, meaning: Meaning) -> Draft:
        """Write an observation; of sums without a part one is the budget of its period."""
        role, why = meaning.role, self._why(figure, meaning)
        if (meaning.indicator in self.by_area or around.is_sum) and not meaning.area and not role:
            role = "stated_total"
        if meaning.indicator == BUDGET and meaning.breakdown == "_T":
            why = _SECOND_BUDGET if (meaning.period, role) in self.budgets else _PART if meaning.is_part else why
            self.budgets.add((meaning.period, role))
            role = role or "stated_total"
        values = {
            "indicator": meaning.indicator,
            "breakdown": meaning.breakdown if meaning.breakdown != "_T" else "",
            "area": meaning.area,
            "without": meaning.without,
            "period": meaning.period,
            "unit": meaning.unit,
            "role": role,
            **anchor_values(self.places.anchor(figure)),
        }
        text = write_entry("observations", values, ["indicator", "breakdown", "period", "role", "area", "without"])
        return Draft(text, _strength(meaning), frozenset([figure.start]), why)

    def _why(self, figure: Figure, meaning: Meaning) -> str:
        """Return why a figure is not read as it stands, or nothing."""
        if figure.start in self.frames:
            return _FRAME
        if is_time(self.places.document, figure):
            return A_TIME
        if meaning.breakdown == "_T" and not meaning.unit and self._is_named_a_part(figure):
            return _PART
        if qualifiers()[figure.quantity.qualifier].is_all:
            return _EACH
        return _CHANGE if meaning.is_change else "" if meaning.is_known else _NAMELESS

    def _is_named_a_part(self, figure: Figure) -> bool:
        """Tell a figure that a word says is a part: "* Varav 12 i Fränsta" (of which) is nobody's total."""
        line = self.places.document.segments[figure.segment].text[figure.quantity.first :]
        return figure.quantity.relation == "part" and find_said("part_word", line, EVERY) is not None


_NAMELESS = "no words beside it name an indicator of the code lists"
_EACH = 'all of them: whether it is so or shall be is for a person to say; read = "each area" reads it'
_ALL = 'all of them: kind "all_areas", "milestone" or "not_quantified" says what is meant'
_CHANGE = 'a change; an entry of the figures before and after with read = "change" reads it'
_FRAME = "how many there are in all, of which another figure tells a part"
_PART = "a part of the sum before it; no category says which"
_SECOND_BUDGET = "money whose part in the budget no words say; one sum is the budget already"


def _strength(meaning: Meaning) -> int:
    return _LIKELY if meaning.cost <= _NEAR else _UNSURE


def draft_timeline(document: Document, places: Places) -> Iterator[Draft]:
    """Write an entry for every date, month, season or span of running text; a year alone dates nothing."""
    for at, segment in zip(document.starts.tolist(), document.segments, strict=True):
        mentions = periods_of_line(segment.text) if segment.table < 0 else ()
        name = mask(segment.text)[:_LABEL] if mentions else ""
        for mention in mentions:
            printed = segment.text[mention.start : mention.end]
            anchor = None
            if mention.period.dated and not is_year(printed):
                anchor = places.find(at + mention.start, at + mention.end)
            if anchor:
                values = {"kind": _kind(mention), "name": name, **anchor_values(anchor)}
                yield Draft(write_entry("timeline", values, ["kind", "name"]), _LIKELY)


def _kind(mention: PeriodMention) -> str:
    return "activity" if "/" in mention.period.edtf else "milestone"
