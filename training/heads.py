"""The heads on the encoder: parts of speech, arcs, labels, predicates, roles and names."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.encoder import HIDDEN, Dropout, Encoder

ARC, LABEL, ROLE = 256, 128, 160
IGNORE = -100


@dataclass(frozen=True)
class Labels:
    """What the heads may say; each a tuple of names, its order the order of the outputs."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    relations: tuple[str, ...]
    roles: tuple[str, ...]
    names: tuple[str, ...]


@dataclass
class Batch:
    """Sentences as tables: pieces [B, T], words [B, W], predicates flat [N]."""

    ids: Tensor
    shapes: Tensor
    first: Tensor
    lengths: Tensor
    upos: Tensor
    xpos: Tensor
    heads: Tensor
    relations: Tensor
    predicate: Tensor
    names: Tensor
    rows: Tensor
    verbs: Tensor
    role_heads: Tensor
    role_tags: Tensor


def mlp(size: int, dropout: float) -> nn.Sequential:
    return nn.Sequential(nn.Linear(HIDDEN, size), nn.GELU(), Dropout(dropout))


class Roles(nn.Module):
    """Scores of each role between each predicate and each word: a biaffine."""

    def __init__(self, count: int, dropout: float) -> None:
        super().__init__()
        self.verb, self.word = mlp(ROLE, dropout), mlp(ROLE, dropout)
        self.bilinear = nn.Linear(ROLE, count * ROLE)
        self.linear = nn.Linear(ROLE, count)
        self.count = count
        nn.init.normal_(self.bilinear.weight, std=0.02)
        nn.init.zeros_(self.bilinear.bias)

    def forward(self, words: Tensor, rows: Tensor, verbs: Tensor) -> Tensor:
        """[N, W, count] for `words` [B, W, H], predicates at `verbs` [N] of the sentences `rows` [N]."""
        mixed = self.bilinear(self.verb(words[rows, verbs])).view(-1, self.count, ROLE)
        seen = self.word(words)
        return seen[rows] @ mixed.transpose(1, 2) + self.linear(seen)[rows]


class Reader(nn.Module):
    """The encoder with all heads; `vectors` is the common trunk."""

    def __init__(self, labels: Labels, shapes: int, dropout: float = 0.2) -> None:
        super().__init__()
        self.labels = labels
        self.encoder = Encoder(shapes)
        self.dropout = Dropout(dropout)
        self.upos = nn.Linear(HIDDEN, len(labels.upos))
        self.xpos = nn.Linear(HIDDEN, len(labels.xpos))
        self.predicate = nn.Linear(HIDDEN, 2)
        self.names = nn.Linear(HIDDEN, 2 * len(labels.names) + 1)
        self.arc_word, self.arc_head = mlp(ARC, dropout), mlp(ARC, dropout)
        self.arc = nn.Linear(ARC, ARC)
        self.arc_prior = nn.Linear(ARC, 1, bias=False)
        self.label_word, self.label_head = mlp(LABEL, dropout), mlp(LABEL, dropout)
        self.label = nn.Linear(LABEL, len(labels.relations) * LABEL)
        self.label_of_word = nn.Linear(LABEL, len(labels.relations))
        self.label_of_head = nn.Linear(LABEL, len(labels.relations))
        for layer in (self.arc, self.label):
            nn.init.normal_(layer.weight, std=0.02)
            nn.init.zeros_(layer.bias)
        self.role_heads = Roles(len(labels.roles) + 1, dropout)
        self.role_tags = Roles(2 * len(labels.roles) + 1, dropout)

    def vectors(self, ids: Tensor, shapes: Tensor, first: Tensor) -> Tensor:
        """[B, 1 + W, H]: the root, which is the sentence's own vector, and each word's first piece."""
        x = self.encoder(ids, shapes)
        return x.gather(1, first.unsqueeze(2).expand(-1, -1, HIDDEN))

    def arcs(self, vectors: Tensor, lengths: Tensor) -> Tensor:
        """[B, W, 1 + W]: how well each word (0: the root) heads each word; words beyond the end head nothing."""
        words, heads = self.arc_word(vectors[:, 1:]), self.arc_head(vectors)
        scores = self.arc(words) @ heads.transpose(1, 2) + self.arc_prior(heads).transpose(1, 2)
        beyond = torch.arange(vectors.shape[1], device=vectors.device)[None, :] > lengths[:, None]
        return scores.float() + beyond[:, None, :] * -10000.0

    def relation(self, vectors: Tensor, heads: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Scores [B, W, R] of the relation of each word to the head given; with the two projections they rest on."""
        words, all_heads = self.label_word(vectors[:, 1:]), self.label_head(vectors)
        chosen = all_heads.gather(1, heads.unsqueeze(2).expand(-1, -1, LABEL))
        mixed = self.label(words).view(words.shape[0], words.shape[1], -1, LABEL)
        scores = (mixed @ chosen.unsqueeze(3)).squeeze(3) + self.label_of_word(words) + self.label_of_head(chosen)
        return scores, words, all_heads

    def losses(self, b: Batch) -> dict[str, Tensor]:
        """The loss of each head over a batch; a head without gold in the batch has none (it would be NaN)."""
        vectors = self.dropout(self.vectors(b.ids, b.shapes, b.first))
        words = vectors[:, 1:]
        found = {
            "upos": cross(self.upos(words), b.upos),
            "xpos": cross(self.xpos(words), b.xpos),
            "arcs": cross(self.arcs(vectors, b.lengths), b.heads),
            "relations": cross(self.relation(vectors, b.heads.clamp(min=0))[0], b.relations),
            "predicate": cross(self.predicate(words), b.predicate),
            "names": cross(self.names(words), b.names),
        }
        if len(b.rows):
            found["role_heads"] = cross(self.role_heads(words, b.rows, b.verbs), b.role_heads)
            found["role_tags"] = cross(self.role_tags(words, b.rows, b.verbs), b.role_tags)
        return {k: v for k, v in found.items() if v is not None}


def cross(scores: Tensor, gold: Tensor) -> Tensor | None:
    """Cross-entropy over the words that have gold; None where no word has."""
    if not bool((gold != IGNORE).any()):
        return None
    return F.cross_entropy(scores.float().reshape(-1, scores.shape[-1]), gold.reshape(-1), ignore_index=IGNORE)
