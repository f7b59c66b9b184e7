"""Exports the reader to ONNX, int8 per channel in reduced range, with its vocabulary and labels beside it."""

import json
import shutil
import tempfile
import warnings
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.heads import Reader

INPUTS = ("ids", "shapes", "first", "lengths", "asked")
OUTPUTS = (
    "upos", "xpos", "arcs", "heads", "relations", "label_words", "label_heads",
    "predicates", "role_heads", "role_tags", "names", "vectors",
)  # fmt: skip


class Exported(nn.Module):
    """The reader as one pass: greedy heads and their relations, predicates found, roles of those alone.

    `asked` [B, W] is added to the score of each word as a predicate: 0 leaves the choice to the reader, large numbers
    settle it.  `predicates` [N, 2] are (sentence, word); the roles follow it.
    """

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor, lengths: Tensor, asked: Tensor) -> tuple[Tensor, ...]:
        r = self.reader
        vectors = r.vectors(ids, shapes, first)
        words = vectors[:, 1:]
        arcs = r.arcs(vectors, lengths)
        heads = arcs.argmax(2)
        relations, label_words, label_heads = r.relation(vectors, heads)
        score = r.predicate(words)
        within = torch.arange(words.shape[1])[None, :] < lengths[:, None]
        found = (score[:, :, 1] - score[:, :, 0] + asked > 0) & within
        predicates = found.nonzero()
        rows, verbs = predicates[:, 0], predicates[:, 1]
        return (
            r.upos(words).argmax(2).to(torch.uint8), r.xpos(words).argmax(2).to(torch.uint8),
            arcs, heads, relations.argmax(2).to(torch.uint8), label_words, label_heads,
            predicates, r.role_heads(words, rows, verbs), r.role_tags(words, rows, verbs), r.names(words), vectors,
        )  # fmt: skip


def export(reader: Reader, vocabulary: Path, folder: Path, facts: dict[str, object]) -> None:
    """Writes `reader.onnx`, `relations.npz`, `labels.json` and `vocab.txt` into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    reader.eval()
    with tempfile.TemporaryDirectory() as spare:
        plain = Path(spare) / "plain.onnx"
        to_onnx(Exported(reader), plain)
        prepared = fold(plain, Path(spare) / "folded.onnx")
        quantize_dynamic(
            prepared, folder / "reader.onnx", per_channel=True, reduce_range=True, weight_type=QuantType.QInt8
        )
    state = reader.state_dict()
    np.savez_compressed(
        folder / "relations.npz",
        **{
            name: state[f"{key}.{part}"].numpy().astype(np.float16)
            for name, key, part in (
                ("mixed", "label", "weight"), ("mixed_bias", "label", "bias"),
                ("word", "label_of_word", "weight"), ("word_bias", "label_of_word", "bias"),
                ("head", "label_of_head", "weight"), ("head_bias", "label_of_head", "bias"),
            )
        },
    )  # fmt: skip
    shutil.copyfile(vocabulary, folder / "vocab.txt")
    text = json.dumps(asdict(reader.labels) | {"facts": facts}, indent=1)
    (folder / "labels.json").write_text(text + "\n", encoding="utf-8")


def to_onnx(model: nn.Module, path: Path) -> None:
    """The legacy exporter: it takes this model at once."""
    ids = torch.tensor([[101, 2047, 2259, 2390, 2207, 102], [101, 2047, 2259, 102, 0, 0]])
    first = torch.tensor([[0, 1, 2, 3, 4], [0, 1, 2, 0, 0]])
    inputs = (ids, torch.ones_like(ids), first, torch.tensor([4, 2]), torch.full((2, 4), 100.0))
    axes = {name: {0: "sentences"} for name in (*INPUTS, *OUTPUTS)}
    for name in ("ids", "shapes"):
        axes[name][1] = "pieces"
    for name in ("first", "label_heads", "vectors"):
        axes[name][1] = "words_and_root"
    for name in ("asked", "upos", "xpos", "heads", "relations", "label_words", "names", "arcs", "role_heads", "role_tags"):
        axes[name][1] = "words"
    axes["arcs"][2] = "words_and_root"
    for name in ("predicates", "role_heads", "role_tags"):
        axes[name][0] = "predicates"
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model, inputs, str(path), input_names=list(INPUTS), output_names=list(OUTPUTS),
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip


def fold(path: Path, into: Path) -> Path:
    """The graph with shapes inferred, as the quantiser wants it."""
    import onnx

    onnx.save(onnx.shape_inference.infer_shapes(onnx.load(path)), into)
    return into
