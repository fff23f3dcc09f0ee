"""extract_quantities on long prose, beside quantulum3 on the same text: kilobytes a second, linearity and memory.

The peer is no dependency of this package. Install it where you like and name that Python:

    python -m venv peer && peer/bin/pip install quantulum3
    python benchmarks/quantities.py --peer peer/bin/python

Without it the comparison is skipped, with a message. Measurements of memory run in a process of their own, one by one.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

# Made up, in the manner of a county's plan: four sentences with figures, two without.
SENTENCES = (
    "I Sundsvall finns c:a 1 120 trygghetslarm, varav 45 digitala och resten analoga enligt egen uppföljning.",
    "Länets kommuner har sedan våren 2007 arbetat med landstinget för att förbättra informationsutbytet.",
    "Omkring 27 procent av de 290 kommunerna hade infört e-tjänster, en ökning med 12,5 procentenheter.",
    "Arbetsgruppen består av fem deltagare från socialtjänsten och träffas två gånger per termin.",
    "Kostnaden beräknas till 2 481 183 kr under perioden 2013 - 2015 och finansieras med stimulansmedel.",
    "Kommunerna ansvarar själva för utbildning av sin personal och för att rutiner finns på plats.",
)
PARAGRAPH = 4
# What repeated patterns could read in square time: a line of each, once and four times as long.
HARD = [
    "-1 ",
    "Hver kommune får ",
    "av dei ",
    "22 33 44 55 / ",
    "i Alta ",
    "9",
    " 1",
    "1-",
    "c:a ",
    "(((",
    "..",
    "1.",
    "1/",
    "Ånge 45 ",
    "1 av ",
    "450 varav 45 digitala ",
    "Namn: ",
    "Styrgrupp: Anna Nescio, Ånge kommun; ",
    "Nescio, Anna; ",
    "Anna, Anna, ",
    "Anna-",
    "A.B.",
    "gruppen för ",
    "nn @ ",
    "0611 12 34 56 ",
    "a1",
    "en ",
]
OURS = "from ehealth_stats import extract_quantities as read"
PEER = "import warnings; warnings.simplefilter('ignore'); from quantulum3.parser import parse as read"
MEASURE = """
import json, resource, sys, time
read("45 kr")
scale = 1024**2 if sys.platform == "darwin" else 1024
for text in json.load(sys.stdin):
    times = []
    for _ in range(int(sys.argv[1])):
        start = time.process_time()
        found = len(read(text, language="sv"))
        times.append(time.process_time() - start)
    print(min(times), found, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale)
"""


NOT_LINEAR = 8  # times as long for four times the text


def main() -> None:
    """Print speed on one text beside the peer's, and how time and memory grow when the text doubles."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--peer", type=Path, default=Path(sys.executable), help="a Python with quantulum3")
    parser.add_argument("--shared", type=int, default=20_000, help="characters that both read")
    parser.add_argument("--longest", type=int, default=2_000_000, help="characters of the longest text")
    options = parser.parse_args()
    compare(prose(options.shared), options.peer)
    grow(options.longest)
    grow_hard(options.shared)


def prose(characters: int) -> str:
    """Return paragraphs of four sentences in turn."""
    lines, size, at = [], 0, 0
    while size < characters:
        line = " ".join(SENTENCES[(at + step) % len(SENTENCES)] for step in range(PARAGRAPH))
        lines.append(line)
        size, at = size + len(line) + 1, at + PARAGRAPH + 1
    return "\n".join(lines)[:characters]


def compare(text: str, peer: Path) -> None:
    """Print the speed of both on the same text."""
    seconds, found, _ = measure(sys.executable, OURS, [text], runs=3)[0]
    print(f"ehealth_stats: {len(text) / seconds / 1000:8.1f} kB/s, {found:.0f} figures in {len(text)} characters")
    known = subprocess.run([peer, "-c", PEER], capture_output=True, check=False)
    if known.returncode:
        print("quantulum3: skipped, it is not installed there; see the top of this file")
        return
    slow, others, _ = measure(str(peer), PEER, [text], runs=1)[0]
    print(f"quantulum3:    {len(text) / slow / 1000:8.1f} kB/s, {others:.0f} quantities")
    print(f"ratio:         {slow / seconds:8.1f} (at least 30 wanted)")


def grow(longest: int) -> None:
    """Print time and peak memory of texts, each twice as long as the one before; rounds in turns meet one machine."""
    sizes = (longest // 8, longest // 4, longest // 2, longest)
    rounds = [[measure(sys.executable, OURS, [prose(size)], runs=3)[0] for size in sizes] for _ in range(3)]
    before = 0.0
    for size, results in zip(sizes, zip(*rounds, strict=True), strict=True):
        seconds, found, megabytes = (min(column) for column in zip(*results, strict=True))
        ratio = f", {seconds / before:.2f} x the half (1.70 to 2.30: within 15 %)" if before else ""
        print(f"{size:>9} characters: {seconds:6.2f} s, {found:.0f} figures, peak {megabytes:.0f} MB{ratio}")
        before = seconds


def grow_hard(characters: int) -> None:
    """Print how time grows when lines made of one word grow fourfold, the worst first; leave where one is not linear.

    A linear reader takes 4 times as long, a quadratic one 16.
    """
    lines = [*HARD, " ".join(SENTENCES) + " "]
    sizes = (characters // 4, characters)
    texts = [unit * (size // len(unit)) for unit in lines for size in sizes]
    times = [seconds for seconds, _, _ in measure(sys.executable, OURS, texts, runs=6)]
    ratios = (long / short for short, long in zip(times[::2], times[1::2], strict=True))
    found = sorted(zip(ratios, lines, strict=True), reverse=True)
    print(f"lines of one word, four times as long ({characters} characters):")
    for ratio, unit in found:
        print(f"{ratio:8.1f} x  {unit[:40]!r}")
    if found[0][0] > NOT_LINEAR:
        sys.exit(f"not linear: {found[0][1]!r}")


def measure(python: str, load: str, texts: list[str], *, runs: int) -> list[tuple[float, float, float]]:
    """Return for each text the processor seconds of the best run, how much was found, the peak memory so far in MB."""
    command = [python, "-c", f"{load}\n{MEASURE}", str(runs)]
    done = subprocess.run(
        command, input=json.dumps(texts), capture_output=True, text=True, encoding="utf-8", check=True
    )
    results = [line.split() for line in done.stdout.splitlines()]
    return [(float(seconds), float(found), float(megabytes)) for seconds, found, megabytes in results]


if __name__ == "__main__":
    main()
