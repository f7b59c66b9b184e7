"""Fits the reader to examples: seeded, logged, resumable at each epoch."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from training.heads import IGNORE, Reader
from training.sentences import Batcher, Example


@dataclass(frozen=True)
class Plan:
    """How long and how fast; the rates are peaks, reached after the warm-up and falling in a line to nothing."""

    name: str
    epochs: int
    encoder_rate: float = 3e-4
    head_rate: float = 1e-3
    decay_by_layer: float = 0.85
    warm_up: float = 0.06
    seed: int = 7


def groups(model: Reader, plan: Plan) -> list[dict[str, Any]]:
    """Parameters with their rates: lower layers of the encoder move less."""
    found: list[dict[str, Any]] = []
    for name, p in model.named_parameters():
        if not p.requires_grad:
            continue
        rate = plan.head_rate
        if name.startswith("encoder."):
            part = name.split(".")
            depth = int(part[2]) + 1 if part[1] == "layers" else 0
            rate = plan.encoder_rate * plan.decay_by_layer ** (len(model.encoder.layers) - depth)
            if part[1] == "shapes":
                rate = plan.encoder_rate
        found.append({"params": [p], "peak": rate, "lr": 0.0, "weight_decay": 0.01 if p.dim() > 1 else 0.0})
    return found


def share(done: float, warm_up: float) -> float:
    """The share of the peak rate after so much of the run."""
    return done / warm_up if done < warm_up else max(0.0, (1 - done) / (1 - warm_up))


def fit(
    model: Reader,
    examples: Callable[[int], list[Example]],
    batcher: Batcher,
    plan: Plan,
    folder: Path,
    dev: list[Example],
    log: Callable[[str], None],
) -> None:
    """Trains through the plan, going on after the last epoch that the folder holds."""
    optimizer = torch.optim.AdamW(groups(model, plan), betas=(0.9, 0.98), fused=True)
    saved = folder / f"{plan.name}.pt"
    begin = 0
    if saved.exists():
        state = torch.load(saved, weights_only=True)
        model.load_state_dict(state["model"])
        if state["epoch"] >= plan.epochs:
            log(f"{plan.name}: done before")
            return
        optimizer.load_state_dict(state["optimizer"])
        begin = state["epoch"]
        log(f"{plan.name}: going on after epoch {begin}")
    for epoch in range(begin, plan.epochs):
        started = time.monotonic()
        seed = plan.seed * 1000 + epoch
        random.seed(seed)
        np.random.seed(seed)
        torch.manual_seed(seed)
        batches = list(batcher.epoch(examples(epoch), seed, hide=True))
        sums: dict[str, float] = {}
        model.train()
        for n, batch in enumerate(batches):
            factor = share((epoch + n / len(batches)) / plan.epochs, plan.warm_up)
            for g in optimizer.param_groups:
                g["lr"] = g["peak"] * factor
            with torch.autocast("cpu", torch.bfloat16):
                losses = model.losses(batch)
            optimizer.zero_grad(set_to_none=True)
            sum(losses.values()).backward()  # type: ignore[union-attr]
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimizer.step()
            for k, v in losses.items():
                sums[k] = sums.get(k, 0.0) + v.item() / len(batches)
            if n % 100 == 0:
                log(f"{plan.name} {epoch + 1} {n}/{len(batches)} {time.monotonic() - started:.0f}s")
        losses_now = {k: round(v, 3) for k, v in sums.items()}
        took = f"{time.monotonic() - started:.0f}s"
        log(f"{plan.name} epoch {epoch + 1}/{plan.epochs} {took} {losses_now} {glance(model, dev, batcher)}")
        part = saved.with_suffix(".part")
        last = epoch + 1 == plan.epochs
        state = {"model": model.state_dict(), "epoch": epoch + 1}
        if not last:
            state["optimizer"] = optimizer.state_dict()
        torch.save(state, part)
        part.replace(saved)


def glance(model: Reader, dev: list[Example], batcher: Batcher) -> dict[str, float]:
    """A quick look at the dev set: shares of words right, greedy, by the float weights."""
    model.eval()
    right = {"upos": 0, "uas": 0, "las": 0, "predicate": 0}
    words = 0
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for b in batcher.epoch(dev, 0, blind=0):
            vectors = model.vectors(b.ids, b.shapes, b.first)
            heads = model.arcs(vectors, b.lengths).argmax(2)
            relations = model.relation(vectors, heads)[0].argmax(2)
            real = b.upos != IGNORE
            words += int(real.sum())
            right["upos"] += int((model.upos(vectors[:, 1:]).argmax(2) == b.upos)[real].sum())
            right["predicate"] += int((model.predicate(vectors[:, 1:]).argmax(2) == b.predicate)[real].sum())
            right["uas"] += int((heads == b.heads)[real].sum())
            right["las"] += int(((heads == b.heads) & (relations == b.relations))[real].sum())
    return {k: round(100 * v / words, 2) for k, v in right.items()}
