"""The yardstick of cost: CPU seconds that bare spaCy takes over some texts, in a process that holds nothing else.

`python -m bench.bare MODEL ROUNDS`, the texts as a JSON list on standard input; prints the seconds of each round as a
JSON list.  A first round is not counted: in it spaCy meets the words for the first time.
"""

import json
import subprocess
import sys
from time import process_time

import spacy


def seconds(texts: list[str], model: str, rounds: int) -> list[float]:
    """The CPU seconds of each round, measured in a fresh process."""
    command = [sys.executable, "-m", "bench.bare", model, str(rounds)]
    done = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=True)
    return [float(x) for x in json.loads(done.stdout)]


def main() -> None:
    """Measure, as the module's docstring says."""
    model, rounds = sys.argv[1], int(sys.argv[2])
    texts, nlp = json.load(sys.stdin), spacy.load(model)
    taken = []
    for _ in range(rounds + 1):
        began = process_time()
        for _ in nlp.pipe(texts):
            pass
        taken.append(process_time() - began)
    json.dump(taken[1:], sys.stdout)


if __name__ == "__main__":
    main()
