"""The conversation: each question with its answer, how it was understood, and its numbered sources."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from assistant import EVERYWHERE, Answer, AnswerKind, Citation, Scope
from assistant.wording import spoken_period, value
from corpus.report import Fact
from page.opinions import NO_OPINION, Opinion, draw_opinion
from page.plot import Point, draw_plot

_LONGEST = 300  # characters of a question that are shown


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what came of it: an answer, or an error to show; neither while it is sought.

    `scope` is what it was narrowed to; `id` names it in what the reader says of it, their `opinion`."""

    question: str
    answer: Answer | None = None
    error: str = ""
    scope: Scope = EVERYWHERE
    id: str = ""
    opinion: Opinion = NO_OPINION


def questions(turns: Sequence[Turn]) -> list[str]:
    """What was asked and answered so far, oldest first: what a follow-up leans on."""
    return [turn.question for turn in turns if turn.answer]


def draw_conversation(turns: Sequence[Turn], titles: Sequence[tuple[str, str]] = ()) -> str:
    """The whole conversation, or how to start one. `titles` has the file and title of each report."""
    if not turns:
        return (
            '<div class="conversation welcome"><p class="lead">Posez une question en français.</p>'
            "<p>La réponse est lue dans vos rapports, avec la page qui la montre. "
            "Si les rapports ne disent rien, la réponse le dit aussi.</p></div>"
        )
    drawn = "".join(_turn(number, turn, titles) for number, turn in enumerate(turns))
    export = (
        '<p class="keep">Garder cette conversation : '
        '<button type="button" class="copy" data-action="export" data-format="docx">Word</button> '
        '<button type="button" class="copy" data-action="export" data-format="md">Markdown</button></p>'
        if any(turn.answer for turn in turns)
        else ""
    )
    return f'<div class="conversation" role="log" aria-label="Conversation">{drawn}{export}</div>'


def draw_examples(examples: Sequence[str]) -> str:
    """Questions to start from, each a button; the style hides them once a conversation runs."""
    if not examples:
        return ""
    offered = "".join(
        f'<li><button type="button" class="example" data-action="ask" data-example="{number}">'
        f"{escape(question)}</button></li>"
        for number, question in enumerate(examples)
    )
    return f'<h3>Par exemple</h3><ul class="examples">{offered}</ul>'


def _turn(number: int, turn: Turn, titles: Sequence[tuple[str, str]]) -> str:
    question = _shortened(turn.question) or "(question vide)"
    asked = (
        f'<h3 class="asked"><span class="sr">Vous : </span><span class="words">{escape(question)}</span></h3>'
    )
    if turn.answer:
        reply = _answer(number, turn, turn.answer, titles)
    elif turn.error:
        reply = f'<div class="reply error" role="alert"><p>{escape(turn.error)}</p></div>'
    else:
        reply = '<div class="reply pending"><p>Recherche dans les rapports…</p></div>'
    return f'<article class="turn" id="turn-{number}" tabindex="-1">{asked}{reply}</article>'


def _answer(number: int, turn: Turn, answer: Answer, titles: Sequence[tuple[str, str]]) -> str:
    lines = "".join(_line(line) for line in answer.text.splitlines() if line.strip())
    choices = "".join(_choice(number, n, question) for n, question in enumerate(answer.choices))
    lead = '<p class="instead">Vous pouvez demander :</p>' if answer.refused else ""
    offered = f'{lead}<ul class="examples choices">{choices}</ul>' if choices else ""
    places = _by_page(answer.citations)
    sources = "".join(_place(number, cited) for cited in places)
    title = "À lire au plus près" if answer.refused else "Source" if len(places) == 1 else "Sources"
    listed = f'<h4>{title}</h4><ol class="sources">{sources}</ol>' if sources else ""
    copy = "" if answer.refused or answer.kind is AnswerKind.CHOICES else _copy(answer)
    state = " refused" if answer.refused else " quoted" if answer.kind is AnswerKind.QUOTE else ""
    text = f'<div class="text">{lines}</div>{_written(answer)}{_series(number, answer)}'
    opinion = draw_opinion(number, turn.opinion, titles)
    return (
        f'<div class="reply{state}">{_understood(turn, answer, titles)}{text}{offered}{listed}'
        f'<div class="after">{copy}{opinion}</div></div>'
    )


def _written(answer: Answer) -> str:
    """Who put the answer into words, or why nobody did."""
    if answer.written_by:
        told = f"Rédigé par {answer.written_by}. Chaque phrase a été vérifiée dans les passages cités."
    else:
        told = answer.notice
    return f'<p class="written">{escape(told)}</p>' if told else ""


def _understood(turn: Turn, answer: Answer, titles: Sequence[tuple[str, str]]) -> str:
    named = dict(titles)
    within = ", ".join(named.get(file, file) for file in turn.scope.reports)
    lines = (("Compris", answer.understood), ("Cherché dans", within))
    return "".join(f'<p class="understood">{what} : {escape(said)}</p>' for what, said in lines if said)


def _series(turn: int, answer: Answer) -> str:
    """The values of a series as columns, when there are enough of one unit to see how they go."""
    facts = answer.facts
    if answer.kind is not AnswerKind.SERIES or len(facts) < 2 or len({f.unit for f in facts}) > 1:
        return ""
    if len({f.period for f in facts}) < len(facts):
        return ""
    points = [p for fact in facts if (p := _point(turn, fact, answer.citations)) is not None]
    label = facts[-1].concept.rstrip(" :.")
    unit = f" ({facts[0].unit})" if facts[0].unit else ""
    return draw_plot(f"{label}{unit}", points) if len(points) == len(facts) else ""


def _point(turn: int, fact: Fact, citations: Sequence[Citation]) -> Point | None:
    for number, cited in enumerate(citations):
        if cited.page == fact.page and fact.box in cited.boxes:
            when = spoken_period(fact.period) if fact.period else ""
            return Point(when, fact.value, value(fact), place(cited), _opens(turn, number))
    return None


def _line(line: str) -> str:
    item = line.startswith("• ")
    return f'<p class="item">{escape(_set(line))}</p>' if item else f"<p>{escape(_set(line))}</p>"


def _choice(turn: int, number: int, question: str) -> str:
    return (
        f'<li><button type="button" class="example" data-action="ask" data-turn="{turn}" '
        f'data-choice="{number}">{escape(_set(question))}</button></li>'
    )


def _place(turn: int, cited: Sequence[tuple[int, Citation]]) -> str:
    """One page that is cited; each figure of several on it is a button of its own."""
    first, citation = cited[0]
    trail = " › ".join(citation.section)
    whole = ' data-whole="1"' if len(cited) > 1 else ""
    head = (
        f'<button type="button" class="source" {_opens(turn, first)}{whole}>'
        f'<span class="title">{escape(citation.title)}</span>'
        + (f'<span class="trail">{escape(trail)}</span>' if trail else "")
        + f'<span class="page">{escape(place(citation))}</span></button>'
    )
    if not whole:
        return f"<li>{head}<blockquote>{escape(citation.quote)}</blockquote></li>"
    quotes = "".join(
        f'<li><button type="button" class="cited" {_opens(turn, n)}>{escape(c.quote)}'
        f'<span class="sr"> : montrer sur la {escape(place(c))}</span></button></li>'
        for n, c in cited
    )
    return f'<li>{head}<ul class="quotes">{quotes}</ul></li>'


def _opens(turn: int, source: int) -> str:
    return f'data-action="source" data-turn="{turn}" data-source="{source}" aria-pressed="false"'


def _by_page(citations: Sequence[Citation]) -> list[list[tuple[int, Citation]]]:
    """The citations with their numbers, those of one page and section together."""
    places: dict[tuple[str, int, tuple[str, ...]], list[tuple[int, Citation]]] = {}
    for number, citation in enumerate(citations):
        key = (citation.report, citation.page, citation.section)
        places.setdefault(key, []).append((number, citation))
    return list(places.values())


def _set(text: str) -> str:
    """No line starts or ends with a quotation mark, or starts with a high punctuation mark."""
    return re.sub(r"« ", "«\N{NO-BREAK SPACE}", re.sub(r" (?=[»:;?!])", "\N{NO-BREAK SPACE}", text))


def _shortened(question: str) -> str:
    """A question as it is recalled: a page pasted by mistake must not bury the answer."""
    plain = " ".join(question.split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"


def _copy(answer: Answer) -> str:
    return (
        f'<button type="button" class="copy" data-copy="{escape(quotable(answer))}">'
        'Copier avec la source</button><span class="copied" role="status"></span>'
    )


def place(citation: Citation) -> str:
    """« page 12 (page 14 du PDF) »: the number printed on the page, then the one in the file."""
    if citation.page_label and citation.page_label != str(citation.page):
        return f"page {citation.page_label} (page {citation.page} du PDF)"
    return f"page {citation.page}"


def quotable(answer: Answer) -> str:
    """The answer as one line ready for a délibération, its sources in brackets."""
    places = dict.fromkeys((c.title, *c.section[-1:], place(c)) for c in answer.citations)
    sources = "; ".join(", ".join(part for part in parts if part) for parts in places)
    return f"{' '.join(answer.text.split())} ({sources})" if sources else answer.text
