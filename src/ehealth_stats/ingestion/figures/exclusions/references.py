"""Numbers that point at something or name it: references, acts, standards, accounts, registries, names, addresses.

"figur 2", "SFS 2009:400" (an act), "ICD-10", "dnr 2013/45" (a case), "Windows 10", "Storgatan 12" (a street) count
nothing.
"""

import re
from collections.abc import Iterator
from functools import cache

from ehealth_stats.codelists.areas import find_areas
from ehealth_stats.ingestion.figures.exclusions.rules import Rule, counts_nothing, in_prose
from ehealth_stats.ingestion.text.exclusion import AMBIGUOUS
from ehealth_stats.ingestion.text.nouns import find_noun
from ehealth_stats.languages.lexicon import alternatives, any_of, printed_words, words
from ehealth_stats.languages.text import Text

_FILE = r"pdf|docx?|xls[xmb]?|pptx?|csv|txt|zip|html?|xml|json|png|jpe?g|odt|ods"


@cache
def reference_rules(language: str) -> tuple[Rule, ...]:
    """Return the rules for pointers, pages of journals, acts, registries, names of things, and addresses.

    Examples
    --------
    >>> [rule.reason for rule in reference_rules("sv") if rule.pattern.search("ICD-10")]
    ['act or standard']
    """
    return (
        *_pointers(language),
        *_pages(language),
        *_acts(language),
        *_registries(language),
        *_numbered(),
        *_names(language),
        *_addresses(language),
    )


def _pointers(language: str) -> Iterator[Rule]:
    number = r"\d{1,4}(?:[.:-]\d{1,3}){0,4}[a-z]?(?!\w)"
    one, several = any_of(language, "reference"), any_of(language, "reference_list")
    more = rf"(?:\s*(?:,|–|-|och|og|and|til|till)\s*{number}){{0,8}}"
    yield Rule("reference", re.compile(rf"(?<!\w)(?:{several})\s*(?P<it>{number}{more})", re.IGNORECASE))
    yield Rule(
        "reference",
        re.compile(
            rf"(?<!\w)(?:{one})\s*(?P<it>{number}(?:\s?[–-]\s?\d{{1,4}}|,?\spost\s\d{{1,3}})?)(?!\w)", re.IGNORECASE
        ),
    )
    pair = rf"(?<!\w)(?:{one})\s*(?P<it>{number}\s(?:och|og|and)\s{number})"
    yield Rule("reference", re.compile(pair, re.IGNORECASE), counts_nothing)
    scale = any_of(language, "scale")
    yield Rule(
        "scale", re.compile(rf"(?<!\w)(?:{scale})\s(?P<it>\d{{1,2}}\s?(?:til|till|to|-|–)\s?\d{{1,3}})(?!\w)", re.I)
    )
    cited = r"\(\d{1,2}(?:\s?[,–-]\s?\d{1,2})*\)(?=[.,;:]|$)"
    yield Rule("reference", re.compile(rf"(?:(?<=[a-zåäöæø%] )|(?<=(?:19|20)\d\d )){cited}"), _cites)
    yield Rule("reference", re.compile(r"\[\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,9}\]|(?<!\w)#\d{1,6}(?!\w)"))
    yield Rule(
        "reference",
        re.compile(
            r"(?<![\w.,])\d{1,3}(?:\s?[a-z])?\s(?:kap\.?(?!\w)|kapitel|kapittel|§)(?:\s\d{1,3}(?:\s?[a-z])?\s§)?"
        ),
    )
    yield Rule(
        "reference", re.compile(r"(?<![\w.,:/])(?:\d{1,3}|[IVX]{1,4}):\d{1,6}(?: \d{3})*(?![\w:])"), counts_nothing
    )


def _cites(text: Text, _match: re.Match[str]) -> bool:
    """Tell the sources of a journal, "(1)" beside "(1, 2)" and "(6–8)", from counts in brackets."""
    return bool(_SOURCES.search(text))


_SOURCES = re.compile(r"(?<=[a-zåäöæø%\d] )\(\d{1,2}\s?[,–-]\s?\d{1,2}\)(?=[.,;:]|$)")


def _pages(language: str) -> Iterator[Rule]:
    """Find a page of how many, "sida 1 av 12", "PROTOKOLL 1(12)" (minutes), and those of a journal, "51(3), 58–67"."""
    page = alternatives(word for word, code in words("reference", language).items() if code == "page")
    of = any_of(language, "of")
    yield Rule("page number", re.compile(rf"(?<!\w)(?:{page})\s*(?P<it>\d{{1,3}}\s?\(\s?\d{{1,3}}\s?\))", re.I))
    yield Rule(
        "page number",
        re.compile(rf"(?<!\w)(?:{page})\s*(?P<it>\d{{1,3}}\s?(?:{of}|/)\s?\d{{1,3}}(?!\w))", re.I),
        counts_nothing,
    )
    journal = (
        r"(?<![\w.,])\d{1,3}\s?\(\d{1,4}\)\s?[:,]\s?e?\d{1,9}(?:\s?[–-]\s?\d{1,9})?|(?<=\d);\d{1,3}(?:\(\d{1,4}\))?:\w+"
    )
    yield Rule(
        "reference", re.compile(rf"{journal}|(?<!\w)[Vv]ol\.?\s\d{{1,3}},?\s(?:[Nn][or]|[Ii]ssue)\.?\s\d{{1,3}}(?!\w)")
    )
    yield Rule(
        "page number", re.compile(r"^\s*(?P<it>(?P<page>\d{1,3})\((?P<last>\d{1,3})\))(?=\s+[A-ZÅÄÖÆØ])"), _is_page
    )
    header = r"(?:[A-ZÅÄÖÆØ]{4}|\d{4}-\d\d-\d\d|/\d{1,6}(?:[.-]\d{1,6})?)\s+(?P<it>\d{1,3}\s?\(\d{1,3}\))(?!\w)"
    yield Rule("page number", re.compile(rf"{header}|^\s*(?P<it2>\d{{1,3}}\(\d{{1,3}}\))\s*$"))
    yield Rule("page number", re.compile(r"^\s*(?P<it>\d{1,3}\s?\(\d{1,3}\))\s+[A-ZÅÄÖÆØ][^\W\d]{2,30}:"))


def _is_page(_text: Text, match: re.Match[str]) -> bool:
    return 1 <= int(match["page"]) <= int(match["last"])


def _acts(language: str) -> Iterator[Rule]:
    acts, standards = (
        alternatives(printed_words("law", language, "act")),
        alternatives(printed_words("law", language, "standard")),
    )
    code, years = r"\d[\d/:.–-]{0,24}", r"(?:\s*\(\d{4}\s*[–-]\s*\d{2,4}\))?"
    reason = "act or standard"
    yield Rule(
        reason,
        re.compile(
            rf"(?<!\w)(?:{acts})[\s.:)-]{{0,3}}(?:nr\.?\s*)?(?:\([^\W\d]{{1,3}}\)\s*)?(?:nr\.?\s*)?"
            rf"\(?{code}(?:\)\s?\d{{1,4}}|\s:\s?\d{{1,4}}|(?<=:)\s\d{{1,4}})?(?:\s[SL](?!\w))?{years}"
        ),
    )
    section = (
        r"\d{1,3}(?:\s?[–-]\s?\d{1,3})?(?:\s[a-z])?"  # its sign is lost: "enligt 18-18 d sjukvårdslagen (1982:763)"
    )
    named = r"(?=\s(?:[^\W\d][\w-]*\s){1,4}\((?:19|20)\d\d:\d+\))"
    yield Rule("reference", re.compile(rf"(?<!\w)(?i:enligt|jfr|jf\.?)\s(?P<it>{section}){named}"), counts_nothing)
    kinds = any_of(language, "act_kind")
    yield Rule(reason, re.compile(rf"(?<!\w)(?i:{kinds})\s\(?\d{{1,4}}[:/-]\d{{1,4}}(?:/[A-ZØ]{{2,3}})?(?!\w)"))
    yield Rule(reason, re.compile(rf"(?<!\w)(?:{standards})(?:/[A-Z]{{2,4}})?[ -]?{code}"))
    yield Rule(reason, re.compile(r"(?<![\w.,])\d{3,6}(?:-\d{1,3})?:(?:19|20)\d\d(?!\w)"))
    yield Rule(reason, re.compile(r"(?<!\w)(?:EU|EG|EF|EC|EØS)\)?\s(?:nr\.?\s*)?\d{1,4}/\d{1,4}(?!\w)"))
    yield Rule(reason, re.compile(r"(?<![\w.,])(?:\d{2}|\d{4})/\d{1,4}/(?:EU|EG|EF|EC|EØF|EEG)(?!\w)"))
    yield Rule(reason, re.compile(r"(?<![\w.,:])(?:19|20)\d\d(?:/\d\d)?:[A-Za-zÅÄÖ]{0,3}\d{1,4}(?!\w)"))


def _registries(language: str) -> Iterator[Rule]:
    labels = any_of(language, "account")
    case = r"(?<![\w.,/])(?P<year>\d\d|(?:19|20)\d\d)/(?P<number>\d{3,7})(?P<part>-\d{1,4})?(?![\w/])"
    yield Rule("registry number", re.compile(case), _is_case)
    agenda = r"(?<!\w)[A-ZÅÄÖÆØ]{2,4}\s(?P<it>\d{1,2}/\d{2,6})(?![\w/]|[.,]\d)"  # "PS 4/06"
    yield Rule("registry number", re.compile(agenda), counts_nothing)
    series = r"[A-ZÅÄÖÆØ]{1,6}[ /-]?(?:19|20)\d\d[/:]\d{1,6}(?:[./-](?:\d{1,6}|[A-ZÅÄÖÆØ]{1,5})){0,2}"
    yield Rule("registry number", re.compile(rf"(?<!\w){series}(?![\w/])"))
    yield Rule("registry number", re.compile(r"(?<!\w)SE\d{10}-[\dA-Z]{1,14}(?!\w)"))
    yield Rule("registry number", re.compile(r"(?<![\w.,/])\d{1,6}(?:/\d{1,6}){2,6}(?![\w/])"))
    year_last = r"(?<=[^\W\d]\s)\d{1,3}-(?:19|20)\d\d(?![\w-])"  # "Motion 5-2019"
    yield Rule("registry number", re.compile(year_last), counts_nothing)
    yield Rule("registry number", re.compile(rf"{year_last}(?=\s(?:om|från|fra)\s)"))
    reason, series = "account number", r"(?:[A-ZÅÄÖÆØ]{1,6}[\s-]?)?"
    yield Rule(
        reason,
        re.compile(rf"(?<!\w)(?i:{labels})(?:-nr\.?)?[\s:.]{{0,4}}(?P<it>{series}\d(?:[ ./:-]?[\dX]){{0,24}})"),
    )
    yield Rule(reason, re.compile(r"(?<![\w.,])(?:\d{6}-\d{4}|\d{4}\.\d{2}\.\d{5})(?![\w-])"))
    yield Rule(reason, re.compile(r"(?<!\w)(?:NO ?)?\d{3} ?\d{3} ?\d{3} ?MVA(?!\w)"))
    yield Rule(reason, re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?\d{4}){3,7}(?: ?\d{1,4})?(?!\w)"))


def _numbered() -> Iterator[Rule]:
    """Find what a word ending in "number" points at: "Prosjektnr 6343, 6362", "notatnummer 12"."""
    number, label = r"\d[\d./-]{0,14}", r"[^\W\d_-][\w-]{1,30}(?:nummer|nr)"
    numbered = rf"(?<!\w){label}\.?(?:\s*:|\s)\s*(?P<it>{number}(?:,\s{number}){{0,9}})(?!\w)"
    yield Rule("registry number", re.compile(numbered, re.IGNORECASE), counts_nothing)


def _is_case(_text: Text, match: re.Match[str]) -> bool:
    """Tell the number of a case, "13/4567" or "2013/45-2", from a fraction: long, with a part, or with a full year."""
    return bool(match["part"]) or len(match["number"]) > 3 or len(match["year"]) == 4


def _names(language: str) -> Iterator[Rule]:
    products = alternatives(printed_words("law", language, "product"))
    hotlines, call = any_of(language, "hotline"), any_of(language, "emergency")
    to = r"(?:\s+(?:til|till|på|to))?"
    yield Rule("name", re.compile(rf"(?<!\w)(?i:{any_of(language, 'name')})(?!\w)"))
    yield Rule("name", re.compile(rf"(?<!\w)(?:{products})[ -]?\d{{1,4}}(?:\.\d{{1,3}}){{0,3}}(?!\w)"))
    yield Rule("name", re.compile(rf"(?<![\w.,])(?:{hotlines})(?![.,]?\d|\w)"), in_prose)
    yield Rule("name", re.compile(rf"(?<![\w.,])(?:{hotlines})(?=\s[A-ZÅÄÖ][a-zåäö])"))
    yield Rule("name", re.compile(rf"(?<!\w)(?:{call}){to}\s+(?P<it>\d{{3,6}})(?!\w)", re.IGNORECASE), counts_nothing)
    versions = (
        r"(?<!\w)e-?[^\W\d_]{2,20}\s(?P<it>\d{1,2}\.\d)",
        r"(?<![^\W\d_])[A-ZÅÄÖÆØ]{2,10}\s(?P<it2>\d{1,2}\.\d)",
        r"(?<!\w)[A-ZÅÄÖÆØ][\w-]{1,20}\s(?P<it3>\d{1,2}\.0)",
    )
    named = rf"(?:{'|'.join(versions)})"
    yield Rule("version or section number", re.compile(rf"{named}(?!\w|[.,]\d)"), counts_nothing)
    yield Rule("version or section number", re.compile(r"(?<!\w)[vV]\.?\d{1,3}(?:\.\d{1,3}){0,3}(?!\w)"))
    structure = r"(?<!\w)[A-Z][A-Z\d_.-]{0,40}:[A-Z][A-Z\d_.-]{0,60}\(\d{1,3}(?:\.\d{1,3}){1,3}\)"  # of SDMX
    yield Rule("version or section number", re.compile(structure))
    yield Rule("web address", re.compile(r"(?:https?://|www\.)\S+"))
    yield Rule("web address", re.compile(r"(?<![\w.])(?:doi:\s?)?10\.\d{4,9}/\S+"))
    yield Rule("file name", re.compile(rf"(?<![^\s(\"'])[\w./\\-]{{1,120}}\.(?:{_FILE})(?!\w)", re.IGNORECASE))


def _addresses(language: str) -> Iterator[Rule]:
    phones = alternatives(word for word, code in words("contact", language).items() if code == "phone")
    yield Rule("phone number", re.compile(rf"(?<!\w)(?i:{phones})[\s:.]{{1,3}}(?P<it>\+\d\d(?:\s?\(0\))?)(?!\s?\d)"))
    whole_line = r"^\s*(?P<it>[1-9]\d{3})\s+[A-ZÅÄÖÆØ][^\W\d]+(?:\s[A-ZÅÄÖÆØ][^\W\d]*)?\s*$"
    yield Rule(AMBIGUOUS, re.compile(whole_line), _may_be_post_code)
    street = any_of(language, "street")
    town = r"(?=[A-ZÅÄÖÆØ](?:[a-zåäöæø]|[A-ZÅÄÖÆØ]{2}))"
    yield Rule("address", re.compile(rf"(?i:{street})\s+(?P<it>\d{{1,4}})(?:\s?[A-H])?(?!\w)"), counts_nothing)
    yield Rule("address", re.compile(rf"(?<!\w)(?:(?:SE?|NO?)-)(?P<it>\d{{3}} ?\d{{2}}|\d{{4}})\s+{town}"))
    yield Rule("address", re.compile(rf"(?<=[a-zåäöæø\d], )(?P<it>\d{{3}} ?\d{{2}}|\d{{4}})\s+{town}"))
    yield Rule("address", re.compile(rf"^\s*(?P<it>\d{{3}} \d{{2}})\s+{town}[^\W\d]+\s*$"))
    yield Rule("address", re.compile(rf"(?<=[a-zåäö]\s)(?P<it>\d{{3}} \d{{2}})\s+{town}"), _is_post_code)
    yield Rule("address", re.compile(rf"(?<![\w.,])(?P<it>0\d{{3}})\s+{town}"))
    yield Rule(
        "coordinate",
        re.compile(
            r"(?<![\w.,])\d{1,3}(?:[.,]\d{1,8})?\s?[°º](?:\s?\d{1,2}\s?['′’](?:\s?\d{1,2}(?:[.,]\d+)?\s?[\"″”])?)?"
        ),
    )


def _may_be_post_code(text: Text, match: re.Match[str]) -> bool:
    """Tell a post code alone on a line, "6804 Førde", from a count, "1800 Larm" (alarms).

    "1800 Ånge" is a count as well: Swedish post codes have five digits.
    """
    place = text[match.end("it") :].strip()
    return not find_noun(text, match.end("it")) and not find_areas(place, country="SE")


def _is_post_code(text: Text, match: re.Match[str]) -> bool:
    """Tell the address of an organisation, "Myndigheten 106 30 Stockholm", from two figures between places."""
    name = _NAME_BEFORE.search(text, max(match.start() - 40, 0), match.start())
    town = find_areas(text[match.end() : match.end() + 40].lstrip(), country="SE")
    return bool(name and not find_areas(name[1], country="SE") and town and town[0].start == 0)


_NAME_BEFORE = re.compile(r"(?<!\w)([A-ZÅÄÖ][\w-]{3,30})\s$")
