"""A document and its recipe under review: each click of a person -> another recipe, tried before it is kept.

Nothing here knows how it is shown; a test, a script or a widget calls the same actions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from ehealth_stats.codelists import CodeLists, Language, in_use
from ehealth_stats.codelists.own import LISTS
from ehealth_stats.errors import EHealthStatsError
from ehealth_stats.ingestion.documents import Document
from ehealth_stats.reviewing.guesses import Corrections, Guesser, Proposal
from ehealth_stats.reviewing.lines import Edge, fewest_words, moved, whole_words, words_of_lines
from ehealth_stats.reviewing.marks import OPEN, Mark, hidden_guesses, marks_of, waiting_marks
from ehealth_stats.reviewing.own_lists import NewIndicator, with_indicator
from ehealth_stats.reviewing.passages import changed_in_all, propose_lines
from ehealth_stats.reviewing.preview import Preview, preview
from ehealth_stats.reviewing.reading import SECTIONS, Reader, Reading
from ehealth_stats.reviewing.recipe_text import SOURCE, RecipeText, Value, Values, parse_recipe_text
from ehealth_stats.reviewing.words import propose_words

ARROW = " → "
"""What stands between the phrases of a path where they are shown and typed in one line."""
_MARKS = "marks"
_NEAR = 4
# Keys whose texts are parted by arrows where they are typed.
_LISTED = ("find", "follow_up", "synonyms")
_CHOOSE = "choose_indicator"
# What reads words beside the selected ones, or was kept before.
_OF_A_SENTENCE = ("entry", "areas", "members", "words")
_COUNTING = ("observations", "targets")
_NEEDED = {"indicator": _COUNTING, "role": ("participants",)}
_OF_A_FIGURE = (*_COUNTING, "timeline", "asides")


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell the person: a phrase of the files of wording, or an error in its own words."""

    key: str
    values: Mapping[str, object]
    text: str = ""
    is_error: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How many figures there are, and what became of them; `guesses` are entries that nobody has looked at."""

    figures: int
    claimed: int
    not_quantity: int
    unclaimed: int
    guesses: int


class Session:
    """A review from the moment it is opened: its recipe, every version of it since, and what is looked at.

    Parameters
    ----------
    document, path
        As `read_document` gives it; where its recipe is or will be.
    text
        The recipe: as it stands on the disk, or a draft.
    language
        In which rows are told and labels are written.
    lists
        The code lists beside the documents, one's own among them; when left out, those in use.

    Raises
    ------
    RecipeError
        If the recipe does not fit the document.
    """

    def __init__(
        self, document: Document, path: Path, text: str, *, language: Language = "en", lists: CodeLists | None = None
    ) -> None:
        self.path = path
        self.language = language
        self.document = document
        self._reader = Reader(document, path, lists or in_use())
        self._versions: list[Reading] = [self._reader.read(text)]
        self._now = 0
        self.selected: tuple[int, int] | None = None
        self.proposals: list[Proposal] = []
        self.proposal: Proposal | None = None
        self.notice: Notice | None = None
        self._tried: tuple[str, Reading | Notice] | None = None
        self._corrections = Corrections()

    @property
    def reading(self) -> Reading:
        """What the recipe reads now."""
        return self._versions[self._now]

    @property
    def lists(self) -> CodeLists:
        """The code lists that the recipe goes by: in a `with` block, labels and guesses do too."""
        return self.reading.context.recipe.codelists

    @property
    def text(self) -> str:
        """The recipe as it stands now, kept or not yet saved."""
        return str(self.reading.text)

    @property
    def can_undo(self) -> bool:
        """Whether there is a version before this one."""
        return self._now > 0

    @property
    def can_redo(self) -> bool:
        """Whether a version was undone."""
        return self._now + 1 < len(self._versions)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Every figure, date and name that can be selected, in reading order."""
        known = self.reading.known
        if _MARKS not in known:
            known[_MARKS] = marks_of(self.reading)
        return tuple(known[_MARKS])

    @property
    def progress(self) -> Progress:
        """How far the review is."""
        kinds = self.reading.ingested.marks["kind"].value_counts()
        guesses = sum(block.is_guess for block in self.reading.text.blocks)
        claimed, aside, unclaimed = (int(kinds.get(kind, 0)) for kind in ("claimed", "not_quantity", OPEN))
        return Progress(claimed + aside + unclaimed, claimed, aside, unclaimed, guesses)

    # --- looking ----------------------------------------------------------------------------------

    def select(self, start: int) -> None:
        """Look at the words that begin at a place; the likeliest entry for them is the proposal."""
        mark = next((mark for mark in self.marks if mark.start == start), None)
        if mark is None:
            self._say("gone")
            return
        self.notice = None
        self.selected = (mark.start, mark.end)
        own = [] if mark.position is None else [self._entry(mark.position)]
        self.proposals = [*own, *map(self._corrections.applied, self._guesser.propose(mark.start, mark.end))]
        self.proposal = next(filter(self._may_run, self.proposals), None)

    def select_words(self, start: int, end: int) -> None:
        """Look at words that a person marked, such as those of a statement; of a word in part at the whole of it.

        Of several lines each may be an entry.
        """
        if lines := words_of_lines(self.document_shown, start, end):
            self.notice, self.selected = None, lines
            self._offer(propose_lines(self._guesser, self.reading, self.marks, lines))
            return
        words = whole_words(self.document_shown, start, end)
        mark = next((mark for mark in self.marks if (mark.start, mark.end) == words), None)
        if mark or not words:
            self.select(mark.start if mark else -1)
            return
        self.notice, self.selected = None, words
        position = next((each.position for each in self.reading.taken if (each.start, each.end) == words), None)
        own = [] if position is None else [self._entry(position)]
        self._offer([*own, *propose_words(self._guesser, self.reading, *words)])

    def _offer(self, proposals: list[Proposal]) -> None:
        """Propose the likeliest of some proposals that runs, else the likeliest, or say that no words lead there."""
        self.proposals = proposals
        self.proposal = next(filter(self._may_run, proposals), next(iter(proposals), None))
        if not proposals:
            self.notice = Notice("no_phrase", {}, is_error=True)

    def extend(self, edge: Edge, by: int) -> None:
        """Look at the words of a line more or less, from those that are selected on; or at the next whole line."""
        self.select_words(*moved(self.document_shown, self.selected or (0, 0), edge, by))

    def next_open(self) -> None:
        """Look at the next figure that no row takes, or that an entry takes which nobody has looked at."""
        waiting = waiting_marks(self.marks)
        at = self.selected[0] if self.selected else -1
        following = next((mark for mark in waiting if mark.start > at), next(iter(waiting), None))
        source = self.reading.text.position(SOURCE, 0)
        if following:
            self.select(following.start)
        elif self.reading.text.blocks[source].is_guess:
            self.selected, self.proposals = None, []
            self.jump(source)
        elif hidden := hidden_guesses(self.reading, self.marks):
            self.jump(hidden[0])
        else:
            self.selected, self.proposals = None, []
            self.proposal = None
            self._say("all_done")

    def jump(self, position: int) -> None:
        """Look at the words that an entry reads; at the entry itself where it is about the whole document."""
        first = self.reading.first_of(position)
        self.selected, self.proposals = None, []
        if first and any(mark.start == first.start for mark in self.marks):
            self.select(first.start)
        elif first:
            self.selected = (first.start, first.end)
        self.notice = None
        self.proposals = [self._entry(position), *self.proposals]
        self.proposal = self.proposals[0]

    # --- choosing ---------------------------------------------------------------------------------

    def take(self, way: str) -> None:
        """Choose another of the proposals: the column, the list, the figure alone, a target, a date …"""
        found = next((each for each in self.proposals if each.way == way), None)
        if found:
            self.proposal = found

    def change(self, key: str, value: Value) -> None:
        """Change a value of the proposal; an empty one goes."""
        if self.proposal is None:
            return
        if self.proposal.several:
            self.proposal = changed_in_all(self.proposal, key, value)
            return
        values = dict(self.proposal.values)
        values[key] = value
        if value in ("", [], {}, False):
            del values[key]
        self.proposal = replace(self.proposal, values=values)

    def type(self, key: str, typed: str) -> None:
        """Change a value of the proposal as a person types it.

        The phrases of a path are parted by an arrow. Of words in several languages those in the language of the review
        change. "columns/Larm" is the category of one column.
        """
        if self.proposal is None:
            return
        table, _, label = key.partition("/")
        before = self.proposal.values.get(table)
        if label and isinstance(before, Mapping):
            self.change(table, {**before, label: typed})
        elif isinstance(before, Mapping):
            self.change(key, {name: text for name, text in {**before, self.language: typed}.items() if text})
        elif key in _LISTED:
            phrases = [phrase.strip() for phrase in typed.split(ARROW.strip()) if phrase.strip()]
            self.change(key, phrases[0] if len(phrases) == 1 else phrases)
        else:
            self.change(key, typed == "true" if key == "additional" else typed.strip())

    def new_indicator(self, new: NewIndicator) -> bool:
        """Write an indicator of its own into the recipe, and let the proposal count it; it can be undone."""
        proposal = self.proposal
        if not (new.label and new.unit):
            self.notice = Notice("new_needs", {}, is_error=True)
            return False
        text, code = with_indicator(self.reading.text, new, self.language)
        if not self.replace_text(str(text)):
            return False
        if proposal and proposal.section in SECTIONS:
            self.proposals = [proposal, *(each for each in self.proposals if each.way != proposal.way)]
            self.proposal = proposal
            with self.lists:
                self.change("indicator", code)
        return True

    def preview(self) -> Preview | Notice | None:
        """Return what the proposal makes, or why it does not run."""
        if self.proposal is None:
            return None
        tried = self._try(self.proposal)
        if isinstance(tried, Notice) or self.proposal.section not in ("", *SECTIONS):
            return tried if isinstance(tried, Notice) else None
        return preview(self.reading, tried, self._positions(tried, self.proposal), self.language)

    # --- deciding ---------------------------------------------------------------------------------

    def keep(self) -> bool:
        """Keep the proposal if it runs, and go on to the next open figure; else say why not."""
        if self.proposal is None:
            self._say("nothing_selected")
            return False
        tried = self._try(self.proposal)
        if isinstance(tried, Notice):
            self.notice = tried
            return False
        taken, several = len(self._positions(tried, self.proposal)), bool(self.proposal.several)
        self._corrections.learn(self.proposals, self.proposal)
        self._add(tried)
        if several and self.selected:
            self.selected = (self.selected[0] - 1, self.selected[0])  # the first of them is next
        self.next_open()
        if several:
            self._say("to_look_at", n=taken)
        return True

    def no_quantity(self, reason: str) -> bool:
        """Set the selected figure aside, with the reason."""
        if self.selected is None:
            self._say("nothing_selected")
            return False
        phrase = fewest_words(self.document_shown, *self.selected)
        return self._set_aside({"find": phrase, "reason": reason} if phrase else {})

    def contact(self, reason: str) -> bool:
        """Set the selected figure aside as a contact detail: it is masked from now on, the recipe does not print it."""
        if self.selected is None:
            self._say("nothing_selected")
            return False
        around = self._guesser.around(*self.selected)
        return self._set_aside({**around, "reason": reason, "contact": True} if around else {})

    def _set_aside(self, values: Values) -> bool:
        if not values:
            self.notice = Notice("no_phrase", {}, is_error=True)
            return False
        self.proposal = Proposal("words", "asides", values)
        return self.keep()

    def delete(self, position: int) -> bool:
        """Take an entry out of the recipe."""
        text = self.reading.text
        if text.blocks[position].section in ("", SOURCE):
            self._say("needed")
            return False
        return self.replace_text(str(text.deleted(position)))

    def undo(self) -> None:
        """Go back to the version before."""
        self._go(self._now - 1, self.can_undo, "nothing_to_undo")

    def redo(self) -> None:
        """Take back an undo."""
        self._go(self._now + 1, self.can_redo, "nothing_to_redo")

    def follow(self, earlier: str) -> int:
        """Take over the entries of another year's recipe that run on this document; return how many.

        They come in one version, each marked as a guess: a person looks at every one.
        """
        blocks = sorted(parse_recipe_text(earlier).blocks, key=lambda block: block.section not in LISTS)
        entries = [(block.section, block.values) for block in blocks if block.section in (*LISTS, *SECTIONS)]
        found = self._reader.with_guesses(self.reading, entries)
        taken = len(found.text.blocks) - len(self.reading.text.blocks)
        if taken:
            self._add(found)
        self.next_open()
        self._say("followed", n=taken)
        return taken

    def replace_text(self, text: str) -> bool:
        """Go on with another text of the recipe, unless it can't be read by; it can be undone."""
        try:
            found = self._reader.read(text)
        except EHealthStatsError as error:
            self.notice = _refusal(error)
            return False
        self._add(found)
        self._look_again()
        return True

    # --- inside -----------------------------------------------------------------------------------

    @cached_property
    def _guessers(self) -> dict[int, Guesser]:
        return {}

    @property
    def _guesser(self) -> Guesser:
        """What the document offers, as it is opened now."""
        figures = self.reading.context.figures
        if id(figures) not in self._guessers:
            self._guessers.clear()
            self._guessers[id(figures)] = Guesser(self.reading.context)
        return self._guessers[id(figures)]

    def rank(self) -> list[str]:
        """Return the indicators that stand near the selected words, the nearest first."""
        return self._guesser.rank(self.selected[0], self.unit_near()) if self.selected else []

    def unit_near(self) -> str:
        """Return the unit that the selected figure prints, empty where there is none."""
        return self._guesser.unit_at(self.selected[0]) if self.selected else ""

    def periods_near(self) -> list[str]:
        """Return the periods near the selected words, and those of other entries, the last first."""
        near = self._guesser.periods_near(self.selected[0]) if self.selected else []
        entries = [block.values for block in reversed(self.reading.text.blocks) if block.section == "observations"]
        return list(dict.fromkeys([*near[:_NEAR], *(values["period"] for values in entries if values.get("period"))]))

    def categories_near(self) -> list[str]:
        """Return the categories that are named near the selected words."""
        return self._guesser.categories_near(self.selected[0]) if self.selected else []

    def areas_near(self) -> list[str]:
        """Return the areas that are named near the selected words."""
        return self._guesser.areas_near(self.selected[0]) if self.selected else []

    def _entry(self, position: int) -> Proposal:
        block = self.reading.text.blocks[position]
        own = Proposal("entry", block.section, block.values, position)
        return self._corrections.applied(own) if block.is_guess else own

    def _may_run(self, proposal: Proposal) -> bool:
        """Tell a proposal that runs, or would if it said what it counts."""
        tried = self._try(proposal)
        return not isinstance(tried, Notice) or tried.key == _CHOOSE

    def _try(self, proposal: Proposal) -> "Reading | Notice":
        text = self.reading.text
        if proposal.several:
            return self._try_several(proposal)
        for key, of in _NEEDED.items():
            if proposal.section in of and not proposal.values.get(key):
                return Notice(f"choose_{key}", {}, is_error=True)
        try:
            changed = (
                self._without_guess(text, proposal).added(
                    proposal.section, {key: value for key, value in proposal.values.items() if value}
                )
                if proposal.position is None
                else text.changed(proposal.position, proposal.values)
            )
            if self._tried is None or self._tried[0] != str(changed):
                self._tried = str(changed), self._checked(self._reader.read(str(changed)), proposal)
        except EHealthStatsError as error:
            return _refusal(error)
        return self._tried[1]

    def _try_several(self, proposal: Proposal) -> "Reading | Notice":
        if self._tried is None or self._tried[0] != repr(proposal):
            found = self._reader.with_guesses(self.reading, [(e.section, e.values) for e in proposal.several])
            nothing = Notice("nothing_new", {}, is_error=True)
            self._tried = repr(proposal), nothing if found is self.reading else found
        return self._tried[1]

    def _without_guess(self, text: RecipeText, proposal: Proposal) -> RecipeText:
        """Return the recipe without the guess that a proposal reads in another way, if that is of its figure alone."""
        if self.selected is None or proposal.section not in _OF_A_FIGURE:
            return text
        own = self.reading.entry_at(*self.selected)
        is_alone = [each.position for each in self.reading.taken].count(own or 0) == 1
        return text.deleted(own) if own and is_alone and text.blocks[own].is_guess else text

    def _checked(self, tried: Reading, proposal: Proposal) -> "Reading | Notice":
        """Return the reading, unless its new entry leaves out the words that it is for."""
        if proposal.section not in SECTIONS or proposal.way in _OF_A_SENTENCE or self.selected is None:
            return tried
        start, end = self.selected
        if not any(mark.start == start for mark in self.marks):
            return tried  # words lead to what they are about: the municipalities that are named behind them
        position = self._position(tried, proposal)
        if any(each.position == position and each.start < end and start < each.end for each in tried.taken):
            return tried
        return Notice("reads_other_words", {}, is_error=True)

    def _position(self, reading: Reading, proposal: Proposal) -> int:
        return len(reading.text.blocks) - 1 if proposal.position is None else proposal.position

    def _positions(self, reading: Reading, proposal: Proposal) -> Sequence[int]:
        if proposal.several:
            return range(len(self.reading.text.blocks), len(reading.text.blocks))
        return [self._position(reading, proposal)]

    def _add(self, reading: Reading) -> None:
        self._versions[self._now + 1 :] = [reading]
        self._now += 1
        self._tried = None

    def _go(self, version: int, is_there: bool, otherwise: str) -> None:
        if not is_there:
            self._say(otherwise)
            return
        self._now = version
        self._look_again()

    def _look_again(self) -> None:
        """Look at the same words in another version."""
        at = self.selected
        self.proposal = None
        self.proposals, self.notice = [], None
        self.selected = None
        if at and any(mark.start == at[0] for mark in self.marks):
            self.select(at[0])
        elif at:
            self.select_words(*at)

    @property
    def document_shown(self) -> Document:
        """The document with what is personal in it hidden."""
        return self.reading.context.document

    def _say(self, key: str, **values: object) -> None:
        self.notice = Notice(key, values)


def _refusal(error: EHealthStatsError) -> Notice:
    """Return what is wrong with an entry, and what to do."""
    return Notice("", {}, ". ".join(filter(None, (error.what, error.expected, error.hint))), is_error=True)
