"""The page in Gradio: what each part shows, which act answers which event. The only importer of gradio."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from assistant import Assistant
from corpus.errors import RapporteurError
from page.accounts import Account, Accounts, Role
from page.clicks import Turns
from page.conversation import draw_examples
from page.desk import Beside, Desk, Shown
from page.keeping import Keeping
from page.programs import Programs, telling
from page.rating import correct, rate
from page.sign_in import USER, SignIn
from page.site import site
from page.tools import Tools
from page.viewer import View

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # read when gradio is imported
import gradio as gr

_PARTS = Path(__file__).parent
_FONTS = ["system-ui", "Segoe UI", "Roboto", "Noto Sans", "sans-serif"]
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
_DAILY = (86_400, 86_400)  # seconds: what was uploaded is in the folder of reports, the copy goes
_ONE_AT_A_TIME: dict[str, Any] = {"concurrency_id": "assistant", "concurrency_limit": 1}
_EACH: dict[str, Any] = {
    **_ONE_AT_A_TIME,
    **_QUIET,
    "trigger_mode": "multiple",
}  # none is lost while another runs
_ALONE: dict[str, Any] = {"concurrency_id": "reports", "concurrency_limit": 1, **_QUIET}
_READERS = 10_000  # whose acts are remembered
_LATEST: dict[str, Any] = {"queue": False, "trigger_mode": "always_last", **_QUIET}


def build(assistant: Assistant, folder: Path, accounts: Accounts | None = None, root_path: str = "") -> Any:
    """The whole site as an ASGI application: the page, the PDFs in `folder`, their figures, the programs'
    endpoints. With `accounts` nothing is served to who has none. `root_path` is the public path of the page
    behind a proxy that takes it off (« /rapporteur »)."""
    desk = Desk(assistant)
    keeping = Keeping(desk, assistant, folder)
    programs = Programs(desk)
    tools = Tools(programs)

    @asynccontextmanager
    async def lifespan(_: Any) -> Any:
        async with tools.running():
            yield

    served = site(lambda: desk.library, lambda: desk.ledger, folder, tools.app, lifespan)
    mounted = gr.mount_gradio_app(
        served,
        _blocks(desk, keeping, programs, folder),
        path="/",
        root_path=root_path or None,
        auth_dependency=_name if accounts else None,
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
    return SignIn(mounted, accounts, root_path) if accounts else mounted


def _name(request: Any) -> str | None:
    account: Account | None = request.scope.get(USER)
    return account.name if account else None


def _account(request: gr.Request) -> Account | None:
    """Who asks; None where there are no accounts."""
    return request.request.scope.get(USER) if request.request else None


def _keeps(request: gr.Request) -> bool:
    account = _account(request)
    return account is None or account.role is Role.KEEPER


def _by(request: gr.Request) -> str:
    account = _account(request)
    return account.name if account else ""


def _blocks(desk: Desk, keeping: Keeping, programs: Programs, folder: Path) -> Any:
    with gr.Blocks(
        title="Rapporteur", analytics_enabled=False, fill_width=True, delete_cache=_DAILY
    ) as blocks:
        view = gr.State(None)
        masthead = gr.HTML(desk.masthead(), apply_default_css=False)
        with gr.Row(elem_id="workspace"):
            viewer = _html("viewer", "", render=False)
            with gr.Column(elem_id="main"), gr.Tabs():
                with gr.Tab("Questions"):
                    asked = _questions(blocks, desk, folder, view, viewer)
                with gr.Tab("Chiffres"):
                    filters, find = _figures(desk, view, viewer)
                with gr.Tab("Rapports") as tab:
                    table, upload, changes = _reports(desk, keeping, view, viewer)
                    opinions = gr.HTML(elem_id="opinions", apply_default_css=False)
            viewer.render()

        def move(view: View | None, event: gr.EventData) -> tuple[Any, ...]:
            return _beside(desk.move(view, event._data))

        def refresh(request: gr.Request) -> tuple[Any, ...]:
            keeper = _keeps(request)
            return (
                desk.masthead(_by(request)),
                draw_examples(desk.examples),
                *_offered(_scopes(desk)),
                *_offered(_choices(desk)),
                keeping.reports(keeper=keeper),
                gr.update(visible=keeper),
                keeping.feedback() if keeper else "",
            )

        def feedback(request: gr.Request) -> str:
            return keeping.feedback() if _keeps(request) else ""

        viewer.move(move, [view], [view, viewer], **_LATEST)
        everything = [masthead, *asked, *filters, table, upload, opinions]
        # The figures after it: a quick reader may have typed by then.
        find(blocks.load(refresh, [], everything, **_QUIET))
        for change in changes:
            find(change.then(refresh, [], everything, **_QUIET))
        tab.select(feedback, [], [opinions], **_QUIET)
        _endpoints(programs)
    return blocks


def _reports(desk: Desk, keeping: Keeping, view: Any, viewer: Any) -> tuple[Any, Any, list[Any]]:
    """What is indexed, each report with what a keeper changes of it, and a place to drop more; the value is
    the table, the place, and the events of a change."""
    table = _html("reports", "")
    told = gr.HTML(elem_id="told", apply_default_css=False)
    upload = gr.File(
        label="Ajouter des rapports (PDF)",
        file_count="multiple",
        file_types=[".pdf"],
        height=150,
        elem_id="upload",
        visible=False,
    )

    def add(uploads: list[str] | None, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        for shown in _by_keeper(request, lambda: keeping.add(uploads or [])):
            yield shown, None

    def amend(event: gr.EventData, request: gr.Request) -> Iterator[str]:
        yield from _by_keeper(request, lambda: keeping.amend(event._data))

    def remove(event: gr.EventData, request: gr.Request) -> Iterator[str]:
        yield from _by_keeper(request, lambda: keeping.remove(event._data))

    def first_page(event: gr.EventData) -> tuple[Any, ...]:
        return _beside(desk.first_page(event._data))

    table.show(first_page, [], [view, viewer], **_LATEST)
    return (
        table,
        upload,
        [
            upload.upload(add, [upload], [told, upload], **_ALONE),
            table.amend(amend, [], [told], **_ALONE),
            table.remove(remove, [], [told], **_ALONE),
        ],
    )


def _by_keeper(request: gr.Request, steps: Callable[[], Iterator[str]]) -> Iterator[str]:
    """What a change shows, when it is a keeper who makes it; else, or when it cannot be made, why not."""
    if not _keeps(request):
        yield '<p class="failed" role="alert">Seul un compte de gestionnaire change les rapports.</p>'
        return
    try:
        yield from steps()
    except RapporteurError as error:
        raise gr.Error(str(error)) from error


def _questions(blocks: Any, desk: Desk, folder: Path, view: Any, viewer: Any) -> list[Any]:
    """The conversation, its questions in the reader's own session and browser; the value is the filters and
    the examples."""
    turns, kept = gr.State(()), gr.BrowserState([], storage_key="rapporteur-conversation")
    conversation = _html("conversation", desk.shown().drawn)
    taken = _html("taken", "")
    with gr.Column(elem_id="composer"):
        with gr.Row(elem_id="asking"):
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
        with gr.Accordion("Limiter à un rapport ou à une année", open=False, elem_id="scope"), gr.Row():
            report, year = _choice("Rapport", scale=2), _choice("Année")
    offered = _html("examples", draw_examples(desk.examples))
    scope = [report, year]

    asked: dict[str | None, int] = {}  # how many times each reader has acted

    def act(request: gr.Request) -> None:
        if len(asked) > _READERS:
            asked.clear()
        asked[request.session_hash] = asked.get(request.session_hash, 0) + 1

    def ask_typed(
        question: str, turns: Turns, report: str, year: str, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        act(request)
        yield from _in_turn(desk.ask(question, turns, desk.scope(report, year)))

    def ask_example(
        turns: Turns, report: str, year: str, event: gr.EventData, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        act(request)
        yield from _in_turn(desk.ask_example(turns, event._data, desk.scope(report, year)))

    def ask_choice(
        turns: Turns, report: str, year: str, event: gr.EventData, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        act(request)
        yield from _in_turn(desk.ask_choice(turns, event._data, desk.scope(report, year)))

    def reword(turns: Turns, request: gr.Request) -> Any:
        mine = asked.get(request.session_hash)
        shown = desk.reword(turns)
        # What was asked or said meanwhile stands; these words then come too late.
        return gr.skip() if asked.get(request.session_hash) != mine else _shown(shown)

    def restore(kept: list[Any], turns: Turns) -> Any:
        # A quick reader may have asked before the page told that it is loaded.
        return gr.skip() if turns or not kept else _shown(desk.restore(kept))

    def source(turns: Turns, event: gr.EventData) -> tuple[Any, ...]:
        return _beside(desk.source(turns, event._data))

    def rated(turns: Turns, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        act(request)
        return _shown(desk.shown(rate(folder, turns, event._data, _by(request))))

    def corrected(turns: Turns, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        act(request)
        return _shown(desk.shown(correct(folder, desk.library, turns, event._data, _by(request))))

    def export(turns: Turns, event: gr.EventData) -> str:
        return desk.export(turns, event._data)

    def restart(request: gr.Request) -> tuple[Any, ...]:
        act(request)
        return "", *_shown(desk.shown()), *_beside(Beside())

    shown = [box, turns, conversation, kept]
    answered = [
        box.submit(ask_typed, [box, turns, *scope], shown, **_EACH),
        offered.ask(ask_example, [turns, *scope], shown, **_EACH),
        conversation.ask(ask_choice, [turns, *scope], shown, **_EACH),
    ]
    if desk.model:
        for event in answered:
            event.then(reword, [turns], shown[1:], concurrency_limit=8, **_QUIET)
    blocks.load(restore, [kept, turns], shown[1:], **_ONE_AT_A_TIME, **_QUIET)
    conversation.show(source, [turns], [view, viewer], **_LATEST)
    conversation.rate(rated, [turns], shown[1:], **_QUIET)
    conversation.correct(corrected, [turns], shown[1:], **_QUIET)
    conversation.export(export, [turns], [taken], **_QUIET)
    new.click(restart, [], [*shown, view, viewer], queue=False, **_QUIET)
    return [offered, *scope]


def _figures(desk: Desk, view: Any, viewer: Any) -> tuple[list[Any], Callable[[Any], None]]:
    """The ledger, searched while the reader types; the value is its three filters, and what searches it
    again after an event."""

    def find(words: str | None, year: str | None, unit: str | None, report: str | None) -> str:
        return desk.figures(words or "", year or "", unit or "", report or "")

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
    found.show(figure, [], [view, viewer], **_LATEST)

    def find_after(event: Any) -> None:
        event.then(find, [words, *filters], [found], **_QUIET)

    return filters, find_after


def _endpoints(programs: Programs) -> None:
    """The same for programs, each by its name: /ask, /figures, /reports."""
    for act in (programs.ask, programs.figures, programs.reports):
        gr.events.api(telling(act, gr.Error), api_name=act.__name__, **_ONE_AT_A_TIME)


def _scopes(desk: Desk) -> tuple[list[tuple[str, str]], ...]:
    """What a question can be narrowed to: reports by file, and years."""
    years = [("Toutes", ""), *((str(year), str(year)) for year in desk.ledger.years())]
    return [("Tous", ""), *((title, file) for file, title in desk.titles)], years


def _choices(desk: Desk) -> tuple[list[tuple[str, str]], ...]:
    """What the filters of the ledger offer: years, units and reports as they are now."""
    ledger = desk.ledger
    return (
        [("Toutes", ""), *((str(year), str(year)) for year in ledger.years())],
        [("Toutes", ""), *((unit, unit) for unit in ledger.units() if unit)],
        [("Tous", ""), *((report.title, id) for id, report in desk.library.items())],
    )


def _offered(choices: tuple[list[tuple[str, str]], ...]) -> Iterator[Any]:
    return (gr.update(choices=offered, value="") for offered in choices)


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
