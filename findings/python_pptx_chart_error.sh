#!/usr/bin/env bash
# Guess: a chart one of whose points is #N/A (how Excel keeps a gap in its cache) gives None or an error mark for that point.
# Seen (python-pptx 1.0.2): the points left out are None, but "#N/A" in the cache makes the whole series unreadable: ValueError, could not convert string to float.
# So: the numbers of charts in slides are read from the XML of the chart (c:pt, c:v), point by point.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet python-pptx==1.0.2
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import re
import zipfile

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE

slides, data = Presentation(), CategoryChartData()
data.categories = ["A", "B", "C"]
data.add_series("Larm", (310, None, 220))
page = slides.slides.add_slide(slides.slide_layouts[6])
page.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, 4_000_000, 3_000_000, data)
slides.save("gap.pptx")
with zipfile.ZipFile("gap.pptx") as before, zipfile.ZipFile("error.pptx", "w") as after:
    for item in before.infolist():
        content = before.read(item)
        if re.fullmatch(r"ppt/charts/chart\d+\.xml", item.filename):
            point = rb'<c:pt idx="1"><c:v>#N/A</c:v></c:pt>'
            head, tail = content.split(b"<c:val>")
            content = head + b"<c:val>" + re.sub(rb'(?=<c:pt idx="2">)', point, tail, count=1)
        after.writestr(item, content)
series = {name: Presentation(name).slides[0].shapes[0].chart.plots[0].series[0] for name in ("gap.pptx", "error.pptx")}
print(list(series["gap.pptx"].values))
assert list(series["gap.pptx"].values) == [310.0, None, 220.0]
try:
    print(list(series["error.pptx"].values))
except ValueError as error:
    print("ValueError:", error)
else:
    raise SystemExit("the point in error is read now")
PYTHON
