"""The text of a recipe -> the same text with an entry added, changed or deleted; every other character stays.

tomlkit keeps the comments and order inside an entry. It would write all entries of a section together, which tears
apart a recipe that is ordered by chapters of its document: so it is given one entry at a time.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeAlias, cast

import tomlkit
from tomlkit.items import Item, Table

from ehealth_stats.errors import RecipeError
from ehealth_stats.ingestion.drafts.entry import CHECK

Value: TypeAlias = str | bool | Sequence[str] | Mapping[str, str]
Values: TypeAlias = Mapping[str, Value]
SOURCE = "source"
_HEADER = re.compile(r"[ \t]*(?:\[\[[ \t]*([\w-]+)[ \t]*\]\]|\[[ \t]*([\w-]+)[ \t]*\])[ \t]*(?:#.*)?\r?\n?")


@dataclass(frozen=True, slots=True)
class Block:
    """A section's header with its keys, and in `gap` the comments and blank lines between it and the next header."""

    section: str
    body: str
    gap: str = ""

    @property
    def values(self) -> dict[str, Any]:
        """The keys of the entry and what they say."""
        content = tomllib.loads(self.body).get(self.section, {})
        return dict(content[0] if isinstance(content, list) else content)

    @property
    def is_guess(self) -> bool:
        """Whether a line of it is a guess that nobody has looked at."""
        return any(line.rstrip().endswith(CHECK.strip()) for line in self.body.splitlines())


@dataclass(frozen=True)
class RecipeText:
    """A recipe as blocks; an entry is named by its position among them."""

    blocks: tuple[Block, ...]

    def __str__(self) -> str:
        return "".join(block.body + block.gap for block in self.blocks)

    @cached_property
    def newline(self) -> str:
        """How the lines of the recipe end."""
        return "\r\n" if "\r\n" in str(self) else "\n"

    def position(self, section: str, number: int) -> int:
        """Return where the entry of a section stands that has this number, from 0."""
        return [at for at, block in enumerate(self.blocks) if block.section == section][number]

    def number(self, position: int) -> int:
        """Return which entry of its section stands at a position, from 0."""
        section = self.blocks[position].section
        return sum(block.section == section for block in self.blocks[:position])

    def added(self, section: str, values: Values, *, is_guess: bool = False) -> "RecipeText":
        """Return the recipe with an entry at its end; one that is a guess is marked so."""
        table = tomlkit.table()
        for number, (key, value) in enumerate(values.items()):
            item = _item(value)
            if is_guess and not number:
                item.trivia.comment, item.trivia.comment_ws = CHECK.strip(), "  "
            table.add(key, item)
        written = tomlkit.document()
        written.add(section, cast(Item, tomlkit.aot()))
        cast(Any, written[section]).append(table)
        last = self.blocks[-1]
        body, gap = last.body.rstrip("\r\n"), last.gap.rstrip("\r\n")
        ended = replace(last, body=f"{body}\n" if body else "", gap=f"{gap}\n\n" if gap else "\n" if body else "")
        lines = replace(ended, body=self._own_lines(ended.body), gap=self._own_lines(ended.gap))
        return RecipeText((*self.blocks[:-1], lines, Block(section, self._own_lines(tomlkit.dumps(written)))))

    def changed(self, position: int, values: Values) -> "RecipeText":
        """Return the recipe with other values in an entry: a key that is not among them goes, all are looked at now."""
        block = self.blocks[position]
        document = tomlkit.parse(block.body)
        content = cast(Any, document[block.section])
        table = cast(Table, content if block.section == SOURCE else content[0])
        for key in [key for key in table if key not in values]:
            table.remove(key)
        for key, value in values.items():
            if key not in table:
                table.append(key, _item(value))
            elif _plain(table[key]) != _plain(value):
                table[key] = _item(value)
        body = self._own_lines(_looked_at(tomlkit.dumps(document)))
        return self._with(position, replace(block, body=body))

    def deleted(self, position: int) -> "RecipeText":
        """Return the recipe without an entry; the comments behind it stay, those inside it go."""
        block, before = self.blocks[position], self.blocks[position - 1]
        kept = block.gap.lstrip("\r\n") if not block.gap.strip() else block.gap
        joined = replace(before, gap=before.gap + (kept if before.gap else block.gap))
        return RecipeText((*self.blocks[: position - 1], joined, *self.blocks[position + 1 :]))

    def _with(self, position: int, block: Block) -> "RecipeText":
        return RecipeText((*self.blocks[:position], block, *self.blocks[position + 1 :]))

    def _own_lines(self, text: str) -> str:
        return re.sub(r"\r?\n", self.newline, text)


def parse_recipe_text(text: str) -> RecipeText:
    r"""Cut a recipe into its entries.

    Raises
    ------
    RecipeError
        If it is not written with a header for each entry: such a recipe is to be changed by hand.

    Examples
    --------
    >>> recipe = parse_recipe_text('[source]\nid = "plan"  # check\n\n# Alarms\n[[asides]]\nfind = "Del to"\n')
    >>> [(block.section, block.values) for block in recipe.blocks if block.section]
    [('source', {'id': 'plan'}), ('asides', {'find': 'Del to'})]
    >>> print(recipe.changed(1, {"id": "plan", "title": "Plan"}).added("asides", {"find": "s. 4", "reason": "page"}))
    [source]
    id = "plan"
    title = "Plan"
    <BLANKLINE>
    # Alarms
    [[asides]]
    find = "Del to"
    <BLANKLINE>
    [[asides]]
    find = "s. 4"
    reason = "page"
    <BLANKLINE>
    """
    found: list[Block] = [Block("", "")]
    for line in text.splitlines(keepends=True):
        header = _HEADER.fullmatch(line)
        if header and _is_whole(found[-1]):
            found.append(Block(header[1] or header[2], line))
        else:
            found[-1] = replace(found[-1], body=found[-1].body + line)
    recipe = RecipeText(tuple(map(_without_gap, found)))
    _check(recipe, text)
    return recipe


def _is_whole(block: Block) -> bool:
    """Tell whether a header ends a block: inside a text of several lines it is none."""
    try:
        tomllib.loads(block.body)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _without_gap(block: Block) -> Block:
    lines = block.body.splitlines(keepends=True)
    last = max((n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")), default=-1)
    return replace(block, body="".join(lines[: last + 1]), gap="".join(lines[last + 1 :]))


def _check(recipe: RecipeText, text: str) -> None:
    whole = tomllib.loads(text)
    sections: dict[str, list[Any]] = {}
    for block in recipe.blocks[1:]:
        sections.setdefault(block.section, []).append(block.values)
    listed = {name: content if isinstance(content, list) else [content] for name, content in whole.items()}
    if sections != listed:
        what = "the recipe is not written with one header for each entry"
        raise RecipeError(what, expected="[[observations]] above each entry", hint="change this recipe by hand")


def _looked_at(text: str) -> str:
    """Return an entry without the marks of guesses."""
    return re.sub(rf"[ \t]*{re.escape(CHECK.strip())}[ \t]*(?=\r?\n|$)", "", text)


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever TOML holds
    """Return a value as it compares: one text alone is the same as a list of it."""
    plain = value.unwrap() if isinstance(value, Item) else value
    if isinstance(plain, Sequence) and not isinstance(plain, str):
        return list(plain) if len(plain) != 1 else plain[0]
    return dict(plain) if isinstance(plain, Mapping) else plain


def _item(value: Value) -> Item:
    plain = _plain(value)
    if isinstance(plain, dict):
        table = tomlkit.inline_table()
        table.update(plain)
        return table
    return cast(Item, tomlkit.item(plain))
