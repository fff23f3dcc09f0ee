"""The package says everything in five languages, each in its own words."""

import ast
import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest

import ehealth_stats
from ehealth_stats.codelists import categories, indicators, qualifiers, units
from ehealth_stats.errors import CodeListError
from ehealth_stats.wording.languages import LANGUAGES, locale, nearest, own_phrases, phrase, phrases, term

OTHERS = ("sv", "nb", "nn", "da")

# Phrases that another language has in common with English, and why.
SAME_AS_ENGLISH = {
    "not_available": "the mark of a cell without a number, the same in tables of all four",
    "SEK": "the code of ISO 4217 abroad",
    "NOK": "the code of ISO 4217 abroad",
    "EUR": "the code of ISO 4217",
    "DKK": "the code of ISO 4217",
    "USD": "the code of ISO 4217",
    "budget_subtitle": "budget is the Swedish word too",
    "role.rate": "rate is the Norwegian word too",
    "format_docx": "the name of a program",
    "format_pdf": "the name of a format",
    "review_key.period": "period is the Swedish word too",
    "review_key.status": "status is the word of all four",
    "data_period": "period is the Swedish word too",
    "place_cell": "cell is the Swedish word too",
    "cost_of_change": "x is the sign of times in all four",
    "share_formula": "x is the sign of times in all four",
    "relative_increase": "x is the sign of times in all four",
    "relative_decrease": "x is the sign of times in all four",
    "rate_per": "per is the word of all four",
    "qualified_as": "status is the word of all four",
    "same_units": "same is the nynorsk word too",
    "trace_observation": "observation is the Swedish word too",
    "col_sha256": "the name of the method in all four",
    "col_start": "start is the word of all four",
    "col_status": "status is the word of all four",
    "col_tolerance": "tolerance is the Danish word too",
    "meta_author": "evaluator is the Norwegian word too",
}
# Words of English that are no words of the other three.
ENGLISH = """
an the of and from with without is are can not each own what which where more fewer less least most number numbers
stated unknown use reading readings bound bounds row rows municipality municipalities group groups amount share path
scale gap check checks year years services other others between against depends given done
"""
# Words of bokmål that nynorsk has another form of.
BOKMAL = """
ikke fra en et de hver hvert hverandre hvilken hvilke noen noe mer bare antall tall tallet tallene kommuner kommunene
tjeneste tjenester tjenestene dokumentene kilde kildene avlesning avlesninger beregnet høyst høy høyere lav uten mulig
muligens allerede vært sier mangler finnes planene planer perioder milepæler frister fasene faser linjen gruppen
områdene områder delene kategoriene kategorier listen sted steder stedet endret ytterligere økning øk annet annen
sammenlignbart målene måneder måned uker uke ganger gang løsninger løsning meldinger møter fylker sykehus
arrangementer minutter personer alarmer dager timer prosjekter prosjektene innen tilskudd egeninnsats helhet
virkemiddel forenlig omtrent omtrentlig brukere deltakere seminarer seminarene leger ansatte sykepleiere innbyggere
egen eget samme brudd vurderes avgjøres kontrolleres motsies støttes avhenger hjemmetjenesten trygghetsalarmer
innvilget avrundet
"""


def texts(language: str, key: str) -> list[str]:
    """The phrase of a key, or all its forms."""
    found = phrases(language)[key]
    return [found] if isinstance(found, str) else list(found.values())


def names(text: str) -> set[str]:
    """What a phrase fills in."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def words_of(text: str) -> set[str]:
    """The words that a phrase has of its own, in small letters."""
    return set(re.findall(r"[^\W\d_]+", re.sub(r"\{[^}]*\}", " ", text).casefold()))


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_says_everything(language):
    """Each key of English is there, with what is as in bokmål for nynorsk, and no other key."""
    assert phrases(language).keys() == phrases("en").keys()
    assert own_phrases(language).keys() <= phrases("en").keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_key_stands_in_one_section_only(language):
    """Keys are looked up without their section: one a line, none hides another, and none is empty."""
    text = files("ehealth_stats.wording").joinpath(f"{language}.toml").read_text("utf-8")
    said = text[text.index("[figures]") :]
    lines = [line for line in said.splitlines() if line and line[0] not in "#["]
    assert len(lines) == len(own_phrases(language))
    assert all(all(texts(language, key)) for key in own_phrases(language))


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_fills_in_the_same(language):
    """The names in braces are those of the English phrase; a form for one may leave its number out."""
    for key, english in phrases("en").items():
        found = phrases(language)[key]
        assert isinstance(found, str) == isinstance(english, str), key
        if isinstance(found, str):
            assert names(found) == names(english), key
        else:
            assert found.keys() == english.keys(), key
            assert names(found["other"]) == names(english["other"]), key
            assert names(found["one"]) <= names(english["other"]), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_those_of_the_language(language):
    """One and many, as the locale counts."""
    assert {*locale(language).plural_form.tags, "other"} == {"one", "other"}
    assert all(isinstance(found, str) or set(found) == {"one", "other"} for found in phrases(language).values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_has_no_words_in_a_language_is_said_in_the_nearest_of_all_others(language):
    """Each file names every other language once: a new one is known to all."""
    assert sorted((language, *nearest(language))) == sorted(LANGUAGES)


def test_nynorsk_does_not_repeat_bokmal():
    """What is the same is said once, in bokmål, in the phrases and in the code lists."""
    assert not {key for key, found in own_phrases("nn").items() if found == own_phrases("nb")[key]}
    for name in ("indicators", "categories", "units"):
        text = files("ehealth_stats.codelists").joinpath(f"{name}.csv").read_text("utf-8")
        for row in csv.DictReader(text.splitlines()):
            assert row["label_nn"] != row["label_nb"], row["code"]
            assert not row.get("one_nn") or row["one_nn"] != row["one_nb"], row["code"]


def test_no_phrase_is_left_in_english():
    """A phrase with words of its own is no copy of the English one, but for the list with reasons."""
    copied = {
        key
        for language in OTHERS
        for key, found in phrases(language).items()
        if found == phrases("en")[key] and any(map(words_of, texts(language, key)))
    }
    assert copied == SAME_AS_ENGLISH.keys()


@pytest.mark.parametrize("language", OTHERS)
def test_no_english_word(language):
    """Nor does a phrase hold an English word."""
    found = {word for key in phrases(language) for text in texts(language, key) for word in words_of(text)}
    assert not found & set(ENGLISH.split())


def test_nynorsk_has_no_word_of_bokmal():
    """What nynorsk takes over from bokmål must be nynorsk: what is not has a phrase or a label of its own."""
    told = {key: texts("nn", key) for key in phrases("nn")}
    for known in (indicators(), categories(), units()):
        told |= {code: [entry.labels["nn"]] for code, entry in known.items()}
    told |= {f"one {code}": [unit.one["nn"]] for code, unit in units().items()}
    wrong = {key: set().union(*map(words_of, told[key])) & set(BOKMAL.split()) for key in told}
    assert not {key: words for key, words in wrong.items() if words}


def test_a_missing_key_and_a_missing_language_say_what_there_is():
    """With the nearest key, and the languages."""
    with pytest.raises(CodeListError, match=r"no phrase 'at_lest'(.|\n)*at_least"):
        phrase("at_lest", "nn")
    with pytest.raises(CodeListError, match=r"no language 'fi'(.|\n)*da, en, nb, nn, sv"):
        phrase("at_least", "fi")
    assert term("pace", "no_such_code", "nn") == ""


def test_every_key_is_used():
    """A phrase that nobody says is deleted."""
    assert not {key for key in phrases("en") if not is_used(key)}


def test_a_key_that_nobody_names_is_found():
    """The search finds a key by its name, by the start or end that is put together, a term by its vocabulary."""
    assert all(map(is_used, ["at_least", "season_23", "qualifier.exact", "DKK"]))
    assert not any(map(is_used, ["no_such_key", "no_such_vocabulary.exact"]))


def is_used(key: str) -> bool:
    """Whether the package names a key, its vocabulary, or a start or end of it that it puts together."""
    whole, pieces = named()
    money_codes = {code for code, unit in units().items() if unit.kind == "money"}
    if "." in key:
        return key.partition(".")[0] in whole
    return key in whole | money_codes | set(qualifiers()) or any(piece.fullmatch(key) for piece in pieces)


@cache
def named() -> tuple[set[str], list[re.Pattern[str]]]:
    """The string constants of the package, and of its f-strings with a name in them: the start or end as a pattern."""
    whole, pieces = set(), set()
    for path in Path(ehealth_stats.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            if isinstance(node, ast.JoinedStr):
                pieces.update(ends(node))
    return whole, [re.compile(piece) for piece in pieces]


def ends(node: ast.JoinedStr) -> Iterator[str]:
    """The keys that an f-string may give: with its constant start, or its constant end, f"season_{n}", f"{name}_is"."""
    first, last = (getattr(node.values[at], "value", "") for at in (0, -1)) if node.values else ("", "")
    if isinstance(first, str) and "_" in first:
        yield re.escape(first) + ".*"
    if isinstance(last, str) and re.fullmatch(r"_\w+", last):
        yield ".+" + re.escape(last)
