"""The encoder: BERT as all-MiniLM-L6-v2 has it, in plain PyTorch, with an embedding of word shapes beside it."""

import json
import math
import struct
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

HIDDEN, LAYERS, ATTENTION, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512


class Dropout(nn.Module):
    """Dropout whose masks are slices of one long mask: drawing them anew takes a tenth of the time."""

    POOL = 1 << 22

    def __init__(self, share: float) -> None:
        super().__init__()
        self.keep = 1 - share
        self.pool: Tensor | None = None

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or self.keep == 1:
            return x
        if self.pool is None:
            self.pool = (torch.rand(self.POOL, generator=torch.Generator().manual_seed(7)) < self.keep) / self.keep
        size = x.numel()
        if size > self.POOL // 2:
            return F.dropout(x, 1 - self.keep)
        at = int(torch.randint(self.POOL - size, ()))
        return x * self.pool[at : at + size].view(x.shape).to(x.dtype)


class Layer(nn.Module):
    """Attention, then a feed-forward pass, each added to what came in and normalised."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.mixed = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.wide, self.narrow = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.first, self.second = nn.LayerNorm(HIDDEN, eps=1e-12), nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        def split(y: Tensor) -> Tensor:
            return y.view(y.shape[0], y.shape[1], ATTENTION, HIDDEN // ATTENTION).transpose(1, 2)

        scores = split(self.query(x)) @ split(self.key(x)).transpose(2, 3) / math.sqrt(HIDDEN // ATTENTION) + mask
        seen = (scores.softmax(-1) @ split(self.value(x))).transpose(1, 2).reshape(x.shape)
        x = self.first(x + self.dropout(self.mixed(seen)))
        return self.second(x + self.dropout(self.narrow(F.gelu(self.wide(x)))))


class Encoder(nn.Module):
    """Piece numbers and shapes in, one vector a piece out."""

    def __init__(self, shapes: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.words.weight.requires_grad = (
            False  # words that the treebanks lack stay beside those they have; a quarter faster
        )
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.shapes = nn.Embedding(shapes, HIDDEN)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = Dropout(dropout)

    def forward(self, ids: Tensor, shapes: Tensor) -> Tensor:
        mask = (ids == 0)[:, None, None, :] * -10000.0
        x = self.words(ids) + self.positions.weight[: ids.shape[1]] + self.shapes(shapes)
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x


def read_safetensors(path: Path) -> dict[str, Tensor]:
    """The float32 tensors of a safetensors file, by name."""
    raw = path.read_bytes()
    size = struct.unpack("<Q", raw[:8])[0]
    header = json.loads(raw[8 : 8 + size])
    body = bytearray(raw[8 + size :])
    return {
        name: torch.frombuffer(body, dtype=torch.float32, count=(e - s) // 4, offset=s).view(meta["shape"]).clone()
        for name, meta in header.items()
        if meta.get("dtype") == "F32"
        for s, e in [meta["data_offsets"]]
    }


def load_minilm(encoder: Encoder, path: Path) -> None:
    """Puts the published weights into the encoder; the segment embedding, always 0 here, goes into the positions."""
    given = read_safetensors(path)
    names = {
        "attention.self.query": "query", "attention.self.key": "key", "attention.self.value": "value",
        "attention.output.dense": "mixed", "attention.output.LayerNorm": "first",
        "intermediate.dense": "wide", "output.dense": "narrow", "output.LayerNorm": "second",
    }  # fmt: skip
    state = {
        "words.weight": given["embeddings.word_embeddings.weight"],
        "positions.weight": given["embeddings.position_embeddings.weight"]
        + given["embeddings.token_type_embeddings.weight"][0],
        "shapes.weight": encoder.shapes.weight.data,
    }
    for part in ("weight", "bias"):
        state[f"norm.{part}"] = given[f"embeddings.LayerNorm.{part}"]
        for i in range(LAYERS):
            for theirs, ours in names.items():
                state[f"layers.{i}.{ours}.{part}"] = given[f"encoder.layer.{i}.{theirs}.{part}"]
    encoder.load_state_dict(state)
