"""onrecord: attributed event data from news reports."""
