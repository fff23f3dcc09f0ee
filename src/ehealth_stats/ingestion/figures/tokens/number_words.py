"""Numbers in words: number words, fractions, round numbers, and words that stand for an unknown number or for none.

"tjugofem" (25), "två tredjedelar" (two thirds), "ett 20-tal" (some 20), "okänt" (unknown), "inga larm" (no alarms).
"""

import re
from collections.abc import Iterator
from functools import cache

from ehealth_stats.codelists import cache_by_lists, qualifiers
from ehealth_stats.ingestion.figures.model import Token
from ehealth_stats.ingestion.text.nouns import count_words, time_words
from ehealth_stats.languages.lexicon import alternatives, any_of, fold, number_words, printed_words, words
from ehealth_stats.languages.text import Text


def find_shares(text: Text, language: str) -> Iterator[Token]:
    """Find fractions in words, a digit before them too ("2 tredjedelar", 2 thirds), and round numbers.

    A fraction is a share of what is named after it: its percentage, whatever the whole. "Ett 20-tal" is about 20.

    Examples
    --------
    >>> text = Text("två tredjedelar, varannan kommun", "sv")
    >>> [(token.kind, round(token.value, 1)) for token in find_shares(text, "sv")]
    [('share', 66.7), ('share', 50.0)]
    >>> next(find_shares(Text("ett 20-tal kommuner", "sv"), "sv")).qualifier
    'approximate'
    """
    for match in _share_pattern(language).finditer(text):
        form = str(match.lastgroup)
        if form in ("tens", "round"):
            value = spoken_value(match[form], language)
            yield Token("number", match.start(form), match.end(), value, qualifier="approximate")
        elif form == "bottom":
            top = spoken_value(match["top"], language) if match["top"] else 1.0
            if top <= (bottom := float(words("denominator", language)[fold(match["bottom"])])):
                yield Token("share", *match.span(), 100 * top / bottom)
        else:
            yield Token("share", *match.span(form), 100 / float(words(form, language)[fold(match[form])]))


def find_multiples(text: Text, language: str) -> Iterator[Token]:
    """Find what multiplies something: by how many percent it changes, less where it is halved.

    Examples
    --------
    >>> text = Text("en fördubbling av larmen, dubbelt så många, halverats", "sv")
    >>> [token.value for token in find_multiples(text, "sv")]
    [100.0, 100.0, -50.0]
    >>> [token.value for token in find_multiples(Text("en femdobling, tredobbelt så mange", "sv"), "nb")]
    [400.0, 200.0]
    """
    if _multiple_stems(language).search(text):
        for match in _multiple_pattern(language).finditer(text):
            listed = match["multiple"]
            times = float(words("multiple", language)[fold(listed)]) if listed else _times(match["times"], language)
            yield Token("multiple", *match.span(), 100 * (times - 1))


def _times(prefix: str, language: str) -> float:
    listed = words("multiple_prefix", language).get(fold(prefix))
    return float(listed) if listed else spoken_value(prefix.rstrip("-"), language)


@cache
def _multiple_stems(language: str) -> re.Pattern[str]:
    """Return a pattern of how the words end up that multiply: most texts hold none of them."""
    listed = [*words("multiple", language), *words("multiple_ending", language)]
    return re.compile(alternatives({word[:4] for word in listed}), re.IGNORECASE)


@cache
def _multiple_pattern(language: str) -> re.Pattern[str]:
    numbers = [word for word, value in number_words(language).items() if value > 1]
    prefixes = alternatives([*numbers, *words("hundred", language), *words("multiple_prefix", language)])
    endings, listed = (any_of(language, role) for role in ("multiple_ending", "multiple"))
    article = any_of(language, "one", "article")
    return re.compile(
        rf"(?<!\w)(?:(?:{article})\s)?(?:(?P<multiple>{listed})|(?P<times>{prefixes})-?(?:{endings}))(?!\w)",
        re.IGNORECASE,
    )


@cache_by_lists
def _share_pattern(language: str) -> re.Pattern[str]:
    of = rf"(?=\s+(?:{any_of(language, 'of')})(?!\w))"
    tops = alternatives([*number_words(language), *words("one", language), *words("article", language)])
    bottoms = any_of(language, "denominator")
    tens = alternatives([word for word, value in number_words(language).items() if value > 9] + [*_scales(language)])
    ahead = rf"(?=\s+(?:[a-zåäöæø-]{{1,20}}\s+)?(?:{count_words()})(?!\w))"
    return re.compile(
        rf"(?<!\w)(?:(?P<top>[1-9]|{tops})[\s-]+(?=(?:{bottoms})(?!\w))(?P<bottom>{bottoms})"
        rf"|(?P<half>{any_of(language, 'half')})"
        rf"|(?P<half_of>{any_of(language, 'half_of')}){of}"
        rf"|(?P<every>{any_of(language, 'every')}){_share_of_ahead(language)}"
        rf"|(?P<round>{tens})(?:{any_of(language, 'round_tens')}){ahead}"
        rf"|(?:{any_of(language, 'about_tens_before')})\s+(?P<tens>\d{{1,4}}|{tens})"
        rf"-?(?:{any_of(language, 'about_tens')}))(?!\w)",
        re.IGNORECASE,
    )


def _share_of_ahead(language: str) -> str:
    """Look ahead for a noun that is no time: "hver tredje rapport" (every third report), not "hver tredje måned"."""
    roles = ("one_before", "range", "between_names", "year_word")
    others = alternatives(
        [
            *time_words(),
            *printed_words("date_before", language, "day"),
            *(w for role in roles for w in words(role, language)),
        ]
    )
    return rf"(?=\s+(?!(?:{others})(?!\w))[^\W\d_]{{4}})"


def spoken_value(printed: str, language: str) -> float:
    """Return the value of a number in words (or digits), composed or not.

    Examples
    --------
    >>> spoken_value("trehundratjugo", "sv"), spoken_value("to hundre og femti", "nb"), spoken_value("fem tusen", "nb")
    (320.0, 250.0, 5000.0)
    """
    if printed.isdecimal():
        return float(printed)
    if fold(printed) in words("article", language):
        return 1.0
    total, group = 0.0, 0.0
    for found in _simple_pattern(language).findall(printed.casefold()):
        word = " ".join(found.split())
        scale = _scales(language).get(word, 0.0)
        if word in _simple(language):
            group += _simple(language)[word]
        elif word in words("one_thousand", language):
            total, group = total + (group + 1) * scale, 0.0
        elif scale == 100:
            group = max(group, 1.0) * 100
        else:
            total, group = total + max(group, 1.0) * scale, 0.0
    return total + group


@cache
def _simple(language: str) -> dict[str, float]:
    return dict.fromkeys(words("one", language), 1.0) | dict(number_words(language))


@cache
def _scales(language: str) -> dict[str, float]:
    roles = ("hundred", "thousand", "one_thousand", "ten")
    return {word: float(code) for role in roles for word, code in words(role, language).items()}


@cache
def _simple_pattern(language: str) -> re.Pattern[str]:
    return re.compile(alternatives([*_simple(language), *_scales(language)]))


@cache
def _number_words_pattern(language: str) -> str:
    """Compose the pattern of all numbers to 999 999 in words.

    "tjugofem" (25), "femti to" (52), "hundre og femti" (150), "två tusen fem hundra" (2 500).
    """
    values = number_words(language)
    small = alternatives([word for word, value in values.items() if 0 < value < 10] + [*words("one", language)])
    digit = alternatives([word for word, value in values.items() if 0 < value < 20] + [*words("one", language)])
    alone = alternatives(word for word, value in values.items() if value < 20)
    teens = alternatives(word for word, value in values.items() if 10 <= value < 20)
    tens = any_of(language, "tens")
    hundred = any_of(language, "hundred")
    thousand = any_of(language, "thousand", "one_thousand")
    link = rf"\s?(?:(?:{any_of(language, 'number_link')})\s?)?"
    old = rf"(?:{small})-?(?:{any_of(language, 'number_link')})-?(?:{tens})"  # "femogtyve"
    to_99 = rf"(?:{old}|(?:{tens})(?:[\s-]?(?:{small}))?|{teens}|{small})"
    to_999 = rf"(?:(?:(?:{digit})\s?)?(?:{hundred})(?:{link}{to_99})?|{to_99})"
    ones = any_of(language, "one")
    return (
        rf"(?:{to_999}\s?)?(?:{thousand}){link}{to_999}|(?:{to_999})(?:{thousand})|(?:{ones})\s(?:{thousand})"
        rf"|(?:(?:{digit})\s?)?(?:{hundred})(?:{link}{to_99})?|{old}"
        rf"|(?:{tens})(?:[\s-]?(?:{small}))?|{alone}"
    )


def find_words(text: Text, language: str) -> Iterator[Token]:
    """Find number words, and the words of docs/methods.md section 1 that stand for no number or for none at all.

    Examples
    --------
    >>> found = find_words(Text("450 varav okänt, samtliga kommuner, fyra möten", "sv"), "sv")
    >>> [token.qualifier or token.kind for token in found]
    ['unknown', 'all', 'number']
    """
    for match in _word_matches(text, language):
        group = str(match.lastgroup)
        kind = group.rstrip("2345")
        no_figure = {"vague": _compares, "number": _is_hour, "unknown": _is_no_gap, "denied": _is_wished}.get(kind)
        if no_figure and no_figure(text, match):
            continue
        if kind in ("number", "one", "both", "halves", "thousand"):
            yield _spoken(match, kind, language)
        elif kind in ("none", "denied"):
            yield Token("none", *match.span(group))
        else:
            but = kind == "all" and excepted(text, match.end(group)) > 0  # "alla utom Ragunda": not all
            yield Token("word", *match.span(group), qualifier="vague" if but else kind)


def _word_matches(text: Text, language: str) -> Iterator[re.Match[str]]:
    """Yield the matches of the pattern, which is only tried where a word begins as one of those that it looks for."""
    pattern, openings, end = _word_pattern(language), _openings(language), 0
    for found in _WORD_START.finditer(text):
        start = found.start()
        first = found[1].casefold()
        begins = not start or first in openings or first[:2] in openings or first[:1] in openings
        if start >= end and begins and (match := pattern.match(text, start)):
            yield match
            end = match.end()


_WORD_START = re.compile(r"(?:^|(?<!\w)(?=\S))(?=(.{0,3}))", re.DOTALL)


def _is_hour(text: Text, match: re.Match[str]) -> bool:
    """Tell an hour in words, "klokken tolv" (twelve o'clock)."""
    return bool(_clock_pattern(text.language).search(text, max(match.start() - 16, 0), match.start()))


@cache
def _clock_pattern(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(language, 'clock')})\s+$", re.IGNORECASE)


def excepted(text: Text, at: int) -> int:
    """Return where the exceptions begin in "all but" phrases, 0 where there are none; `at` is the end of "alla".

    "alla kommuner utom Ragunda": all municipalities but Ragunda.

    Examples
    --------
    >>> excepted(Text("alla kommuner utom Ragunda", "sv"), 4), excepted(Text("alla kommuner", "sv"), 4)
    (19, 0)
    """
    match = _except_pattern(text.language).match(text, at)
    return match.end() if match else 0


@cache
def _except_pattern(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:\s+[^\W\d_]+){{0,3}},?\s+(?:{any_of(language, 'except')})\s+", re.IGNORECASE)


def _compares(text: Text, match: re.Match[str]) -> bool:
    """Tell a comparison from a count.

    "33 prosent flere" (33 percent more), "flere kommuner enn før" (more than before), "ett eller flere" (one or more).
    """
    before, after = _compared_pattern(text.language), _than_pattern(text.language)
    return bool(before.search(text[max(match.start() - 16, 0) : match.start()]) or after.match(text, match.end()))


def _names_a_part(text: Text, match: re.Match[str]) -> bool:
    """Tell an answer that is counted from an unknown number.

    In "45 ja, 71 okända" 71 are unknown; in "1800 varav okänt digitala" nobody knows how many are digital.
    """
    at = match.start()
    return text[max(at - 2, 0) : at - 1].isdigit() and text[at - 1] == " " and bool(_ENTRY_END.match(text, match.end()))


def _is_no_gap(text: Text, match: re.Match[str]) -> bool:
    """Tell what is not missing from what is: "inga uppgifter saknas" (no data are missing)."""
    return _names_a_part(text, match) or bool(
        _none_before(text.language).search(text, max(match.start() - 16, 0), match.start())
    )


@cache
def _none_before(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(language, 'none')})\s+$", re.IGNORECASE)


def _is_wished(text: Text, match: re.Match[str]) -> bool:
    """Tell what nobody wants from what nobody has: "vill inte ha några fler larm" (do not want any more alarms)."""
    return bool(_wish_pattern(text.language).search(text, max(match.start() - 16, 0), match.start()))


@cache
def _wish_pattern(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(language, 'wish', 'modal')})\s+$", re.IGNORECASE)


_ENTRY_END = re.compile(r"\s*(?:[.,;:)]|$)")


@cache
def _compared_pattern(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?<![^\W\d_])(?:{any_of(language, 'compared')})|\d)\s+$", re.IGNORECASE)


@cache
def _than_pattern(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:\s+[^\W\d_]+){{1,2}}\s+(?:{any_of(language, 'than')})(?!\w)", re.IGNORECASE)


def _spoken(match: re.Match[str], kind: str, language: str) -> Token:
    alone = {"one": 1.0, "both": 2.0, "thousand": 1000.0}
    if kind in alone:
        return Token("number", *match.span(str(match.lastgroup)), alone[kind])
    if kind == "halves":
        whole = spoken_value(match["wholes"], language) if match["wholes"] else 0.0
        part = float(words("half_number", language)[fold(match["part"])])
        return Token("number", *match.span("halves"), whole + part, min(part, 0.5))
    return Token("number", *match.span("number"), spoken_value(match["number"], language))


# "Ja 45, nej 12, vet ej 3": a word that is counted itself is no missing figure.
_NO_ANSWER = r"(?!\s*:?\s+(?!(?:19|20)\d\d(?!\d))\d)"


@cache
def _openings(language: str) -> frozenset[str]:
    """Return the first letters, three at most, of all words that are looked for."""
    alone = [code for code, qualifier in qualifiers().items() if qualifier.stands_alone]
    roles = (*alone, "none", "both", "half_number")
    spoken = ("number", "tens", "hundred", "thousand", "one_thousand", "one", "counted_one")
    roles += ("negation", "none_alone")
    listed = [
        *(word for role in roles for word in words(role, language)),
        *(w for role in spoken for w in words(role, language)),
    ]
    return frozenset(word[:3].split(" ")[0] for word in [*listed, *_before_one(language)])


def _before_one(language: str) -> list[str]:
    """Return the qualifiers that make a number of an article: "minst en" (at least one), but not "över en" (over a)."""
    surely = ("at_least", "at_most")
    return [
        word
        for word, code in words("qualifier", language).items()
        if code in surely or (" än" in word or " en" in word)
    ]


@cache_by_lists
def _word_pattern(language: str) -> re.Pattern[str]:
    standing = [word for word in words("not_available", language) if word != ".."]
    lacks = any_of(language, "information_lacks")
    number, one = _number_words_pattern(language), any_of(language, "one")
    halves = any_of(language, "half_number")
    half = rf"(?:(?P<wholes>{number}|{one})\s+(?:{any_of(language, 'number_link')})\s+)?(?P<part>{halves})"
    times = alternatives(time_words())
    halved = rf"{any_of(language, 'multiplier')}|{times}"
    scale = any_of(language, "hundred", "thousand")
    ahead, whole = _counted_ahead(language), {role: any_of(language, role) for role in ("all", "vague")}
    whole["none"] = any_of(language, "none")
    attribute = "".join(rf"(?<!\b{word} )" for word in words("determiner", language))  # "et allerede etablert nettverk"
    degree = "".join(rf"(?<!{word} )" for word in words("degree", language))
    after_part = "|".join(rf"(?<={re.escape(word)} )" for word in words("part", language))
    thousand = any_of(language, "thousand", "one_thousand")
    counted_one = any_of(language, "counted_one") or "(?!)"
    return re.compile(
        rf"(?<!\w)(?:{_denied_pattern(language)}"
        rf"|(?P<unknown>{any_of(language, 'unknown')}){_NO_ANSWER}"
        rf"|{attribute}(?P<already_done>{any_of(language, 'already_done')})"
        rf"|(?P<not_available>{alternatives(standing)})(?!\s+(?:{lacks})(?!\w)){_NO_ANSWER}"
        rf"|(?P<halves>{half})(?=\s+(?:{halved}))|(?P<number>{number})|(?P<one>{one})(?={_makes_one(number, language)})"
        rf"|(?:{alternatives(_before_one(language))})\s+(?!(?:{number}|{halves})(?!\w))(?P<one2>{one})(?=\s)"
        rf"|(?P<both>{any_of(language, 'both')}){ahead}|(?P<one3>{counted_one})(?:{ahead}|(?=\s+(?:{times})(?!\w)))"
        rf"|(?P<thousand>{thousand}){ahead}"
        rf"|(?P<all>{whole['all']})(?!\s+(?:\d|(?:{number})(?!\w))){ahead}"
        rf"|{degree}(?P<vague>{whole['vague']}(?:\s+(?:{scale})(?!\w)|{ahead}))|(?P<none>{whole['none']}){ahead}"
        rf"|(?:{after_part})(?:(?P<all2>{whole['all']})|(?P<vague2>{whole['vague']})|(?P<none2>{whole['none']}))"
        rf"|(?:(?<=\d )|(?<=\d, ))(?P<none3>{whole['none']})(?!\.?\s\d)"
        rf"|(?<=[a-zåäöæø]\s)(?P<none5>{any_of(language, 'none_alone')})(?=\s*(?:[.,;)]|$)))(?!\w)"
        rf"|^\s*(?:(?P<not_available2>\.\.)|(?P<all3>{whole['all']})|(?P<none4>{whole['none']}))\s*$",
        re.IGNORECASE,
    )


def _denied_pattern(language: str) -> str:
    """Find what nobody has any of: "inte har några kort" (do not have any cards).

    Up to three words stand between; none that bounds, compares or says that there are others ("inte bara några").
    """
    roles = ("focus", "than", "vague", "degree", "negation", "between_names", "qualifier", "compared")
    stop = alternatives({word.split()[0] for role in roles for word in words(role, language)})
    not_, some = any_of(language, "negation"), any_of(language, "none_after_not")
    word = rf"(?!(?:{stop})(?!\w))[^\W\d_]{{2,20}}"
    return rf"(?P<denied>(?:{not_})\s(?:{word}\s){{1,3}}(?:{some}))(?=\s+[^\W\d]|\s*(?:[.,;)]|$))"


def _counted_ahead(language: str) -> str:
    """Look ahead for what is counted.

    "inga larm" (no alarms), "ingen av de 14 kommunerna" (none of the 14), "några nya kommuner" (some new ones).
    """
    of, the = any_of(language, "of"), any_of(language, "the")
    of_the = rf"(?:{of})\s+(?:(?:{the})\s+)?(?:\d[\d\s]{{0,12}})?"
    return rf"(?=\s+(?:{of_the})?(?:[a-zåäöæø-]{{1,20}}\s+)?(?:{count_words()})(?!\w))"


def _makes_one(number: str, language: str) -> str:
    """Tell the number one from the article "a", which is the same word.

    "en gång" (once), "en miljon", "en (1)", "en av tre" (one of three), "en till två" (one to two).
    """
    of, the, to = (any_of(language, role) for role in ("of", "the", "range"))
    of_the = rf"(?:{of})\s+(?:(?:{the})\s+)?"
    counted = rf"(?:{of_the}|(?:{to}|in)\s+)(?:\d|(?:{number})(?!\w))"
    return rf"\s+(?:{any_of(language, 'one_before')})(?!\w)|\s*\(1\)|\s+{counted}"
