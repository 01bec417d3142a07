"""The web page: brings the index in line with the reports, then serves the page until interrupted."""

from __future__ import annotations

import argparse
import gc
import ipaddress
import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import RapporteurError
from index.progress import bar
from index.settings import Settings
from page.accounts import Accounts, AccountsError
from page.server import listening

if TYPE_CHECKING:
    from assistant import Assistant


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the page. Exit status: 0 stopped, 2 when it could not be served."""
    _log_warnings()
    settings = Settings()
    options = _parser(settings).parse_args(arguments)
    try:
        accounts = _accounts(settings.users, options.host)
        with listening(options.host, options.port) as start, _opened(options.data, settings) as assistant:
            with bar() as progress:
                outcome = assistant.sync(options.reports, progress)
            for file, reason in outcome.failed:
                print(f"Non indexé : {file}. {reason}", file=sys.stderr)
            if not assistant.library.reports:
                print(f"Aucun PDF de « {options.reports} » n'a pu être indexé.", file=sys.stderr)
                return 2
            from page.blocks import build  # loaded by now

            application = build(assistant, options.reports, accounts, options.root_path)
            address = f"http://{options.host}:{options.port}{options.root_path}"
            print(f"Rapporteur répond sur {address} (Ctrl-C pour arrêter).", flush=True)
            start(application)
    except RapporteurError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nArrêt.", file=sys.stderr)
    return 0


@contextmanager
def _opened(data: Path, settings: Settings) -> Iterator[Assistant]:
    """The assistant and all that the page needs, loaded with the garbage collector at rest: there is nothing
    to collect in what is imported, and looking for it takes a quarter of the time."""
    gc.disable()
    try:
        import page.blocks  # noqa: F401
        from assistant import Assistant
        from assistant.model import ModelSettings

        opened = Assistant.open(
            data,
            embedding_model=settings.embedding_model,
            reranker=settings.reranker,
            chroma_url=settings.chroma_url,
            database_url=settings.database_url,
            model=ModelSettings.set_in(settings),
        )
        with opened as assistant:
            gc.freeze()
            gc.enable()
            yield assistant
    finally:
        gc.enable()


def _log_warnings() -> None:
    """Libraries say on standard error what goes wrong, and nothing else."""
    handler = logging.StreamHandler()
    handler.setLevel(logging.WARNING)
    logging.basicConfig(handlers=[handler], format="%(asctime)s %(name)s : %(message)s")


def _accounts(users: Path | None, host: str) -> Accounts | None:
    """The accounts, where there is a file of them; without one the page is for this machine alone."""
    if users is not None:
        return Accounts(users)
    if not _is_loopback(host):
        raise AccountsError(
            f"Sans comptes, la page n'écoute que cette machine, pas « {host} » : tout le réseau lirait les "
            "rapports. Faites un fichier de comptes (« python -m page.accounts FICHIER NOM gestionnaire »), "
            "et donnez-le par RAPPORTEUR_USERS."
        )
    return None


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _parser(settings: Settings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python app.py", description="La page web qui répond sur vos rapports."
    )
    parser.add_argument("--reports", type=Path, default=settings.reports, help="dossier des PDF")
    parser.add_argument("--data", type=Path, default=settings.data, help="dossier de l'index")
    parser.add_argument("--host", default=settings.host, help="adresse d'écoute")
    parser.add_argument("--port", type=int, default=settings.port, help="port d'écoute")
    parser.add_argument(
        "--root-path", default=settings.root_path, help="chemin public derrière un proxy, comme /rapporteur"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
