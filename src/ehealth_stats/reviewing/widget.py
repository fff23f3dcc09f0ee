"""A Review -> a widget for JupyterLab: state goes out, what a person clicked comes in."""

from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any

import anywidget
import traitlets

from ehealth_stats.errors import EHealthStatsError
from ehealth_stats.reviewing.opening import Review
from ehealth_stats.reviewing.own_lists import NewIndicator
from ehealth_stats.reviewing.session import Notice, Session
from ehealth_stats.reviewing.state import catalog_state, document_state, review_state


class ReviewWidget(anywidget.AnyWidget):
    """A document under review in a notebook cell; `review` is the review itself."""

    _esm = files("ehealth_stats.reviewing").joinpath("static/review.js").read_text("utf-8")
    _css = files("ehealth_stats.reviewing").joinpath("static/review.css").read_text("utf-8")
    catalog = traitlets.Dict().tag(sync=True)
    document: traitlets.List[Any] = traitlets.List().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, review: Review) -> None:
        self.review = review
        review.session.next_open()
        self._drawn = self._document()
        self._lists = review.session.lists
        self._answers = 0
        with review.session.lists:
            shown = {
                "catalog": catalog_state(review),
                "document": document_state(review.session),
                "state": review_state(review),
            }
        super().__init__(**shown)
        self.on_msg(lambda _widget, message, _buffers: self.receive(message))

    def receive(self, message: Mapping[str, Any]) -> None:
        """Do what a click or key asks for, and show what came of it."""
        action = ACTIONS.get(str(message.get("action", "")))
        try:
            if action is not None:
                with self.review.session.lists:
                    action(self.review, message)
        except EHealthStatsError as error:
            told = ". ".join(filter(None, (error.what, error.hint)))
            self.review.session.notice = Notice("", {}, told, is_error=True)
        self._show()

    def _show(self) -> None:
        now = self._document()
        self._answers += 1
        with self.hold_sync(), self.review.session.lists:
            if now != self._drawn:
                self._drawn = now
                self.document = document_state(self.review.session)
            if self._lists is not self.review.session.lists:
                self._lists = self.review.session.lists
                self.catalog = catalog_state(self.review)
            self.state = review_state(self.review) | {"answers": self._answers}

    def _document(self) -> tuple[int, list[int]]:
        """Return what tells one drawing of the document from another: what is hidden in it, and where it is cut."""
        session = self.review.session
        return id(session.document_shown), [mark.start for mark in session.marks]


def _save(review: Review, _message: Mapping[str, Any]) -> None:
    review.save()
    review.session.notice = Notice("saved_now", {})


def _new_indicator(message: Mapping[str, Any]) -> NewIndicator:
    return NewIndicator(*(str(message.get(key, "")).strip() for key in ("label", "unit", "kind", "direction")))


def _of_session(act: Callable[[Session, Mapping[str, Any]], object]) -> Callable[[Review, Mapping[str, Any]], object]:
    return lambda review, message: act(review.session, message)


ACTIONS: Mapping[str, Callable[[Review, Mapping[str, Any]], object]] = {
    "select": _of_session(lambda session, message: session.select(int(message["start"]))),
    "words": _of_session(lambda session, message: session.select_words(int(message["start"]), int(message["end"]))),
    "extend": _of_session(lambda session, message: session.extend(message["edge"], int(message["by"]))),
    "next": _of_session(lambda session, _: session.next_open()),
    "new_indicator": _of_session(lambda session, message: session.new_indicator(_new_indicator(message))),
    "take": _of_session(lambda session, message: session.take(str(message["way"]))),
    "change": _of_session(lambda session, message: session.type(str(message["key"]), str(message["value"]))),
    "keep": _of_session(lambda session, _: session.keep()),
    "no_quantity": _of_session(lambda session, message: session.no_quantity(str(message["reason"]))),
    "contact": _of_session(lambda session, message: session.contact(str(message["reason"]))),
    "undo": _of_session(lambda session, _: session.undo()),
    "redo": _of_session(lambda session, _: session.redo()),
    "jump": _of_session(lambda session, message: session.jump(int(message["position"]))),
    "delete": _of_session(lambda session, message: session.delete(int(message["position"]))),
    "follow": lambda review, message: review.session.follow(review.earlier()[str(message["id"])]),
    "save": _save,
    "reload": lambda review, _: review.reload(),
}
"""What a person can do, by the name of the action in a message from the page."""
