"""Question → answer with citations. `Assistant` is the public door."""

from assistant.answer import Answer, AnswerKind, Citation
from assistant.assistant import Assistant

__all__ = ["Answer", "AnswerKind", "Assistant", "Citation"]
