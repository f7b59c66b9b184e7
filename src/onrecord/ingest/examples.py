"""The reports that come with onrecord."""

from __future__ import annotations

from pathlib import Path

from onrecord.errors import DataError


def examples() -> Path:
    """The folder of example reports: in the package where it was installed, in the repository where it is worked on."""
    package = Path(__file__).parent.parent
    for folder in (package / "data" / "examples" / "reports", package.parent.parent / "examples" / "reports"):
        if folder.is_dir():
            return folder
    raise DataError(f"{package / 'data' / 'examples'}: the example reports are missing; reinstall onrecord")
