"""Whatever a person is called, and whichever word says that a name follows, the name is in no output."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from ehealth_stats import extract_quantities, ingest, read_document
from ehealth_stats.ingestion import outline_document
from ehealth_stats.ingestion.privacy.personal import find_personal, hide, mask, quote
from ehealth_stats.languages.lexicon import EVERY, words
from ehealth_stats.notebook import show_document

LABELS = sorted(word for word, code in words("contact", EVERY).items() if code in ("name", "person") and word != "v/")
TITLES = sorted(word for word, code in words("title", EVERY).items() if code in ("ending", "word"))
GROUPS = sorted(word for word, code in words("group", EVERY).items() if code == "ending")
MEMBERS = sorted(word for word, code in words("group", EVERY).items() if code == "members")
# Names that nobody has, so that no word of a list, no place and no first name is among them.
STEM = st.text("abdefgiklmnoprstuvyåäöæøéšłễ", min_size=2, max_size=6)
FIRST = STEM.map(lambda stem: f"{stem}ix".capitalize())
LAST = STEM.map(lambda stem: f"{stem}oqez".capitalize())
NAMES = st.one_of(
    st.builds("{} {}".format, FIRST, LAST),
    st.builds("{} {} {}".format, FIRST, FIRST, LAST),
    st.builds("{}-{} {}-{}".format, FIRST, FIRST, LAST, LAST),
    st.builds("{} {} {}".format, FIRST, st.sampled_from(["von", "af", "de", "van der", "al"]), LAST),
    st.builds("{}. {}".format, st.sampled_from("ABÅÖØÉŠ"), LAST),
    st.builds("{}.{}. {}".format, st.sampled_from("ABÅÖØ"), st.sampled_from("CDE"), LAST),
    st.builds("{} {}{}".format, FIRST, st.sampled_from(["O'", "Mc"]), LAST),
    st.builds("{} {}".format, FIRST, LAST).map(str.upper),
)
BODIES = st.sampled_from(["Ånge kommun", "Norsk Helsenett", "Landstinget Västernorrland", "KITH", "Alta"])
LINES = st.one_of(
    st.builds("{}: {}".format, st.sampled_from(LABELS), NAMES),
    st.builds("{}: {}, {}; {} och {}".format, st.sampled_from(LABELS), NAMES, BODIES, NAMES, NAMES),
    st.builds("{}: {} ({}), {}".format, st.sampled_from(LABELS), BODIES, NAMES, NAMES),
    st.builds("I {}en {} {}, {} samt {}".format, st.just("Styrgrupp"), st.just("ingår"), NAMES, BODIES, NAMES),
    st.builds("{} {} {}, {} og {}".format, st.sampled_from(GROUPS), st.sampled_from(MEMBERS), NAMES, BODIES, NAMES),
    st.builds("{}: {}; {}".format, st.sampled_from(GROUPS), NAMES, NAMES),
    st.builds("{} {} i Ånge".format, st.sampled_from(TITLES), NAMES),
    st.builds("{}, {}, i Ånge".format, NAMES, st.sampled_from(TITLES)),
    st.builds("{} ({}) i Ånge".format, NAMES, st.sampled_from(TITLES)),
    st.builds("{}, tlf 22 33 44 55".format, NAMES),
    st.builds("Referent: {}, {}".format, LAST, FIRST),
    st.builds("Deltagare: {}, {}; {}, {}".format, LAST, FIRST, LAST, FIRST),
)  # fmt: skip
TABLES = st.one_of(
    st.builds("Kommun\tKontaktperson\nÅnge\t{}\nTimrå\t{}".format, NAMES, NAMES),
    st.builds("Navn\tTelefon\n{}\t911 22 333\n{}\t22334455".format, NAMES, NAMES),
    st.builds("{}\tprojektledare\nÅnge\t45".format, NAMES),
    st.builds("Närvarande:\n{}, Ånge\n{}".format, NAMES, NAMES),
    st.builds("Styrgrupp: {},\n{}, Ånge".format, NAMES, NAMES),
    st.builds("{}\nProsjektleder\nTlf 22 33 44 55".format, NAMES),
)


def name_words(text: str) -> set[str]:
    """The made-up words of a text."""
    return {word for word in re.findall(r"\w+", text) if word.casefold().endswith(("ix", "oqez"))}


@settings(max_examples=400, deadline=None)
@given(LINES)
def test_no_text_holds_the_name(line):
    """A line alone: masked, quoted in part, and as the words of a figure."""
    text = f"{line} 3859 larm"
    hidden = hide(text, find_personal(text))
    assert not name_words(mask(text))
    assert len(hidden) == len(text)
    assert not any(name_words(quote(hidden, start, start + 40)) for start in range(0, len(text), 7))
    assert not name_words(extract_quantities(text, language="sv").to_csv())


RECIPE = """
[source]
id = "plan"
programme = "p"
title = "t"
producer = "p"
language = "sv"
country = "SE"
published = "2013"
[[observations]]
indicator = "safety_alarms"
find = "Antal larm"
area = "SE"
"""


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(LINES, TABLES), min_size=1, max_size=8))
def test_no_output_of_a_document_holds_the_name(lines):
    """Several such lines and tables in one document: passages, tables, audit and page."""
    with TemporaryDirectory() as folder:
        source = Path(folder, "plan")
        source.mkdir()
        path = source / "plan.txt"
        path.write_text("\n\nLarm i Ånge.\n\n".join(["Antal larm: 45", *lines]), "utf-8")
        (source / "recipe.toml").write_text(RECIPE, "utf-8")
        dataset = ingest(folder)
        outputs = [outline_document(read_document(path)).to_csv(), show_document(source)._repr_html_()]
        outputs += [frame.to_csv() for frame in dataset.tables().values()]
    assert not set().union(*map(name_words, outputs))
    assert not any("\ufdd0" in output for output in outputs)
