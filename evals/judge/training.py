"""Teaching the judge: a softmax over the candidates of a question and « none of them » (score 0)."""

from __future__ import annotations

import itertools
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from sentence_transformers import CrossEncoder
from torch import Tensor, nn

from evals.judge.examples import Example
from evals.judge.sampling import Sampler
from index.sentence_model import judge_modules

_QUESTION = "query: "
_DROPPED = 0.1
_LONGEST_STEP = 1.0  # of the gradient
_WARM_UP = 0.05  # of the time
_LEAST_RATE = 0.03  # of the rate, at the end
_NOT_SAVED = ("word_embeddings", "pooler", "position_ids")  # the base model has the first
_SAVE_EVERY = 300.0  # seconds


@dataclass(frozen=True)
class Plan:
    """How the judge is taught: `rate` is AdamW's, `questions` and their candidates make a batch."""

    layers: int = 6
    minutes: float = 120.0
    rate: float = 1.5e-4
    questions: int = 7
    seed: int = 1


def teach(
    base: Path,
    sampler: Sampler,
    held_out: Sequence[Example],
    out: Path,
    plan: Plan,
    show: Callable[[str], None],
    start: Path | None = None,
) -> None:
    """Teach from the lower layers of the model in `base`, or go on from the weights in `start`; write `out`
    every five minutes and at the end. The vectors of the vocabulary stay as they are."""
    torch.manual_seed(plan.seed)
    modules = judge_modules(base, plan.layers)
    if start is not None:
        _load(modules, start)
    model = CrossEncoder(modules=OrderedDict(modules), device="cpu")
    modules["bert"].model.get_input_embeddings().weight.requires_grad = False
    taught = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(taught, lr=plan.rate, weight_decay=0.01)
    began = saved = time.monotonic()
    loss_shown = 0.0
    drawn: list[list[Example]] = []
    for step in itertools.count():
        done = (time.monotonic() - began) / (60 * plan.minutes)
        if done >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = plan.rate * min(1.0, done / _WARM_UP) * max(_LEAST_RATE, 1 - done)
        drawn = drawn or _batches(sampler, plan.questions)
        loss = _loss(model, modules, drawn.pop())
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(taught, _LONGEST_STEP)
        optimiser.step()
        loss_shown += (float(loss.detach()) - loss_shown) / min(step + 1, 50)
        if time.monotonic() - saved > _SAVE_EVERY:
            saved = time.monotonic()
            _save(modules, out)
            show(f"{100 * done:.0f} % · perte {loss_shown:.3f} · {_told(model, modules, held_out)}")
    _save(modules, out)
    show(f"fini · perte {loss_shown:.3f} · {_told(model, modules, held_out)}")


def _batches(sampler: Sampler, questions: int) -> list[list[Example]]:
    """Sixty-four batches of examples of like length, so that little is padded."""
    drawn = sorted(sampler.draw(64 * questions), key=lambda e: max(map(len, e.candidates)))
    batches = [drawn[i : i + questions] for i in range(0, len(drawn), questions)]
    order: list[int] = torch.randperm(len(batches)).tolist()
    return [batches[i] for i in order]


def _loss(model: CrossEncoder, modules: dict[str, Any], batch: Sequence[Example]) -> Tensor:
    scores = _scores(model, modules, [(e.question, c) for e in batch for c in e.candidates])
    losses = []
    parts = torch.split(scores, [len(e.candidates) for e in batch])
    for example, own in zip(batch, parts, strict=True):
        chances = torch.log_softmax(torch.cat([own, own.new_zeros(1)]), 0)
        right = list(example.right) or [len(own)]
        losses.append(-torch.logsumexp(chances[right], 0))
    return torch.stack(losses).mean()


def _scores(model: CrossEncoder, modules: dict[str, Any], pairs: Sequence[tuple[str, str]]) -> Tensor:
    tokens = modules["bert"].tokenizer(
        [_QUESTION + question for question, _ in pairs],
        [candidate for _, candidate in pairs],
        padding=True,
        truncation=True,
        max_length=modules["bert"].max_seq_length,
        return_tensors="pt",
    )
    features = dict(tokens)
    for name in ("bert", "pooling"):
        features = modules[name](features)
    features["sentence_embedding"] = nn.functional.dropout(
        features["sentence_embedding"], _DROPPED, model.training
    )
    scores: Tensor = modules["head"](modules["dense"](features))["scores"]
    return scores.squeeze(-1)


def _told(model: CrossEncoder, modules: dict[str, Any], held_out: Sequence[Example]) -> str:
    """How the judge does on examples it does not learn from: right ones put first, refusals."""
    model.eval()
    first = refused = answerable = 0
    with torch.no_grad():
        for example in held_out:
            scores = _scores(model, modules, [(example.question, c) for c in example.candidates[:40]])
            if example.right:
                answerable += 1
                first += int(scores.argmax()) in example.right
            else:
                refused += float(scores.max()) < 0
    model.train()
    return (
        f"bonnes réponses en tête {first}/{answerable}, refus justes {refused}/{len(held_out) - answerable}"
    )


def _load(modules: dict[str, Any], start: Path) -> None:
    state = {name: tensor.float() for name, tensor in load_file(start).items()}
    for name, module in modules.items():
        own = {n.removeprefix(f"{name}."): t for n, t in state.items() if n.startswith(f"{name}.")}
        module.load_state_dict(own, strict=False)


def _save(modules: dict[str, Any], out: Path) -> None:
    state = {
        f"{name}.{part}": tensor.half().contiguous()
        for name, module in modules.items()
        for part, tensor in module.state_dict().items()
        if not any(left in part for left in _NOT_SAVED)
    }
    save_file(state, out)
