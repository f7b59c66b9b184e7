"""The heads on the encoder: parts of speech, arcs, labels, predicates, roles, names, and events with their parties."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.encoder import HIDDEN, Dropout, Encoder

ARC, LABEL, ROLE, TOLD, PAIR = 256, 128, 160, 256, 256
TOLD_WEIGHT = 6.0
"""Most words tell nothing: the loss of those few that do would drown in the mean."""
RARE = 2.0
"""A word that tells an event counts so much more than one that does not: what is missed here nobody can mend later."""
WEIGHTS = {"arcs": 2.0, "relations": 2.0, "names": 2.0, "role_heads": 2.0}
"""What else counts more than its loss: without it the events cost the reader trees and names on news."""
SMOOTHING = 0.1
"""Label smoothing of the pair head, whose examples are few."""
IGNORE = -100


@dataclass(frozen=True)
class Labels:
    """What the heads may say; each a tuple of names, its order the order of the outputs."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    relations: tuple[str, ...]
    roles: tuple[str, ...]
    names: tuple[str, ...]
    types: tuple[str, ...]
    modes: tuple[str, ...]
    statuses: tuple[str, ...]
    contexts: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass
class Batch:
    """Sentences as tables: pieces [B, T], words [B, W], predicates flat [N], events flat [E], marked pairs flat [P]."""

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
    told: Tensor
    event_rows: Tensor
    event_words: Tensor
    modes: Tensor
    statuses: Tensor
    contexts: Tensor
    parts: Tensor
    pair_rows: Tensor
    pair_sides: Tensor
    pair_types: Tensor


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
        self.told = nn.Sequential(mlp(TOLD, 0.3), nn.Linear(TOLD, 1 + len(labels.types)))
        self.register_buffer("rare", torch.tensor([1.0] + [RARE] * len(labels.types)), persistent=False)
        self.how = mlp(TOLD, dropout)
        self.mode = nn.Linear(TOLD, len(labels.modes))
        self.status = nn.Linear(TOLD, len(labels.statuses))
        self.context = nn.Linear(TOLD, len(labels.contexts))
        self.parts = Roles(len(labels.parts), dropout)
        self.pair = nn.Sequential(
            Dropout(0.3),
            nn.Linear(3 * HIDDEN, PAIR),
            nn.GELU(),
            Dropout(0.3),
            nn.Linear(PAIR, len(labels.types)),
        )

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
        found |= self.event_losses(vectors, b)
        return {k: WEIGHTS.get(k, 1.0) * v for k, v in found.items() if v is not None}

    def event_losses(self, vectors: Tensor, b: Batch) -> dict[str, Tensor | None]:
        """Which words tell an event; of those that do, how, whether, and which words are its parties."""
        words = vectors[:, 1:]
        told = cross(self.told(words), b.told, self.rare)
        found: dict[str, Tensor | None] = {"told": None if told is None else TOLD_WEIGHT * told}
        if len(b.event_rows):
            how = self.how(words[b.event_rows, b.event_words])
            found["mode"] = cross(self.mode(how), b.modes)
            found["status"] = cross(self.status(how), b.statuses)
            found["context"] = F.binary_cross_entropy_with_logits(self.context(how).float(), b.contexts) * 8
            scores = self.parts(words, b.event_rows, b.event_words).float()
            within = torch.arange(words.shape[1])[None, :] < b.lengths[b.event_rows][:, None]
            each = F.binary_cross_entropy_with_logits(scores, b.parts, reduction="none") * within[:, :, None]
            found["parts"] = each.sum() / len(b.event_rows) * 0.5
        if len(b.pair_rows):
            scores = self.pair(self.sides(vectors, b.pair_rows, b.pair_sides))
            found["pair"] = cross(scores, b.pair_types, smoothing=SMOOTHING)
        return found

    @staticmethod
    def sides(vectors: Tensor, rows: Tensor, sides: Tensor) -> Tensor:
        """[P, 3 * H]: the sentence, the mean of the actor's words, the mean of the recipient's; `sides` [P, 2, W]
        holds 1 / n at each of a side's n words, 0 elsewhere."""
        means = sides.to(vectors.dtype) @ vectors[rows, 1:]
        return torch.cat((vectors[rows, 0], means[:, 0], means[:, 1]), 1)


def cross(scores: Tensor, gold: Tensor, weight: Tensor | None = None, smoothing: float = 0.0) -> Tensor | None:
    """Cross-entropy over the words that have gold; None where no word has."""
    if not bool((gold != IGNORE).any()):
        return None
    flat = scores.float().reshape(-1, scores.shape[-1])
    return F.cross_entropy(flat, gold.reshape(-1), weight, ignore_index=IGNORE, label_smoothing=smoothing)
