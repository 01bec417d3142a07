"""Answers put together: several to one text, and the page of the answer before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Answer, AnswerKind, Citation


def joined(answers: Sequence[tuple[str, Answer]], understood: str = "") -> Answer:
    """The answers to several questions as one, in order, each with the question it answers.

    What is not found is said so, and cited nowhere; at least one must be answered.
    """
    found = [answer for _, answer in answers if not answer.refused]
    lines: list[str] = []
    for text, answer in answers:
        told = answer.text if not answer.refused else f"« {text} » : {answer.text}"
        if not any(told.strip("« »") in line for line in lines):
            lines.append(told)
    kinds = {answer.kind for answer in found}
    return Answer(
        text="\n".join(lines),
        kind=found[0].kind if len(kinds) == 1 or AnswerKind.QUOTE not in kinds else AnswerKind.QUOTE,
        refused=False,
        citations=tuple(dict.fromkeys(c for a in found for c in a.citations)),
        facts=tuple(dict.fromkeys(f for a in found for f in a.facts)),
        seconds=answers[-1][1].seconds,
        understood=understood,
        confidence=min(answer.confidence for answer in found),
    )


def on_page(answer: Answer) -> Answer:
    """The answer to « à quelle page ? »: where each thing cited stands."""
    if answer.refused or not answer.citations:
        return answer
    lines = dict.fromkeys(_where(citation) for citation in answer.citations)
    return replace(answer, text="\n".join(lines), kind=AnswerKind.QUOTE, facts=())


def _where(citation: Citation) -> str:
    """« Page 12 (page 14 du PDF) du rapport « Titre », partie « Section ». »"""
    page = f"Page {citation.page_label}" if citation.page_label else f"Page {citation.page} du PDF"
    physical = (
        f" (page {citation.page} du PDF)" if citation.page_label not in ("", str(citation.page)) else ""
    )
    section = f", partie « {citation.section[-1]} »" if citation.section else ""
    return f"{page}{physical} du rapport « {citation.title} »{section}."
