"""The command line of `python -m evals`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from evals.comparison import LATENCY_TOLERANCE

if TYPE_CHECKING:
    from index.settings import Settings

DEMO_QUESTIONS = Path(__file__).parent / "demo.jsonl"
_Add = Callable[[str, str], argparse.ArgumentParser]
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
Pour accepter de nouveaux résultats : « accept », avec la raison."""


def make_parser(settings: Settings) -> argparse.ArgumentParser:
    """Every command with its options."""
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

    _add_asking(add, settings)
    _add_judging(add)
    _add_writing(add, settings)
    _add_machine(add, settings)
    return parser


def _add_asking(add: _Add, settings: Settings) -> None:
    folder = "dossier de l'index (par défaut %(default)s)"
    own = settings.data / "evals"  # never the index that readers use, which --reports would replace
    run = add("run", "met l'index à jour, pose chaque question, écrit les résultats et affiche les scores")
    sided = [
        add(
            "robustness",
            "pose aussi chaque question sans accents, en capitales, mal tapée, polie, en mots-clés",
        ),
        add("setups", "compare des montages nommés sur les mêmes questions (BM25, vecteurs, quickstart…)"),
    ]
    references = [
        add("quickstart", "la même mesure sur le quickstart de llama-index (même modèle, top 5)"),
        add("bm25", "la même mesure sur BM25 seul, page par page"),
        add("refuse", "la même mesure pour qui refuserait toujours"),
    ]
    for command in (run, *sided):
        command.add_argument("--data", type=Path, default=own, help=folder)
    references[0].add_argument("--data", type=Path, default=settings.data, help="dossier où est le modèle")
    for command in (run, *references, *sided):
        command.add_argument("--questions", type=Path, required=True, help="questions (JSONL, CSV ou XLSX)")
        command.add_argument("--reports", type=Path, default=settings.reports, help="dossier des PDF")
        command.add_argument("--limit", type=_positive, help="seulement les N premières questions")
    run.add_argument(
        "--model", action="store_true", help="réponses rédigées par le modèle de RAPPORTEUR_LLM_URL"
    )
    for command in (run, *references):
        command.add_argument("--out", type=Path, required=True, help="fichier des résultats (JSONL)")
    for command in sided:
        command.add_argument("--out", type=Path, help="début du nom des fichiers de résultats (JSONL)")
    sided[1].add_argument("names", nargs="*", metavar="MONTAGE", help="ceux à comparer (par défaut tous)")
    sided[1].add_argument("--html", type=Path, help="page à écrire, avec le graphique")
    for name, help, what in (
        (
            "squad",
            "un jeu au format SQuAD (FQuAD, PIAF…) : passages trouvés, phrases répondues",
            "fichier JSON",
        ),
        ("beir", "un jeu au format BEIR : documents trouvés", "dossier : corpus, queries, qrels/test.tsv"),
    ):
        standard = add(name, help)
        standard.add_argument("set", type=Path, metavar="JEU", help=what)
        standard.add_argument("--data", type=Path, required=True, help="dossier de l'index du jeu")
        standard.add_argument("--out", type=Path, required=True, help="fichier des résultats (JSONL)")
        standard.add_argument("--limit", type=_positive, help="seulement les N premières questions")


def _add_judging(add: _Add) -> None:
    comparison = add("compare", "compare des résultats à une référence")
    acceptance = add("accept", "met des résultats à la place de la référence, avec la raison")
    for command in (comparison, acceptance):
        command.add_argument("baseline", type=Path, help="résultats de référence (JSONL)")
        command.add_argument("results", type=Path, help="résultats à juger (JSONL)")
        command.add_argument("--questions", type=Path, help="note selon ce fichier de questions")
    acceptance.add_argument("--reason", required=True, help="pourquoi cette référence est meilleure")
    comparison.add_argument("--html", type=Path, help="page à écrire : scores, ce qui a changé, pages")
    comparison.add_argument("--reports", type=Path, help="dossier des PDF, pour montrer les pages")
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


def _add_writing(add: _Add, settings: Settings) -> None:
    one = add("add", "ajoute une question à un fichier ; ce qui n'est pas donné est demandé")
    one.add_argument("file", type=Path, metavar="FICHIER", help="questions connues (JSONL), fait s'il manque")
    for field, help in (
        ("question", "la question"),
        ("expected", "réponse attendue : « ; » entre ce qui doit s'y trouver, « | » entre deux écritures"),
        ("report", "nom du PDF"),
        ("pages", "pages du PDF : « 3, 5 »"),
        ("section", "partie du rapport"),
        ("kind", "genre"),
        ("id", "identifiant (par défaut le premier libre)"),
    ):
        one.add_argument(f"--{field}", help=help)
    sheet = add("import", "vérifie un tableur de questions (CSV ou XLSX) et l'écrit en JSONL")
    sheet.add_argument("sheet", type=Path, metavar="TABLEUR")
    sheet.add_argument("--out", type=Path, required=True, help="fichier des questions (JSONL)")
    checking = add("check", "vérifie un fichier de questions : rapports, pages, valeurs sur les pages")
    checking.add_argument("questions", type=Path, metavar="QUESTIONS")
    suggestion = add("suggest", "propose des questions avec leur réponse, tirées des chiffres lus ; à relire")
    suggestion.add_argument("--data", type=Path, default=settings.data / "evals", help="dossier de l'index")
    suggestion.add_argument("--count", type=_positive, default=40, help="combien (par défaut %(default)s)")
    opinions = add("feedback", "fait des questions de ce que les lecteurs ont dit des réponses ; à relire")
    for command in (suggestion, opinions):
        command.add_argument("--out", type=Path, required=True, help="fichier des questions (JSONL)")
    for command in (one, sheet, checking, suggestion, opinions):
        command.add_argument("--reports", type=Path, default=settings.reports, help="dossier des PDF")


def _add_machine(add: _Add, settings: Settings) -> None:
    bench = add("bench", "mesure les temps, le débit de l'indexation et la mémoire")
    bench.add_argument("--data", type=Path, help="index à interroger (par défaut un index neuf de --reports)")
    bench.add_argument("--reports", type=Path, default=settings.reports, help="dossier des PDF à indexer")
    bench.add_argument("--questions", type=Path, default=DEMO_QUESTIONS, help="questions à poser (JSONL)")
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


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"« {text} » n'est pas un nombre entier à partir de 1")
    return int(text)
