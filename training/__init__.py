"""Makes `src/onrecord/data/reader` again, from treebanks and openly licensed news: `python -m training --help`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))  # the reader's own words and decoding, not installed here
