"""A language model on a server that speaks the OpenAI API, asked under a time limit.

Nothing here trusts what it says: see `assistant.gate`.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from llama_index.core.llms import LLM, ChatMessage, MessageRole

from corpus.errors import RapporteurError
from index.settings import Settings

_LONGEST = 2_000  # characters of an output; beyond, the model does not end
_TRIES = 2  # connections: a server that is busy for a moment is asked once more
_log = logging.getLogger(__name__)


class ModelUnavailableError(RapporteurError):
    """The model did not answer, or not in time; the quoted answer stands."""


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """Where the model is: `url` the base of its API (« http://127.0.0.1:11434/v1 »), `name` as the server
    calls it, `key` if it wants one, `seconds` for a whole output."""

    url: str
    name: str
    key: str = field(default="", repr=False)
    seconds: float = 30.0

    @classmethod
    def of(cls, url: str | None, name: str, key: str, seconds: float) -> ModelSettings | None:
        """The settings as they are given; None without a `url`. Raises `ModelUnavailableError`."""
        if not url:
            return None
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
            raise ModelUnavailableError(
                f"RAPPORTEUR_LLM_URL vaut « {url} » : donnez l'adresse de l'API, comme http://127.0.0.1:11434/v1."
            )
        if not name:
            raise ModelUnavailableError(
                "RAPPORTEUR_LLM_URL est réglé sans RAPPORTEUR_LLM_MODEL : donnez le nom du modèle."
            )
        return cls(url, name, key, seconds)

    @classmethod
    def set_in(cls, settings: Settings) -> ModelSettings | None:
        """The model that the environment sets, None when it sets none. Raises `ModelUnavailableError`."""
        key = settings.llm_api_key.get_secret_value()
        return cls.of(settings.llm_url, settings.llm_model, key, settings.llm_seconds)

    @property
    def place(self) -> str:
        """Where it runs, as the reader is told."""
        host = urlsplit(self.url).hostname or self.url
        return "cet ordinateur" if host in ("127.0.0.1", "localhost", "::1") else host


def connect(settings: ModelSettings) -> LLM:
    """The llama-index LLM of some settings. No request is made yet."""
    from llama_index.llms.openai_like import OpenAILike  # half a second that only those with a model wait

    for name in ("openai", "httpx"):  # their debug logs hold whole requests
        logging.getLogger(name).setLevel(logging.WARNING)
    return OpenAILike(
        model=settings.name,
        api_base=settings.url,
        api_key=settings.key or "none",
        is_chat_model=True,
        temperature=0.0,
        max_retries=_TRIES - 1,
        timeout=settings.seconds,
        context_window=8192,
    )


class Model:
    """An LLM asked for short texts; its `name` and `place` are for the reader."""

    def __init__(self, llm: LLM, name: str, place: str, seconds: float) -> None:
        self._llm, self._seconds = llm, seconds
        self.name, self.place = name, place

    @classmethod
    def at(cls, settings: ModelSettings) -> Model:
        """The model of some settings."""
        return cls(connect(settings), settings.name, settings.place, settings.seconds)

    def write(self, system: str, asked: str, tokens: int) -> str:
        """What it answers, of so many `tokens` at most. Raises `ModelUnavailableError` for a server that is
        absent, slow, wrong or endless, and for an empty output; the request is then given up."""
        messages = [
            ChatMessage(role=MessageRole.SYSTEM, content=system),
            ChatMessage(role=MessageRole.USER, content=asked),
        ]
        text = ""
        for part in _within(self._parts(messages, tokens), self._seconds):
            text += part
            if len(text) > _LONGEST:
                raise ModelUnavailableError("Le modèle n'en finissait pas.")
        if not text.strip():
            raise ModelUnavailableError("Le modèle n'a rien écrit.")
        return text.strip()

    def _parts(self, messages: Sequence[ChatMessage], tokens: int) -> Iterator[str]:
        for response in self._llm.stream_chat(list(messages), max_tokens=tokens):
            yield response.delta or ""


def _within(parts: Iterator[str], seconds: float) -> Iterator[str]:
    """The parts as they come from a thread; given up when they are not all there in time, or not wanted."""
    received: queue.SimpleQueue[str | Exception | None] = queue.SimpleQueue()
    given_up = threading.Event()

    def pump() -> None:
        try:
            for part in parts:
                if given_up.is_set():
                    return
                received.put(part)
            received.put(None)
        except Exception as error:  # whatever the client and its transport raise
            received.put(error)

    threading.Thread(target=pump, daemon=True).start()
    deadline = time.monotonic() + seconds
    try:
        while True:
            try:
                part = received.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise ModelUnavailableError(f"Le modèle n'a pas fini en {seconds:.0f} s.") from None
            if part is None:
                return
            if isinstance(part, Exception):
                _log.warning(
                    "the language model failed: %s", type(part).__name__
                )  # its text may hold the key
                raise ModelUnavailableError("Le serveur du modèle ne répond pas, ou répond mal.") from None
            yield part
    finally:
        given_up.set()
