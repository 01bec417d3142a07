"""Teach the judge: `python -m evals.judge print …`, then `collect …`, then `teach …`."""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path

from assistant.assistant import Assistant
from evals.judge.collect import collect, write_searched
from evals.judge.examples import read_searched, read_squad, read_tatqa
from evals.judge.printing import print_all
from evals.judge.sampling import Sampler
from evals.judge.training import Plan, teach
from evals.questions import read_questions
from index.e5 import model_folder

DOCUMENTS = Path(__file__).parent / "documents"
_SHOWN = 150  # held-out questions that each report of progress asks
# how often each source is drawn, per example: what a search finds in reports counts most
_SEARCHED, _GENERAL = 2.0, 1.0
_CANDIDATES = 5


def main(arguments: Sequence[str] | None = None) -> int:
    """Print, collect or teach, as the arguments say."""
    options = _parser().parse_args(arguments)
    match options.command:
        case "print":
            _print(options)
        case "collect":
            _collect(options)
        case "teach":
            _teach(options)
    return 0


def _print(options: argparse.Namespace) -> None:
    documents = []
    for path in sorted(options.documents.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            documents += [json.loads(line) for line in lines if line.strip()]
    folders = print_all(documents, options.out, options.seed)
    print(f"{len(documents)} documents imprimés dans {folders} dossiers de « {options.out} ».")


def _collect(options: argparse.Namespace) -> None:
    with Assistant.open(options.data) as assistant:
        assistant.sync(options.reports)
        examples = list(collect(assistant, read_questions(options.questions)))
    write_searched(examples, options.out)
    print(f"{len(examples)} questions écrites dans {options.out}.")


def _teach(options: argparse.Namespace) -> None:
    searched = [e for path in options.searched for e in read_searched(path)]
    held_out = [e for path in options.held_out for e in read_searched(path)]
    general = [
        *(e for path in options.squad for e in read_squad(path)),
        *(e for path in options.tatqa for e in read_tatqa(path)),
    ]
    print(f"{len(searched)} questions de rapports, {len(general)} générales.")
    weights = [_SEARCHED] * len(searched) + [_GENERAL] * len(general)
    sampler = Sampler([*searched, *general], weights, _CANDIDATES, options.seed)
    plan = Plan(minutes=options.minutes, rate=options.rate, seed=options.seed)
    show = random.Random(options.seed).sample(held_out, min(_SHOWN, len(held_out)))
    teach(model_folder(options.models), sampler, show, options.out, plan, print, options.start)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.judge", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    printing = commands.add_parser("print", help="print imaginary reports as PDFs, with their questions")
    printing.add_argument("--documents", type=Path, default=DOCUMENTS, help="folder of imaginary extracts")
    printing.add_argument("--out", type=Path, required=True)
    printing.add_argument("--seed", type=int, default=1)
    finding = commands.add_parser("collect", help="what a search finds for known questions")
    finding.add_argument("--questions", type=Path, required=True)
    finding.add_argument("--reports", type=Path, required=True)
    finding.add_argument("--data", type=Path, required=True)
    finding.add_argument("--out", type=Path, required=True)
    teaching = commands.add_parser("teach", help="teach the judge and write its weights")
    teaching.add_argument("--searched", type=Path, nargs="+", required=True, help="files that collect wrote")
    teaching.add_argument("--held-out", type=Path, nargs="*", default=[], help="others, to show progress on")
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
