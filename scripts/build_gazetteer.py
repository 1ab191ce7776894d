#!/usr/bin/env python3
"""Compile the gazetteer into src/onrecord/data/gazetteer.sqlite, for work in a checkout."""

from onrecord.knowledge.build import DATA, build

if __name__ == "__main__":
    target = DATA / "gazetteer.sqlite"
    print(f"{build(target):,} places, {target.stat().st_size / 1e6:.1f} MB: {target}")  # noqa: T201
