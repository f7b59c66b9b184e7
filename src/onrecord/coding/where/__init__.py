"""Where: the places that a report names, which place each of them is, and at which of them an event took place."""

from onrecord.coding.where.attach import attach
from onrecord.coding.where.gazetteer import country_of
from onrecord.coding.where.mentions import places

__all__ = ["attach", "country_of", "places"]
