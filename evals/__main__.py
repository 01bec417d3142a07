"""`python -m evals …`: ask the known questions, judge the answers, write more questions."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from corpus.errors import RapporteurError
from evals.arguments import make_parser
from evals.commands import asking, judging, machine, writing

_COMMANDS = {
    "run": asking.run,
    "quickstart": asking.reference,
    "bm25": asking.reference,
    "refuse": asking.reference,
    "robustness": asking.robustness,
    "setups": asking.setups,
    "squad": asking.standard,
    "beir": asking.standard,
    "compare": judging.compare,
    "accept": judging.accept,
    "table": judging.table,
    "add": writing.add,
    "import": writing.import_,
    "check": writing.check,
    "suggest": writing.suggest,
    "feedback": writing.feedback,
    "bench": machine.bench,
    "fit": machine.fit,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command. Exit status: 0 done, 1 a regression, 2 nothing could be measured or written."""
    from index.settings import Settings

    settings = Settings()
    options = make_parser(settings).parse_args(arguments)
    try:
        return _COMMANDS[options.command](options, settings)
    except RapporteurError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
