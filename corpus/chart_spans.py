"""A text built word by word, with the place of each word on the page."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.chart_labels import Label
from corpus.report import Span


class SpanWriter:
    """Builds a text and the spans of the words in it."""

    def __init__(self) -> None:
        self.text = ""
        self.spans: list[Span] = []

    def plain(self, text: str) -> None:
        self.text += text

    def labels(self, labels: Iterable[Label]) -> None:
        for index, word in enumerate(word for label in labels for word in label.words):
            self.text += " " if index else ""
            self.spans.append(Span(len(self.text), len(self.text) + len(word.text), word.box))
            self.text += word.text
