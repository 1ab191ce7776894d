"""Tolls: the counts of people killed, injured, abducted, arrested, missing or displaced that a report gives."""

from onrecord.ground.tolls.assemble import FoundToll, find_tolls

__all__ = ["FoundToll", "find_tolls"]
