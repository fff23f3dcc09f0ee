"""A text in signs: every place stays what it is, and a pattern over roles finds the words of these roles."""

import re
from functools import cache

import pytest

from ehealth_stats.languages.coded import CAPITAL, SMALL, Coding, PhraseCoding, last_step

LISTED = {
    "part": {"varav": "of which", "av dessa": "of these"},
    "number": {"tre": "3", "tjugo": "20", "hundra": "100"},
    "unit": {"larm": "alarms", "kort": "cards"},
    "sign": {"±": "", "c:a": "about", "ca.": "about"},
    "name": {"kas": "", "is": ""},
}


@cache
def coding() -> Coding:
    """Return the signs of these words."""
    return Coding(LISTED, glued=["number"], inflected=["unit"])


def found(pattern: str, text: str) -> list[str]:
    """Return what a pattern over the coded text finds, as it is printed."""
    return [text[match.start() : match.end()] for match in re.finditer(pattern, coding().coded(text))]


@pytest.mark.parametrize(
    "text", ["", "Varav tjugotre Larms.", "TRE", "tretre", "varavå", "tre ± 5, c:a 2", "ß tre ﬁ", "s"]
)
def test_every_place_stays_what_it_is(text):
    """A coded text is as long as the text, and what is no listed word is as printed."""
    coded = coding().coded(text)
    assert len(coded) == len(text)
    assert [sign for sign in coded if not sign.isalpha()] == [sign for sign in text if not sign.isalpha()]


@pytest.mark.parametrize(
    ("text", "role", "words"),
    [
        ("tre larm, Tre LARM", "number", ["tre", "Tre"]),
        ("tre larm, varav kort", "unit", ["larm", "kort"]),
        ("trehundratjugo kort", "number", ["tre", "hundra", "tjugo"]),
        ("trekort, tretusen, tres", "number", []),  # of parts only, and all of them numbers
        ("larms, korts, larmss, larmet", "unit", ["larm", "kort"]),  # a genitive, no other ending
        ("varavs", "part", []),  # not of a role that has none
        ("varav, av dessa, av  dessa, av", "part", ["varav", "av dessa", "av  dessa"]),
        ("5 ± 2 och c:a 3", "sign", ["±", "c:a"]),
        ("kas, ka, is, i", "name", ["kas", "is"]),  # an s that belongs to a word is none of a genitive
    ],
)
def test_a_role_is_found_where_its_words_stand(text, role, words):
    """Small or large, in parts or in a genitive, with any blanks between the words of a phrase."""
    assert found(coding().pattern([role]), text) == words


def test_a_letter_that_is_a_sign_elsewhere_is_no_word():
    """What looks like a sign in the text itself, as Chinese does, is a letter without a role."""
    every = "".join(map(chr, range(0x4E00, 0xA001)))
    assert coding().roles(coding().coded(every)) == frozenset()
    assert found(coding().pattern(LISTED), every) == []
    assert found(coding().pattern(LISTED), "一 tre 丁") == ["tre"]


def test_the_genitive_leaves_its_s():
    """The s behind a unit stands as printed: it is no letter of the unit."""
    assert coding().coded("Larms")[-1] == "s"
    assert coding().coded("LARMS")[-1] == "S"
    assert coding().coded("larms")[:-1] == coding().coded("larm")


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("tre kort", {"number", "unit"}),
        ("TRE", {"number"}),
        ("tjugotre larms", {"number", "unit"}),
        ("dessa", {"part"}),  # a part of a phrase tells that the phrase may stand there
        ("±", {"sign"}),
        ("inget", set()),
        ("", set()),
    ],
)
def test_the_roles_of_a_text_are_those_of_its_words(text, roles):
    """What has no word of a role need not be searched for its rules."""
    assert coding().roles(coding().coded(text)) == roles


def test_a_pattern_can_be_of_some_words_only():
    """Of a code, in lower case, single words, or the first words of phrases."""
    text = "Varav av dessa varav"
    assert found(coding().pattern(["part"]), text) == ["Varav", "av dessa", "varav"]
    assert found(coding().pattern(["part"], ["of these"]), text) == ["av dessa"]
    assert found(coding().pattern(["part"], ["of which", "of these"]), text) == ["Varav", "av dessa", "varav"]
    assert found(coding().pattern(["part"], small=True), text) == ["av dessa", "varav"]
    assert found(coding().pattern(["part"], single=True), text) == ["Varav", "varav"]
    assert found(coding().pattern(["part"], first=True), text) == ["Varav", "av", "varav"]
    assert found(coding().pattern(["sign"], single=True), "± c:a ca.") == []


def test_a_pattern_of_nothing_finds_nothing():
    """A role without words, or none of that code, is nowhere."""
    assert found(coding().pattern(["nothing"]), "tre kort") == []
    assert found(coding().pattern(["part"], ["other"]), "varav av dessa") == []


def test_a_phrase_that_begins_another_is_found_where_the_longer_is_not():
    """Both "ca" and "ca." are found, the longer one first."""
    own = Coding({"about": {"ca": "", "ca.": "", "ca. runt": ""}})
    pattern = re.compile(own.pattern(["about"]))
    ends = [pattern.match(own.coded(text)).end() for text in ("ca 5", "ca. 5", "ca. runt 5")]
    assert ends == [2, 3, 8]


def test_words_that_begin_alike_are_told_apart():
    """One pattern for words and phrases that share words in other places."""
    own = Coding({"a": {"i dag": "", "i går": "", "idag": "", "av dag": ""}, "b": {"i": "", "dag": ""}})
    pattern = own.pattern(["a"])
    texts = ["i dag", "i går", "idag", "av dag", "av går", "i i", "dag", "i", "av"]
    assert [bool(re.fullmatch(pattern, own.coded(text))) for text in texts] == [True] * 4 + [False] * 5


def test_what_stands_before_is_of_a_fixed_width():
    """Each word of a role as a pattern that can be looked for behind a place."""
    patterns = coding().standing("part")
    assert len(patterns) == 2
    behind = re.compile("|".join(f"(?<={each})!" for each in patterns))
    texts = ["varav!", "Varav!", "av dessa!", "dessa!", "av!", "tre!", "varavs!"]
    assert [bool(behind.search(coding().coded(text))) for text in texts] == [
        True,
        True,
        True,
        False,
        False,
        False,
        False,
    ]
    marked = re.compile("|".join(f"(?<={each})!" for each in coding().standing("sign")))
    texts = ["±!", "c:a!", "ca.!", "ca!", "a!"]
    assert [bool(marked.search(coding().coded(text))) for text in texts] == [True, True, True, False, False]


def test_words_listed_alike_stand_before_once():
    """Two words of one length and of the same lists are one pattern."""
    own = Coding({"unit": {"larm": "a", "kort": "a", "tjänst": "a"}})
    assert len(own.standing("unit")) == 2


@pytest.mark.parametrize(
    ("role", "text"),
    [("part", "varav"), ("part", "Varav"), ("part", "av"), ("part", "Av"), ("sign", "±"), ("sign", "C:a")],
)
def test_openings_are_what_a_word_of_a_role_begins_with(role, text):
    """The first sign of its first word, as a capital too, or its first mark."""
    assert coding().coded(text)[0] in coding().openings([role])


@pytest.mark.parametrize(
    ("role", "text"),
    [
        ("part", "varav"),
        ("part", "Varav"),
        ("part", "dessa"),
        ("part", "Dessa"),
        ("sign", "±"),
        ("sign", "a"),
        ("sign", "ca"),
    ],
)
def test_closings_are_what_a_word_of_a_role_ends_with(role, text):
    """The sign of its last word, as a capital too, or its last mark; points and colons aside."""
    assert last_step(coding().coded(text)) in coding().closings([role])


def test_openings_and_closings_are_of_one_role():
    """What only begins a phrase does not end it, and the other way round; other roles have their own."""
    first, last, other = (coding().coded(word)[0] for word in ("av", "dessa", "larm"))
    assert first not in coding().closings(["part"])
    assert last not in coding().openings(["part"])
    assert other not in coding().openings(["part", "sign", "number"])
    assert coding().openings(["nothing"]) == coding().closings(["nothing"]) == frozenset()


def test_the_last_step_of_a_stretch():
    """The sign of its last word however long the word is, or its last mark; nothing of nothing."""
    assert last_step(coding().coded("tre varav")) == coding().coded("varav")[0]
    assert last_step(coding().coded("varav,")) == ","
    assert last_step("") == ""


def test_small_letters_and_capitals_of_coded_texts():
    """A sign of a word in lower case, and what fills it up, are small; that of a word with a capital is one."""
    every = Coding({"number": {f"ord{chr(97 + n // 26)}{chr(97 + n % 26)}": str(n) for n in range(600)}})
    words = ["ordaa", "ordxb"]
    assert all(re.fullmatch(f"[{SMALL}]+", every.coded(word)) for word in words)
    assert all(re.fullmatch(f"[{CAPITAL}][{SMALL}]+", every.coded(word.title())) for word in words)


def test_the_ends_of_the_block_are_small_letters_and_capitals():
    """10 240 kinds of words have a sign each, then as many capitals; next to them stands none."""
    small, capital = re.compile(f"[{SMALL}]"), re.compile(f"[{CAPITAL}]")
    first, middle, last = 0x4E00, 0x4E00 + 10_240, 0x4E00 + 20_480
    assert [bool(small.match(chr(at))) for at in (first - 1, first, middle - 1, middle)] == [False, True, True, False]
    assert [bool(capital.match(chr(at))) for at in (middle - 1, middle, last - 1, last)] == [False, True, True, False]


def test_signs_of_one_role_stand_side_by_side():
    """A role of many kinds of words is one range of signs: its pattern is short."""
    many = {f"ord{chr(97 + n // 26)}{chr(97 + n % 26)}": str(n) for n in range(600)}
    own = Coding({"number": many, "unit": {"larm": "alarms"}})
    assert len(own.pattern(["number"], small=True)) < 20
    assert re.fullmatch(own.pattern(["number"], small=True), own.coded("ordxb"))
    assert not re.fullmatch(own.pattern(["number"]), own.coded("larm"))


def phrases_found(own: PhraseCoding, pattern: str, text: str) -> list[str]:
    """Return what a pattern over a text coded in phrases finds, as it is printed."""
    return [text[match.start() : match.end()] for match in re.finditer(pattern, own.coded(text))]


def test_only_words_of_the_codes_of_an_ending_end_longer_ones():
    """A "styrgrupp" is a group; what only may follow one ends no word, nor does a word with a hyphen."""
    own = PhraseCoding({"group": {"grupp": "ending", "team": "alone", "e-lag": "ending"}}, {"group": ["ending"]})
    pattern = own.pattern(["group"])
    assert phrases_found(own, pattern, "styrgrupp, styrgrupps, grupp") == ["grupp", "grupp", "grupp"]
    assert phrases_found(own, pattern, "team") == ["team"]
    assert phrases_found(own, pattern, "projektteam, ide-lag") == []


def test_a_phrase_is_also_what_it_begins_with():
    """The phrase "kontakt på" (contact at) is listed for a phone, and is a contact."""
    listed = {"contact": {"kontakt": "any", "kontakt på": "phone", "på": "place"}, "group": {"grupp": "ending"}}
    own = PhraseCoding(listed, {"group": ["ending"]})
    assert phrases_found(own, own.pattern(["contact"], ["phone"]), "kontakt på, kontakt") == ["kontakt på"]
    assert phrases_found(own, own.pattern(["contact"], ["any"]), "kontakt på, kontakt") == ["kontakt på", "kontakt"]
    assert phrases_found(own, own.pattern(["contact"], ["place"]), "kontakt på, på") == ["på"]


def test_marks_are_of_their_role_and_code():
    """A mark stands for itself: "±" is found where its role and its code are asked for, and no other mark."""
    own = PhraseCoding({"sign": {"±": "about", "c:a": "about", "minst": "least", "§": "law"}, "other": {"#": "about"}})
    text = "± c:a minst § #"
    assert phrases_found(own, own.pattern(["sign"]), text) == ["±", "c:a", "minst", "§"]
    assert phrases_found(own, own.pattern(["sign"], ["about"]), text) == ["±", "c:a"]
    assert phrases_found(own, own.pattern(["other"], ["about"]), text) == ["#"]
    assert phrases_found(own, own.pattern(["other"], ["law"]), text) == []
