"""Everything that can go wrong, drawn as a tree.

    OnRecordError
    ├── InputError            what came in cannot be used
    │   ├── MissingInput      no such file, or no permission
    │   └── MalformedInput    the file is there, its content is not what it should be
    ├── RecordError           the record file
    │   ├── NotARecord        not made by onrecord, or damaged
    │   ├── NewerRecord       made by a newer version
    │   └── UnknownId         no such event, claim or report in the record
    ├── DataError             a data file of ours is missing or malformed
    └── MissingExtra          an optional dependency is not installed

Each error names the thing, the value and the next step.  Inner rooms raise; the command line and
the web translate.
"""

from __future__ import annotations


class OnRecordError(Exception):
    """The base of all our errors."""


class InputError(OnRecordError):
    """What came in cannot be used."""


class MissingInput(InputError):
    """No such file or folder, or no permission to read it."""


class MalformedInput(InputError):
    """The file is there, its content is not what it should be."""


class RecordError(OnRecordError):
    """Something about the record file."""


class NotARecord(RecordError):
    """The file is not a record, or it is damaged."""


class NewerRecord(RecordError):
    """The record was made by a newer version of onrecord."""


class UnknownId(RecordError):
    """No such event, claim or report in the record."""


class DataError(OnRecordError):
    """A data file of ours is missing or malformed."""


class MissingExtra(OnRecordError):
    """An optional dependency is not installed."""
