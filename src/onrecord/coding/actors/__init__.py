"""Who an actor is, by name, description and day: country, sectors, office.

>>> from datetime import date
>>> from onrecord.coding import actors
>>> kennedy = actors.lookup("Kennedy", date(1962, 10, 22))
>>> kennedy.name, kennedy.country, kennedy.sectors
('John F. Kennedy', 'USA', ('GOV',))
>>> actors.lookup("Palestinian militants")[1:3]
('PSE', ('REB',))
"""

from onrecord.coding.actors.entries import Body, Noun, Person, Standing, Tenure, standing
from onrecord.coding.actors.phrase import describe, lookup
from onrecord.coding.actors.surroundings import Resolved
from onrecord.coding.actors.tables import Actors, tables

__all__ = [
    "Actors",
    "Body",
    "Noun",
    "Person",
    "Resolved",
    "Standing",
    "Tenure",
    "describe",
    "lookup",
    "standing",
    "tables",
]
