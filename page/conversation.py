"""The conversation: each question with its answer, how it was understood, and its numbered sources."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from assistant import Answer, AnswerKind, Citation

_LONGEST = 300  # characters of a question that are shown


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what came of it: an answer, or an error to show; neither while it is sought."""

    question: str
    answer: Answer | None = None
    error: str = ""


def questions(turns: Sequence[Turn]) -> list[str]:
    """What was asked and answered so far, oldest first: what a follow-up leans on."""
    return [turn.question for turn in turns if turn.answer]


def draw_conversation(turns: Sequence[Turn]) -> str:
    """The whole conversation, or how to start one."""
    if not turns:
        return (
            '<div class="conversation welcome"><p class="lead">Posez une question en français.</p>'
            "<p>La réponse est lue dans vos rapports, avec la page qui la montre. "
            "Si les rapports ne disent rien, la réponse le dit aussi.</p></div>"
        )
    drawn = "".join(_turn(number, turn) for number, turn in enumerate(turns))
    return f'<div class="conversation" role="log" aria-label="Conversation">{drawn}</div>'


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


def _turn(number: int, turn: Turn) -> str:
    question = _shortened(turn.question) or "(question vide)"
    asked = (
        f'<h3 class="asked"><span class="sr">Vous : </span><span class="words">{escape(question)}</span></h3>'
    )
    if turn.answer:
        reply = _answer(number, turn.answer)
    elif turn.error:
        reply = f'<div class="reply error" role="alert"><p>{escape(turn.error)}</p></div>'
    else:
        reply = '<div class="reply pending"><p>Recherche dans les rapports…</p></div>'
    return f'<article class="turn" id="turn-{number}">{asked}{reply}</article>'


def _answer(number: int, answer: Answer) -> str:
    understood = (
        f'<p class="understood">Compris : {escape(answer.understood)}</p>' if answer.understood else ""
    )
    lines = "".join(f"<p>{escape(_set(line))}</p>" for line in answer.text.splitlines() if line.strip())
    sources = "".join(_source(number, n, c) for n, c in enumerate(answer.citations))
    title = "À lire au plus près" if answer.refused else "Source" if len(answer.citations) == 1 else "Sources"
    listed = f'<h4>{title}</h4><ol class="sources">{sources}</ol>' if sources else ""
    copy = "" if answer.refused else _copy(answer)
    state = " refused" if answer.refused else " quoted" if answer.kind is AnswerKind.QUOTE else ""
    return f'<div class="reply{state}">{understood}<div class="text">{lines}</div>{listed}{copy}</div>'


def _source(turn: int, number: int, citation: Citation) -> str:
    trail = " › ".join(citation.section)
    return (
        f'<li><button type="button" class="source" data-action="source" data-turn="{turn}" '
        f'data-source="{number}" aria-pressed="false">'
        f'<span class="title">{escape(citation.title)}</span>'
        + (f'<span class="trail">{escape(trail)}</span>' if trail else "")
        + f'<span class="page">{escape(place(citation))}</span></button>'
        f"<blockquote>{escape(citation.quote)}</blockquote></li>"
    )


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
    sources = "; ".join(
        ", ".join(part for part in (c.title, *c.section[-1:], place(c)) if part) for c in answer.citations
    )
    return f"{' '.join(answer.text.split())} ({sources})" if sources else answer.text
