#!/usr/bin/env bash
# Guess: traits set in one hold_sync() of an ipywidgets (or anywidget) widget reach the page in the order in which they were set.
# Seen (ipywidgets 8.1.9): the names wait in a set of strings, so the order of the message's keys is another from one kernel to the next
#   (by Python's hash seed). The page's change events follow it: what one handler draws and focuses, the other may throw away.
# So: let one trait's handler draw all that came with it; a test of one kernel passes half the time.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet ipywidgets==8.1.9
cd "$folder"
cat >one.py <<'PYTHON'
import comm
import traitlets
from comm.base_comm import BaseComm

sent = []


class Recorded(BaseComm):
    def publish_msg(self, msg_type, data=None, metadata=None, buffers=None, **keys):
        if data and data.get("method") == "update":
            sent.append(list(data["state"]))


comm.create_comm = Recorded

import ipywidgets  # noqa: E402


class Plan(ipywidgets.Widget):
    document = traitlets.Unicode().tag(sync=True)
    state = traitlets.Unicode().tag(sync=True)


plan = Plan()
with plan.hold_sync():
    plan.document = "a plan"
    plan.state = "its first figure"
print(" then ".join(sent[-1]))
PYTHON
for seed in $(seq 1 20); do
  PYTHONHASHSEED="$seed" venv/bin/python one.py
done | sort | uniq -c | tee seen
grep -q "document then state" seen
grep -q "state then document" seen
