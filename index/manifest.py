"""What an index was made with, and the check that it is used with the same."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from index.errors import MismatchError

READING = "6"  # raised when the same PDF would be read, cut or stored differently


@dataclass(frozen=True, slots=True)
class Manifest:
    """`model` and `dimensions` of the vectors, `reading` the version of what is read from a PDF."""

    model: str
    dimensions: str
    reading: str = READING

    def values(self) -> dict[str, str]:
        """As key-value pairs for the store."""
        return asdict(self)


def check(found: dict[str, str], wanted: Manifest) -> None:
    """Raise `MismatchError` when an existing index was made otherwise; an empty manifest passes."""
    if not found or found == wanted.values():
        return
    if found.get("reading") != wanted.reading:
        raise MismatchError(
            "Cet index vient d'une autre version de Rapporteur. Refaites-le avec "
            "« python -m index sync --rebuild » : les PDF suffisent, rien n'est perdu."
        )
    raise MismatchError(
        f"Cet index a été fait avec le modèle « {found.get('model')} » ({found.get('dimensions')} "
        f"dimensions) ; le modèle demandé est « {wanted.model} » ({wanted.dimensions}). Remettez "
        "l'ancien dans RAPPORTEUR_EMBEDDING_MODEL, ou refaites l'index avec "
        "« python -m index sync --rebuild »."
    )
