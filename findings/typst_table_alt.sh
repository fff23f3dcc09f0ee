#!/usr/bin/env bash
# Guess: an alt text on a figure round a table is read beside the table, as a caption is, and PDF/UA-1 would refuse what harms access.
# Seen (typst 0.15.2, pdf_standards=["ua-1"]): with `alt` the Table, TH and TD tags are gone and one Figure stands in their place; accepted.
# So: tables get a caption and no alt; only a look at the tags of the file tells.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet typst==0.15.2 pypdf==7.1.1
"$folder/venv/bin/python" - <<'PYTHON'
from collections import Counter
from io import BytesIO

import pypdf
import typst

HEAD = '#set document(title: "Larm")\n#set text(lang: "sv")\n'
TABLE = "table(columns: 2, table.header[Kommun][Larm], [Timra], [300])"


def tags(part):
    part = part.get_object()
    if isinstance(part, list):
        return sum(map(tags, part), Counter())
    if not isinstance(part, dict):
        return Counter()
    own = Counter([part["/S"]] if "/S" in part else [])
    return own + tags(part["/K"]) if "/K" in part else own


def tags_of(more):
    source = f"{HEAD}#figure({TABLE}, caption: [Larm]{more})"
    file = typst.compile(source.encode(), pdf_standards=["ua-1"])
    return tags(pypdf.PdfReader(BytesIO(file)).trailer["/Root"]["/StructTreeRoot"]["/K"])


plain, with_alt = tags_of(""), tags_of(', alt: "Larm i en kommun"')
print("without alt:", dict(plain), "with alt:", dict(with_alt))
assert plain["/Table"] == 1 and plain["/TH"] == 2 and plain["/TD"] == 2
assert not {"/Table", "/TH", "/TD"} & set(with_alt)
assert with_alt["/Figure"] == 1
PYTHON
