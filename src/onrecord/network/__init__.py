"""The trained network that attribute and code both read from: one pass over a report serves all of its heads."""
