"""A text in which a sign stands for each word that a language lists: text -> as many letters, for short patterns.

"varav c:a 45 larm" (of which about 45 alarms) -> one sign for all words that are listed just as "varav" is, and so on;
what follows in a word is filled up, so that every place stays what it is. A role is then a class of a few signs: a
pattern over roles is as short as it is written, and whole lists of words cost one look at a letter.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from types import MappingProxyType

from ehealth_stats.languages.lexicon import alternatives, fold

# Letters of one block, which \w and [^\W\d_] match: a sign for each kind of word, another where it has a capital.
_FIRST, _MOST = 0x4E00, 10_240
_REST, _OTHER = "\ua000", "\ua001"  # what fills a word up; a letter of the text that looks like a sign
_RESERVED = re.compile("[\u4e00-\ua000]")
_WORD = re.compile(r"[^\W\d_]+")
_AROUND_WORD = re.compile(r"([^\W\d_]+)")
_OPENING = re.compile(r"[^\W_]+")  # of a phrase: "1:e" opens with a digit
_MOST_KEPT = 50_000  # words whose form is kept

STOPS = "".join(filter(str.isspace, map(chr, range(0x3001)))) + ".…:,()"
"""What may stand between a word and the number that it is said of."""
Listed = Mapping[str, Mapping[str, str]]
"""Role -> word in lower case -> code."""
_Node = dict[str, "_Node"]


class Coding:
    """The signs of the words of one language, and what texts look like in them.

    Parameters
    ----------
    listed
        The words of each role; a phrase of several words is found as such.
    glued
        Roles whose words form longer ones: "tre", "hundra", "tjugo" in "trehundratjugo".
    inflected
        Roles whose words may end in a genitive s.
    """

    def __init__(self, listed: Listed, glued: Sequence[str] = (), inflected: Sequence[str] = ()) -> None:
        self._listed, self._inflected = listed, frozenset(inflected)
        self._signs, self._roles, telling = _signs_of(listed)
        self._masks = _masks_of(telling)
        self._named: dict[int, frozenset[str]] = {}
        self._forms = _Forms(self._form)
        parts = {match[0] for role in glued for word in listed.get(role, ()) if (match := _WORD.match(word))}
        self._glued = re.compile(alternatives(parts))

    def coded(self, text: str) -> str:
        """Return a text in signs, letter by letter; what is in no list stays as it is printed.

        Examples
        --------
        >>> coding = Coding({"part": {"varav": ""}, "number": {"tre": "3", "tjugo": "20"}}, glued=["number"])
        >>> coded = coding.coded("450 varav tjugotre larm")
        >>> len(coded), coded[:4], coded[-4:], coding.roles(coded) == {"part", "number"}
        (23, '450 ', 'larm', True)
        """
        pieces = _AROUND_WORD.split(text)
        pieces[1::2] = map(self._forms.__getitem__, pieces[1::2])
        return "".join(pieces)

    def _form(self, word: str) -> str:
        folded = word.casefold()
        if sign := self._signs.get(folded):
            return _filled(sign, word)
        if folded[-1] == "s" and self._roles.get(self._signs.get(folded[:-1], ""), frozenset()) & self._inflected:
            return _filled(self._signs[folded[:-1]], word[:-1]) + word[-1]
        parts = self._glued.findall(folded)
        if "".join(parts) == folded and len(word) == len(folded):
            return "".join(self._cut(word, parts))
        return _RESERVED.sub(_OTHER, word)

    def _cut(self, word: str, parts: Iterable[str]) -> Iterator[str]:
        at = 0
        for part in parts:
            yield _filled(self._signs[part], word[at : at + len(part)])
            at += len(part)

    def roles(self, coded: str) -> frozenset[str]:
        """Return the roles that words of a coded text may have, of phrases by their rarest word: no other is there."""
        return self.roles_of(self.mask(coded))

    def roles_of(self, mask: int) -> frozenset[str]:
        """Return the roles that some bits stand for."""
        if (roles := self._named.get(mask)) is None:
            if len(self._named) > _MOST_KEPT:
                self._named.clear()
            roles = self._named[mask] = frozenset(role for role, bit in self._masks.bits.items() if bit & mask)
        return roles

    def mask(self, coded: str) -> int:
        """Return the roles of all words of a coded text as bits: those of `mask_of`."""
        return _any_bit(map(self._masks.signs.get, set(coded)))

    def mask_of(self, roles: Iterable[str]) -> int:
        """Return some roles as bits; one that no word has is a bit that no text has.

        Examples
        --------
        >>> coding = Coding({"part": {"varav": ""}, "of": {"av": ""}})
        >>> text = coding.mask(coding.coded("45 varav 12"))
        >>> bool(text & coding.mask_of(["part"])), bool(text & coding.mask_of(["of"]))
        (True, False)
        """
        return _any_bit(map(self._masks.of_role, roles))

    def pattern(
        self,
        roles: Iterable[str],
        codes: Iterable[str] = (),
        *,
        small: bool = False,
        single: bool = False,
        first: bool = False,
    ) -> str:
        """Return a pattern of the words of some roles: of codes, small ones, no phrases, or only their first words.

        Examples
        --------
        >>> coding = Coding({"of": {"av": "", "ut av": ""}})
        >>> bool(re.fullmatch(coding.pattern(["of"]), coding.coded("Ut av")))
        True
        """
        among = frozenset(codes)
        listed = (self._listed.get(role, {}).items() for role in roles)
        root: _Node = {}
        for word, code in (each for words in listed for each in words):
            if (not among or code in among) and not (single and not _WORD.fullmatch(word)):
                node = root
                for step in self._steps(word.split()[0] if first else word):
                    node = node.setdefault(step, {})
                node[""] = {}
        return _pattern(root, small=small) if root else "(?!)"

    def standing(self, role: str) -> tuple[str, ...]:
        """Return patterns of the words of a role that are each of fixed width: for what stands before."""
        found = []
        for word in self._listed.get(role, ()):
            parts = [(match[0], self._signs[match[0]]) for match in _WORD.finditer(word)]
            marks = _WORD.split(word)
            filled = [f"{_class([sign])}{_REST * (len(part) - 1)}" for part, sign in parts]
            found.append("".join(re.escape(mark) + part for mark, part in zip(marks, [*filled, ""], strict=True)))
        return tuple(dict.fromkeys(found))

    def openings(self, roles: Iterable[str]) -> frozenset[str]:
        """Return the signs and marks that a word of some roles begins with."""
        firsts = {next(self._steps(word)) for role in roles for word in self._listed.get(role, ())}
        return frozenset([*firsts, *(_capital(first) for first in firsts if _RESERVED.match(first))])

    def closings(self, roles: Iterable[str]) -> frozenset[str]:
        """Return the signs and marks that a word of some roles ends with, points and colons aside."""
        words = [word.rstrip(STOPS) for role in roles for word in self._listed.get(role, ())]
        lasts = {list(self._steps(word))[-1] for word in words if word}
        return frozenset([*lasts, *(_capital(last) for last in lasts if _RESERVED.match(last))])

    def _steps(self, word: str) -> Iterator[str]:
        at = 0
        for match in _WORD.finditer(word):
            yield from word[at : match.start()]
            yield self._signs[match[0]]
            at = match.end()
        yield from word[at:]


class PhraseCoding(Coding):
    """The signs of phrases: one for "med vänlig hälsning" as for "mvh", where no rule looks into a phrase.

    Parameters
    ----------
    listed
        The words and phrases of each role.
    endings
        Roles, with codes, whose words may end longer ones, with a genitive s too: "grupp" in "styrgrupps". A phrase is
        then also what it begins with: "kontakt på" (contact at) is listed for a phone, and is a "kontakt".
    """

    def __init__(self, listed: Listed, endings: Mapping[str, Collection[str]] = MappingProxyType({})) -> None:
        kinds: dict[str, set[tuple[str, str]]] = defaultdict(set)
        longer: dict[str, list[str]] = defaultdict(list)
        for role, phrases in listed.items():
            for phrase, code in phrases.items():
                kinds[phrase].add((role, code))
                if (opening := _OPENING.match(phrase)) and opening[0] != phrase:
                    longer[opening[0]].append(phrase)
        self._ends = {
            word: {kind for kind in kinds[word] if kind[1] in endings.get(kind[0], ())}
            for role, codes in endings.items()
            for word, code in listed.get(role, {}).items()
            if code in codes and word.isalpha()
        }
        for phrase in sorted(kinds, key=len) if endings else ():
            starts = (phrase[: match.end()] for match in _OPENING.finditer(phrase))
            kinds[phrase].update(*(kinds[start] for start in starts if start in kinds))
            kinds[phrase].update(*(self._ends[ending] for _, ending in self._endings(phrase)))
        by_kind = sorted({tuple(sorted(kind)) for kind in kinds.values()})
        self._kinds = {chr(_FIRST + at): kind for at, kind in enumerate(by_kind)}
        roles = {sign: frozenset(role for role, _ in kind) for sign, kind in self._kinds.items()}
        self._roles = roles | {_capital(sign): its for sign, its in roles.items()}
        self._masks = _masks_of(self._roles)
        self._named = {}
        signs = {kind: sign for sign, kind in self._kinds.items()}
        self._signs = {phrase: signs[tuple(sorted(kind))] for phrase, kind in kinds.items()}
        self._longer = longer
        self._patterns: dict[str, re.Pattern[str]] = {}
        self._known: dict[str, tuple[str, re.Pattern[str] | None]] = {}

    def coded(self, text: str) -> str:
        """Return a text in signs, letter by letter; what is in no list stays as it is printed.

        Examples
        --------
        >>> coding = PhraseCoding({"contact": {"mvh": "", "med hälsning": ""}, "group": {"grupp": ""}}, {"group": [""]})
        >>> coded = coding.coded("Med  hälsning från styrgrupps")
        >>> coded[13:23], coded[-1], bool(re.match(coding.pattern(["contact"]) + " från", coded))
        (' från styr', 's', True)
        """
        parts, done = [], 0
        for match in _OPENING.finditer(text):
            word = match[0]
            form, longer = self._known.get(word) or self._know(match)
            if (form != word or longer) and (start := match.start()) >= done:
                phrase = longer.match(text, start) if longer else None
                form = _filled(self._signs[fold(phrase[0])], phrase[0]) if phrase else form
                parts += [text[done:start], form]
                done = start + len(form)
        return "".join([*parts, text[done:]]) if parts else text

    def _know(self, match: re.Match[str]) -> tuple[str, re.Pattern[str] | None]:
        """Return the form of a word, and a pattern of the phrases that it opens; both are kept."""
        if len(self._known) > _MOST_KEPT:
            self._known.clear()
        known = self._known[match[0]] = self._form(match[0]), self._longer_ones(match[0].casefold())
        return known

    def _longer_ones(self, first: str) -> re.Pattern[str] | None:
        """Return the pattern of the phrases that a word opens, made when the word is first met: few ever are."""
        if first in self._longer and first not in self._patterns:
            self._patterns[first] = _any_whole(self._longer[first])
        return self._patterns.get(first)

    def _form(self, word: str) -> str:
        folded = word.casefold()
        if sign := self._signs.get(folded):
            return _filled(sign, word)
        at, ending = next(self._endings(folded), (0, ""))
        if not ending or len(word) != len(folded):
            return _RESERVED.sub(_OTHER, word)
        end = at + len(ending)
        return _RESERVED.sub(_OTHER, word[:at]) + _filled(self._signs[ending], word[at:end]) + word[end:]

    def _endings(self, folded: str) -> Iterator[tuple[int, str]]:
        """Yield the words that a longer one ends with, before a genitive s too, and where; the longest first."""
        for at in range(len(folded)):
            for ending in (folded[at:], folded[at:].removesuffix("s")):
                if ending in self._ends:
                    yield at, ending

    def pattern(
        self,
        roles: Iterable[str],
        codes: Iterable[str] = (),
        *,
        small: bool = False,
        single: bool = False,
        first: bool = False,
    ) -> str:
        """Return a pattern of the phrases of some roles, or of codes; a phrase is a single word, and its own first."""
        signs, marks = self._signs_and_marks(frozenset(roles), frozenset(codes))
        found = [f"{_class(signs, small=small)}{_REST}*+"] if signs else []
        return f"(?:{'|'.join([*found, *map(re.escape, marks)])})" if marks else found[0] if found else "(?!)"

    def openings(self, roles: Iterable[str]) -> frozenset[str]:
        """Return the signs and marks that a phrase of some roles begins with."""
        signs, marks = self._signs_and_marks(frozenset(roles), frozenset())
        return frozenset([*signs, *map(_capital, signs), *(mark[0] for mark in marks)])

    def _signs_and_marks(self, asked: frozenset[str], among: frozenset[str]) -> tuple[list[str], list[str]]:
        kinds = self._kinds.items()
        signs = [s for s, kind in kinds if any(r in asked and (not among or c in among) for r, c in kind)]
        marks = [phrase for phrase, sign in self._signs.items() if sign in signs and not _OPENING.search(phrase)]
        return signs, marks


class _Forms(dict[str, str]):
    """The form of each word that was met: it is made once, and all are forgotten where they are too many."""

    def __init__(self, form: Callable[[str], str]) -> None:
        super().__init__()
        self._form = form

    def __missing__(self, word: str) -> str:
        if len(self) > _MOST_KEPT:
            self.clear()
        form = self[word] = self._form(word)
        return form


@dataclass(frozen=True, slots=True)
class _Masks:
    """The roles of each sign as bits, and the bit of each role."""

    signs: Mapping[str, int]
    bits: Mapping[str, int]

    def of_role(self, role: str) -> int:
        """Return the bit of a role, or one that no sign has."""
        return self.bits.get(role, 2)


def _masks_of(roles: Mapping[str, frozenset[str]]) -> _Masks:
    """Number the roles of all signs; the lowest bit is nobody's, the next one that of roles without a word."""
    named = sorted(frozenset[str]().union(*roles.values()))
    bits = {role: 1 << at for at, role in enumerate(named, 2)}
    return _Masks({sign: _any_bit(map(bits.__getitem__, its)) for sign, its in roles.items()}, bits)


def _any_bit(masks: Iterable[int | None]) -> int:
    return reduce(or_, filter(None, masks), 0)


def _any_whole(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"{alternatives(phrases)}(?:(?<=\W)|(?=s?(?!\w)))", re.IGNORECASE)


_Roles = dict[str, frozenset[str]]


def _signs_of(listed: Listed) -> tuple[dict[str, str], _Roles, _Roles]:
    """Return the sign of each word, the same for those listed alike, and the roles of each sign and mark.

    Then those roles again that a sign tells of: a phrase is not there without its rarest word.
    """
    kinds: dict[str, set[tuple[str, str, str, str]]] = {}
    for role, words in listed.items():
        for word, code in words.items():
            for match in _WORD.finditer(word):
                kinds.setdefault(match[0], set()).add((role, code, word[: match.start()], word[match.end() :]))
    # Signs of a role stand side by side where they can, so that its class is a range: the first roles go first.
    rank = {role: at for at, role in enumerate(listed)}
    by_kind: dict[tuple[tuple[int, str, str, str], ...], list[str]] = {}
    for word, kind in kinds.items():
        ranked = sorted((rank[role], code, left, right) for role, code, left, right in kind)
        by_kind.setdefault(tuple(ranked), []).append(word)
    roles_ranked = list(listed)
    signs, roles, telling = dict[str, str](), _Roles(), _Roles()
    for at, (alike, words_alike) in enumerate(sorted(by_kind.items())[:_MOST]):
        sign = chr(_FIRST + at)
        signs.update(dict.fromkeys(words_alike, sign))
        roles[sign] = roles[_capital(sign)] = frozenset(roles_ranked[each[0]] for each in alike)
        told = (each[0] for each in alike if any(_tells(word, *each[2:], kinds) for word in words_alike))
        telling[sign] = telling[_capital(sign)] = frozenset(roles_ranked[at] for at in told)
    for role, words in listed.items():
        for mark in {word[0] for word in words if not _WORD.search(word)}:
            roles[mark] = telling[mark] = roles.get(mark, frozenset()) | {role}
    return signs, roles, telling


def _tells(word: str, left: str, right: str, kinds: Mapping[str, Collection[object]]) -> bool:
    """Tell whether a word is the rarest in the lists of all in its phrase, the last of those: "dessa" of "av dessa"."""
    before, behind = (min((len(kinds[each]) for each in _WORD.findall(side)), default=_MOST) for side in (left, right))
    return before >= len(kinds[word]) < behind


def _filled(sign: str, word: str) -> str:
    return (_capital(sign) if word[0].isupper() else sign) + _REST * (len(word) - 1)


def _capital(sign: str) -> str:
    return chr(ord(sign) + _MOST)


def _pattern(node: _Node, *, small: bool) -> str:
    """Return the pattern of what goes on from a node; steps that go on alike are one branch."""
    alike: dict[str, list[str]] = {}
    for step, rest in sorted(node.items()):
        if step:
            alike.setdefault(_pattern(rest, small=small), []).append(step)
    branches = [branch for rest, steps in alike.items() for branch in _branches(steps, rest, small=small)]
    if not branches:
        return ""
    if "" in node:
        return f"(?:{'|'.join(branches)})?"
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _branches(steps: Sequence[str], rest: str, *, small: bool) -> Iterator[str]:
    signs = [step for step in steps if _RESERVED.match(step)]
    if signs:
        yield f"{_class(signs, small=small)}{_REST}*+{rest}"
    for mark in steps:
        if mark not in signs:
            yield (r"\s+" if mark == " " else re.escape(mark)) + rest


def _class(signs: Iterable[str], *, small: bool = False) -> str:
    """Return a class of signs, neighbours as ranges."""
    numbers = sorted({ord(sign) for sign in signs})
    numbers += [] if small else [number + _MOST for number in numbers]
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return f"[{''.join(chr(first) if first == last else f'{chr(first)}-{chr(last)}' for first, last in runs)}]"


def last_step(coded: str) -> str:
    """Return the sign or mark that a stretch of a coded text ends with; empty where it is empty."""
    return coded.rstrip(_REST)[-1:]


SMALL = f"{chr(_FIRST)}-{chr(_FIRST + _MOST - 1)}{_REST}"
"""What a letter in lower case may be in a coded text, beside those of the alphabet."""
CAPITAL = f"{chr(_FIRST + _MOST)}-{chr(_FIRST + 2 * _MOST - 1)}"
"""What a capital may be in a coded text, beside those of the alphabet."""
