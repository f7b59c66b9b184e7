"""How quick the reader is: sentences and words a second, the decoding's share, cold start, peak memory.

    python benchmarks/reader.py [FILE.jsonl] [--sentences 5000]

Without a file (JSON Lines with `text`) it reads the reports in `examples/` again and again.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
COLD = """
import time; t = time.perf_counter()
from onrecord.reading import read
read("Police arrested two men in the capital on Friday.", threads=2)
print(time.perf_counter() - t)
"""


def texts(path: Path | None) -> list[str]:
    """Texts to read: those of the file, or of the examples."""
    if path is not None:
        with path.open(encoding="utf-8") as lines:
            return [json.loads(line)["text"] for line in lines if line.strip()]
    found = [p.read_text(encoding="utf-8") for p in sorted((ROOT / "examples").rglob("*.txt"))]
    return (found or ["Police arrested two men in the capital on Friday. They were released the next day."]) * 400


def bare(sentences: list[list[str]], threads: int) -> float:
    """Seconds for the encoder's passes alone, without decoding."""
    from onrecord.reading.parse import batches, side_by_side
    from onrecord.reading.weights import weights

    opened = weights(threads)
    sizes = [sum(len(p) for p, _ in opened.pieces.of(s)) + 2 for s in sentences]
    started = time.perf_counter()

    def one(batch: list[int]) -> None:
        opened.run([sentences[i] for i in batch], ("heads",))

    side_by_side(one, list(batches(sizes)), threads)
    return time.perf_counter() - started


def measure(reports: list[str], threads: int) -> None:
    """Reads all reports with so many cores, whole and as bare passes, and prints the rates."""
    from onrecord.reading import read, read_many

    read("One sentence to open the weights.", threads=threads)
    started = time.perf_counter()
    sentences = [list(s.words) for r in read_many(reports, threads=threads) for s in r.sentences]
    whole = time.perf_counter() - started
    words = sum(map(len, sentences))
    alone = bare([s for s in sentences if len(s) <= 120], threads)
    print(
        f"{threads} core(s): {len(sentences) / whole:.0f} sentences/s, {words / whole:.0f} words/s text to Reading; "
        f"encoder alone {len(sentences) / alone:.0f}; ratio {whole / alone:.2f}"
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file", nargs="?", type=Path)
    options.add_argument("--sentences", type=int, default=5000, help="about so many")
    given = options.parse_args()
    from onrecord.reading.sentences import sentences

    reports, count = [], 0
    for text in texts(given.file):
        if count >= given.sentences:
            break
        reports.append(text)
        count += len(sentences(text))
    cold = min(float(subprocess.check_output([sys.executable, "-c", COLD])) for _ in range(3))
    print(f"cold start: {cold:.2f} s from the import to the first reading")
    for threads in (2, 1):
        measure(reports, threads)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory: {peak:.0f} MB over {count} sentences of {len(reports)} texts")


if __name__ == "__main__":
    main()
