"""Reads a report in a separate process under memory and time limits: a PDF is never trusted.

The child is `python -m corpus.sandbox PATH`. It writes one JSON object a line: `{"page": [3, 12]}` as it
goes, then `{"error": [reason, message]}`, or `{"report": …}`. Lines of any other form are passed over: a
library may print what it likes.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import logging
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import IO

from corpus.errors import ReportError
from corpus.identity import Correction
from corpus.report import Report
from corpus.wire import from_json, to_json

MEMORY_MB = 1500
SECONDS = 900.0
PAGE_SECONDS = 60.0
_START_SECONDS = 30.0  # to start Python and open the file, on a busy machine
_LONGEST_LINE = 1 << 29
_REPORT = b'{"report":'
_AS_READ = Correction()

Progress = Callable[[int, int], None]
_log = logging.getLogger(__name__)


def read_safely(
    path: Path,
    *,
    password: str = "",
    correction: Correction = _AS_READ,
    memory_mb: int = MEMORY_MB,
    seconds: float = SECONDS,
    page_seconds: float = PAGE_SECONDS,
    progress: Progress | None = None,
) -> Report:
    """The report in the PDF `path`, read in a process of its own.

    `correction` goes before the title, body and year that are read. `memory_mb` bounds its address space
    (on Linux), `seconds` the whole reading, `page_seconds` the time without progress. Raises ReportError:
    what the reader says of the file, "limits" when a limit is hit, "broken" when the process dies or answers
    nonsense.
    """
    with tempfile.TemporaryFile() as log:
        child = _start(path, {"password": password, **asdict(correction)}, memory_mb, log)
        try:
            return _listen(child, path.name, time.monotonic() + seconds, page_seconds, progress)
        except ReportError as error:
            _log.info("%s: %s; the process said: %s", path.name, error.reason, _last_words(log))
            raise
        finally:
            child.kill()
            child.wait()
            _close(child)


def _close(child: subprocess.Popen[bytes]) -> None:
    for stream in (child.stdin, child.stdout):
        if stream:
            with contextlib.suppress(OSError):
                stream.close()


def _start(path: Path, given: Mapping[str, str], memory_mb: int, log: IO[bytes]) -> subprocess.Popen[bytes]:
    root = str(Path(__file__).resolve().parent.parent)
    known = os.environ.get("PYTHONPATH")
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([root, known] if known else [root]),
        "PYTHONUTF8": "1",
    }
    command = [sys.executable, "-m", "corpus.sandbox", str(path.absolute()), "--memory-mb", str(memory_mb)]
    child = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, env=environment
    )
    assert child.stdin is not None
    # A password on the command line would show in the list of processes.
    with contextlib.suppress(OSError):
        child.stdin.write(json.dumps(given).encode() + b"\n")
        child.stdin.flush()
    return child


def _listen(
    child: subprocess.Popen[bytes],
    name: str,
    deadline: float,
    page_seconds: float,
    progress: Progress | None,
) -> Report:
    patience = max(page_seconds, _START_SECONDS)
    for line in _lines(child, name, deadline, patience):
        if line.startswith(_REPORT) and line.endswith(b"}\n"):
            try:
                return from_json(line[len(_REPORT) : -2])
            except ValueError as error:
                raise _broken(name) from error
        match _message(line):
            case {"error": [str(reason), str(text)]}:
                raise ReportError(reason, text)
            case {"page": [int(done), int(total)]} if progress:
                progress(done, total)
    status = child.wait()
    if status in {-9, -24}:  # killed by the system for memory, or by its processor-time limit
        raise _limits(name)
    _log.info("%s: the reading process ended with status %s", name, status)
    raise _broken(name)


def _lines(child: subprocess.Popen[bytes], name: str, deadline: float, patience: float) -> Iterator[bytes]:
    """The lines that the child writes. Raises ReportError("limits") when it is silent or late."""
    received: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    stream = child.stdout
    assert stream is not None

    def pump() -> None:
        with contextlib.suppress(OSError, ValueError):
            while line := stream.readline(_LONGEST_LINE):
                received.put(line)
        received.put(b"")

    threading.Thread(target=pump, daemon=True).start()
    while True:
        wait = min(patience, deadline - time.monotonic())
        try:
            line = received.get(timeout=max(wait, 0.0))
        except queue.Empty:
            child.kill()
            raise _limits(name) from None
        if not line:
            return
        yield line


def _message(line: bytes) -> object:
    try:
        return json.loads(line)
    except ValueError:
        return None


def _last_words(log: IO[bytes]) -> str:
    log.seek(max(0, log.seek(0, os.SEEK_END) - 2000))
    return log.read().decode(errors="replace").strip()


def _limits(name: str) -> ReportError:
    return ReportError(
        "limits",
        f"« {name} » demande trop de mémoire ou de temps pour être lu : il n'est pas indexé. "
        "Allégez-le (réimprimez-le en PDF, ou découpez-le en plusieurs fichiers) puis relancez.",
    )


def _broken(name: str) -> ReportError:
    return ReportError(
        "broken",
        f"« {name} » est endommagé : sa lecture s'est interrompue. "
        "Ouvrez-le dans un lecteur de PDF et réenregistrez-le, ou demandez-en une nouvelle copie.",
    )


def _child(arguments: Sequence[str] | None = None) -> int:
    """What runs in the separate process."""
    parser = argparse.ArgumentParser()
    parser.add_argument("path", type=Path)
    parser.add_argument("--memory-mb", type=int, required=True)
    options = parser.parse_args(arguments)
    given = json.loads(sys.stdin.readline())
    # The pipe is kept for this protocol; whatever else prints goes to the log.
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _limit_memory(options.memory_mb)
    gc.set_threshold(50_000, 20, 20)  # A page makes objects by the hundred thousand, hardly any in cycles.

    def send(line: bytes) -> None:
        channel.write(line + b"\n")
        channel.flush()

    try:
        send(_REPORT + _read(options.path, given, send) + b"}")
    except ReportError as error:
        send(json.dumps({"error": [error.reason, str(error)]}).encode())
    except MemoryError:
        limits = _limits(options.path.name)
        send(json.dumps({"error": [limits.reason, str(limits)]}).encode())
    return 0


def _read(path: Path, given: dict[str, str], send: Callable[[bytes], None]) -> bytes:
    from corpus.reader import read_report  # under the memory limit, and not in the parent

    report = read_report(
        path,
        given.pop("password"),
        lambda done, total: send(json.dumps({"page": [done, total]}).encode()),
        Correction(**given),
    )
    return to_json(report)


def _limit_memory(megabytes: int) -> None:
    if sys.platform != "linux":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_AS)
    limit = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit if most < 0 else min(limit, most), most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(_child())
