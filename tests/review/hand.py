"""A hand on a review: what the page sends for each click and key, counted, and only what the page offers."""

import json
from pathlib import Path

from ehealth_stats.reviewing.opening import Review, open_review
from ehealth_stats.reviewing.state import review_state
from ehealth_stats.reviewing.widget import ACTIONS

MOST_CHIPS = 4


class Hand:
    """Clicks and keys on a review, as a person makes them in the notebook."""

    def __init__(self, path: Path, language: str | None = None) -> None:
        self.review: Review = open_review(path, language=language)
        self.session = self.review.session
        self.clicks = 0
        self.keys = 0
        self.session.next_open()

    def send(self, action: str, **values: object) -> None:
        """Send what the page sends for an action."""
        ACTIONS[action](self.review, json.loads(json.dumps(values)))

    def follow(self, clicks: str) -> None:
        """Do what lines say: see clicks/vasternorrland-2013.txt."""
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
            # the list of entries is opened, its first line clicked
            self.clicks += 2
            self.send("jump", position=self.session.reading.text.position("source", 0))
        elif sign == ">":
            words, _, before = printed.partition(" @ ")
            self.figure(words, before)
        assert sign == "about" or self.words().startswith(printed.partition(" @ ")[0]), (self.words(), printed)

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
        while self.session.proposal and self.words() != wanted and self.session.progress.guesses:
            self.enter()

    def words(self) -> str:
        """The words that are selected."""
        return self.session.document_shown.text[slice(*self.session.selected)] if self.session.selected else ""

    def enter(self) -> None:
        """Keep the guess, by its key."""
        self.keys += 1
        self.send("keep")
        assert not (self.session.notice and self.session.notice.is_error), self.session.notice

    def next(self) -> None:
        """Go to the next open figure, by its key."""
        self.keys += 1
        self.send("next")

    def undo(self) -> None:
        """Undo, by its key."""
        self.keys += 1
        self.send("undo")

    def figure(self, printed: str, before: str = "") -> None:
        """Click on the figure with these words, the first behind other words of the document."""
        text = self.session.document_shown.text
        start = text.index(before) + len(before) if before else 0
        at = next(m.start for m in self.session.marks if m.start >= start and text[m.start : m.end].startswith(printed))
        self.clicks += 1
        self.send("select", start=at)

    def way(self, name: str) -> None:
        """Click on another way to read the figure."""
        assert name in [each.way for each in self.session.proposals]
        self.clicks += 1
        self.send("take", way=name)

    def choose(self, key: str, value: str) -> None:
        """Choose a value: by one click where it is offered, by two in a list, else by a search for its code."""
        fields = {field["key"]: field for field in review_state(self.review)["panel"]["fields"]}
        field = fields[key]
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

    def type(self, key: str, typed: str) -> None:
        """Type a text into a field."""
        assert key in {field["key"] for field in review_state(self.review)["panel"]["fields"]}
        self.clicks += 1
        self.keys += len(typed) + 1
        self.send("change", key=key, value=typed)

    def save(self) -> None:
        """Save, by its key."""
        self.keys += 1
        self.send("save")
        assert self.review.is_saved

    def aside(self, reason: str) -> None:
        """Click on a reason why the figure is no quantity."""
        self.clicks += 1
        self.send("no_quantity", reason=reason)
        assert not (self.session.notice and self.session.notice.is_error), self.session.notice
