"""A person at the page of a review in JupyterLab: the same clicks and keys, in the browser."""

import json
import re

from browser import Page, wait
from hand import Person
from typing_extensions import override

ROOT = "document.querySelector('.es-review')"


class PageHand(Person):
    """The mouse and the keys on the page of a review."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def _value(self, expression: str) -> str:
        return self.page.evaluate(expression) or ""

    def _answered(self) -> None:
        """Wait until what was sent is answered."""
        wait(30, lambda: self._value(f"{ROOT}.getAttribute('aria-busy')") == "false")

    @override
    def words(self) -> str:
        return self._value(f"{ROOT}.querySelector('.panel h4 q')?.textContent")

    @override
    def guesses(self) -> int:
        return int(re.findall(r"\d+", self._value(f"{ROOT}.querySelector('.count').textContent"))[-1])

    @override
    def source(self) -> None:
        self.clicks += 2
        self.page.click(".es-review .entries summary")
        self.page.click(".es-review .entries .jump")
        self._answered()
        self.page.click(".es-review .entries summary")

    @override
    def figure(self, printed: str, before: str = "") -> None:
        find = f"""(() => {{
          const page = {ROOT}.querySelector(".page");
          const range = document.createRange();
          const at = page.textContent.indexOf({json.dumps(before)}) + {len(before)};
          const found = [...page.querySelectorAll(".w")].find((each) => {{
            range.setStart(page, 0);
            range.setEndBefore(each);
            return each.textContent.startsWith({json.dumps(printed)}) && range.toString().length >= at;
          }});
          return found.dataset.id;
        }})()"""
        self.clicks += 1
        mark = self._value(find)
        self.page.click(f".es-review .w[data-id='{mark}']")
        self._answered()

    @override
    def draw(self, printed: str, before: str = "") -> None:
        first, _, last = printed.partition(" … ")
        begin = self._edges(first, before)[0]
        self.page.hold(*begin)
        self.page.let_go(*self._edges(last or first, before if not last else first)[1])
        self.clicks += 1
        self._answered()

    def _edges(self, printed: str, before: str) -> list[list[float]]:
        """Where words begin and end on the screen, scrolled to as a mouse does that draws."""
        return self.page.evaluate(f"""(() => {{
          const page = {ROOT}.querySelector(".page");
          const from = page.textContent.indexOf({json.dumps(before)}) + {len(before)};
          const at = page.textContent.indexOf({json.dumps(printed)}, from);
          const texts = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
          const range = document.createRange();
          for (let read = 0; texts.nextNode(); read += texts.currentNode.length) {{
            const inside = (place) => place > read && place <= read + texts.currentNode.length;
            if (inside(at + 1)) range.setStart(texts.currentNode, at - read);
            if (inside(at + {len(printed)})) range.setEnd(texts.currentNode, at + {len(printed)} - read);
          }}
          const [words, frame] = [range.getBoundingClientRect(), page.getBoundingClientRect()];
          if (words.top < frame.top || words.bottom > frame.bottom) page.scrollTop += words.top - frame.top - 100;
          const [first, last] = [range.getClientRects()[0], [...range.getClientRects()].at(-1)];
          return [[first.left + 1, first.top + first.height / 2], [last.right - 1, last.top + last.height / 2]];
        }})()""")

    @override
    def way(self, name: str) -> None:
        self.clicks += 1
        self.page.click(f".es-review [data-way='{name}']")
        self._answered()

    @override
    def choose(self, key: str, value: str) -> None:
        self.clicks += 1
        if self._value(f"""!!{ROOT}.querySelector('[data-quick="{key}={value}"]')"""):
            self.page.click(f".es-review [data-quick='{key}={value}']")
        elif self._value(f"""{ROOT}.querySelector('[data-key="{key}"]').tagName""") == "SELECT":
            # a list opens outside the page: what is chosen there is set here
            self.clicks += 1
            self.page.evaluate(f"""(() => {{ const list = {ROOT}.querySelector('[data-key="{key}"]');
              list.value = {json.dumps(value)}; list.dispatchEvent(new Event("change")); }})()""")
        else:
            self.keys += len(value) + 1
            self.page.click(f".es-review [data-key='{key}']")
            self.page.type(value)
            wait(20, lambda: self._value(f"!!{ROOT}.querySelector('[role=option]')"))
            self.page.press("Enter")
        self._answered()

    @override
    def type(self, key: str, typed: str) -> None:
        self.clicks += 1
        self.keys += len(typed) + 1
        self.page.click(f".es-review [data-key='{key}']")
        self.page.evaluate("document.activeElement.select()")
        self.page.type(typed)
        self.page.press("Enter")
        self._answered()

    @override
    def aside(self, reason: str) -> None:
        self.clicks += 1
        self.page.click(f".es-review [data-reason='{reason}']")
        self._answered()

    @override
    def enter(self) -> None:
        self.keys += 1
        self.page.evaluate(f"({ROOT}.querySelector('.w.selected') || {ROOT}.querySelector('.page')).focus()")
        self.page.press("Enter")
        self._answered()
