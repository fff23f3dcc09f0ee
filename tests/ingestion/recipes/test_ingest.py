"""A folder of documents with recipes -> a Dataset; wrong folders, documents and recipes."""

from pathlib import Path

import pytest

from ehealth_stats import compare_totals, ingest
from ehealth_stats.errors import DocumentError, EHealthStatsError, RecipeError
from ehealth_stats.wording.languages import LANGUAGES
from ehealth_stats.wording.messages import said_in

SOURCE = """
[source]
id = "plan"
programme = "made-up"
title = "Plan"
producer = "Made-up association"
language = "sv"
country = "SE"
scope = "SE-22"
published = "2013-04-02"
"""
ALARMS = """
[[observations]]
indicator = "safety_alarms"
find = "Antalet larm är"
until = "Mål 2013"
read = "by area"
"""
TEXT = """Antalet larm är: Ånge: 450 varav 45 digitala Sollefteå: 670 varav 100 IP-tel Summa 1120 st

Mål 2013: minst 600 larm. Ring 070-1234567. Vi har 3 bilar.
"""


def write(folder: Path, recipe: str, text: str = TEXT) -> Path:
    """Make data/raw with one document."""
    (folder / "plan").mkdir()
    (folder / "plan" / "plan.txt").write_text(text, "utf-8")
    (folder / "plan" / "recipe.toml").write_text(recipe, "utf-8")
    return folder


def test_figures_by_area_become_observations_with_parts_and_a_stated_total(tmp_path):
    """A passage read by area gives wholes, parts by the code list's labels, and the sum as a stated total."""
    rows = ingest(write(tmp_path, SOURCE + ALARMS)).observations
    assert rows[["area", "breakdown", "value", "role"]].values.tolist() == [
        ["SE-2260", "_T", 450, "reported"],
        ["SE-2260", "digital", 45, "reported"],
        ["SE-2283", "_T", 670, "reported"],
        ["SE-2283", "ip_telephony", 100, "reported"],
        ["SE-22", "_T", 1120, "stated_total"],
    ]
    assert rows["observation_id"].iloc[1] == "plan/safety_alarms/SE-2260/digital/2013-04-02"
    assert rows["locator"].iloc[0] == "paragraph 1 chars 23-26"
    assert rows["text"].iloc[3] == "Sollefteå: 670 varav 100 IP-tel"


def test_the_audit_accounts_for_every_digit(tmp_path):
    """Each digit of the document lies in one claimed, one set aside or one unclaimed figure."""
    audit = ingest(write(tmp_path, SOURCE + ALARMS)).audit
    assert audit["kind"].value_counts().to_dict() == {"claimed": 5, "unclaimed": 2, "not_quantity": 2}
    digits = sum(character.isdigit() for text in audit["text"] for character in text)
    # The phone number's ten digits are masked.
    assert digits + 10 == sum(character.isdigit() for character in TEXT)


def test_contact_details_reach_no_table(tmp_path):
    """A phone number beside the figures is counted and stands nowhere."""
    dataset = ingest(write(tmp_path, SOURCE + ALARMS))
    printed = " ".join(frame.to_csv() for frame in dataset.tables().values())
    assert "1234567" not in printed
    assert "1 phone number" in dataset.sources["note"].item()


def test_an_aside_says_why_a_figure_is_no_quantity(tmp_path):
    """What a recipe sets aside is no longer unclaimed, and the audit gives its reason."""
    aside = '\n[[asides]]\nfind = "3 bilar"\nreason = "the programme counts no cars"\n'
    audit = ingest(write(tmp_path, SOURCE + ALARMS + aside)).audit
    assert audit.loc[audit["text"] == "3", ["kind", "reason"]].values.tolist() == [
        ["not_quantity", "the programme counts no cars"]
    ]


def test_each_area_makes_one_row_a_municipality(tmp_path):
    """Samtliga kommuner is one row for each of the county's seven municipalities."""
    recipe = SOURCE + '\n[[observations]]\nindicator = "pascal"\nfind = "Pascal används av"\nread = "each area"\n'
    rows = ingest(write(tmp_path, recipe, "Pascal används av samtliga kommuner")).observations
    assert len(rows) == 7
    assert set(rows["value"]) == {1}
    assert set(rows["qualifier"]) == {"all"}


def test_a_number_that_is_not_all_municipalities_is_refused(tmp_path):
    """Five municipalities can't be spread over seven."""
    recipe = SOURCE + '\n[[observations]]\nindicator = "pascal"\nfind = "Pascal används av"\nread = "each area"\n'
    with pytest.raises(RecipeError, match="number of municipalities in scope, 7"):
        ingest(write(tmp_path, recipe, "Pascal används av 5 kommuner"))


def test_the_same_recipe_reads_text_and_word_alike(tmp_path):
    """A recipe names no format: the Word form of a text gives the same observations, locators aside."""
    docx = pytest.importorskip("docx")
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir(), two.mkdir()
    expected = ingest(write(one, SOURCE + ALARMS)).observations
    write(two, SOURCE + ALARMS)
    (two / "plan" / "plan.txt").unlink()
    document = docx.Document()
    for line in TEXT.split("\n\n"):
        document.add_paragraph(line.strip())
    document.save(two / "plan" / "plan.docx")
    found = ingest(two).observations
    assert found.drop(columns="locator").equals(expected.drop(columns="locator"))


# recipe, what the error says, what it offers
WRONG = [
    (SOURCE.replace('title = "Plan"', "") + ALARMS, "the key 'title' is missing", "producer"),
    (SOURCE + ALARMS.replace("until", "untill"), "unknown key 'untill'", "did you mean 'until'"),
    (SOURCE + ALARMS.replace("Antalet larm är", "Antalet alarm är"), "is not found", "did you mean 'Antalet larm är"),
    (
        SOURCE + ALARMS.replace("safety_alarms", "safety_alarm"),
        "no code 'safety_alarm'",
        "did you mean 'safety_alarms'",
    ),
    (SOURCE + ALARMS.replace("by area", "by place"), "'by place' is not allowed", "did you mean 'by area'"),
    (SOURCE + ALARMS.replace("[[observations]]", "[observations]"), "must be a list", "double brackets"),
    (SOURCE.replace('scope = "SE-22"', 'scope = "SE-99"') + ALARMS, "'SE-99'", "SE-"),
    (SOURCE.replace("2013-04-02", "april 2013") + ALARMS, "is no period", "EDTF"),
    (SOURCE + "[[observations", "no valid TOML", "end of document"),
    (ALARMS, "no [source]", "programme"),
    (SOURCE + "[limits]\npage = 20\n", "unknown key 'page'", "did you mean 'pages'"),
    (SOURCE + "[limits]\npages = 'many'\n", "'many' is no int", ""),
]


@pytest.mark.parametrize(("recipe", "what", "hint"), WRONG)
def test_a_mistake_in_a_recipe_is_named_with_what_to_do(tmp_path, recipe, what, hint):
    """Each mistake gives one error that names the file, what is wrong and the nearest right thing."""
    with pytest.raises(EHealthStatsError) as caught:
        ingest(write(tmp_path, recipe))
    message = str(caught.value)
    assert what in message
    assert hint in message
    assert "recipe.toml" in message


def test_a_figure_of_another_unit_is_refused(tmp_path):
    """Kronor can't be alarms: the anchor is wrong, and the error says in which unit the figure is."""
    recipe = SOURCE + '\n[[observations]]\nindicator = "safety_alarms"\nfind = "Kostnad"\nread = "by area"\n'
    with pytest.raises(RecipeError, match="is in SEK, and safety_alarms in alarms"):
        ingest(write(tmp_path, recipe, "Kostnad: Ånge 45 kr"))


def test_a_missing_an_empty_and_an_incomplete_folder_are_three_errors(tmp_path):
    """No folder, no documents, no recipe, no document, two documents: each says which."""
    with pytest.raises(DocumentError, match="there is no folder"):
        ingest(tmp_path / "nowhere")
    with pytest.raises(DocumentError, match="holds no documents") as error:
        ingest(tmp_path)
    assert f"run `ehealth-stats draft {tmp_path}`" in str(error.value)
    write(tmp_path, SOURCE + ALARMS)
    (tmp_path / "plan" / "old.txt").write_text("x", "utf-8")
    with pytest.raises(DocumentError, match=r"old\.txt, plan\.txt"):
        ingest(tmp_path)
    (tmp_path / "plan" / "recipe.toml").unlink()
    with pytest.raises(RecipeError, match="has no recipe"):
        ingest(tmp_path)


def test_an_unreadable_document_is_an_error_and_no_traceback(tmp_path):
    """A Word file that is none is refused by name."""
    write(tmp_path, SOURCE + ALARMS)
    (tmp_path / "plan" / "plan.txt").rename(tmp_path / "plan" / "plan.docx")
    with pytest.raises(DocumentError, match=r"plan\.docx"):
        ingest(tmp_path)


@pytest.mark.parametrize(
    ("sentence", "missing"),
    [
        ("alla kommuner utom Ånge.", {"SE-2260"}),
        ("samtliga länets kommuner, bortsett från Ånge och Timrå. Kramfors planerar.", {"SE-2260", "SE-2262"}),
        ("samtliga kommuner. Kramfors planerar.", set()),
    ],
)
def test_all_but_some_leaves_these_out(tmp_path, sentence, missing):
    """All but Ånge is 1 for six of the seven municipalities of Västernorrland and 0 for Ånge."""
    entry = '[[observations]]\nindicator = "npo_consumer"\nfind = "Konsument i NPÖ är"\nread = "each area"\n'
    rows = ingest(write(tmp_path, SOURCE + entry, f"Konsument i NPÖ är {sentence}\n")).observations
    assert len(rows) == 7
    assert set(rows.loc[rows["value"] == 0, "area"]) == missing


def test_a_recipe_sets_the_limits_of_its_document(tmp_path):
    """A document is read at exactly the limit of its recipe and refused one byte below it."""
    size = len(TEXT.encode())
    folder = write(tmp_path, f"{SOURCE}{ALARMS}[limits]\nfile_bytes = {size}\n")
    assert not ingest(folder).observations.empty
    (folder / "plan" / "recipe.toml").write_text(f"{SOURCE}{ALARMS}[limits]\nfile_bytes = {size - 1}\n", "utf-8")
    with pytest.raises(DocumentError, match="file_bytes"):
        ingest(folder)


def changed(tmp_path, sentence, **keys):
    """Read a sentence that starts with "Läget" as a change of NPÖ users from 2012 to 2013."""
    entry = {"indicator": "npo_users", "find": "Läget", "read": "change", "period": "2012/2013"} | keys
    lines = "\n".join(f'{name} = "{value}"' for name, value in entry.items())
    return ingest(write(tmp_path, f"{SOURCE}\n[[observations]]\n{lines}\n", f"Läget: {sentence}\n")).observations


def change(tmp_path, sentence, **keys):
    """Return the figures of such a sentence."""
    return changed(tmp_path, sentence, **keys)[["period", "value", "unit", "role"]].values.tolist()


BEFORE, AFTER = ["2012", 45, "persons", "reported"], ["2013", 57, "persons", "reported"]
BY = ["2012/2013", 12, "persons", "rate"]


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        ("antalet har ökat från 45 till 57, det vill säga med 12", [BEFORE, AFTER, BY]),
        ("antalet har ökat från 45 till 57, en ökning med 12", [BEFORE, AFTER, BY]),
        ("antalet har ökat med 12 till 57 användare", [AFTER, BY]),
        ("en ökning med 12 till 57 användare", [AFTER, BY]),
        ("upp 12 till 57 från 45 användare", [BEFORE, AFTER, BY]),
        ("57 användare, upp 12 från 45 användare", [BEFORE, AFTER, BY]),
        ("antalet har ökat med 12", [BY]),
        (
            "antalet ökade från 45 till 57, en ökning med 27 procent",
            [BEFORE, AFTER, ["2012/2013", 27, "percent", "rate"]],
        ),
    ],
)
def test_a_change_in_words_is_two_readings_and_an_amount(tmp_path, sentence, rows):
    """45 before, 57 after, 12 more: whatever the sentence leaves out is left out."""
    assert change(tmp_path, sentence) == rows


@pytest.mark.parametrize(
    ("sentence", "verdicts"),
    [
        ("antalet minskade med 12 från 57 till 45", ["agrees"]),
        ("45 användare, ned 12 från 57", ["agrees"]),
        ("en minskning med 13 från 57 till 45", ["differs"]),
        ("antalet ökade med 12 från 57 till 45", ["differs"]),
        ("antalet minskade med 21 procent från 57 till 45", ["within_rounding"]),  # 21.05
        ("antalet ökade med 21 procent från 57 till 45", ["differs"]),
    ],
)
def test_a_decrease_in_words_is_checked_as_one(tmp_path, sentence, verdicts):
    """From 57 to 45 are 12 less, and nobody who says that it rose is right."""
    assert compare_totals(changed(tmp_path, sentence))["verdict"].tolist() == verdicts


NAMED = """
[[observations]]
indicator = "participating_municipalities"
find = "deltar"
role = "stated_total"
[[observations]]
indicator = "participating_municipalities"
find = "deltar"
read = "named areas"
"""


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("I länet deltar 6 kommuner: Timrå, Ånge och Kramfors.", "differs"),
        ("I länet deltar 6 kommuner, bland annat Timrå, Ånge och Kramfors.", "not_checkable"),
        ("I länet deltar 6 kommuner (bl.a. Timrå, Ånge och Kramfors).", "not_checkable"),
        ("I länet deltar 6 kommuner: Timrå, Ånge, Kramfors m.fl.", "not_checkable"),
        ("I länet deltar 6 kommuner inkl. Timrå, Ånge och Kramfors.", "not_checkable"),
        ("I länet deltar 2 kommuner, t.ex. Timrå, Ånge och Kramfors.", "differs"),
        ("I länet deltar 3 kommuner, f.eks. Timrå, Ånge og Kramfors.", "agrees"),
    ],
)
def test_a_list_of_examples_does_not_contradict_its_number(tmp_path, sentence, verdict):
    """Three of six that are named "bland annat" may be right; three of two can't be."""
    rows = ingest(write(tmp_path, SOURCE + NAMED, sentence + "\n")).observations
    assert compare_totals(rows)["verdict"].tolist() == [verdict]


def test_participants_keep_the_words_that_say_there_are_others(tmp_path):
    """The passage starts after "bland annat", and the first name is quoted with it."""
    listed = """
[[participants]]
role = "participating_municipality"
find = "bland annat"
indicator = "participating_municipalities"
"""
    text = "I länet deltar 6 kommuner, bland annat Timrå, Ånge m.fl.\n"
    rows = ingest(write(tmp_path, SOURCE + listed, text)).observations
    assert rows["text"].tolist() == ["bland annat Timrå", "Ånge m.fl"]


def test_the_parts_of_a_sum_are_stated_totals_of_theirs(tmp_path):
    """Summa 1120 varav 145 digitala: no 145 of the municipality that stands before it."""
    text = (
        "Antalet larm är: Ånge 450 varav 45 digitala Sollefteå: 670 varav 100 digitala Summa: 1120 varav 145 digitala"
    )
    rows = ingest(write(tmp_path, SOURCE + ALARMS.replace("Mål 2013", "*"), text)).observations
    assert rows[["area", "breakdown", "value", "role"]].values.tolist()[3:] == [
        ["SE-2283", "digital", 100, "reported"],
        ["SE-22", "_T", 1120, "stated_total"],
        ["SE-22", "digital", 145, "stated_total"],
    ]


def test_percent_and_percentage_points_of_a_change_are_rows_of_their_own(tmp_path):
    """From 20 to 25 percent: 5 percentage points, 25 percent."""
    sentence = "andelen har ökat från 20 till 25 procent, 5 procentenheter eller 25 procent"
    assert change(tmp_path, sentence) == [
        ["2012", 20, "percent", "reported"],
        ["2013", 25, "percent", "reported"],
        ["2012/2013", 5, "percentage_points", "rate"],
        ["2012/2013", 25, "percent", "rate"],
    ]


def test_a_change_of_money_has_one_unit_throughout(tmp_path):
    """The multiplier is printed once, at the end: 40, 120 and 80 are millions."""
    found = change(tmp_path, "bidraget gick upp 40 till 120 från 80 miljoner kronor", indicator="programme_budget")
    assert [row[1:3] for row in found] == [[80e6, "SEK"], [120e6, "SEK"], [40e6, "SEK"]]


def test_a_change_without_its_two_periods_or_its_unit_is_refused(tmp_path):
    """Nobody can tell from when to when, or whether 40 are kronor."""
    with pytest.raises(RecipeError, match="two periods"):
        change(tmp_path, "antalet har ökat från 45 till 57", period="2013")
    (tmp_path / "money").mkdir()
    with pytest.raises(RecipeError, match="has no unit"):
        change(tmp_path / "money", "från 80 till 120 mkr, en ökning med 40", indicator="programme_budget")


def test_a_percentage_is_read_beside_the_figures_that_it_is_of(tmp_path):
    """48 of 160 alarms, 32 percent by the document: an entry with the unit percent reads the percentage."""
    entries = [
        f'[[observations]]\nindicator = "safety_alarms"\nfind = "Larm:"\nbreakdown = "digital"{unit}\n'
        for unit in ("", '\nunit = "percent"')
    ]
    rows = ingest(write(tmp_path, SOURCE + "\n".join(entries), "Larm: 48 av 160 (32 procent)\n")).observations
    assert rows[["value", "lower", "upper", "unit"]].values.tolist() == [
        [48, 48, 48, "alarms"],
        [32, 31.5, 32.5, "percent"],
    ]


def test_a_column_of_percentages_is_rounded_to_its_printed_digits(tmp_path):
    """A cell 27 under "Andel (%)" stands for 26.5 to 27.5, 27,5 for 27.45 to 27.55."""
    entry = """
[[observations]]
indicator = "safety_alarms"
breakdown = "digital"
unit = "percent"
table = "Kommun"
read = "table"
columns = { "Andel" = "digital" }
"""
    text = "Kommun\tAndel\nÅnge\t27\nTimrå\t27,5\n"
    rows = ingest(write(tmp_path, SOURCE + entry, text)).observations
    assert rows[["lower", "upper"]].values.tolist() == [[26.5, 27.5], pytest.approx([27.45, 27.55])]
    assert rows["unit"].tolist() == ["percent"] * 2


LIST = "Antalet larm är: Ånge: 450 varav 45 digitala Sunsvall: 1800 varav 60 digitala Timrå: 300 Mål 2013: fler"


def test_a_misspelt_municipality_in_prose_is_an_error_with_the_nearest(tmp_path):
    """Sunsvall takes no figure, and its part would pass for one of Ånge: the error names it and what is near."""
    with pytest.raises(RecipeError, match=r"'Sunsvall'.*paragraph 1 chars 55-59.*did you mean 'Sundsvall'"):
        ingest(write(tmp_path, SOURCE + ALARMS, LIST))


@pytest.mark.parametrize("line", ["Sunsvall 1800", "Sunsvall: c:a 1800", "Sunsvalls kommun: 1800", "Härnösan 300 st"])
def test_a_misspelt_municipality_that_opens_a_line_is_an_error(tmp_path, line):
    """With a colon or without, with a qualifier between, with kommun behind."""
    recipe = SOURCE + ALARMS.replace('until = "Mål 2013"', 'until = "Slut"')
    with pytest.raises(RecipeError, match="did you mean"):
        ingest(write(tmp_path, recipe, f"Antalet larm är\n\nÅnge: 450\n\n{line}\n\nSlut"))


def test_a_recipe_says_whom_a_misspelt_name_means(tmp_path):
    """The document is left as it is; the recipe answers for it, and the part goes with its whole."""
    names = 'names = { Sunsvall = "SE-2281" }\n'
    rows = ingest(write(tmp_path, SOURCE + ALARMS + names, LIST)).observations
    assert rows[["area", "breakdown", "value"]].values.tolist() == [
        ["SE-2260", "_T", 450],
        ["SE-2260", "digital", 45],
        ["SE-2281", "_T", 1800],
        ["SE-2281", "digital", 60],
        ["SE-2262", "_T", 300],
    ]


@pytest.mark.parametrize(
    "words", ["Totalt: 45", "Larm 45", "Varav: 45", "Under Våren 45 st", "Sundsvall 1800. Bilar: 45"]
)
def test_ordinary_words_before_figures_are_no_misspelt_names(tmp_path, words):
    """What is not close to a municipality of the scope stays in the audit."""
    recipe = SOURCE + ALARMS.replace('until = "Mål 2013"', 'until = "Slut"')
    assert len(ingest(write(tmp_path, recipe, f"Antalet larm är\n\nÅnge: 450\n\n{words}\n\nSlut")).observations)


@pytest.mark.parametrize("file", ["../secret.txt", "/etc/hostname", "..\\\\secret.txt", "sub/plan.txt"])
def test_a_recipe_names_no_file_outside_its_folder(tmp_path, file):
    """Recipes come with documents from elsewhere."""
    (tmp_path / "secret.txt").write_text("99 larm", "utf-8")
    (tmp_path / "raw").mkdir()
    write(tmp_path / "raw", f'{SOURCE}file = "{file}"\n')
    with pytest.raises(RecipeError, match=r"is no file of the folder(.|\n)*key 'file'"):
        ingest(tmp_path / "raw")


@pytest.mark.parametrize("key", ["parts = { a = 1 }", "categories = { a = ['_T'] }"])
def test_codes_that_are_no_texts_are_refused(tmp_path, key):
    """Whatever TOML allows there."""
    with pytest.raises(RecipeError, match="something else than texts"):
        ingest(write(tmp_path, f"{SOURCE}{ALARMS}{key}\n"))


LABELLED = """
[[targets]]
indicator = "safety_alarms"
kind = "level"
label = { sv = "Minst 600 larm", en = "At least 600 alarms" }
find = "Mål 2013"
due = "2013"

[[statements]]
kind = "goal"
label = "Fler larm"
find = "Antalet larm är"
"""


def test_a_label_may_be_a_table_of_words_by_language(tmp_path):
    """The table has the English words, its message all; plain words are the same in every language."""
    dataset = ingest(write(tmp_path, SOURCE + ALARMS + LABELLED))
    (target,), (goal,) = dataset.targets.to_dict("records"), dataset.statements.to_dict("records")
    assert (target["label"], goal["label"]) == ("At least 600 alarms", "Fler larm")
    assert {language: said_in(target, "label", language) for language in LANGUAGES} == {
        "en": "At least 600 alarms",
        **dict.fromkeys(("sv", "nb", "nn", "da"), "Minst 600 larm"),
    }
    assert {said_in(goal, "label", language) for language in LANGUAGES} == {"Fler larm"}


@pytest.mark.parametrize(
    ("label", "message"),
    [
        ('{ se = "Minst 600 larm" }', r"unknown key 'se'(.|\n)*sv"),
        ('{ sv = "" }', "a table of words holds something else than texts"),
        ("{}", "the key 'label' is missing"),
        ("600", "600 is no str"),
    ],
)
def test_a_label_that_is_no_words_is_refused(tmp_path, label, message):
    """Another language, an empty text and a number, with the place."""
    wrong = LABELLED.replace('{ sv = "Minst 600 larm", en = "At least 600 alarms" }', label)
    with pytest.raises(RecipeError, match=message):
        ingest(write(tmp_path, SOURCE + ALARMS + wrong))
