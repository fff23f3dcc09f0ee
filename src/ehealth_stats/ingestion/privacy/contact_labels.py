"""Names that the lines around them tell: lines in reading order -> the same, as long, with these names hidden.

A name alone can't be told from a product; "Kontakt" or "Närvarande:" on the line above says that it is one, and so does
a list of names that is not at its end where its line is, or a title on the line below.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ehealth_stats.ingestion.privacy.names import Ruled, goes_on, is_signed, name_across
from ehealth_stats.ingestion.privacy.personal import find_personal, hide
from ehealth_stats.ingestion.text.exclusion import Exclusion
from ehealth_stats.ingestion.text.rules import PERSONS, Text
from ehealth_stats.languages.lexicon import EVERY, words

_LONGEST_LABEL = 80
_WITHOUT = 2  # lines in a row without a name or contact detail: the post, the place


@dataclass(frozen=True, slots=True)
class _Rule:
    """What the lines above say of the next `left` ones; a label, not a list, is renewed by each name below it."""

    ruled: Ruled = ""
    left: int = 0
    renewed: int = 0

    def after(self, line: str | None, label: str, found: Sequence[Exclusion]) -> "_Rule":
        """Return what is known of the line after this one."""
        if opened := label_of(label):
            return _Rule(opened, _WITHOUT, _WITHOUT)
        if line is None:
            return _Rule()
        if not line.strip():
            return self
        if goes_on(line, is_ruled=bool(self.ruled)):
            return _Rule(self.ruled or "name", max(self.renewed, 1), self.renewed)
        left = self.renewed if found else self.left - 1
        return replace(self, left=left) if left > 0 else _Rule()


def hide_lines(lines: Sequence[str | None], labels: Sequence[str] = ()) -> list[str | None]:
    """Hide the names below a label, in a list that goes on, above a title, and those cut in two by a line end.

    What a line says by itself, `find_personal` finds whenever the line is read.

    Parameters
    ----------
    lines
        In reading order; None, a heading or a table, ends what a label began.
    labels
        Of each line the text that may be a label, where that is not the line itself: the words of a heading.

    Examples
    --------
    >>> kept = hide_lines(["Närvarande:", "", "Nomen Nescio, Ånge", "Larm: 45"])
    >>> "Nomen" in kept[2], len(kept[2]), kept[3]
    (False, 18, 'Larm: 45')
    """
    hidden: list[str | None] = []
    rule, before = _Rule(), ""
    for line, label, following in zip(lines, labels or lines, [*lines[1:], None][: len(lines)], strict=True):
        ruled = rule.ruled or ("name" if line and following and is_signed(line, following) else "")
        found = find_personal(line, ruled=ruled) if line and ruled else []
        across = name_across(before, line) if line else []
        if across:
            hidden[-1] = hide(hidden[-1] or "", across[:1])
        hidden.append(hide(line, [*across[1:], *found]) if line else line)
        rule, before = rule.after(line, label or "", found), line or ""
    return hidden


def label_of(text: str) -> Ruled:
    """Return what a line says of the lines below it, if it says only that names follow.

    Examples
    --------
    >>> label_of("Närvarande:"), label_of("Kontaktpersoner"), label_of("Kontakt med kommunerna")
    ('name', 'person', '')
    """
    if len(text) > _LONGEST_LABEL:
        return ""
    line = Text(text, EVERY, PERSONS)
    match = line.fullmatch("label_before_colon" if ":" in text else "label_alone")
    if not match:
        return ""
    return "person" if words("contact", EVERY).get(line.said(match, "label")) == "person" else "name"
