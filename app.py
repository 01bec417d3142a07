"""The web page: draws what the assistant answers, and decides nothing. The only importer of gradio."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant import Assistant
from assistant.ledger import units, years
from corpus.errors import RapporteurError
from index.data import open_data
from index.progress import bar
from index.settings import Settings
from page.conversation import Turn, draw_examples
from page.desk import Beside, Desk, Shown
from page.server import listening
from page.site import site
from page.viewer import View

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # read when gradio is imported
import gradio as gr

_PARTS = Path(__file__).parent / "page"
_FONTS = ["system-ui", "Segoe UI", "Roboto", "Noto Sans", "sans-serif"]
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
_ONE_AT_A_TIME: dict[str, Any] = {
    "concurrency_id": "assistant",
    "concurrency_limit": 1,
}  # two cores: a queue beats a crowd


def build(assistant: Assistant, folder: Path) -> Any:
    """The whole site as an ASGI application: the page, the PDFs in `folder`, the figures as CSV."""
    desk = Desk(assistant)
    return gr.mount_gradio_app(
        site(lambda: desk.library, folder),
        _blocks(desk),
        path="/",
        footer_links=[],
        favicon_path=str(_PARTS / "favicon.svg"),
        ssr_mode=False,
        pwa=False,
        run_history=False,
        enable_monitoring=False,
        theme=gr.themes.Default(
            primary_hue="blue", neutral_hue="slate", font=_FONTS, font_mono=["monospace"]
        ),
        css=(_PARTS / "style.css").read_text(encoding="utf-8"),
    )


def _blocks(desk: Desk) -> Any:
    with gr.Blocks(title="Rapporteur", analytics_enabled=False, fill_width=True) as blocks:
        view = gr.State(None)
        gr.HTML(_masthead(desk))
        with gr.Row(elem_id="workspace"):
            viewer = _html("viewer", "", render=False)
            with gr.Column(elem_id="main"), gr.Tabs():
                with gr.Tab("Questions"):
                    _questions(blocks, desk, view, viewer)
                with gr.Tab("Chiffres"):
                    _figures(desk, view, viewer)
                with gr.Tab("Rapports"):
                    gr.HTML(desk.reports, elem_id="reports", apply_default_css=False)
            viewer.render()

        def move(view: View | None, event: gr.EventData) -> tuple[Any, ...]:
            return _beside(desk.move(view, event._data))

        viewer.move(move, [view], [view, viewer], queue=False, **_QUIET)
        _endpoint(desk)
    return blocks


def _questions(blocks: Any, desk: Desk, view: Any, viewer: Any) -> None:
    """The conversation, its questions in the reader's own session and browser."""
    turns, kept = gr.State(()), gr.BrowserState([], storage_key="rapporteur-questions")
    conversation = _html("conversation", desk.shown().drawn)
    with gr.Row(elem_id="composer"):
        box = gr.Textbox(
            label="Votre question",
            placeholder="Votre question",
            show_label=False,
            container=False,
            max_lines=6,
            autofocus=True,
            submit_btn="Demander",
            elem_id="question",
        )
        new = gr.Button("Nouvelle conversation", elem_id="new", size="md")
    offered = _html("examples", draw_examples(desk.examples))

    def ask(question: str, turns: tuple[Turn, ...]) -> Iterator[tuple[Any, ...]]:
        yield from _in_turn(desk.ask(question, turns))

    def ask_example(turns: tuple[Turn, ...], event: gr.EventData) -> Iterator[tuple[Any, ...]]:
        yield from _in_turn(desk.ask_example(turns, event._data))

    def restore(kept: list[str], turns: tuple[Turn, ...]) -> Any:
        # A quick reader may have asked before the page told that it is loaded.
        return gr.skip() if turns or not kept else _shown(desk.restore(kept))

    def source(turns: tuple[Turn, ...], event: gr.EventData) -> tuple[Any, ...]:
        return _beside(desk.source(turns, event._data))

    def restart() -> tuple[Any, ...]:
        return "", *_shown(desk.shown()), *_beside(Beside())

    shown = [box, turns, conversation, kept]
    box.submit(ask, [box, turns], shown, **_ONE_AT_A_TIME, **_QUIET)
    offered.ask(ask_example, [turns], shown, **_ONE_AT_A_TIME, **_QUIET)
    blocks.load(restore, [kept, turns], shown[1:], **_ONE_AT_A_TIME, **_QUIET)
    conversation.show(source, [turns], [view, viewer], queue=False, **_QUIET)
    new.click(restart, [], [*shown, view, viewer], queue=False, **_QUIET)


def _figures(desk: Desk, view: Any, viewer: Any) -> None:
    """The ledger, searched while the reader types."""

    def find(words: str, year: str | None, unit: str | None, report: str | None) -> str:
        return desk.figures(words, year or "", unit or "", report or "")

    def figure(event: gr.EventData) -> tuple[Any, ...]:
        return _beside(desk.figure(event._data))

    with gr.Row(elem_id="filters"):
        words = gr.Textbox(label="Mots", placeholder="Par exemple : agents formés", scale=3, elem_id="words")
        ledger, titles = desk.ledger, [(r.title, id) for id, r in desk.library.items()]
        year = _choice("Année", "Toutes", [(str(y), str(y)) for y in years(ledger)])
        unit = _choice("Unité", "Toutes", [(u, u) for u in units(ledger) if u])
        report = _choice("Rapport", "Tous", titles, scale=2)
    found = _html("figures", desk.figures())
    gr.on(
        [words.change, year.change, unit.change, report.change],
        find,
        [words, year, unit, report],
        [found],
        trigger_mode="always_last",
        **_QUIET,
    )
    found.show(figure, [], [view, viewer], queue=False, **_QUIET)


def _endpoint(desk: Desk) -> None:
    def ask(question: str, history: list[str]) -> dict[str, Any]:
        """Answer a question in French from the indexed reports, with the pages that show it.

        Args:
            question: the question.
            history: the earlier questions of the conversation, oldest first; may be empty.
        """
        try:
            return desk.assistant.ask(question, history).to_json()
        except RapporteurError as error:
            raise gr.Error(str(error)) from error

    gr.events.api(ask, api_name="ask", **_ONE_AT_A_TIME)


def _masthead(desk: Desk) -> str:
    count = len(desk.library)
    plural = "s" if count > 1 else ""
    return (
        '<header class="masthead"><h1>Rapporteur</h1>'
        f"<p>{count} rapport{plural} indexé{plural} · rien ne sort de cet ordinateur</p></header>"
    )


def _choice(label: str, every: str, choices: list[tuple[str, str]], scale: int = 1) -> Any:
    return gr.Dropdown([(every, ""), *choices], label=label, value="", scale=scale, min_width=120)


def _html(part: str, value: str, *, render: bool = True) -> Any:
    """A part of the page drawn by us, with the page's script. Typed loosely: its events are our own."""
    script = f"const part = '{part}';\n{(_PARTS / 'page.js').read_text(encoding='utf-8')}"
    return gr.HTML(value, elem_id=part, js_on_load=script, apply_default_css=False, render=render)


def _in_turn(states: Iterator[Shown]) -> Iterator[tuple[Any, ...]]:
    """The box is emptied once: what the reader types while the answer comes is theirs."""
    box: Any = ""
    for shown in states:
        yield box, *_shown(shown)
        box = gr.skip()


def _shown(shown: Shown) -> tuple[Any, ...]:
    return shown.turns, shown.drawn, shown.kept


def _beside(beside: Beside) -> tuple[Any, ...]:
    return beside.view, beside.drawn


def main(arguments: Sequence[str] | None = None) -> int:
    """Bring the index in line with the reports, then serve the page until interrupted."""
    settings = Settings()
    options = _parser(settings).parse_args(arguments)
    try:
        with (
            listening(options.host, options.port) as start,
            open_data(
                options.data,
                embedding_model=settings.embedding_model,
                chroma_url=settings.chroma_url,
                database_url=settings.database_url,
            ) as data,
        ):
            assistant = Assistant(data)
            with bar() as progress:
                outcome = assistant.sync(options.reports, progress)
            for file, reason in outcome.failed:
                print(f"Non indexé : {file}. {reason}", file=sys.stderr)
            if not assistant.library.reports:
                print(f"Aucun PDF de « {options.reports} » n'a pu être indexé.", file=sys.stderr)
                return 2
            application = build(assistant, options.reports)
            address = f"http://{options.host}:{options.port}"
            print(f"Rapporteur répond sur {address} (Ctrl-C pour arrêter).", flush=True)
            start(application)
    except RapporteurError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nArrêt.", file=sys.stderr)
    return 0


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
