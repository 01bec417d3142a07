"""A server that speaks the OpenAI API and answers from a script: to lie, to fail, to be slow."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

# What is streamed, part by part; a number waits so many seconds, None cuts the stream.
Script = Callable[[dict[str, Any]], Sequence[str | float | None] | int]


class Told:
    """What the server was asked, and with which key."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []


@contextmanager
def serving(script: Script) -> Iterator[tuple[str, Told]]:
    """Serve until the block ends; the value is the base of the API, and what it is asked."""
    told = Told()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            told.requests.append(body)
            told.keys.append(self.headers.get("Authorization", ""))
            parts = script(body)
            if isinstance(parts, int):
                self.send_response(parts)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(b'{"error": {"message": "no", "type": "x"}}')
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            try:
                for part in parts:
                    if part is None:
                        return
                    if isinstance(part, float):
                        time.sleep(part)
                    else:
                        self._chunk(body, {"content": part}, None)
                self._chunk(body, {}, "stop")
                self.wfile.write(b"data: [DONE]\n\n")
            except OSError:
                pass  # the one who asked has gone

        def _chunk(self, body: dict[str, Any], delta: dict[str, str], finish: str | None) -> None:
            choice = {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": finish}
            chunk = {
                "id": "1",
                "object": "chat.completion.chunk",
                "created": 0,
                "model": body["model"],
                "choices": [choice],
            }
            self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
            self.wfile.flush()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1", told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
