"""MUC-4 incident templates out of coded reports: `python -m bench.muc4 DOCS.jsonl > RESPONSES.jsonl`.

The event coder finds acts, their sides, tolls, places and times; small linear models, trained on the open development
keys (`python -m bench.muc4.train`), say which of them the task's fill rules want, and in which slot.  The models see
named features, and a vector of what each word means where it stands, which the package's network gives.
"""
