"""Teach the judge: `python -m evals.judge collect …`, then `python -m evals.judge teach …`."""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

from assistant.assistant import Assistant
from evals.judge.collect import collect, write_searched
from evals.judge.examples import Example, read_documents, read_searched, read_squad, read_tatqa
from evals.judge.sampling import Sampler
from evals.judge.training import Plan, teach
from evals.questions import read_questions
from index.e5 import model_folder

DOCUMENTS = Path(__file__).parent / "documents"
_HELD_OUT = 0.05
_SHOWN = 300  # held-out questions that each report of progress asks
# how often each source is drawn, per example: what reports look like counts most
_DOCUMENT, _SEARCHED, _GENERAL = 2.0, 8.0, 0.5
_CANDIDATES = 7


def main(arguments: Sequence[str] | None = None) -> int:
    """Collect or teach, as the arguments say."""
    options = _parser().parse_args(arguments)
    if options.command == "collect":
        with Assistant.open(options.data) as assistant:
            assistant.sync(options.reports)
            examples = list(collect(assistant, read_questions(options.questions)))
        write_searched(examples, options.out)
        print(f"{len(examples)} questions écrites dans {options.out}.")
        return 0
    rng = random.Random(options.seed)
    documents = [e for path in sorted(DOCUMENTS.glob("*.jsonl")) for e in read_documents(path, rng)]
    taught, held_out = _parted(documents, rng)
    searched = [e for path in options.searched for e in read_searched(path)]
    general = [
        *(e for path in options.squad for e in read_squad(path)),
        *(e for path in options.tatqa for e in read_tatqa(path)),
    ]
    weights = [_DOCUMENT] * len(taught) + [_SEARCHED] * len(searched) + [_GENERAL] * len(general)
    print(f"{len(taught)} questions d'extraits, {len(searched)} de rapports, {len(general)} générales.")
    sampler = Sampler([*taught, *searched, *general], weights, _CANDIDATES, options.seed)
    plan = Plan(minutes=options.minutes, rate=options.rate, seed=options.seed)
    show = rng.sample(held_out, min(_SHOWN, len(held_out)))
    teach(model_folder(options.models), sampler, show, options.out, plan, print, options.start)
    return 0


def _parted(documents: Sequence[Example], rng: random.Random) -> tuple[list[Example], list[Example]]:
    """The examples to learn from, and those of documents kept aside."""
    places = sorted({e.candidates for e in documents})
    aside = set(rng.sample(places, int(len(places) * _HELD_OUT)))
    return [e for e in documents if e.candidates not in aside], [
        e for e in documents if e.candidates in aside
    ]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.judge", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    finding = commands.add_parser("collect", help="what a search finds for known questions")
    finding.add_argument("--questions", type=Path, required=True)
    finding.add_argument("--reports", type=Path, required=True)
    finding.add_argument("--data", type=Path, required=True)
    finding.add_argument("--out", type=Path, required=True)
    teaching = commands.add_parser("teach", help="teach the judge and write its weights")
    teaching.add_argument("--searched", type=Path, nargs="*", default=[], help="files that collect wrote")
    teaching.add_argument("--squad", type=Path, nargs="*", default=[], help="questions in SQuAD's format")
    teaching.add_argument("--tatqa", type=Path, nargs="*", default=[], help="questions in TAT-QA's format")
    teaching.add_argument("--models", type=Path, default=Path("data/models"), help="folder of the base model")
    teaching.add_argument("--start", type=Path, help="weights to go on from")
    teaching.add_argument("--out", type=Path, required=True)
    teaching.add_argument("--minutes", type=float, default=Plan.minutes)
    teaching.add_argument("--rate", type=float, default=Plan.rate)
    teaching.add_argument("--seed", type=int, default=Plan.seed)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
