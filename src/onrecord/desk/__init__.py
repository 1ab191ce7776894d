"""The desk: a ledger as web pages to read at, on this machine alone."""
