"""The web page: draws what the assistant answers, and decides nothing. The only importer of gradio."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant import Assistant
from corpus.errors import RapporteurError
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
_DAILY = (86_400, 86_400)  # seconds: what was uploaded is in the folder of reports, the copy goes
_ONE_AT_A_TIME: dict[str, Any] = {
    "concurrency_id": "assistant",
    "concurrency_limit": 1,
}  # two cores: a queue beats a crowd
_EACH: dict[str, Any] = {
    **_ONE_AT_A_TIME,
    **_QUIET,
    "trigger_mode": "multiple",
}  # none is lost while another runs


def build(assistant: Assistant, folder: Path) -> Any:
    """The whole site as an ASGI application: the page, the PDFs in `folder`, the figures as CSV."""
    desk = Desk(assistant, folder)
    return gr.mount_gradio_app(
        site(lambda: desk.library, lambda: desk.ledger, folder),
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
    with gr.Blocks(
        title="Rapporteur", analytics_enabled=False, fill_width=True, delete_cache=_DAILY
    ) as blocks:
        view = gr.State(None)
        masthead = gr.HTML(desk.masthead(), apply_default_css=False)
        with gr.Row(elem_id="workspace"):
            viewer = _html("viewer", "", render=False)
            with gr.Column(elem_id="main"), gr.Tabs():
                with gr.Tab("Questions"):
                    offered = _questions(blocks, desk, view, viewer)
                with gr.Tab("Chiffres"):
                    figures = _figures(desk, view, viewer)
                with gr.Tab("Rapports"):
                    table, added = _reports(desk)
            viewer.render()

        def move(view: View | None, event: gr.EventData) -> tuple[Any, ...]:
            return _beside(desk.move(view, event._data))

        def refresh() -> tuple[Any, ...]:
            choices = (gr.update(choices=offered, value="") for offered in _choices(desk))
            return desk.masthead(), draw_examples(desk.examples), desk.reports(), *choices, desk.figures()

        viewer.move(move, [view], [view, viewer], queue=False, trigger_mode="always_last", **_QUIET)
        everything = [masthead, offered, table, *figures]
        blocks.load(refresh, [], everything, **_QUIET)
        added.then(refresh, [], everything, **_QUIET)
        _endpoint(desk)
    return blocks


def _reports(desk: Desk) -> tuple[Any, Any]:
    """What is indexed, and a place to drop more; the value is the table and the event of an addition."""
    table = gr.HTML(elem_id="reports", apply_default_css=False)
    upload = gr.File(
        label="Ajouter des rapports (PDF)",
        file_count="multiple",
        file_types=[".pdf"],
        height=150,
        elem_id="upload",
    )
    told = gr.HTML(elem_id="told", apply_default_css=False)

    def add(uploads: list[str] | None) -> Iterator[tuple[Any, ...]]:
        for shown in desk.add(uploads or []):
            yield shown, None

    return table, upload.upload(add, [upload], [told, upload], concurrency_limit=1, **_QUIET)


def _questions(blocks: Any, desk: Desk, view: Any, viewer: Any) -> Any:
    """The conversation, its questions in the reader's own session and browser; the value is the examples."""
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

    def ask_typed(question: str, turns: tuple[Turn, ...]) -> Iterator[tuple[Any, ...]]:
        yield from _in_turn(desk.ask(question, turns))

    def ask_example(turns: tuple[Turn, ...], event: gr.EventData) -> Iterator[tuple[Any, ...]]:
        yield from _in_turn(desk.ask_example(turns, event._data))

    def ask_choice(turns: tuple[Turn, ...], event: gr.EventData) -> Iterator[tuple[Any, ...]]:
        yield from _in_turn(desk.ask_choice(turns, event._data))

    def restore(kept: list[str], turns: tuple[Turn, ...]) -> Any:
        # A quick reader may have asked before the page told that it is loaded.
        return gr.skip() if turns or not kept else _shown(desk.restore(kept))

    def source(turns: tuple[Turn, ...], event: gr.EventData) -> tuple[Any, ...]:
        return _beside(desk.source(turns, event._data))

    def restart() -> tuple[Any, ...]:
        return "", *_shown(desk.shown()), *_beside(Beside())

    shown = [box, turns, conversation, kept]
    box.submit(ask_typed, [box, turns], shown, **_EACH)
    offered.ask(ask_example, [turns], shown, **_EACH)
    conversation.ask(ask_choice, [turns], shown, **_EACH)
    blocks.load(restore, [kept, turns], shown[1:], **_ONE_AT_A_TIME, **_QUIET)
    conversation.show(source, [turns], [view, viewer], queue=False, trigger_mode="always_last", **_QUIET)
    new.click(restart, [], [*shown, view, viewer], queue=False, **_QUIET)
    return offered


def _figures(desk: Desk, view: Any, viewer: Any) -> list[Any]:
    """The ledger, searched while the reader types; the value is its three filters and its table."""

    def find(words: str, year: str | None, unit: str | None, report: str | None) -> str:
        return desk.figures(words, year or "", unit or "", report or "")

    def figure(event: gr.EventData) -> tuple[Any, ...]:
        return _beside(desk.figure(event._data))

    with gr.Row(elem_id="filters"):
        words = gr.Textbox(label="Mots", placeholder="Par exemple : agents formés", scale=3, elem_id="words")
        year, unit = _choice("Année"), _choice("Unité")
        report = _choice("Rapport", scale=2)
    filters = [year, unit, report]
    found = _html("figures", "")
    gr.on(
        [words.change, year.change, unit.change, report.change],
        find,
        [words, *filters],
        [found],
        trigger_mode="always_last",
        **_QUIET,
    )
    found.show(figure, [], [view, viewer], queue=False, trigger_mode="always_last", **_QUIET)
    return [*filters, found]


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


def _choices(desk: Desk) -> tuple[list[tuple[str, str]], ...]:
    """What the filters offer: years, units and reports of the ledger as it is now."""
    ledger = desk.ledger
    return (
        [("Toutes", ""), *((str(year), str(year)) for year in ledger.years())],
        [("Toutes", ""), *((unit, unit) for unit in ledger.units() if unit)],
        [("Tous", ""), *((report.title, id) for id, report in desk.library.items())],
    )


def _choice(label: str, scale: int = 1) -> Any:
    return gr.Dropdown([("…", "")], label=label, value="", scale=scale, min_width=120)


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
            Assistant.open(
                options.data,
                embedding_model=settings.embedding_model,
                reranker=settings.reranker,
                chroma_url=settings.chroma_url,
                database_url=settings.database_url,
            ) as assistant,
        ):
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
