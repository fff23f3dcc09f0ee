"""A person at a review, on the session or on the page in a browser: clicks and keys as lines say, counted."""

import json
from abc import ABC, abstractmethod
from pathlib import Path

from typing_extensions import override

from ehealth_stats.reviewing.opening import Review, open_review
from ehealth_stats.reviewing.state import review_state
from ehealth_stats.reviewing.widget import ACTIONS

MOST_CHIPS = 6


class Person(ABC):
    """Who does what lines say, see clicks/vasternorrland-2013.txt; the clicks and keys are counted."""

    clicks = 0
    keys = 0

    def follow(self, clicks: str) -> None:
        """Do what lines say."""
        for line in clicks.splitlines():
            about, *choices = line.split(" | ")
            sign, _, printed = about.partition(" ")
            if sign == "*":
                self._keep_on(printed)
            elif sign != "#":
                self._look(sign, printed)
                for choice in choices:
                    self._decide(*choice.split(" ", 2))
                if choices != ["aside"]:
                    self.enter()

    def _look(self, sign: str, printed: str) -> None:
        if sign == "about":
            self.source()
        elif sign == ">":
            words, _, before = printed.partition(" @ ")
            self.figure(words, before)
        elif sign == "/":
            words, _, before = printed.partition(" @ ")
            self.draw(words, before)
        wanted = printed.partition(" @ ")[0].partition(" … ")[0]
        assert sign == "about" or self.words().startswith(wanted), (self.words(), printed)

    def _decide(self, what: str, *value: str) -> None:
        if what == "aside":
            self.aside("another thing than the programme")
        elif what == "way":
            self.way(*value)
        elif what == "type":
            self.type(*value)
        else:
            self.choose(what, " ".join(value))

    def _keep_on(self, until: str) -> None:
        """Keep guesses one by one: until words are selected, or to the rest."""
        wanted = until.removeprefix("until ")
        while self.words() != wanted and self.guesses():
            self.enter()

    @abstractmethod
    def words(self) -> str:
        """The words that are selected."""

    @abstractmethod
    def guesses(self) -> int:
        """How many entries nobody has looked at."""

    @abstractmethod
    def source(self) -> None:
        """Open the list of entries and click on its first line, the document itself."""

    @abstractmethod
    def figure(self, printed: str, before: str = "") -> None:
        """Click on the figure with these words, the first behind other words of the document."""

    @abstractmethod
    def draw(self, printed: str, before: str = "") -> None:
        """Draw the mouse over these words, the first behind other words of the document."""

    @abstractmethod
    def way(self, name: str) -> None:
        """Click on another way to read the figure."""

    @abstractmethod
    def choose(self, key: str, value: str) -> None:
        """Choose a value: by one click where it is offered, by two in a list, else by a search for its code."""

    @abstractmethod
    def type(self, key: str, typed: str) -> None:
        """Type a text into a field."""

    @abstractmethod
    def aside(self, reason: str) -> None:
        """Click on a reason why the figure is no quantity."""

    @abstractmethod
    def enter(self) -> None:
        """Keep the guess, by its key."""


class Hand(Person):
    """Clicks and keys on a review, as a person makes them in the notebook."""

    def __init__(self, path: Path, language: str | None = None) -> None:
        self.review: Review = open_review(path, language=language)
        self.session = self.review.session
        self.session.next_open()

    def send(self, action: str, **values: object) -> None:
        """Send what the page sends for an action."""
        with self.session.lists:
            ACTIONS[action](self.review, json.loads(json.dumps(values)))

    @override
    def words(self) -> str:
        return self.session.document_shown.text[slice(*self.session.selected)] if self.session.selected else ""

    @override
    def guesses(self) -> int:
        return self.session.progress.guesses

    @override
    def source(self) -> None:
        self.clicks += 2
        self.send("jump", position=self.session.reading.text.position("source", 0))

    @override
    def enter(self) -> None:
        words = self.words()
        self.keys += 1
        self.send("keep")
        assert not (self.session.notice and self.session.notice.is_error), (words, self.session.notice)

    def next(self) -> None:
        """Go to the next open figure, by its key."""
        self.keys += 1
        self.send("next")

    def undo(self) -> None:
        """Undo, by its key."""
        self.keys += 1
        self.send("undo")

    @override
    def figure(self, printed: str, before: str = "") -> None:
        text = self.session.document_shown.text
        start = text.index(before) + len(before) if before else 0
        at = next(m.start for m in self.session.marks if m.start >= start and text[m.start : m.end].startswith(printed))
        self.clicks += 1
        self.send("select", start=at)

    @override
    def draw(self, printed: str, before: str = "") -> None:
        text = self.session.document_shown.text
        first, _, last = printed.partition(" … ")
        start = text.index(first, text.index(before) + len(before))
        end = text.index(last, start + len(first)) + len(last) if last else start + len(first)
        self.clicks += 1
        self.send("words", start=start, end=end)

    @override
    def way(self, name: str) -> None:
        offered = [each.way for each in self.session.proposals]
        assert name in offered, (name, offered, self.words())
        self.clicks += 1
        self.send("take", way=name)

    @override
    def choose(self, key: str, value: str) -> None:
        fields = {field["key"]: field for field in review_state(self.review)["panel"]["fields"]}
        field = fields[key]
        assert value != field["value"], (self.words(), key, "stands there already")
        self.clicks += field["rare"]  # the list of more fields is opened
        offered = [code for code, _ in field["quick"]]
        choices = [code for code, _ in field["choices"]]
        if value in offered or (value in choices and len(choices) <= MOST_CHIPS):
            self.clicks += 1
        elif value in choices:
            self.clicks += 2
        else:
            assert field["list"]
            self.clicks += 1
            self.keys += len(value) + 1
        self.send("change", key=key, value=value)

    @override
    def type(self, key: str, typed: str) -> None:
        fields = {field["key"]: field for field in review_state(self.review)["panel"]["fields"]}
        self.clicks += 1 + fields[key]["rare"]
        self.keys += len(typed) + 1
        self.send("change", key=key, value=typed)

    def save(self) -> None:
        """Save, by its key."""
        self.keys += 1
        self.send("save")
        assert self.review.is_saved

    @override
    def aside(self, reason: str) -> None:
        self.clicks += 1
        self.send("no_quantity", reason=reason)
        assert not (self.session.notice and self.session.notice.is_error), self.session.notice
