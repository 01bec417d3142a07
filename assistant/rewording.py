"""Answers put into other words by a language model, and only as far as the gate lets them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer import Answer, AnswerKind, Citation
from assistant.gate import Passed, passed
from assistant.model import Model, ModelUnavailableError
from assistant.prompts import COMPLETE, REWORD, SUMMARISE, conversation, with_extracts
from corpus.report import Report
from index.library import Library
from index.words import STOP_WORDS, fold, stem, tokens

_COMPUTED = re.compile(r"\s*(?:Évolution|Écart) calculée? :.*$", re.S)
_NUMBER = re.compile(r"\d+(?:[ \u00a0\u2009\u202f]\d{3})*(?:[.,]\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CAPITALS = re.compile(r"\b[A-ZÀ-ÖØ-Þ]{2,}\b")  # names of towns, of software, of bodies
_EXTRACT = 1_200  # characters around what is cited
_SHORT, _LONG = 200, 400  # tokens that the model may write: some sentences, a summary
_SUMMARY = 4_000  # of a section
_SHARED = 0.5  # of the words of a label or of a quoted sentence, that other words must keep
_MOST_OTHERS = 2  # numbers, years aside, beyond those of the quoted answer
_ASKS_SUMMARY = re.compile(
    r"^(?:peux-tu |pouvez-vous )?(?:me )?(?:r[eé]sume[rz]?"
    r"|fai(?:s|tes|re)[ -](?:moi )?(?:un |le )?r[eé]sum[eé] d\w*"
    r"|(?:un |le )?r[eé]sum[eé] d\w*|(?:une |la )?synth[eè]se d\w*)\s+",
    re.I,
)
_KEPT = "Le modèle {name} n'a rien écrit que le rapport montre : voici le rapport lui-même."


class Rewording:
    """A model over a library. An answer comes back as it was when the model does not serve."""

    def __init__(self, model: Model, library: Callable[[], Library]) -> None:
        self.model, self._library = model, library

    def reword(self, question: str, answer: Answer) -> Answer:
        """The same answer in fluent words, its citations as they are; or as it was, with a notice."""
        if asks_summary(question) and not answer.refused and answer.citations:
            return self._summary(question, answer)
        if answer.kind not in (AnswerKind.FIGURE, AnswerKind.SERIES, AnswerKind.QUOTE):
            return answer
        extracts = self._around(answer)
        written = self._written(REWORD, question, extracts, answer)
        if isinstance(written, Answer):
            return written
        left = passed(written, question, extracts, answer.facts)
        text = _with_core(left, answer)
        if text is None:
            return replace(answer, notice=_KEPT.format(name=self.model.name))
        return replace(answer, text=text, written_by=self._by())

    def complete(self, question: str, history: Sequence[str]) -> str | None:
        """A follow-up as a whole question, of the conversation's own words; None when it is not."""
        try:
            written = self.model.write(COMPLETE, conversation(history, question), _SHORT)
        except ModelUnavailableError:
            return None
        line = written.splitlines()[0].strip(' «»"')
        said = {stem(w) for text in (*history, question) for w in tokens(text)}
        words = tokens(line)
        own = {stem(w) for w in tokens(question) if w not in STOP_WORDS}
        if not line.endswith("?") or len(words) > 40 or not own <= {stem(w) for w in words}:
            return None
        known = all(w in STOP_WORDS or stem(w) in said for w in words)
        return line if known and fold(line) != fold(question) else None

    def _by(self) -> str:
        return f"{self.model.name}, sur {self.model.place}"

    def _written(self, system: str, question: str, extracts: Sequence[str], answer: Answer) -> str | Answer:
        try:
            tokens = _LONG if system is SUMMARISE else _SHORT
            return self.model.write(system, with_extracts(question, extracts), tokens)
        except ModelUnavailableError as error:
            return replace(answer, notice=f"{error} Voici la réponse du rapport.")

    def _around(self, answer: Answer) -> list[str]:
        """What the answer says, and what stands around each thing it cites, on the same page and section."""
        told = _COMPUTED.sub("", answer.text)
        found = [told]
        for citation in dict.fromkeys(answer.citations):
            others = [s for s in dict.fromkeys(self._neighbours(citation)) if s not in citation.quote]
            text = " ".join((citation.quote, *others))[:_EXTRACT]
            if text not in found:
                found.append(text)
        return found

    def _neighbours(self, citation: Citation) -> list[str]:
        library = self._library()
        report = _report_of(library, citation)
        return [
            " ".join(entry.passage.text[s.start : s.end].split())
            for entry in library.entries
            if entry.report is report and report.section_path(entry.passage.section) == citation.section
            for s in entry.passage.sentences
            if s.page == citation.page
        ]

    def _summary(self, question: str, answer: Answer) -> Answer:
        """A summary of the section that the answer stands in, of the latest report when several have it; the
        answer when too little of it passes."""
        library = self._library()
        citation = max(answer.citations, key=lambda c: _report_of(library, c).period or "")
        report = _report_of(library, citation)
        sentences = [
            (" ".join(entry.passage.text[s.start : s.end].split()), s.page, s.boxes)
            for entry in library.entries
            if entry.report is report and report.section_path(entry.passage.section) == citation.section
            for s in entry.passage.sentences
        ]
        texts: list[str] = []
        for text, _, _ in sentences:
            if sum(map(len, texts)) + len(text) > _SUMMARY:
                break
            texts.append(text)
        written = self._written(SUMMARISE, question, texts, answer)
        if isinstance(written, Answer):
            return written
        left = passed(written, question, texts)
        if len(left.sentences) < 2:
            return replace(answer, notice=_KEPT.format(name=self.model.name))
        cited = [sentences[at] for at in dict.fromkeys(at for _, at in left.sentences)]
        citations = tuple(
            replace(citation, page=page, page_label=report.pages[page - 1].label, quote=text, boxes=boxes)
            for text, page, boxes in cited
        )
        told = replace(answer, text=left.text, kind=AnswerKind.QUOTE, facts=(), citations=citations)
        return replace(told, written_by=self._by())


def asks_summary(question: str) -> bool:
    """« Résume la partie sur le budget »"""
    return bool(_ASKS_SUMMARY.match(question.strip()))


def _report_of(library: Library, citation: Citation) -> Report:
    return next(r for r in library.reports.values() if r.file == citation.report)


def _with_core(left: Passed, answer: Answer) -> str | None:
    """What passed, when it keeps what the answer is about; with the report's sentence after it, or what was
    computed. None when it does not."""
    if not left.sentences:
        return None
    told = _COMPUTED.sub("", answer.text)
    core, kept = _numbers(told), _numbers(left.text)
    others = [n for n in kept if n not in core and not _YEAR.fullmatch(n)]
    if len(others) > _MOST_OTHERS:
        return None
    words, own = _content(told), _content(left.text)
    if len(words & own) < _SHARED * len(words):  # a figure is nothing without its label
        return None
    if not set(_CAPITALS.findall(told)) <= set(_CAPITALS.findall(left.text)):
        return None
    if answer.kind is AnswerKind.QUOTE:
        if sum(not _YEAR.fullmatch(n) for n in core) > _MOST_OTHERS:
            return None
        return f"{left.text}\n{answer.text}"
    if not set(core) <= set(kept):
        return None
    computed = _COMPUTED.search(answer.text)
    return f"{left.text} {computed[0].strip()}" if computed else left.text


def _numbers(text: str) -> list[str]:
    return [re.sub(r"\s", "", n) for n in _NUMBER.findall(text)]


def _content(text: str) -> set[str]:
    return {stem(w) for w in tokens(text) if w not in STOP_WORDS and not w[0].isdigit()}
