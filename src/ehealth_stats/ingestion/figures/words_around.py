"""The words around a number: what stands before it (qualifier, marker) and after it (multiplier, unit, label).

In "varav c:a 45 tusen kronor" (of which about 45 thousand kronor) "varav" marks a part and "c:a" qualifies; "tusen"
multiplies and "kronor" is the unit.
"""

import re
from dataclasses import dataclass, replace
from functools import cache

from ehealth_stats.codelists import cache_by_lists, countries, qualifiers, rate_unit, units
from ehealth_stats.ingestion.text.nouns import Noun, find_noun, time_words, unit_words
from ehealth_stats.languages.lexicon import alternatives, any_of, fold, words
from ehealth_stats.languages.text import Text

_LEADERS = r"[\s.…]{0,40}"
_WINDOW = 48  # letters back in which these words stand
_ROLES = ("qualifier", "from", "between", "total", "focus", "hedge")
_OPENS_CLAUSE = r"(?:(?<=[,;(.:–-] )|^)"
_THOUSANDS_MARK = re.compile(r"(?<=\d)['’′](?=\s|[.,;)]|$)")  # "kutt på 800'" in a budget
_QUOTED = re.compile(r"(?<!\w)['‘’](?=\w)[^'‘’]*$")


@dataclass(frozen=True, slots=True)
class Before:
    """What stands directly before a number: where it starts, and what it says; `label` is the name of a part."""

    first: int
    qualifier: str = ""
    markers: frozenset[str] = frozenset()
    currency: str = ""
    multiplier: float = 1.0
    label: str = ""


@dataclass(frozen=True, slots=True)
class After:
    """What stands directly behind a number: where it ends, and what it says; `label` is a word before the noun."""

    last: int
    unit: str = ""
    multiplier: float = 1.0
    estimated: bool = False
    label: str = ""
    qualifier: str = ""


def read_before(text: Text, start: int, floor: int) -> Before:
    """Read the qualifiers and markers that end at `start`, no further back than `floor`.

    Examples
    --------
    >>> read_before(Text("Sundsvall 120, varav c:a 45", "sv"), 25, 13)
    Before(first=15, qualifier='approximate', markers=frozenset({'part'}), currency='', multiplier=1.0, label='')
    """
    low = max(floor, start - _WINDOW)
    window, at = text[low:start], start - low
    first, qualifier, currency, multiplier, label, markers = start, "", "", 1.0, "", set[str]()
    while at and (match := _before_pattern(text.language).search(window, 0, at)):
        role = str(match.lastgroup)
        printed = fold(match.group(role))
        if role == "qualifier":
            qualifier = _stronger(words("qualifier", text.language)[printed], qualifier)
        elif role == "currency":
            currency = words("currency", text.language)[printed]
        elif role == "money":
            currency, multiplier = (
                words("money", text.language)[printed],
                float(words("multiplier", text.language)[printed]),
            )
        elif role == "named_part":
            markers.add("part")
            label = _part_word_pattern(text.language).sub("", match.group(role)).strip()
        else:
            markers.add("part" if role in ("part_opening", "part_named") else role)
        at = match.start(role)
        first = low + at
    if not qualifier and (adverb := _adverb_pattern(text.language).search(window, 0, at)):
        group = "adverb" if adverb["adverb"] else "adverb2"
        first, qualifier = low + adverb.start(group), words("bound_adverb", text.language)[fold(adverb[group])]
    opposite = qualifiers()[qualifier].denied if qualifier else ""
    if opposite and (denied := _find_denial(window, at, text.language)):
        first, qualifier = low + denied.start(), opposite
    return Before(first, qualifier, frozenset(markers), currency, multiplier, label)


@cache
def _adverb_pattern(language: str) -> re.Pattern[str]:
    """Find a bound that stands at the verb: "maksimalt skal svaret ta 10 dager" (at most shall the answer take 10)."""
    adverb, may = (
        rf"(?P<adverb>{any_of(language, 'bound_adverb')})",
        any_of(language, "modal"),
    )
    stop = alternatives(
        [
            *words("qualifier", language),
            *words("between_names", language),
            *words("preposition", language),
            *words("other_clause", language),
        ]
    )
    word = rf"(?!(?:{stop})(?!\w))[^\W\d_]{{2,20}}\s+"
    behind = adverb.replace("adverb>", "adverb2>")
    return re.compile(
        rf"(?<!\w)(?:{adverb}\s+(?:{may})\s+(?:{word}){{1,3}}|(?:{may})\s+(?:{word})?{behind}\s+(?:{word}){{1,2}})$",
        re.IGNORECASE,
    )


def _stronger(outer: str, inner: str) -> str:
    """Join two qualifiers: "over ca 300" (over about 300) is over; otherwise the one nearest to the number counts."""
    return outer if inner in ("", "approximate") else inner


@cache
def _before_pattern(language: str) -> re.Pattern[str]:
    copula = rf"(?:\s+(?:{any_of(language, 'copula')})(?!\w))?"
    groups = [rf"(?P<{role}>{any_of(language, role)})" for role in _ROLES]
    groups += [rf"(?P<{role}>(?:{any_of(language, role)})(?![^\W\d_]))(?:,)?{copula}" for role in ("part", "addition")]
    # "26 kommunar, av dei 12 i gang" names a part; in "12 av dei 26" the words belong to the whole.
    groups.append(rf"(?P<part_opening>{_OPENS_CLAUSE}(?:{any_of(language, 'part_opening')}){copula})")
    # "Av denne ramma gjekk 21 mill. til kommunane": the noun says again what the figure before was.
    of, this = any_of(language, "of"), any_of(language, "this")
    no_noun = alternatives(word for role in ("reason", "copula", "qualifier") for word in words(role, language))
    noun = rf"(?!(?:{no_noun})(?!\w))[^\W\d_]{{2,30}}"
    verb = rf"(?!(?:{any_of(language, 'qualifier')})(?!\w))[^\W\d_]{{2,30}}"
    groups.append(rf"(?P<part_named>{_OPENS_CLAUSE}(?:{of})\s(?:{this})\s{noun}\s{verb})")
    groups.append(rf"(?P<named_part>(?:{any_of(language, 'part')})\s+{label_words(language)})")
    groups.append(rf"(?P<money>{any_of(language, 'money')})|(?P<currency>{any_of(language, 'currency')})")
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?:[\s.…]*|\s*:\s*)$", re.IGNORECASE)


def read_after(text: Text, end: int, country: str) -> After:
    """Read the multiplier, currency and unit that start at `end`; one word may stand between number and noun.

    Examples
    --------
    >>> read_after(Text("5 000..... Tkr (uppskattat belopp)", "sv"), 5, "SE")
    After(last=14, unit='SEK', multiplier=1000.0, estimated=True, label='', qualifier='')
    >>> read_after(Text("20 nye Samspillkommuner", "nb"), 2, "NO").unit
    'municipalities'
    """
    last, unit, multiplier, label = end, "", 1.0, ""
    if match := _scale(text, end):
        printed = fold(match["multiplier"])
        multiplier = float(words("multiplier", text.language)[printed])
        unit = _currency(words("money", text.language).get(printed, "-"), country)
        last = match.end()
    elif match := _THOUSANDS_MARK.match(text, end):
        last, multiplier = (match.end(), 1000.0) if not _QUOTED.search(text[max(end - 60, 0) : end]) else (end, 1.0)
    if match := _currency_pattern(text.language).match(text, last):
        last, unit = match.end(), _currency(words("currency", text.language)[fold(match["currency"])], country)
    if (unit or multiplier > 1) and (match := _per_pattern().match(text, last)):
        rate = rate_unit(unit, unit_words()[fold(match["noun"])])
        last, unit = (match.end(), rate) if rate else (last, unit)
    last, qualifier = _qualifier_after(text, last)
    if not unit and (found := find_noun(text, last)):
        last, unit, label = _how_often(text, found) or _per_another(text, found)
        last, qualifier = (last, qualifier) if qualifier else _qualifier_after(text, last)
    return After(last, unit, multiplier, bool(_estimated_pattern(text.language).match(text, last)), label, qualifier)


def _scale(text: Text, end: int) -> re.Match[str] | None:
    """Match the multiplier behind a number, also with one other word between."""
    patterns = _multiplier_pattern, _extra_millions_pattern
    return next((match for pattern in patterns if (match := pattern(text.language).match(text, end))), None)


def _how_often(text: Text, noun: Noun) -> tuple[int, str, str] | None:
    """Return the end and the unit of "gånger per vecka" (times a week), None where nothing says how often."""
    match = _per_time_pattern(text.language).match(text, noun.start)
    printed = fold(match["time"]) if match else ""
    named = words("per_time", text.language).get(printed, "")
    rate = rate_unit("times", f"{named}s" if named else unit_words().get(printed, ""))
    return (match.end(), rate, noun.between) if match and rate else None


def _per_another(text: Text, noun: Noun) -> tuple[int, str, str]:
    """Return the end and the unit of a noun, or of one by another where a list has it: "larm per invånare"."""
    match = _per_pattern().match(text, noun.end)
    rate = rate_unit(noun.unit, unit_words()[fold(match["noun"])]) if match else ""
    return (match.end(), rate, noun.between) if match and rate else (noun.end, noun.unit, noun.between)


@cache_by_lists
def _per_time_pattern(language: str) -> re.Pattern[str]:
    each = alternatives(
        [*words("each_of", language), *words("preposition", language), *words("article", language), "om"]
    )
    often, times = any_of(language, "occurrence"), alternatives([*time_words(), *words("per_time", language)])
    return re.compile(rf"(?:{often})\s*(?:/|\s(?:{each}))\s*(?P<time>{times})(?!\w)", re.IGNORECASE)


def _qualifier_after(text: Text, end: int) -> tuple[int, str]:
    """Read a qualifier behind a number or its noun; return where it ends and what it says.

    "eller fler" (or more), "som mest" (at most), "(ca)" (about), "+".
    """
    match = _qualifier_after_pattern(text.language).match(text, end)
    if not match:
        return end, ""
    group = str(match.lastgroup)
    return match.end(), words("qualifier_after", text.language).get(fold(match[group]), "at_least")


@cache
def _qualifier_after_pattern(language: str) -> re.Pattern[str]:
    listed = words("qualifier_after", language)
    bound = alternatives(word for word, code in listed.items() if code != "approximate")
    about = alternatives(word for word, code in listed.items() if code == "approximate")
    closed, than = r"\s*(?:$|[.,;:)])", r"\s+(?:än|enn|than)(?!\w)"
    return re.compile(
        rf",?\s+(?P<bound>{bound})(?!\w)(?!{than})(?!\s*\d)|,?\s+(?P<about>{about})(?={closed})"
        rf"|\s*\((?P<aside>{about})\)|(?P<plus>\+)(?=\s+[^\W\d_])",
        re.IGNORECASE,
    )


def with_named_whole(text: Text, after: After, ceiling: int) -> After:
    """Add the unit of a whole that is named without its number: "226 av kommunene" (226 of the municipalities).

    The noun must end before `ceiling`, the next number: in "to av tre kommuner" (two of three) it belongs to that.

    Examples
    --------
    >>> with_named_whole(Text("226 av kommunene er med", "nb"), After(3), 26)
    After(last=16, unit='municipalities', multiplier=1.0, estimated=False, label='', qualifier='')
    """
    match = None if after.unit else _of_the_pattern(text.language).match(text, after.last)
    found = find_noun(text, match.end()) if match else None
    return replace(after, last=found.end, unit=found.unit) if found and found.end <= ceiling else after


@cache
def _of_the_pattern(language: str) -> re.Pattern[str]:
    the = alternatives(word for word in words("the", language) if word not in words("these", language))
    return re.compile(rf"\s+(?:{any_of(language, 'of')})(?:\s+(?:{the}))?(?=\s+[^\W\d_])", re.IGNORECASE)


def _currency(code: str, country: str) -> str:
    if code in ("kr", ""):
        return countries()[country].currency if country else ""
    return "" if code == "-" else code


def money_before(before: Before, country: str) -> str:
    """Return the currency that stands before a number; "kr" is the country's own."""
    return _currency(before.currency or "-", country)


def follows_unit(text: Text, end: int) -> str:
    """Return the kind of the unit or multiplier directly after a number; empty if none follows.

    Examples
    --------
    >>> follows_unit(Text("12/14 kommuner", "sv"), 5), follows_unit(Text("13.30 i salen", "sv"), 5)
    ('count', '')
    """
    after = read_after(text, end, "SE")
    return units()[after.unit].kind if after.unit else "money" if after.multiplier > 1 else ""


def follows_of(text: Text, end: int) -> bool:
    """Tell whether a word for "of" stands directly behind a number."""
    return bool(_of_word_pattern(text.language).match(text, end))


@cache
def _of_word_pattern(language: str) -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{any_of(language, 'of')})(?!\w)", re.IGNORECASE)


@cache
def _multiplier_pattern(language: str) -> re.Pattern[str]:
    return re.compile(
        rf"{_LEADERS}(?:\((?:i\s)?)?(?P<multiplier>{any_of(language, 'multiplier')})(?!\w)", re.IGNORECASE
    )


@cache
def _extra_millions_pattern(language: str) -> re.Pattern[str]:
    """Find the multiplier behind one other word: "de 50 ekstra millionene" (the 50 extra millions)."""
    roles = ("of", "preposition", "range", "between_names", "stop", "copula", "currency", "multiplier", "qualifier")
    stop = alternatives({word for role in roles for word in words(role, language)})
    millions = alternatives(
        word for word in words("multiplier", language) if word.startswith(("milli", "milj")) and len(word) > 6
    )
    return re.compile(rf"\s(?!(?:{stop})(?!\w))[a-zåäöæø]{{2,20}}\s(?P<multiplier>{millions})(?!\w)", re.IGNORECASE)


@cache
def _currency_pattern(language: str) -> re.Pattern[str]:
    return re.compile(rf"{_LEADERS}(?P<currency>{any_of(language, 'currency')})(?!\w)", re.IGNORECASE)


@cache_by_lists
def _per_pattern() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:per|pr\.?|/)\s*(?P<noun>{alternatives(unit_words())})(?!\w)", re.IGNORECASE)


@cache
def _estimated_pattern(language: str) -> re.Pattern[str]:
    return re.compile(rf"\s*\(\s*(?:{any_of(language, 'estimated')})(?!\w)", re.IGNORECASE)


def read_label(text: Text, start: int, ceiling: int) -> tuple[str, int]:
    """Read the name of a part: at most three words up to a mark, a digit, or `ceiling`; return it and its end.

    Examples
    --------
    >>> read_label(Text("varav 5 st digitala Härnösand", "sv"), 10, 20)
    ('digitala', 19)
    """
    match = _label_pattern(text.language).match(text, start, ceiling)
    return (match["label"], match.end("label")) if match else ("", start)


@cache
def _label_pattern(language: str) -> re.Pattern[str]:
    copula = any_of(language, "copula")
    return re.compile(rf"(?:\s+(?:{copula})(?!\w))?\s+(?P<label>{label_words(language)})", re.IGNORECASE)


@cache
def label_words(language: str) -> str:
    """Return a pattern of the words that can name a part: at most three, none of them a marker or a preposition."""
    roles = ("part", "total", "preposition", "between_names", "copula", "of", "qualifier", "purpose")
    stop = alternatives({word for role in roles for word in words(role, language)})
    word = rf"(?!(?:{stop})(?!\w))[^\W\d_][\w/-]{{0,40}}"
    return rf"{word}(?:\s+{word}){{0,2}}"


@cache
def _part_word_pattern(language: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:{any_of(language, 'part')})(?!\w)", re.IGNORECASE)


def _find_denial(window: str, at: int, language: str) -> re.Match[str] | None:
    """Find the word that denies the bound which starts at `at`: the "ikke" (not) of "ikke over 52 kroner".

    Examples
    --------
    >>> _find_denial("det strekker ikke seg over", 22, "nb").start()
    13
    """
    return _denied_pattern(language).search(window, 0, at)


@cache
def _denied_pattern(language: str) -> re.Pattern[str]:
    """Find a word for "not" and up to two words that join it to the bound.

    "ikke strekker seg over 52 kroner" (does not go beyond) is denied; a word such as "om" (if) parts the two.
    """
    joining = {
        *words("stop_place", language),
        *words("between_names", language),
        *words("vague", language),
        *words("focus", language),
        *words("if", language),
    }
    verbs = set(words("copula", language)) - set(words("focus", language))
    first, later = alternatives(joining - verbs), alternatives(joining | verbs)
    word = r"[^\W\d_]{1,30}"
    return re.compile(
        rf"(?<!\w)(?:{any_of(language, 'negation')})\s(?!(?:{first})(?!\w)){word}\s(?:(?!(?:{later})(?!\w)){word}\s)?$",
        re.IGNORECASE,
    )


def denies(text: Text, first: int) -> bool:
    """Tell whether "more than" at `first` is denied, which makes the figure a ceiling.

    "ska inte vänta längre än 30 dagar" (shall not wait longer than), "ingen får betala mer än" (nobody may pay more
    than).

    Examples
    --------
    >>> denies(Text("Ingen ska vänta längre än 30 dagar", "sv"), 16)
    True
    >>> denies(Text("De som inte svarade var fler än 30", "sv"), 24)
    False
    """
    return bool(_denial_pattern(text.language).search(text, max(first - _WINDOW, 0), first))


@cache
def _denial_pattern(language: str) -> re.Pattern[str]:
    no, may = any_of(language, "denial"), any_of(language, "modal")
    stop = any_of(language, "other_clause", "copula")
    word = rf"(?!(?:{stop})(?!\w))[^\W\d_]+"
    return re.compile(
        rf"(?<!\w)(?:(?:{may})\s+(?:{word}\s+)?(?:{no})|(?:{no})\s+(?:{word}\s+)?(?:{may}))(?:\s+{word}){{0,4}}\s+$",
        re.I,
    )
