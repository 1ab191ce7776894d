"""The data dictionary of the exports as a page: `python -m tests.dictionary` writes it into docs/data-dictionary.md."""

from onrecord.publish.export import FORMATS, layouts
from tests.samples import ROOT

PAGE = ROOT / "docs" / "data-dictionary.md"
_HEAD = """# Data dictionary

What the columns of each [export](exports.md) hold. A column in bold has a value in every row. This page is made from
`src/onrecord/data/export_columns.tsv` by `python -m tests.dictionary`.
"""


def page() -> str:
    """The page as it should be."""
    parts = [_HEAD]
    for family in dict.fromkeys(format.family for format in FORMATS.values()):
        names = ", ".join(f"`{f.name}`" for f in FORMATS.values() if f.family == family)
        for layout in layouts(family):
            parts.append(f"\n## {names}: {layout.name} ({len(layout.fields)} columns)\n")
            parts.append("\n| column | kind | meaning |\n|---|---|---|\n")
            for name, kind, meaning, required in layout.fields:
                shown = f"**`{name}`**" if required else f"`{name}`"
                parts.append(f"| {shown} | {kind} | {meaning.replace('|', chr(92) + '|')} |\n")
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
