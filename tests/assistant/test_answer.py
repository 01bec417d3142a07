"""The object that `--json` prints, as the contract has it."""

from __future__ import annotations

import json
from decimal import Decimal

from assistant.answer import Answer, AnswerKind, Citation
from corpus.report import Fact, FactSource

BOX = (1.0, 2.0, 3.5, 4.0)
CITATION = Citation("eau.pdf", "L'eau", ("Tarifs", "Prix"), 7, "5", "Prix | 3,52", (BOX, BOX))
FACT = Fact("Prix", ("Orly",), "2023", Decimal("3.520"), "€", "3,52", 7, BOX, 0, 1, FactSource.TABLE, 0.9)


def test_the_whole_object() -> None:
    answer = Answer("Prix : 3,52 €.", AnswerKind.FIGURE, False, (CITATION,), (FACT,), 0.123456, "Prix ?", 0.8)
    shown = answer.to_json()
    assert shown == {
        "text": "Prix : 3,52 €.",
        "kind": "figure",
        "refused": False,
        "citations": [
            {
                "report": "eau.pdf",
                "title": "L'eau",
                "section": ["Tarifs", "Prix"],
                "page": 7,
                "page_label": "5",
                "quote": "Prix | 3,52",
                "boxes": [[1.0, 2.0, 3.5, 4.0], [1.0, 2.0, 3.5, 4.0]],
            }
        ],
        "facts": [
            {
                "concept": "Prix",
                "dimensions": ["Orly"],
                "period": "2023",
                "value": "3.520",
                "unit": "€",
                "page": 7,
            }
        ],
        "choices": [],
        "confidence": 0.8,
        "seconds": 0.1235,
    }
    assert json.loads(json.dumps(shown)) == shown


def test_what_is_not_known_is_null() -> None:
    bare = Fact("Prix", (), None, Decimal(3), None, "3", 1, BOX, 0, None, FactSource.CHART)
    (shown,) = Answer("3", AnswerKind.FIGURE, False, (), (bare,), 0.0).to_json()["facts"]
    assert (shown["period"], shown["unit"], shown["dimensions"]) == (None, None, [])
