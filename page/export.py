"""A conversation as a document to keep: Markdown, or Word. The only importer of docx."""

from __future__ import annotations

import base64
import io
import re
import unicodedata
import uuid
from collections.abc import Callable, Mapping, Sequence
from html import escape

from docx import Document
from docx.shared import Pt

from assistant import Answer, AnswerKind
from page.conversation import Turn, place

_TITLE = "Questions aux rapports"
_NOT_IN_XML = ("Cc", "Cs", "Cn")  # controls, lone surrogates, what is no character
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~$])")


def markdown(turns: Sequence[Turn], day: str) -> bytes:
    """The questions that were answered, their answers and sources, as Markdown; `day` as it is written."""
    lines = [f"# {_TITLE}", "", f"Rapporteur, {day}", ""]
    for turn, answer in _answered(turns):
        lines += [f"## {_plain(turn.question)}", ""]
        if answer.understood:
            lines += [f"*Compris : {_plain(answer.understood)}*", ""]
        lines += [f"{_plain(line)}  " for line in answer.text.splitlines() if line.strip()]
        lines += ["", *(f"- {_plain(source)}" for source in _sources(answer)), ""]
    return "\n".join(lines).encode()


def word(turns: Sequence[Turn], day: str) -> bytes:
    """The same as a Word document, a series as a table."""
    document = Document()
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(11)
    document.core_properties.title = _TITLE
    document.core_properties.author = "Rapporteur"
    document.core_properties.language = "fr-FR"
    document.add_heading(_TITLE, level=1)
    document.add_paragraph(f"Rapporteur, {day}")
    for turn, answer in _answered(turns):
        document.add_heading(_clean(turn.question), level=2)
        if answer.understood:
            document.add_paragraph().add_run(_clean(f"Compris : {answer.understood}")).italic = True
        for line in answer.text.splitlines():
            if line.strip():
                document.add_paragraph(_clean(line))
        if answer.kind is AnswerKind.SERIES and len(answer.facts) > 1:
            table = document.add_table(rows=1, cols=2, style="Light Grid Accent 1")
            table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Période", "Valeur"
            for fact in answer.facts:
                cells = table.add_row().cells
                cells[0].text = _clean(fact.period or "")
                cells[1].text = _clean(" ".join(part for part in (fact.printed, fact.unit) if part))
        for source in _sources(answer):
            document.add_paragraph(_clean(source), style="List Bullet")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


FORMATS: Mapping[str, tuple[Callable[[Sequence[Turn], str], bytes], str]] = {
    "md": (markdown, "text/markdown;charset=utf-8"),
    "docx": (word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


def link(content: bytes, kind: str, name: str) -> str:
    """A link that carries its own file: the page's script follows it as soon as it is there. Each is another,
    so that the same file can be taken twice."""
    carried = base64.b64encode(content).decode()
    href = f"data:{kind};base64,{carried}"
    return (
        f'<a id="{uuid.uuid4().hex}" tabindex="-1" download="{escape(name)}" href="{href}">{escape(name)}</a>'
    )


def _answered(turns: Sequence[Turn]) -> list[tuple[Turn, Answer]]:
    return [(turn, turn.answer) for turn in turns if turn.answer]


def _sources(answer: Answer) -> list[str]:
    head = "À lire au plus près" if answer.refused else "Source"
    told = dict.fromkeys(
        f"{head} : {c.title}, "
        + "".join(f"{part} › " for part in c.section[:-1])
        + "".join(f"{part}, " for part in c.section[-1:])
        + f"{place(c)} [{c.report}]"
        for c in answer.citations
    )
    return list(told)


def _plain(text: str) -> str:
    """A text whose signs mean nothing to Markdown."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def _clean(text: str) -> str:
    """A text that XML can hold."""
    return "".join(c for c in text if c in "\t\n" or unicodedata.category(c) not in _NOT_IN_XML)
