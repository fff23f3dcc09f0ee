"""Write what follows from the package in docs/: commands, tables, what is read, keys of recipes (`make docs`)."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from ehealth_stats.cli import app
from ehealth_stats.ingestion.figures.exclusions import conditions
from ehealth_stats.ingestion.figures.exclusions.rules import listed
from ehealth_stats.ingestion.recipes.checks.effects import KEYS
from ehealth_stats.ingestion.recipes.recipe import SECTIONS, TABLES, choices_of
from ehealth_stats.ingestion.text.rules import word_rules
from ehealth_stats.languages.lexicon import known_languages
from ehealth_stats.schema import DATASET_TABLES, RESULT_TABLES, Column, columns_of

FOLDER = Path(__file__).parent
WIDTH = 100
WHAT_TABLES_HOLD = {
    "observations": "What the documents say in figures, one row a figure.",
    "targets": "What the documents want to reach, one row a target.",
    "timeline": "What the documents date: strategies, phases, projects, activities, milestones.",
    "participants": "Bodies and municipalities that take part; persons are never listed.",
    "statements": "What the documents claim, want, assume or warn of, in our words.",
    "sources": "The documents, each with its programme and the hash of its file.",
    "audit": "Every number of the documents, and what became of it.",
    "totals": "Totals and shares over the municipalities that a document speaks for.",
    "inventory": "How much of a whole is certainly of which part, and how much may be.",
    "comparisons": "What the documents state, beside what their figures give.",
    "progress": "How far and how fast each target is being reached, one row a target and reading of it.",
    "budget": "The money of the documents, and what the things that they count cost.",
    "findings": "What a reader must know before using the numbers, gravest first.",
    "matrix": "Every target with its state, status, pace and evidence, one row a target.",
}
ABOUT_TABLES = (
    "Made by `make docs` from `src/ehealth_stats/schema/columns.csv`. Every table is in `data/processed` as CSV and\n"
    "Parquet, described in `datapackage.json` too. What the numbers mean is said in [methods](methods.md). The tables\n"
    "from `observations` to `audit` hold what documents say; those from `totals` on are worked out."
)
TYPES = {
    "text": "a text; an empty one says that there is none",
    "code": "a code of the list that is named, or an id; empty where there is none",
    "number": "a number; empty where it is not known: missing is never zero",
    "bound": "a number that is never missing; `inf` or `-inf` where the words leave that side open",
    "count": "a whole number",
    "flag": "true or false",
    "date": "a day, `2013-04-02`; empty where there is none",
}


def main() -> None:
    """Write the pages."""
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), "utf-8")
        print(f"docs/{name}")


def command_line() -> str:
    """Return the page of the command line: the help of each command, as it is printed."""
    names = [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
    parts = [
        "# The command line",
        "Made by `make docs` from the commands themselves; `ehealth-stats COMMAND --help` prints the same. Wrong input "
        "gives one\nmessage that says what, where, what was expected and the nearest match, and exit code 2; what was "
        "written before stays as it was.",
        "\n".join(f"- [{name}](#{name})" for name in names),
    ]
    for name in names:
        parts += [f"## {name}", f"```text\n{help_of(name)}\n```"]
    return "\n\n".join(parts) + "\n"


def help_of(command: str) -> str:
    """Return what a command prints when it is asked for help."""
    result = CliRunner().invoke(app, [command, "--help"], prog_name="ehealth-stats", env={"COLUMNS": str(WIDTH)})
    return "\n".join(line.rstrip() for line in result.stdout.strip().splitlines())


def data_dictionary() -> str:
    """Return the page of the tables: every column with its type, its choices and its meaning."""
    tables = (*DATASET_TABLES, *RESULT_TABLES)
    return (
        "\n\n".join(
            [
                "# Data dictionary",
                ABOUT_TABLES,
                "\n".join(f"- [{table}](#{table}): {WHAT_TABLES_HOLD[table]}" for table in tables),
                "## Types",
                "| type | a cell holds |\n|---|---|\n"
                + "\n".join(f"| {name} | {what} |" for name, what in TYPES.items()),
                *(part for table in tables for part in of_table(table)),
            ]
        )
        + "\n"
    )


def of_table(table: str) -> Iterator[str]:
    """Yield the part of the data dictionary on a table."""
    rows = [row(column) for column in columns_of(table)]
    yield f"## {table}"
    yield WHAT_TABLES_HOLD[table]
    yield "\n".join(["| column | type | filled | meaning |", "|---|---|---|---|", *rows])


def row(column: Column) -> str:
    """Return the line of a column."""
    filled = "key" if column.key else "always" if column.required else ""
    choices = f" ({', '.join(f'`{choice}`' for choice in column.choices)})" if column.choices else ""
    return f"| `{column.name}` | {column.type} | {filled} | {column.meaning}{choices} |".replace("|  |", "| |")


ABOUT_READING = (
    "How the words of a text are read: the rules that make figures of them, and those for what has digits and is\n"
    "no figure. A rule stands in a file of `src/ehealth_stats/ingestion/figures/rules/`, each with a text in\n"
    "which it finds something and one that looks alike, in which it does not. One test runs all of them. The\n"
    "words of a rule stand in `src/ehealth_stats/languages/`, a file a language: role, code, and one word a line.\n"
    "A sentence is read by the words of one language and by the signs and names that no language owns; what\n"
    "protects persons, and the headers and signs of tables, are known in all of them at once."
)


def reading() -> str:
    """Return the page of the rules: over words by their family, for what is no figure by their reason."""
    rules = listed()["rule"]
    reasons = list(dict.fromkeys(rule["reason"] for rule in rules))
    languages = ", ".join(f"{name} (`{code}`)" for code, name in known_languages().items())
    parts = ["# What is read as what", ABOUT_READING, f"Languages: {languages}."]
    for family in dict.fromkeys(rule["family"] for rule in word_rules().values()):
        rows = [of_word_rule(rule) for rule in word_rules().values() if rule["family"] == family]
        parts += [f"## {family.capitalize()}", "\n".join([*WORD_RULE_HEADER, *rows])]
    parts.append("## What is no figure")
    for reason in reasons:
        rows = [of_rule(rule) for rule in rules if rule["reason"] == reason]
        parts += [f"### {reason.capitalize()}", "\n".join([*RULE_HEADER, *rows])]
    return "\n\n".join(parts) + "\n"


WORD_RULE_HEADER = ("| what is found | language | found in | not in |", "|---|---|---|---|")


def of_word_rule(rule: Mapping[str, Any]) -> str:
    """Return the line of a rule over words; blanks around an example are what the rule looks at too."""
    cells = (rule["says"], rule.get("said", "sv"), code(rule["reads"]), code(rule["not"]))
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


RULE_HEADER = (
    "| language | no figure in | left to be read | looked for where the text has | holds |",
    "|---|---|---|---|---|",
)


def of_rule(rule: dict[str, Any]) -> str:
    """Return the line of a rule."""
    needs = [f"a word of `{rule['words']}`"] if "words" in rule else []
    needs += [f"one of {code(' '.join(rule['marks']))}"] if "marks" in rule else []
    needs += [f"digits beside {', '.join(code(each) for each in rule['beside'])}"] if "beside" in rule else []
    needs += [f"a number of {rule['digits']} digits"] if "digits" in rule else []
    when = (getattr(conditions, rule["when"]).__doc__ or "").split("\n")[0] if "when" in rule else "always"
    cells = (
        rule.get("said", listed()["said"]),
        code(rule["reads"]),
        code(rule["not"]),
        ", ".join(needs) or "digits",
        when,
    )
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def code(text: str) -> str:
    """Return a text as code."""
    return f"`{text}`"


KEYS_BEGIN = "<!-- from here on made by `make docs` -->\n"


def recipes() -> str:
    """Return the page of recipes: as it is written, and behind that every key with an example that runs."""
    written = (FOLDER / "recipes.md").read_text("utf-8").partition(KEYS_BEGIN)[0]
    meanings = tomllib.loads((FOLDER / "recipe-keys.toml").read_text("utf-8"))
    examples = dict(reversed(list(example_keys())))
    parts = [
        "## Every key",
        "The examples are those of [docs/example](example), a folder of documents that a test reads. A key that says "
        "nothing for\nthe way an entry reads is refused.",
    ]
    for section, kind in {**TABLES, **SECTIONS}.items():
        parts.append(f"### {'the keys of' if section in TABLES else 'the keys of each'} {section}")
        rows = [key_row(section, each, meanings[section][each.name], examples) for each in fields(kind)]
        parts.append("\n".join(["| key | says | example |", "|---|---|---|", *rows]))
    reads = "\n".join(f"- `{read}`: {', '.join(f'`{key}`' for key in keys) or 'none'}" for read, keys in KEYS.items())
    parts += ["### keys that some ways to read go by", f"Beside those that every way goes by:\n\n{reads}"]
    return written + KEYS_BEGIN + "\n" + "\n\n".join(parts) + "\n"


def key_row(section: str, key: "Field[Any]", meaning: str, examples: Mapping[tuple[str, str], str]) -> str:
    """Return the line of a key."""
    choices = list(filter(None, choices_of(key.type)))
    listed = f": {', '.join(f'`{choice}`' for choice in choices)}" if choices else ""
    needed = " (needed)" if key.default is MISSING and key.default_factory is MISSING else ""
    example = (examples.get((section, key.name)) or examples["observations", key.name]).replace("|", "\\|")
    return f"| `{key.name}`{needed} | {meaning}{listed} | `{example}` |"


def example_keys() -> Iterator[tuple[tuple[str, str], str]]:
    """Yield every key of the example recipes with its line."""
    for path in sorted((FOLDER / "example" / "raw").glob("*/recipe.toml")):
        section = ""
        for line in path.read_text("utf-8").splitlines():
            if match := re.match(r"\[{1,2}(\w+)\]{1,2}$", line):
                section = match[1]
            elif match := re.match(r"(\w+) = ", line):
                yield (section, match[1]), line


PAGES: dict[str, Callable[[], str]] = {
    "cli.md": command_line,
    "data-dictionary.md": data_dictionary,
    "reading.md": reading,
    "recipes.md": recipes,
}

if __name__ == "__main__":
    main()
