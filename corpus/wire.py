"""A `Report` as JSON and back without loss: decimals travel as strings."""

from __future__ import annotations

from pydantic import TypeAdapter, ValidationError

from corpus.report import Report

_REPORT = TypeAdapter(Report)


def to_json(report: Report) -> bytes:
    """One line of UTF-8 JSON. Raises ValueError for what JSON cannot hold (a lone surrogate)."""
    return _REPORT.dump_json(report)


def from_json(data: bytes) -> Report:
    """The report that `to_json` wrote. Raises ValueError when `data` is not one."""
    try:
        return _REPORT.validate_json(data)
    except ValidationError as error:
        raise ValueError(f"not a report: {error.error_count()} errors") from error
