"""`python -m docs` writes `docs/reference` from the code; `--check` only names the pages that are out of date."""

from __future__ import annotations

import sys

from docs.writing import outdated, write


def main(arguments: list[str]) -> int:
    """Write or check; one line a page."""
    if arguments not in ([], ["--check"]):
        print("usage: python -m docs [--check]", file=sys.stderr)
        return 2
    names = outdated() if arguments else write()
    for name in names:
        print(f"docs/reference/{name} {'is out of date: run  python -m docs' if arguments else 'written'}")
    return 1 if arguments and names else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
