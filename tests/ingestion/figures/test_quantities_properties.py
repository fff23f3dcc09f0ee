"""What holds for every text: no failure, ordered bounds, each digit in one place."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from ehealth_stats import extract_quantities
from ehealth_stats.ingestion.figures.tokens.scan import scan
from ehealth_stats.ingestion.privacy.personal import find_personal, mask
from ehealth_stats.ingestion.text.rules import Text

WORDS = [
    "450", "1 800", "2013", "12.5", "1/3", "27/5", "½", "kr", "mill.", "%", "procent", "prosentpoeng", "varav",
    "hvorav",
    "c:a", "drygt", "över", "minst", "inte fler än", "mellan", "och", "fra", "til", "av", "av disse", "respektive",
    "vardera", "per kommun", "hälften", "en tredjedel", "tre", "tjugofem", "hundra", "tusen", "okänt", "inga",
    "samtliga",
    "kommuner", "larm", "brukere", "år", "eller äldre", "Ånge", "Timrå", "i", "i hele landet", "(", ")", ",", ".", ":",
    "-", "–", "+32", "Summa", "totalt", "kl", "§", "nr", "Prop.", "tlf", "070-123 45 67", "Namn:", "Nomen Nescio",
    "\u00a0",
    "..", "v.", "1.", "a)", "3:e", "18-åringar", "ett 20-tal", "SFS 2009:400", "\n", "\t", "ß", "١٢", "1,234,567",
    "-60,3", "−5", "12, 5", "10–20 000", "tkr", "MSEK", "eller fler", "som mest", "(ca)", "Av de", "allt från",
    "minst en", "varav inga", "samtliga", "ettusen", "dussin", "gånger så", "51(3), 58", "1 (12)", "08-123 456 78",
    "SUNDSVALL", "-62 510", "+/-", "±", "minus", "frå", "av dei", "av kommunane", "eller flere", "60+",
    "hver kommune får",
    "kvar tredje", "femogtyve", "halvannen", "mens", "nesten alle", "per 100", "økte med", "høvesvis", "kun",
    "henholdsvis",
    "Bø i Telemark", "Os", "1. kvartal 2012", "uke 34 2013", "mellom 2010 og 2014", "Prosjektnr 6343, 6362",
    "22 33 44 00",
]  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=25).map("".join),
    st.text(alphabet="0123456789 .,-–/:()+%~§½'\u00a0\u202faåkrtMvioSN@\n", max_size=60),
    st.text(max_size=60),
)
LANGUAGES = st.sampled_from(["sv", "nb", "nn", "en"])


# Texts that make a careless pattern look at everything again from every place.
@given(TEXTS, LANGUAGES)
@settings(max_examples=300, deadline=None)
def test_every_text_gives_ordered_bounds_inside_the_text(text, language):
    """Nothing makes it fail; lower <= value <= upper; figures lie in the text and none overlaps another."""
    found = extract_quantities(text, language=language)
    assert (found["lower"] <= found["upper"]).all()
    known = found[found["value"].notna()]
    assert (known["lower"] <= known["value"]).all()
    assert (known["value"] <= known["upper"]).all()
    spans = sorted(zip(found["start"], found["end"], strict=True))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert found["whole"].between(-1, len(found) - 1).all()


@given(TEXTS, LANGUAGES)
@settings(max_examples=300, deadline=None)
def test_every_digit_is_in_exactly_one_token_or_exclusion(text, language):
    """No digit vanishes, and none is counted twice."""
    tokens, exclusions = scan(Text(text, language), language)
    spans = sorted((item.start, item.end) for item in [*tokens, *exclusions])
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    covered = {at for start, end in spans for at in range(start, end)}
    assert {at for at, letter in enumerate(text) if letter.isdecimal()} <= covered


@given(TEXTS)
@settings(deadline=None)
def test_masking_leaves_nothing_personal_behind(text):
    """What is masked once has nothing left to mask at the same place."""
    found = find_personal(text)
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert all(
        text[item.start : item.end] not in mask(text) or text.count(text[item.start : item.end]) > 1 for item in found
    )
