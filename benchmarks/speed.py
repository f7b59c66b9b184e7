"""How quick the whole is: `onrecord add` beside the bare encoder pass over the same sentences.

    python -m benchmarks.speed [FILE.jsonl]

Without a file it adds the reports of `examples/`, varied, until there are enough.  Times are of
this machine and noisy; the ratios are what counts.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from onrecord import Record, read_reports
from onrecord.model import Report
from onrecord.reading import read_many
from onrecord.reading.weights import weights

ROOT = Path(__file__).parent.parent
ENOUGH = 3000


def figures(path: Path) -> Iterator[tuple[str, float]]:
    """Name and value of each figure."""
    yield "import onrecord, seconds at most", _child("import onrecord")
    yield (
        "first answer, seconds at most",
        _child("import onrecord; onrecord.code('Chad freed two hostages on Friday.')"),
    )
    reports = _reports(path)
    readings = list(read_many(reports[:20]))
    started = time.perf_counter()
    readings = list(read_many(reports, threads=2))
    reading = time.perf_counter() - started
    sentences = [list(s.words) for r in readings for s in r.sentences if len(s) <= 120]
    bare = _bare(sentences)
    yield "bare encoder, sentences/s", len(sentences) / bare
    yield "text to Reading, sentences/s", len(sentences) / reading
    with tempfile.TemporaryDirectory() as folder, Record(Path(folder) / "bench.db") as record:
        started = time.perf_counter()
        record.add(reports)
        adding = time.perf_counter() - started
        yield "add, sentences/s", len(sentences) / adding
        yield "add against the bare encoder, ratio at most", adding / bare
        started = time.perf_counter()
        events = len(record.events())
        yield "events, seconds", time.perf_counter() - started
        yield "events found", events
    yield "peak memory of add and its largest worker, GB at most", _memory(reports)


MEMORY = """
import resource, sys
from onrecord import Record, read_reports
with Record(sys.argv[2]) as record:
    record.add(read_reports(sys.argv[1]))
try:
    mine = int(open("/proc/self/status").read().partition("VmHWM:")[2].split()[0])
except (OSError, IndexError):
    mine = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print((mine + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1e6)
"""
"""`ru_maxrss` of a program that another one started counts that other one's memory in; Linux tells its own as VmHWM."""


def _memory(reports: list[Report]) -> float:
    """Gigabytes that an add in a process of its own takes at most, its largest worker counted in."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "reports.jsonl"
        rows = ({"text": r.text, "date": r.stated.isoformat() if r.stated else None} for r in reports)
        file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        command = [sys.executable, "-c", MEMORY, str(file), str(Path(folder) / "memory.db")]
        return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _child(code: str) -> float:
    """Seconds that a fresh Python takes for `code`, its own start taken off; the best of three."""
    best = []
    for program in (code, "pass"):
        times = []
        for _ in range(3):
            started = time.perf_counter()
            subprocess.run([sys.executable, "-c", program], check=True)
            times.append(time.perf_counter() - started)
        best.append(min(times))
    return best[0] - best[1]


def _bare(sentences: list[list[str]]) -> float:
    from onrecord.reading.parse import batches

    opened = weights(2)
    sizes = [sum(len(p) for p, _ in opened.pieces.of(s)) + 2 for s in sentences]
    started = time.perf_counter()
    for batch in batches(sizes):
        opened.run([sentences[i] for i in batch], ("heads",))
    return time.perf_counter() - started


def _reports(path: Path) -> list[Report]:
    """Running items of the file joined by fives into reports of a few sentences, or the examples varied."""
    if path.exists():
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[:ENOUGH]]
        groups = [rows[i : i + 5] for i in range(0, len(rows), 5)]
        return [_report(" ".join(r["text"] for r in g), date.fromisoformat(g[0]["date"])) for g in groups]
    examples = list(read_reports(ROOT / "examples" / "reports"))
    copies = range(1 + ENOUGH // (10 * max(1, len(examples))))
    return [_report(f"{r.text} Edition {n}.", date(2024, 3, 1) + timedelta(n)) for n in copies for r in examples]


def _report(text: str, day: date) -> Report:
    return Report(text=text, stated=day, published=day, published_how="header")


if __name__ == "__main__":
    for name, value in figures(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("none")):
        print(f"{value:10.3f}  {name}")
