"""Times: the expressions of time in a report, their TIMEX3 values, and the days they denote."""

from onrecord.ground.times.scan import find_times

__all__ = ["find_times"]
