"""A message with its values is a sentence in each language, and the same message when it comes back from JSON."""

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from in_each_language import in_each

from ehealth_stats.codelists import label, unit_label, units
from ehealth_stats.errors import EHealthStatsError
from ehealth_stats.schema import Amount, Code, Interval, Message, Percent
from ehealth_stats.schema.message import read_message
from ehealth_stats.wording.messages import code_in_words, few, listed, say, word


@pytest.mark.parametrize(
    ("language", "text"),
    in_each("Ånge, Timrå and Oslo", "Ånge, Timrå och Oslo", "Ånge, Timrå og Oslo", "Ånge, Timrå og Oslo"),
)
def test_list(language, text):
    """Names as a list in words."""
    assert listed(["Ånge", "Timrå", "Oslo"], language) == text
    assert listed(["Ånge"], language) == "Ånge"
    assert listed([], language) == ""


@pytest.mark.parametrize(
    ("language", "text"),
    in_each(
        "Physicians as well as Nurses and other health personnel",
        "Läkare samt Sjuksköterskor och annan vårdpersonal",
        "Leger samt Sykepleiere og annet helsepersonell",
        "Legar samt Sjukepleiarar og anna helsepersonell",
    ),
)
def test_list_of_names_with_an_and(language, text):
    """Two "and" in a row would be read wrongly."""
    assert listed([label("categories", code, language) for code in ("physicians", "nurses")], language) == text


@pytest.mark.parametrize(
    ("language", "text"),
    in_each(
        "x and a further 10 municipalities",
        "x och ytterligare 10 kommuner",
        "x og ytterligere 10 kommuner",
        "x og ytterlegare 10 kommunar",
    ),
)
def test_long_list(language, text):
    """Of many names the first ten."""
    assert few(["x"] * 20, "n_municipalities", language) == "x, " * 9 + text


@pytest.mark.parametrize(
    ("language", "key", "one", "many"),
    [
        ("en", "n_entries", "1 entry", "2 entries"),
        ("sv", "n_entries", "1 post", "2 poster"),
        ("nb", "n_entries", "1 post", "2 poster"),
        ("nn", "n_entries", "1 post", "2 postar"),
        ("nn", "n_groups", "1 gruppe", "2 grupper"),
        ("nn", "n_readings", "1 avlesing", "2 avlesingar"),
        ("nn", "n_targets", "1 mål", "2 mål"),
        ("sv", "n_readings", "1 avläsning", "2 avläsningar"),
    ],
)
def test_plurals(language, key, one, many):
    """One and many, of a number or of a figure, also one without a point."""
    assert [say(Message(key, {"n": n}), language) for n in (1, 1.0, 2)] == [one, one, many]
    assert word(key, language, n=2) == many
    assert say(Message(key, {"n": Interval(1, 1, 1)}), language) == one
    between = say(Message(key, {"n": Interval(nan, 1, 2)}), language)
    assert between == many.replace("2", "1–2")
    assert say(Message(key, {"n": Interval(nan, 1, inf)}), language).endswith(f" {one}")
    assert say(Message(key, {"n": Interval(nan, -inf, inf)}), language).endswith(many.removeprefix("2"))


@pytest.mark.parametrize(
    ("language", "text"),
    in_each(
        "Norway (about 60 persons)",
        "Norge (cirka 60 personer)",
        "Norge (omtrent 60 personer)",
        "Noreg (om lag 60 personar)",
    ),
)
def test_sentence(language, text):
    """A figure with its unit, and a place."""
    about = Amount(Interval(60, 55, 65), "persons", "approximate")
    assert say(Message("named_figure", {"name": Code("area", "NO"), "figure": about}), language) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Amount(Interval(nan, 0, inf), "persons"), "unknown"),
        (Amount(Interval(nan, 0, inf), "persons", "more_than"), "unknown"),
        (Amount(Interval(nan, 2, inf), "persons", "vague"), "some, no number given"),
        (Amount(Interval(nan, 2, inf), "persons"), "at least 2 persons"),
        (Amount(Interval(nan, 0, 9), "persons", "at_most"), "at most 9 persons"),
        (Amount(Interval(0, 0, inf), "persons", "unknown"), "0 persons"),
    ],
)
def test_what_has_no_number_has_no_unit(amount, text):
    """Nobody says "unknown persons"."""
    assert say(Message("figure", {"figure": amount}), "en") == text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (("indicator", "safety_alarms"), "Tryggleiksalarmar"),
        (("indicator", "participating_municipalities"), "Deltakande kommunar"),
        (("indicator", "secure_email"), "Sikker e-post"),
        (("indicator", "home_visits"), "Home visits"),
        (("breakdown", "co_funding"), "Medfinansiering"),
        (("breakdown", "_T"), "I alt"),
        (("unit", "alarms"), "alarmar"),
        (("unit", "practices"), "legekontor"),
        (("target_status", "future"), "Ikkje forfalle"),
        (("target_status", "met"), "Nådd"),
        (("day", "2013-04-02"), "2. april 2013"),
        (("period", "2013-23"), "hausten 2013"),
        (("area", ""), ""),
    ],
)
def test_labels_in_nynorsk(code, text):
    """Its own label, that of bokmål where it is the same; a code in no list stays as it is."""
    assert code_in_words(*code, "nn") == text


@pytest.mark.parametrize(
    ("code", "one", "many"),
    [
        ("places", "stad", "stader"),
        ("projects", "prosjekt", "prosjekt"),
        ("alarms", "alarm", "alarmar"),
        ("DKK", "dansk krone", "danske kroner"),
    ],
)
def test_units_in_nynorsk(code, one, many):
    """In the singular after one."""
    assert (unit_label(code, 1, "nn"), unit_label(code, 2, "nn")) == (one, many)


def test_what_is_no_message_is_refused():
    """Text, another kind of value, a number that is none."""
    for text in ("A sentence.", "", "{}", "[1]", '{"key": 1}', '{"code": ["area", "NO"]}'):
        with pytest.raises(EHealthStatsError, match="no message"):
            read_message(text)
    with pytest.raises(EHealthStatsError, match="no number"):
        Message("about", {"value": inf}).to_json()


NUMBERS = st.integers(-(10**9), 10**9) | st.floats(-1e9, 1e9)
INTERVALS = st.builds(Interval, NUMBERS | st.just(nan), NUMBERS | st.just(-inf), NUMBERS | st.just(inf))
PLAIN = (
    st.text()
    | NUMBERS
    | INTERVALS
    | st.builds(Percent, INTERVALS)
    | st.builds(Code, st.text(), st.text())
    | st.builds(Amount, INTERVALS, st.sampled_from(list(units())), st.text())
)
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner).map(tuple) | st.builds(Message, st.text(), st.dictionaries(st.text(), inner)),
    max_leaves=8,
)


@given(st.builds(Message, st.text(), st.dictionaries(st.text(), VALUES)))
def test_a_message_comes_back_from_json(message):
    """Every kind of value, open ends and missing points included."""
    assert read_message(message.to_json()) == message
