"""What an index was made with."""

from __future__ import annotations

import pytest

from index.errors import MismatchError
from index.manifest import Manifest, check

WANTED = Manifest("petit-modele", "384")


def test_a_new_index_and_one_made_alike_pass() -> None:
    check({}, WANTED)
    check(WANTED.values(), WANTED)


def test_another_model_is_named_with_both_ways_out() -> None:
    with pytest.raises(MismatchError) as told:
        check(Manifest("grand-modele", "1024").values(), WANTED)
    message = str(told.value)
    for part in (
        "« grand-modele » (1024",
        "« petit-modele » (384)",
        "RAPPORTEUR_EMBEDDING_MODEL",
        "--rebuild",
    ):
        assert part in message


def test_the_same_model_with_other_vectors_is_another_model() -> None:
    with pytest.raises(MismatchError, match=r"\(768 dimensions\)"):
        check(Manifest("petit-modele", "768").values(), WANTED)


def test_another_version_of_the_reading_asks_for_a_rebuild() -> None:
    with pytest.raises(MismatchError, match=r"autre version de Rapporteur.*--rebuild"):
        check(Manifest("petit-modele", "384", reading="0").values(), WANTED)
