"""`python -m bench.muc4 DOCS.jsonl > RESPONSES.jsonl`."""

import argparse
import json
import sys
from pathlib import Path

from bench.muc4.linear import load_projection
from bench.muc4.meaning import keys_of_tokens
from bench.muc4.reading import read
from bench.muc4.templates import templates
from bench.tasks import read_rows, report_of
from onrecord.errors import StopRun
from onrecord.network.model import load as load_network
from onrecord.pipeline import Options, load_pipeline


def main() -> int:
    """Code the documents of a file and write their templates, one document a line."""
    parser = argparse.ArgumentParser(prog="python -m bench.muc4", description=__doc__)
    parser.add_argument("docs", type=Path, help="documents, JSON Lines with id, docid, text, published")
    parser.add_argument("--coder", default="rules", choices=("rules", "model"), help="how claims are found")
    given = parser.parse_args()
    try:
        pipeline, network, projection = load_pipeline(Options(coder=given.coder)), load_network(), load_projection()
        for row in read_rows((given.docs,)):
            report = report_of(row)
            parsed, _ = pipeline.parse(report)
            vectors = projection(keys_of_tokens(parsed, network))
            reading = read(parsed, pipeline.code(report), vectors=vectors)
            out = {"docid": row["docid"], "templates": [{"slots": slots} for slots in templates(reading)]}
            sys.stdout.write(json.dumps(out, ensure_ascii=False) + "\n")
    except StopRun as err:
        sys.stderr.write(f"{err}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
