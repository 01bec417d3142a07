"""Teaching the judge: a softmax over the candidates of a question and « none of them » (score 0).

Where the other signals of a candidate are known, what they say is added before the softmax, so that the judge
learns what they miss rather than what they already know.
"""

from __future__ import annotations

import itertools
import random
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from sentence_transformers import CrossEncoder
from torch import Tensor, nn

from assistant.signals import Signals, weigh
from evals.judge.examples import Example
from evals.judge.sampling import Sampler
from index.sentence_model import judge_modules

_QUESTION = "query: "
_HEARD = 0.85  # of the examples are taught with what the other signals say
_DROPPED = 0.1
_LONGEST_STEP = 1.0  # of the gradient
_WARM_UP = 0.05  # of the time
_LEAST_RATE = 0.03  # of the rate, at the end
_NOT_SAVED = ("word_embeddings", "pooler", "position_ids")  # the base model has the first
_SAVE_EVERY = 600.0  # seconds
_AT_ONCE = 64  # pairs in one pass
_READ = 24  # candidates of a held-out example
_RATE_OF_OTHERS = 30.0  # times the judge's: they are two numbers
_SIGNALS = [f.name for f in fields(Signals)]


@dataclass(frozen=True)
class Plan:
    """How the judge is taught: `rate` is AdamW's, `questions` and their candidates make a batch."""

    layers: int = 6
    minutes: float = 120.0
    rate: float = 1.5e-4
    questions: int = 10
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
    every ten minutes and at the end. The vectors of the vocabulary stay as they are."""
    torch.manual_seed(plan.seed)
    modules = judge_modules(base, plan.layers)
    if start is not None:
        _load(modules, start)
    model = CrossEncoder(modules=OrderedDict(modules), device="cpu")
    others = _Others()
    modules["bert"].model.get_input_embeddings().weight.requires_grad = False
    for part in modules["bert"].model.modules():  # a third of the time, and nothing is seen often
        if isinstance(part, nn.Dropout):
            part.p = 0.0
    taught = [p for p in model.parameters() if p.requires_grad]
    groups: list[dict[str, Any]] = [
        {"params": taught},
        {"params": list(others.parameters()), "scale": _RATE_OF_OTHERS},
    ]
    optimiser = torch.optim.AdamW(groups, lr=plan.rate, weight_decay=0.01)
    heard = random.Random(plan.seed)
    began = saved = time.monotonic()
    loss_shown = 0.0
    drawn: list[list[Example]] = []
    for step in itertools.count():
        done = (time.monotonic() - began) / (60 * plan.minutes)
        if done >= 1:
            break
        for group in optimiser.param_groups:
            pace = min(1.0, done / _WARM_UP) * max(_LEAST_RATE, 1 - done)
            group["lr"] = plan.rate * pace * group.get("scale", 1.0)
        drawn = drawn or _batches(sampler, plan.questions)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = _loss(model, modules, others, drawn.pop(), heard)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(taught, _LONGEST_STEP)
        optimiser.step()
        loss_shown += (float(loss.detach()) - loss_shown) / min(step + 1, 50)
        if time.monotonic() - saved > _SAVE_EVERY:
            saved = time.monotonic()
            _save(modules, out)
            told = _told(model, modules, others, held_out)
            show(f"{100 * done:.0f} % · {step} pas · perte {loss_shown:.3f} · {told}")
    _save(modules, out)
    show(f"fini · perte {loss_shown:.3f} · {_told(model, modules, others, held_out)}")


class _Others(nn.Module):
    """What the other signals say of candidates, as one score each: their weighted sum, scaled."""

    def __init__(self) -> None:
        super().__init__()
        self._scale = nn.Parameter(torch.tensor(0.7))
        self._shift = nn.Parameter(torch.tensor(0.0))

    def forward(self, example: Example) -> Tensor:
        """Shape (candidates,); zeros where the signals are not known."""
        if not example.signals:
            return torch.zeros(len(example.candidates))
        said = [weigh(Signals(**dict(zip(_SIGNALS, row, strict=True)))) for row in example.signals]
        found: Tensor = self._scale * torch.tensor(said) + self._shift
        return found


def _batches(sampler: Sampler, questions: int) -> list[list[Example]]:
    """Sixty-four batches of examples of like length, so that little is padded."""
    drawn = sorted(sampler.draw(64 * questions), key=lambda e: max(map(len, e.candidates)))
    batches = [drawn[i : i + questions] for i in range(0, len(drawn), questions)]
    order: list[int] = torch.randperm(len(batches)).tolist()
    return [batches[i] for i in order]


def _loss(
    model: CrossEncoder,
    modules: dict[str, Any],
    others: _Others,
    batch: Sequence[Example],
    heard: random.Random,
) -> Tensor:
    scores = _scores(model, modules, [(e.question, c) for e in batch for c in e.candidates])
    losses = []
    parts = torch.split(scores, [len(e.candidates) for e in batch])
    for example, own in zip(batch, parts, strict=True):
        if heard.random() < _HEARD:
            own = own + others(example)
        chances = torch.log_softmax(torch.cat([own, own.new_zeros(1)]), 0)
        right = list(example.right) or [len(own)]
        losses.append(-torch.logsumexp(chances[right], 0))
    return torch.stack(losses).mean()


def _scores(model: CrossEncoder, modules: dict[str, Any], pairs: Sequence[tuple[str, str]]) -> Tensor:
    """The judge's scores, a few pairs of like length at a time so that little is padded."""
    order = sorted(range(len(pairs)), key=lambda i: sum(map(len, pairs[i])))
    chunks = [order[i : i + _AT_ONCE] for i in range(0, len(order), _AT_ONCE)]
    scores = torch.cat([_scored(model, modules, [pairs[i] for i in chunk]) for chunk in chunks])
    return scores[torch.tensor(order).argsort()]


def _scored(model: CrossEncoder, modules: dict[str, Any], pairs: Sequence[tuple[str, str]]) -> Tensor:
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
    return scores.squeeze(-1).float()


def _told(model: CrossEncoder, modules: dict[str, Any], others: _Others, held_out: Sequence[Example]) -> str:
    """How the judge does on examples it does not learn from: right ones put first, by the other signals, by
    the judge alone and by both; refusals."""
    model.eval()
    before = alone = first = refused = answerable = 0
    with torch.no_grad():
        for example in held_out:
            own = _scores(model, modules, [(example.question, c) for c in example.candidates[:_READ]])
            said = others(example)[:_READ]
            if example.right:
                answerable += 1
                before += int(said.argmax()) in example.right
                alone += int(own.argmax()) in example.right
                first += int((own + said).argmax()) in example.right
            else:
                refused += float((own + said).max()) < 0
    model.train()
    return (
        f"bonnes réponses en tête {before} sans, {alone} seul, {first} avec, sur {answerable} ; "
        f"refus justes {refused}/{len(held_out) - answerable}"
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
