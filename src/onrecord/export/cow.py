"""Country numbers of the Correlates of War project."""

from __future__ import annotations

from functools import cache

from onrecord.errors import DataError
from onrecord.ontology import read_table


@cache
def numbers() -> dict[str, str]:
    """The number of each country, by its ISO code."""
    found: dict[str, str] = {}
    for row in read_table("export/cow.tsv", ("iso", "cow")):
        if len(row["iso"]) != 3 or not row["iso"].isupper() or not row["cow"].isdigit() or row["iso"] in found:
            raise DataError(f"export/cow.tsv: {row['iso']!r} {row['cow']!r}: expected a country once, with its number")
        found[row["iso"]] = row["cow"]
    return found


def cow(country: str | None) -> str:
    """The number of a country; nothing for groups of states and for countries that have none.

    >>> cow("KEN"), cow("UNO"), cow(None)
    ('501', '', '')
    """
    return numbers().get(country or "", "")
