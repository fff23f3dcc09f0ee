"""Parts are at most their whole, a share at most 1; the sum of a table says what is complete; plans add up too."""

from math import isnan

import pandas as pd
import pytest
from document_files import sheet_of
from hypothesis import given
from hypothesis import strategies as st
from one_document import ingest_one

from ehealth_stats import Dataset, budget, compare_totals, evaluate, total

BY_TABLE = """
[[observations]]
indicator = "safety_alarms"
table = "Kommun"
read = "table"
columns = { "Antal larm" = "_T", "varav digitala" = "digital" }
"""
BY_AREA = '[[observations]]\nindicator = "safety_alarms"\nfind = "Larm:"\nuntil = "*"\nread = "by area"\n'
ROWS = [["Kommun", "Antal larm", "varav digitala"], ["Ånge", "320", "640"], ["Timrå", "300", "45"]]
TOO_MANY = {
    "csv": ("plan.csv", "\n".join(map(";".join, ROWS)), BY_TABLE),
    "workbook": ("plan.xlsx", sheet_of(*ROWS), BY_TABLE),
    "web page": (
        "plan.html",
        "<table>" + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS) + "</table>",
        BY_TABLE,
    ),
    "list": ("plan.txt", "Larm:\n\nÅnge: 320 varav 640 digitala\n\nTimrå: 300 varav 45 digitala\n", BY_AREA),
}


@pytest.mark.parametrize("carrier", TOO_MANY)
def test_a_part_above_its_whole_is_a_finding(tmp_path, carrier):
    """640 digital alarms of 320, in a municipality; the other one is silent, and the shares stay possible."""
    name, content, entries = TOO_MANY[carrier]
    made = evaluate(ingest_one(tmp_path, content, entries, name=name))
    assert made.comparisons[["area", "stated", "computed_lower", "verdict"]].values.tolist() == [
        ["SE-2260", 320, 640, "differs"]
    ]
    found = made.findings[made.findings["kind"] == "differs"]
    assert found["statement"].tolist() == [
        "Safety alarms (Ånge, 15 January 2014): the sum is wrong. The document states 320 alarms, the parts give at "
        "least 640. The parts may not be all."
    ]
    totals = made.totals[made.totals["breakdown"] == "digital"]
    assert totals[["share_lower", "share_upper"]].le(1).all(axis=None)
    assert totals["share"].isna().all()


def frame(whole, parts, **columns):
    """A whole of participants with its parts by role."""
    values = {"_T": whole} | parts
    shared = {"indicator": "seminar_participants", "area": "SE-22", "period": 2013}
    return pd.DataFrame({"breakdown": list(values), "value": list(values.values())}).assign(**shared | columns)


PARTS = {"nurses": 210, "physicians": 90, "students": 40}


@pytest.mark.parametrize(
    ("whole", "parts", "verdicts"),
    [
        (320, PARTS, ["differs"]),
        (340, PARTS, []),
        (400, PARTS, []),
        (320, {"nurses": 640}, ["differs"]),
        (320, {"nurses": 320}, []),
        # One part of another dimension cuts the whole another way.
        (320, {"nurses": 210, "municipal": 300}, []),
        # An addition stands beside the whole.
        (320, {"hsa_only": 640}, []),
    ],
)
def test_parts_together_are_at_most_their_whole(whole, parts, verdicts):
    """Of a whole that is nowhere called a sum only more parts than it has are told: the rest may be others."""
    assert compare_totals(frame(whole, parts))["verdict"].tolist() == verdicts
    shares = total(frame(whole, parts), by=["indicator", "breakdown"])[["share", "share_lower", "share_upper"]]
    assert not (shares > 1).any(axis=None)


def test_one_part_of_what_is_counted_once():
    """Municipalities at several seminars: 210 and 190 may share some, 640 are too many of 320."""
    several = frame(320, {"nurses": 210, "physicians": 190}, indicator="seminar_municipalities")
    assert compare_totals(several).empty
    assert compare_totals(several.replace({"value": {210: 640}}))["verdict"].tolist() == ["differs"]


def test_a_planned_part_is_no_part_of_what_was_reported():
    """640 are planned of what are 320 now."""
    rows = frame(320, {"nurses": 640}).assign(role=["reported", "planned"])
    assert compare_totals(rows).empty
    assert compare_totals(rows.assign(role="planned"))["verdict"].tolist() == ["differs"]


def test_two_documents_of_one_year():
    """A part in one that is above the whole in the other."""
    rows = frame(320, {"nurses": 640}).assign(source_id=["a", "b"])
    assert compare_totals(rows)["verdict"].tolist() == ["sources_disagree"]


FIGURE = st.integers(0, 400).flatmap(lambda low: st.tuples(st.just(low), st.integers(low, 500)))


@given(st.lists(st.tuples(FIGURE, FIGURE, FIGURE), min_size=1, max_size=4))
def test_no_share_is_above_1(areas):
    """Whatever wholes and parts say, with bounds and without."""
    places = ["SE-2260", "SE-2262", "SE-2280", "SE-2281"]
    rows = [
        {"area": place, "breakdown": code, "lower": low, "upper": high}
        for place, figures in zip(places, areas, strict=False)
        for code, (low, high) in zip(("_T", "digital", "ip_telephony"), figures, strict=True)
    ]
    alarms = pd.DataFrame(rows).assign(indicator="safety_alarms", period=2013)
    shares = total(alarms, by=["indicator", "breakdown"])[["share", "share_lower", "share_upper"]].dropna(how="all")
    for share, lower, upper in shares.itertuples(index=False):
        assert 0 <= lower <= upper <= 1
        assert isnan(share) or lower <= share <= upper


def test_no_share_of_money_is_above_1():
    """A grant above the whole."""
    money = frame(1000, {"grant": 2000}, indicator="programme_budget", unit="SEK")
    shares = budget(money, pd.DataFrame({"indicator": [], "area": [], "target_value": [], "due": []}))
    assert not (shares[["share", "share_lower", "share_upper"]] > 1).any(axis=None)
    assert "differs" in evaluate(Dataset(observations=money)).findings["kind"].tolist()


ROLES = {
    "Beslutningstakere og administrativt personell": 62, "Beslutningstakere helsepersonell": 195,
    "IT-sjefer og IT-konsulenter": 41, "Rådgivere, prosjektledere, konsulenter": 105,
    "Sykepleiere og annet helsepersonell": 90, "Leger": 25, "Studenter, lektorer, universitetsansatte": 30,
}  # fmt: skip
CELLS = "<tr><td>{}</td><td>{}</td></tr>"
LISTS = {
    "csv": ("plan.csv", "Gruppe;Antall\n{rows}", "{0};{1}", "\n", 'table = "Gruppe"'),
    "web page": ("plan.html", "<table>{rows}</table>", CELLS, "", 'table = "Beslutningstakere"'),
    "sum in another column": (
        "plan.html",
        "<table>{rows}</table>",
        "<tr><td>{0}</td><td>{1}</td><td></td></tr>",
        "",
        'table = "Beslutningstakere"',
    ),
    "one column": (
        "plan.html",
        "<table>{rows}</table>",
        "<tr><td>{0} {1}</td></tr>",
        "",
        'table = "Beslutningstakere"',
    ),
    "lines": ("plan.txt", "Deltakere:\n\n{rows}", "{0}: {1}", "\n", 'find = "Deltakere:"\nuntil = "*"'),
    "items": (
        "plan.html",
        "<p>Deltakere:</p><ul>{rows}</ul>",
        "<li>{0} {1}</li>",
        "",
        'find = "Deltakere:"\nuntil = "*"',
    ),
}


def listed(carrier, stated, **names):
    """A table or list of seven roles with a sum; the code list has an eighth, private actors."""
    name, document, row, between, where = LISTS[carrier]
    rows = [row.format(label, number) for label, number in ROLES.items()]
    last = row.format(names.get("sum", "Sum"), stated)
    if carrier == "sum in another column":
        last = f"<tr><td>Sum</td><td></td><td>{stated}</td></tr>"
    entry = f'[[observations]]\nindicator = "seminar_participants"\n{where}\nread = "by category"\n'
    return document.format(rows=between.join([*rows, last])), entry, name


@pytest.mark.parametrize("carrier", LISTS)
@pytest.mark.parametrize(("stated", "verdict"), [(548, "agrees"), (560, "differs"), (540, "differs")])
@pytest.mark.parametrize("role", ["reported", "planned"])
def test_the_sum_of_a_table_says_what_is_complete(tmp_path, carrier, stated, verdict, role):
    """Of 548 by seven roles 560 is wrong, although the code list has an eighth role; in plans too."""
    content, entry, name = listed(carrier, stated)
    found = ingest_one(tmp_path, content, f'{entry}role = "{role}"\n', name=name, language="nb", scope="NO")
    assert found.observations["role"].tolist() == [role] * 7 + ["stated_total" if role == "reported" else role]
    compared = compare_totals(found.observations)
    assert compared[["check", "stated", "computed", "verdict"]].values.tolist() == [
        ["categories", stated, 548, verdict]
    ]
    assert compared["note"].tolist() == [""]


def test_a_total_in_prose_is_held_against_the_table_that_has_a_sum(tmp_path):
    """The sum below the table says that the seven roles are all, so 560 in a sentence is wrong."""
    content, entry, name = listed("web page", 548)
    prose = '[[observations]]\nindicator = "seminar_participants"\nfind = "Det var"\nrole = "stated_total"\n'
    found = ingest_one(
        tmp_path, f"<p>Det var 560 deltakere.</p>{content}", entry + prose, name=name, language="nb", scope="NO"
    )
    assert sorted(compare_totals(found.observations)["verdict"]) == ["agrees", "differs", "sources_disagree"]


NAMES = ["Ånge", "Timrå", "Härnösand", "Sundsvall", "Kramfors", "Sollefteå", "Örnsköldsvik"]
PLANNED = dict(zip(NAMES, [30, *[20] * 6], strict=True))


@pytest.mark.parametrize(("stated", "verdict"), [(160, "differs"), (150, "agrees")])
@pytest.mark.parametrize(("indicator", "unit"), [("safety_alarms", ""), ("programme_budget", " (kr)")])
def test_planned_sums_of_a_table_are_checked(tmp_path, indicator, unit, stated, verdict):
    """30 and six times 20 are 150, of counts and of money."""
    rows = [f"{name};{number}" for name, number in PLANNED.items()]
    table = "\n".join([f"Kommun;Mål 2015{unit}", *rows, f"Summa;{stated}"])
    entry = f'[[observations]]\nindicator = "{indicator}"\ntable = "Kommun"\nread = "table"\nrole = "planned"\n'
    entry += f'columns = {{ "Mål 2015{unit}" = "_T" }}\n'
    compared = compare_totals(ingest_one(tmp_path, table, entry, name="plan.csv").observations)
    assert compared[["check", "stated", "computed", "verdict"]].values.tolist() == [["areas", stated, 150, verdict]]


@pytest.mark.parametrize(("stated", "verdict"), [(160, "differs"), (150, "agrees")])
def test_planned_sums_of_a_list_are_checked(tmp_path, stated, verdict):
    """By area, with the sum at its end, of all seven municipalities."""
    text = "Planerade larm:\n\n" + "\n\n".join(f"{name}: {number}" for name, number in PLANNED.items())
    entry = BY_AREA.replace("Larm:", "Planerade larm:") + 'role = "planned"\n'
    found = ingest_one(tmp_path, f"{text}\n\nSumma: {stated}", entry)
    assert compare_totals(found.observations)[["check", "verdict"]].values.tolist() == [["areas", verdict]]
