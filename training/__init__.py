"""Makes `src/onrecord/data/reader` again, from treebanks and openly licensed news: `python -m training --help`."""
