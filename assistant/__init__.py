"""Question → answer with citations. `Assistant` is the public door."""

from assistant.answer import Answer, AnswerKind, Citation
from assistant.assistant import Assistant
from assistant.scope import EVERYWHERE, Scope

__all__ = ["EVERYWHERE", "Answer", "AnswerKind", "Assistant", "Citation", "Scope"]
