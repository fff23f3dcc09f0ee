"""The files of words: their shape, that no word leaks into another language, and what language a text is in."""

import tomllib
from collections import Counter
from importlib.resources import files
from itertools import pairwise

import pytest

from ehealth_stats import extract_quantities
from ehealth_stats.errors import CodeListError, DocumentError
from ehealth_stats.ingestion import read_document
from ehealth_stats.ingestion.figures.of_document.figures import find_figures
from ehealth_stats.languages.detect import detect_language, is_foreign, language_of_passage
from ehealth_stats.languages.lexicon import known_languages, words
from ehealth_stats.languages.words import read_words

FILES = sorted(entry.name for entry in files("ehealth_stats.languages").iterdir() if entry.name.endswith(".toml"))
# Two sentences that say the same in a language each, long enough to be running text.
PROSE = {
    "sv": "Kommunerna har under det senaste året köpt nya hjälpmedel till vården i hemmet och tagit dem i bruk. "
    "I de flesta kommuner används elektronisk journal, men inte alla läkare är anslutna till den. ",
    "nb": "Kommunene har det siste året kjøpt nye hjelpemidler til pleien i hjemmet og tatt dem i bruk. "
    "I de fleste kommuner brukes elektronisk journal, men ikke alle leger er knyttet til den. ",
    "nn": "Kommunane har det siste året kjøpt nye hjelpemiddel til pleia i heimen og teke dei i bruk. "
    "I dei fleste kommunane er det elektronisk journal, men ikkje alle legar er knytte til han. ",
    "da": "Kommunerne har i det seneste år købt nye hjælpemidler til plejen i hjemmet og taget dem i brug. "
    "I de fleste kommuner bruges elektronisk journal, men ikke alle læger er tilsluttet den. ",
    "en": "The municipalities have bought new equipment for care at home during the last year and put it to use. "
    "In most municipalities there are electronic records, but not all of the doctors are connected to them. ",
}
FOREIGN = {
    "de": "Die Gemeinden haben im vergangenen Jahr neue Geräte für die Pflege gekauft und in Betrieb genommen. "
    "In den meisten Gemeinden gibt es elektronische Akten, aber nicht alle sind daran angeschlossen. ",
    "fi": "Kunnat ovat viime vuonna ostaneet uusia laitteita kotihoitoon ja ottaneet ne käyttöön. "
    "Useimmissa kunnissa on sähköinen potilaskertomus, mutta kaikki lääkärit eivät ole mukana. ",
    "nl": "De gemeenten hebben in het afgelopen jaar nieuwe apparaten voor de thuiszorg gekocht en in gebruik genomen. "
    "In de meeste gemeenten wordt het elektronisch dossier gebruikt, maar niet alle artsen zijn aangesloten. ",
    "fr": "Les communes ont acheté au cours de l'année dernière de nouveaux appareils pour les soins à domicile. "
    "Dans la plupart des communes le dossier est électronique, mais tous les médecins ne sont pas connectés. ",
    "pl": "Gminy zakupiły w ubiegłym roku nowe urządzenia do opieki domowej i wdrożyły je do użytku. "
    "W większości gmin używa się elektronicznej dokumentacji, ale nie wszyscy lekarze są podłączeni. ",
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_words_has_one_word_a_line(name):
    """Each word stands on a line of its own, so that a change of one is a change of one line."""
    text = (files("ehealth_stats.languages") / name).read_text("utf-8")
    listed = {role: codes for role, codes in tomllib.loads(text).items() if role != "language"}
    lines = [line for line in text.split("\n") if line.startswith("    ")]
    assert len(lines) == sum(len(printed) for codes in listed.values() for printed in codes.values())


@pytest.mark.parametrize("name", FILES)
def test_no_word_stands_twice_under_a_role_of_a_language(name):
    """A word has one code under a role; the symbols have theirs once too."""
    listed = tomllib.loads((files("ehealth_stats.languages") / name).read_text("utf-8"))
    for role, codes in listed.items():
        counts = Counter(word for printed in codes.values() for word in printed) if role != "language" else {}
        assert [word for word, count in counts.items() if count > 1] == [], role


def test_words_without_a_language_have_no_letters_of_a_language():
    """What stands beside all languages are signs, codes and names: no word with å, ä, ö, æ or ø but names."""
    listed = tomllib.loads((files("ehealth_stats.languages") / "symbols.toml").read_text("utf-8"))
    names = {"given_name", "union", "name"}
    spelt = [word for role, codes in listed.items() if role not in names for each in codes.values() for word in each]
    assert [word for word in spelt if set(word.casefold()) & set("åäöæø")] == []


@pytest.mark.parametrize(
    ("role", "word", "language"),
    [
        ("number", "sex", "nb"),
        ("number", "sex", "en"),
        ("number", "to", "sv"),
        ("number", "to", "en"),
        ("number", "fire", "sv"),
        ("number", "fire", "en"),
        ("range", "to", "sv"),
        ("none", "no", "sv"),
        ("none", "no", "nb"),
        ("each", "kvar", "sv"),
        ("each", "kvar", "nb"),
        ("qualifier", "around", "sv"),
        ("qualifier", "knap", "sv"),
        ("qualifier", "knapt", "en"),
        ("negation", "ikkje", "nb"),
        ("number", "halvtreds", "nb"),
        ("multiplier", "miljon", "nb"),
    ],
)
def test_a_word_is_not_looked_up_in_another_language(role, word, language):
    """Swedish "sex" is six and no Norwegian number, Norwegian "to" is two and no Swedish one."""
    assert word not in words(role, language)


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("sex larm", "sv", [6]),
        ("sex larm", "nb", []),
        ("to alarmer", "nb", [2]),
        ("to alarmer", "sv", []),
        ("fire alarmer", "da", [4]),
        ("halvtreds alarmer", "da", [50]),
        ("halvtreds alarmer", "nb", []),
        ("45 larm kvar", "sv", [45]),
        ("no alarms", "en", [0]),
        ("no alarms", "sv", []),
    ],
)
def test_a_text_is_read_by_the_words_of_its_language(text, language, values):
    """What a word counts is decided by the language that the text is read in."""
    assert extract_quantities(text, language=language)["value"].tolist() == values


def test_nynorsk_has_the_words_of_bokmal_beside_its_own():
    """One file inherits the other; not the other way round."""
    assert "fra" in words("from", "nn")
    assert "frå" in words("from", "nn")
    assert "frå" not in words("from", "nb")


@pytest.mark.parametrize("language", PROSE)
def test_running_text_is_told_by_its_words(language):
    """Each of the languages that have a file, beside its neighbours."""
    assert detect_language(PROSE[language]) == language
    assert not is_foreign(PROSE[language] * 3)


@pytest.mark.parametrize("language", FOREIGN)
def test_running_text_in_an_unknown_language_is_refused_with_the_known_ones(language):
    """Never is it read as a neighbour; a line of it, as tables have, is not refused."""
    with pytest.raises(DocumentError, match=r"Swedish \(sv\).*Danish \(da\)"):
        extract_quantities(FOREIGN[language] * 3)
    assert not is_foreign(FOREIGN[language].split(".")[0])


def test_a_named_language_is_never_doubted():
    """Who says that a text is Swedish has it read so."""
    assert len(extract_quantities(FOREIGN["de"] * 3 + "45 larm", language="sv")) == 1


def test_a_list_of_names_is_in_no_foreign_language():
    """Words with capitals say nothing of the language."""
    assert not is_foreign("Anna Nescio, Nomen Nemo, Aliquis Quidam, Ånge, Timrå, Kramfors. " * 30)


def test_money_has_no_currency_where_danish_and_norwegian_cannot_be_told():
    """Kroner may be Danish or Norwegian; a word of one of them tells."""
    assert extract_quantities("Det koster 45 kroner")["unit"].tolist() == [""]
    assert extract_quantities("Kommunene betaler 45 kroner")["unit"].tolist() == ["NOK"]


def test_a_language_without_a_file_is_an_error_with_the_known_ones():
    """The message lists the codes."""
    with pytest.raises(CodeListError, match="sv, nb, nn, en, da"):
        extract_quantities("45 Geräte", language="de")


def test_every_letter_and_digit_is_in_one_word():
    """Words follow each other without overlap, blanks left out; a phrase is one word."""
    text = "I tillegg til dette kommer ca. 45 nye kort (2013)."
    found = read_words(text, "nb")
    assert [word.folded for word in found][:2] == ["i tillegg til dette", "kommer"]
    assert "".join(text[word.start : word.end] for word in found).replace(" ", "") == text.replace(" ", "")
    assert all(one.end <= two.start for one, two in pairwise(found))


def test_all_languages_are_known_by_name():
    """The order is that of the likeliest."""
    assert list(known_languages()) == ["sv", "nb", "nn", "en", "da"]


QUOTED = [
    (
        "nb",
        "Norsk Helsenett skriver: «Minst 60 kommuner har tatt i bruk meldinger, og kostnaden ble 46,9 mill. kroner "
        "i løpet av året.»",
        [(60, float("inf"), "municipalities"), (46_850_000, 46_950_000, "NOK")],
    ),
    (
        "en",
        "The programme reached at least 60 of the municipalities, and more than 2.5 million people live in them.",
        [(60, float("inf"), "municipalities"), (2_500_000, float("inf"), "persons")],
    ),
]


@pytest.mark.parametrize(("language", "passage", "figures"), QUOTED)
def test_a_passage_in_another_language_is_read_in_that_one(tmp_path, language, passage, figures):
    """A Norwegian or English quotation in a Swedish plan: its qualifiers, multipliers and kroner are its own."""
    path = tmp_path / "plan.txt"
    path.write_text(f"{PROSE['sv'] * 3}\nÅnge har minst 450 larm.\n{passage}\n", encoding="utf-8")
    document = read_document(path)
    assert language_of_passage(passage, "sv") == language
    found = find_figures(document, country="SE", language="sv")
    spans = [(item.quantity.lower, item.quantity.upper, item.quantity.unit) for item in found.items]
    assert spans[-3:] == [(450, float("inf"), "alarms"), *figures]


@pytest.mark.parametrize("language", PROSE)
def test_a_passage_in_the_language_of_its_document_stays_in_it(language):
    """So does one of few words, and one that may be in either."""
    assert language_of_passage(PROSE[language], language) == language
    assert language_of_passage("at least 60", language) == language
    assert language_of_passage("450 larm 2013, 300 larm 2014, 120 larm 2015 och i dag", "nb") == "nb"
