"""The web page: draws what the assistant answers, and decides nothing. The only importer of gradio."""

from __future__ import annotations

import argparse
import html
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant import Answer, Assistant, Citation
from corpus.errors import RapporteurError
from index.data import open_data
from index.progress import bar
from index.settings import Settings

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # read when gradio is imported
import gradio as gr

log = logging.getLogger("rapporteur")

# Characters that Markdown would act upon, as entities: a report's text is shown, never interpreted.
_MARKDOWN = str.maketrans({c: f"&#{ord(c)};" for c in "\\`*_{}[]()+!|~$^=:"})
_CSS = """
.gradio-container { max-width: 60rem !important; margin: auto; }
.answer-text { font-variant-numeric: tabular-nums; font-size: 1.05rem; line-height: 1.55; }
.answer-understood, .answer-source { font-size: .9rem; }
.answer-sources { margin: .75rem 0 0; padding-left: 1.25rem; }
.answer-source blockquote { margin: .25rem 0 .5rem; padding-left: .75rem;
  border-left: 3px solid currentColor; }
"""


def build(assistant: Assistant) -> Any:
    """The page over an open assistant, a `gradio.Blocks`."""

    def answer(message: str, history: list[dict[str, Any]]) -> str:
        try:
            return draw(assistant.ask(message, _questions(history)))
        except RapporteurError as error:
            return _text(str(error))

    reports = assistant.library.reports.values()
    titles = ", ".join(sorted({r.title for r in reports}))
    with gr.Blocks(title="Rapporteur", fill_height=True, analytics_enabled=False) as page:
        gr.Markdown(f"# Rapporteur\nInterrogez vos rapports en français : {_text(titles)}.")
        gr.ChatInterface(
            answer,
            chatbot=gr.Chatbot(
                show_label=False,
                height="65vh",
                buttons=["copy"],
                latex_delimiters=[],
                feedback_options=None,
                placeholder="Posez une question : la réponse cite le rapport, la partie et la page.",
            ),
            textbox=gr.Textbox(
                placeholder="Votre question, par exemple : combien d'agents ?",
                show_label=False,
                container=False,
                submit_btn="Demander",
                stop_btn="Arrêter",
                elem_id="question",
            ),
            flagging_mode="never",
            api_name="ask",
            analytics_enabled=False,
        )
    return page


def draw(answer: Answer) -> str:
    """An answer as HTML: how it was understood, its text, its sources."""
    parts = []
    if answer.understood:
        parts.append(f'<p class="answer-understood">Compris : {_text(answer.understood)}</p>')
    lines = "<br>".join(_text(line) for line in answer.text.splitlines())
    parts.append(f'<p class="answer-text">{lines}</p>')
    if answer.citations:
        sources = "".join(_source(citation) for citation in answer.citations)
        parts.append(f'<ol class="answer-sources">{sources}</ol>')
    return f"<div>{''.join(parts)}</div>"


def _source(citation: Citation) -> str:
    printed = f"page {citation.page_label}" if citation.page_label else f"page {citation.page} du PDF"
    physical = f" (page {citation.page} du PDF)" if citation.page_label else ""
    where = " › ".join(citation.section)
    return (
        f'<li class="answer-source"><strong>{_text(citation.title)}</strong>, {_text(where)}, '
        f"{_text(printed + physical)}<blockquote>{_text(citation.quote)}</blockquote></li>"
    )


def _questions(history: list[dict[str, Any]]) -> list[str]:
    """What the reader asked before, from the chat's messages."""
    found = []
    for message in history:
        if message["role"] == "user":
            content = message["content"]
            parts = content if isinstance(content, list) else [content]
            found.append(" ".join(p["text"] if isinstance(p, dict) else str(p) for p in parts))
    return found


def _text(text: str) -> str:
    return html.escape(text).translate(_MARKDOWN)


def main(arguments: Sequence[str] | None = None) -> int:
    """Bring the index in line with the reports, then serve the page until interrupted."""
    settings = Settings()
    options = _parser(settings).parse_args(arguments)
    try:
        with open_data(
            options.data,
            embedding_model=settings.embedding_model,
            chroma_url=settings.chroma_url,
            database_url=settings.database_url,
        ) as data:
            assistant = Assistant(data)
            with bar() as progress:
                outcome = assistant.sync(options.reports, progress)
            for file, reason in outcome.failed:
                print(f"Non indexé : {file}. {reason}", file=sys.stderr)
            if not assistant.library.reports:
                print(f"Aucun PDF de « {options.reports} » n'a pu être indexé.", file=sys.stderr)
                return 2
            print(f"Rapporteur répond sur http://{options.host}:{options.port} (Ctrl-C pour arrêter).")
            _serve(build(assistant), options.host, options.port)
    except RapporteurError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nArrêt.", file=sys.stderr)
    return 0


def _serve(page: Any, host: str, port: int) -> None:
    try:
        page.launch(
            server_name=host,
            server_port=port,
            share=False,
            quiet=True,
            show_error=True,
            footer_links=[],
            theme=gr.themes.Default(
                font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]
            ),
            css=_CSS,
        )
    except OSError as error:
        raise RapporteurError(
            f"Le port {port} est déjà pris. Arrêtez l'autre programme ou donnez un autre port avec --port."
        ) from error


def _parser(settings: Settings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python app.py", description="La page web qui répond sur vos rapports."
    )
    parser.add_argument("--reports", type=Path, default=settings.reports, help="dossier des PDF")
    parser.add_argument("--data", type=Path, default=settings.data, help="dossier de l'index")
    parser.add_argument("--host", default=settings.host, help="adresse d'écoute")
    parser.add_argument("--port", type=int, default=settings.port, help="port d'écoute")
    return parser


if __name__ == "__main__":
    sys.exit(main())
