"""Every message that the documents of the project, and the made-up follow-up, lead to is said in four languages."""

import re
import shutil
from pathlib import Path

import pytest
from test_wording import BOKMAL, ENGLISH, words_of

from ehealth_stats import evaluate, ingest
from ehealth_stats.codelists import categories, indicators, units
from ehealth_stats.schema import Message, Words, read_message
from ehealth_stats.wording.languages import LANGUAGES, phrases
from ehealth_stats.wording.messages import say

TESTS = Path(__file__).parents[1]
PLAN, LATER = "vasternorrland-2013", "vasternorrland-2014"
PRINTED = "…"
# A period as tables have it, a brace or an underscore: what a reader must never see.
RAW = re.compile(r"\d{4}-\d\d|\d\.\.\d|/\.\.|[{}_]|\b(?:SE|NO)-\d\d|\bnan\b|\binf\b")
FOREIGN = {"sv": ENGLISH, "nb": ENGLISH, "nn": ENGLISH + BOKMAL}


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> list[tuple[str, Message]]:
    """The English sentences of all tables with their messages, each once."""
    raw = tmp_path_factory.mktemp("raw")
    shutil.copytree(TESTS.parent / "data" / "raw" / PLAN, raw / PLAN)
    shutil.copytree(TESTS / "follow_up" / LATER, raw / LATER)
    pairs: dict[tuple[str, str], None] = {}
    for folder in (TESTS.parent / "data" / "raw", raw):
        for table in evaluate(ingest(folder)).tables().values():
            for name in table.columns:
                if f"{name}_message" in table:
                    pairs |= dict.fromkeys(zip(table[name], table[f"{name}_message"], strict=True))
    return [(sentence, read_message(message)) for sentence, message in pairs if message]


def without_print(value):
    """A value with a mark in place of each word that is printed as it is: labels of recipes, names, ids of sources."""
    if isinstance(value, str | Words):
        return PRINTED
    if isinstance(value, tuple):
        return tuple(map(without_print, value))
    if isinstance(value, Message):
        return Message(value.key, {name: without_print(part) for name, part in value.values.items()})
    return value


def printed_in(value) -> list[str]:
    """The words of a value that are printed as they are."""
    if isinstance(value, tuple):
        return [text for part in value for text in printed_in(part)]
    if isinstance(value, Message):
        return [text for part in value.values.values() for text in printed_in(part)]
    return [value] if isinstance(value, str) else []


def test_there_are_messages_of_many_kinds(told):
    """Dozens of sentences of data/raw and of the follow-up."""
    assert len({message.key for _, message in told}) > 15
    assert len(told) > 20


def test_a_sentence_is_its_message_in_english(told):
    """What stands in the table is what its key and values say."""
    assert [say(message, "en") for _, message in told] == [sentence for sentence, _ in told]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_reads_a_code(told, language):
    """No period or code as tables have it, and no brace."""
    said = [say(without_print(message), language) for _, message in told]
    assert [text for text in said if RAW.search(text)] == []


def test_what_is_printed_as_it_is_is_no_code(told):
    """A code of a list goes by its label, in the language of the reader."""
    codes = {*indicators(), *categories(), *units(), *(key.partition(".")[2] for key in phrases("en"))} - {""}
    assert {text for _, message in told for text in printed_in(message)} & codes == set()


@pytest.mark.parametrize("language", FOREIGN)
def test_no_word_of_another_language(told, language):
    """Nothing is left in English, nor in bokmål where nynorsk has a word of its own."""
    said = [say(without_print(message), language) for _, message in told]
    foreign = set(FOREIGN[language].split())
    assert {text: found for text in said if (found := words_of(text) & foreign)} == {}
