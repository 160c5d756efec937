"""Floors of quality on labelled data: a change may raise a figure, and must not let it fall below these.

The floors stand a little below what was measured, since other versions of libraries move a figure in the third place.
Larger sets are for benchmarks/: this must stay a matter of a few minutes.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

# (task and arguments of the scorer, command, least of each figure, most of each figure)
FLOORS: Mapping[str, tuple[list[str], list[str], dict[str, float], dict[str, float]]] = {
    "quotes": (
        ["quotes", "quotes/polnear_dev.jsonl"],
        ["quotes"],
        {
            "joint_f1": 0.95,
            "attribution_precision": 0.968,
            "name_accuracy": 0.91,
            "quotes_found": 0.992,
            "found_precision": 0.977,
        },
        {"not_verbatim": 0},
    ),
    "groups of full articles": (
        ["groups", "groups/basil.jsonl"],
        ["group"],
        {"bcubed_f1": 0.99, "pair_p": 0.98},
        {},
    ),
    "groups of a stream": (
        ["groups", "groups/allsides.jsonl"],
        ["group"],
        {"bcubed_f1": 0.925, "pair_p": 0.81},
        {},
    ),
    "groups of five outlets": (
        ["groups", "groups/newswcl50.jsonl"],
        ["group"],
        {"bcubed_f1": 0.99, "pair_p": 0.99},
        {},
    ),
    "copies": (["copies", "copies/articles.jsonl"], ["copies"], {"f1": 0.97}, {}),
    "summaries": (
        ["summaries", "summaries/neus.jsonl", "--words", "90", "--limit", "100"],
        ["summarise", "--words", "90"],
        {"rouge1": 0.37, "rouge2": 0.15, "rougeL": 0.315},
        {"not_verbatim": 0, "too_long": 0, "fragments": 0.005, "repeats": 0.005},
    ),
    "saved pages": (["pages", "pages/pages.jsonl"], ["clean"], {"f1": 0.945, "titles": 0.83, "dates": 0.89}, {}),
    "pasted pages": (["pasted", "pages/pages.jsonl"], ["clean"], {"f1": 0.92, "titles": 0.7, "dates": 0.64}, {}),
}


@pytest.mark.parametrize("name", FLOORS)
def test_no_figure_falls_below_its_floor(eval_data: Path, name: str) -> None:
    task, command, least, most = FLOORS[name]
    scorer = [sys.executable, str(eval_data / "score.py"), *task, "--json"]
    done = subprocess.run(
        [*scorer, "--", sys.executable, "-m", "digest", *command],
        cwd=eval_data,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert {key: figures[key] for key, floor in least.items() if figures[key] < floor} == {}
    assert {key: figures[key] for key, ceiling in most.items() if figures[key] > ceiling} == {}
