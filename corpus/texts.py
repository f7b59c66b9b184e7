"""Write ``events.jsonl`` with its texts, as ``onrecord evaluate events`` wants it.

``python corpus/texts.py > /tmp/events.jsonl``; the texts are read from ``../shared/gold/running/current_events.jsonl``,
which is not part of this repository.
"""

from __future__ import annotations

import json
import sys

from check_events import FILES, TEXTS


def main() -> int:
    """Print each row with the text that its number stands for."""
    if not TEXTS.exists():
        print(f"{TEXTS} is not there: the texts of the news are not part of this repository", file=sys.stderr)
        return 1
    texts = [json.loads(line)["text"] for line in TEXTS.read_text(encoding="utf-8").split("\n") if line]
    for line in FILES[0].read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        print(json.dumps(row | {"text": texts[row["id"]]}, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
