"""`python -m evals …`: run the known questions, compare two runs, measure references and speed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import RapporteurError
from evals.comparison import LATENCY_TOLERANCE, compare
from evals.display import show_comparison, show_scores, terminal, track
from evals.errors import QuestionsError, ResultsError
from evals.jsonl import write_objects
from evals.pages import FolderPages
from evals.questions import Question, read_questions
from evals.results import Result, read_results, write_results
from evals.run import Asker, ask_all
from evals.scores import group_scores, report_scores, rescore
from evals.table import markdown
from evals.yardstick import make_yardstick

if TYPE_CHECKING:
    from index.settings import Settings

_STATUS = """code de sortie :
  0  terminé, et pour « compare » pas de régression
  1  « compare » : une régression
  2  rien n'a pu être mesuré : fichier absent ou mal formé, dossier vide, index occupé…

ce qu'est une régression (« compare ») :
  - une seule question qui était juste et ne l'est plus, pour l'une de ces mesures : réponse juste, chiffre
    faux, bonne page, bonne section, refus (les réponses sont déterministes : ce qui change a changé) ;
    avec --noisy, pour un montage qui tire au sort : plus de perdues que de gagnées, et p < 0,05 ;
  - une question de la référence qui n'a plus de résultat (sauf si elle a quitté le fichier --questions) ;
  - des réponses plus lentes au-delà de la tolérance, à la montre et à machine égale à la fois.
Pour accepter les nouveaux résultats, copiez leur fichier à la place de celui de la référence."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command. Exit status: 0 done, 1 a regression, 2 nothing could be measured."""
    from index.settings import Settings

    settings = Settings()
    options = _parser(settings).parse_args(arguments)
    commands = {
        "run": _run,
        "compare": _compare,
        "table": _table,
        "bench": _bench,
        "fit": _fit,
        "feedback": _feedback,
    }
    try:
        return commands.get(options.command, _reference)(options, settings)
    except RapporteurError as error:
        print(error, file=sys.stderr)
        return 2


def _parser(settings: Settings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evals",
        description="Mesure les réponses sur des questions connues.",
        epilog=_STATUS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMANDE")

    def add(name: str, help: str) -> argparse.ArgumentParser:
        return commands.add_parser(
            name,
            help=help,
            description=help,
            epilog=_STATUS,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )

    run = add("run", "met l'index à jour, pose chaque question, écrit les résultats et affiche les scores")
    own = settings.data / "evals"  # never the index that readers use, which --reports would replace
    run.add_argument("--data", type=Path, default=own, help="dossier de l'index (par défaut %(default)s)")
    references = [
        add("quickstart", "la même mesure sur le quickstart de llama-index (même modèle, top 5)"),
        add("bm25", "la même mesure sur BM25 seul, page par page"),
        add("refuse", "la même mesure pour qui refuserait toujours"),
    ]
    references[0].add_argument("--data", type=Path, default=settings.data, help="dossier où est le modèle")
    for command in (run, *references):
        command.add_argument("--questions", type=Path, required=True, help="questions connues (JSONL)")
        command.add_argument("--reports", type=Path, default=settings.reports, help="dossier des PDF")
        command.add_argument("--out", type=Path, required=True, help="fichier des résultats (JSONL)")
        command.add_argument("--limit", type=_positive, help="seulement les N premières questions")

    comparison = add("compare", "compare des résultats à une référence")
    comparison.add_argument("baseline", type=Path, help="résultats de référence (JSONL)")
    comparison.add_argument("results", type=Path, help="résultats à juger (JSONL)")
    comparison.add_argument("--questions", type=Path, help="note les deux selon ce fichier de questions")
    comparison.add_argument("--noisy", action="store_true", help="n'alerte que si p < 0,05")
    comparison.add_argument(
        "--latency-tolerance",
        type=float,
        default=LATENCY_TOLERANCE,
        metavar="PART",
        help="ralentissement toléré de la médiane (1 = deux fois plus lent ; par défaut %(default)s)",
    )

    table = add("table", "écrit un tableau Markdown de plusieurs résultats")
    table.add_argument("results", nargs="+", metavar="[NOM=]RÉSULTATS", help="fichiers de résultats")
    table.add_argument("--questions", type=Path, help="note tous les résultats selon ce fichier")

    bench = add("bench", "mesure les temps, le débit de l'indexation et la mémoire")
    bench.add_argument("--data", type=Path, help="index à interroger (par défaut un index neuf de --reports)")
    bench.add_argument("--reports", type=Path, default=settings.reports, help="dossier des PDF à indexer")
    bench.add_argument("--questions", type=Path, default=DEMO_QUESTIONS, help="questions à poser (JSONL)")

    feedback = add("feedback", "fait des questions connues de ce que les lecteurs ont dit des réponses")
    feedback.add_argument(
        "--reports", type=Path, default=settings.reports, help="dossier des PDF, où leurs avis sont gardés"
    )
    feedback.add_argument("--out", type=Path, required=True, help="fichier des questions (JSONL), à relire")

    fit = add("fit", "ajuste les poids du classement, un rapport écarté à chaque fois, et les affiche")
    fit.add_argument(
        "--on",
        nargs=3,
        type=Path,
        action="append",
        required=True,
        metavar=("QUESTIONS", "RAPPORTS", "DONNÉES"),
        help="questions connues, dossier de leurs PDF et dossier de leur index ; répétable",
    )
    return parser


DEMO_QUESTIONS = Path(__file__).parent / "demo.jsonl"


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"« {text} » n'est pas un nombre entier à partir de 1")
    return int(text)


def _run(options: argparse.Namespace, settings: Settings) -> int:
    questions = read_questions(options.questions)[: options.limit]
    from assistant import Assistant
    from index.progress import bar

    # Always in the folder: a Chroma server or database that is set serves readers, and bringing it in line
    # with a folder of known reports would empty it of theirs.
    with Assistant.open(
        options.data, embedding_model=settings.embedding_model, reranker=settings.reranker
    ) as assistant:
        with bar() as progress:
            outcome = assistant.sync(options.reports, progress)
        for file, message in outcome.failed:
            print(f"{file} : {message}", file=sys.stderr)
        measure(assistant, questions, options.reports, options.out)
    return 0


def _reference(options: argparse.Namespace, settings: Settings) -> int:
    questions = read_questions(options.questions)[: options.limit]
    measure(_make_reference(options, settings), questions, options.reports, options.out)
    return 0


def _make_reference(options: argparse.Namespace, settings: Settings) -> Asker:
    from evals.references import AlwaysRefuse, WordSearch

    if options.command == "refuse":
        return AlwaysRefuse()
    if options.command == "bm25":
        return WordSearch(options.reports)
    from evals.quickstart import Quickstart
    from index.embedding import load_encoder

    encoder = load_encoder(settings.embedding_model, options.data / "models")
    return Quickstart(options.reports, encoder, show_progress=True)


def measure(asker: Asker, questions: Sequence[Question], reports: Path, out: Path) -> None:
    """Ask, write the results file and print the scores."""
    answered: list[Result] = []

    def results() -> Iterator[Result]:
        found = ask_all(asker, questions, FolderPages(reports), make_yardstick())
        for result in track(found, len(questions)):
            answered.append(result)
            yield result

    write_results(out, results())
    show_scores(terminal(), group_scores(answered), report_scores(answered))


def _compare(options: argparse.Namespace, _: Settings) -> int:
    questions = read_questions(options.questions) if options.questions else None
    comparison = compare(
        rescore(read_results(options.baseline).values(), questions),
        rescore(read_results(options.results).values(), questions),
        latency_tolerance=options.latency_tolerance,
        noisy=options.noisy,
    )
    show_comparison(terminal(), comparison)
    return 1 if comparison.regressions else 0


def _table(options: argparse.Namespace, _: Settings) -> int:
    questions = read_questions(options.questions) if options.questions else None
    runs = {}
    for argument in options.results:
        name, _sep, file = argument.rpartition("=")
        results = rescore(read_results(Path(file)).values(), questions)
        if not results:
            raise ResultsError(f"« {file} » ne répond à aucune question du fichier de questions.")
        runs[name or Path(file).stem] = results
    print(markdown(runs))
    return 0


def _bench(options: argparse.Namespace, settings: Settings) -> int:
    questions = read_questions(options.questions)
    from evals.bench import bench

    bench(terminal(), questions, options.reports, options.data, settings)
    return 0


def _feedback(options: argparse.Namespace, _: Settings) -> int:
    from assistant.feedback import read_feedback
    from evals.candidates import candidates

    kept = read_feedback(options.reports)
    lines = list(candidates(kept))
    write_objects(options.out, lines, QuestionsError)
    print(f"{len(lines)} questions sur {len(kept)} avis : relisez « {options.out} » avant de vous en servir.")
    return 0


def _fit(options: argparse.Namespace, _: Settings) -> int:
    from evals.fit import Corpus, fit_all

    fit_all([Corpus(*paths) for paths in options.on], print)
    return 0


if __name__ == "__main__":
    sys.exit(main())
