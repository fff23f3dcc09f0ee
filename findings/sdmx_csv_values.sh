#!/usr/bin/env bash
# Guess: an SDMX-CSV file read with its structure gives numbers in the unit that UNIT_MULT says, and a missing observation (OBS_STATUS M) as missing.
# Seen (sdmx1 2.28.0): 310 with UNIT_MULT 3 is 310.0 beside 220.0 with UNIT_MULT 0; one empty OBS_VALUE makes to_pandas refuse the whole set (ValueError).
# So: the multiplier is applied, and empty values are set aside with their status, before the numbers are compared.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet sdmx1==2.28.0 pandas==3.0.3
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import sdmx
from sdmx.model import v21

structure = v21.DataStructureDefinition(id="D")
structure.dimensions.append(v21.Dimension(id="GEO"))
structure.dimensions.append(v21.TimeDimension(id="TIME_PERIOD"))
structure.attributes.extend(v21.DataAttribute(id=code) for code in ("OBS_STATUS", "UNIT_MULT"))
structure.measures.append(v21.PrimaryMeasure(id="OBS_VALUE"))


def read(*rows):
    """Read the data set of rows of GEO, TIME_PERIOD, OBS_VALUE, OBS_STATUS, UNIT_MULT."""
    head = "STRUCTURE,STRUCTURE_ID,ACTION,GEO,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MULT"
    with open("alarms.csv", "w") as file:
        file.write("\n".join([head, *(f"dataflow,X:ALARMS(1.0),I,{row}" for row in rows), ""]))
    return sdmx.read_sdmx("alarms.csv", structure=structure).data[0]


values = sdmx.to_pandas(read("SE,2013,310,A,3", "DK,2013,220,E,0"))
print(values)
assert values.tolist() == [310.0, 220.0]
try:
    print(sdmx.to_pandas(read("SE,2013,310,A,3", "NO,2013,,M,3")))
except ValueError as error:
    print("ValueError:", error)
else:
    raise SystemExit("the missing observation is read now")
PYTHON
