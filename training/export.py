"""Exports the reader to ONNX, int8 per channel in reduced range, its vocabulary and labels beside it."""

import json
import shutil
import tempfile
import warnings
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.heads import Batch, Reader

INPUTS = ("ids", "shapes", "first", "lengths", "asked")
OUTPUTS = (
    "upos", "xpos", "arcs", "heads", "relations", "label_words", "label_heads",
    "predicates", "role_heads", "role_tags", "names", "events", "types", "modes", "statuses", "contexts", "parts",
    "vectors",
)  # fmt: skip

LEAST = 0.02
"""A word that tells an event with a smaller chance is not looked at: no mode, status and parties are worked out."""


class Exported(nn.Module):
    """The reader as one pass: greedy heads and their relations, predicates found, roles of those alone.

    `asked` [B, W] is added to the score of each word as a predicate: 0 leaves the choice to the reader, large numbers
    settle it.  `predicates` [N, 2] are (sentence, word); the roles follow it.  `events` [E, 2] are the words that may
    tell an event; `types`, `modes`, `statuses`, `contexts` and `parts` follow, as scores before softmax or sigmoid.
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
        told = r.told(words)
        events = ((told.softmax(2)[:, :, 0] < 1 - LEAST) & within).nonzero()
        at, tellers = events[:, 0], events[:, 1]
        how = r.how(words[at, tellers])
        return (
            r.upos(words).argmax(2).to(torch.uint8), r.xpos(words).argmax(2).to(torch.uint8),
            arcs, heads, relations.argmax(2).to(torch.uint8), label_words, label_heads,
            predicates, r.role_heads(words, rows, verbs), r.role_tags(words, rows, verbs), r.names(words),
            events, told[at, tellers], r.mode(how), r.status(how), r.context(how), r.parts(words, at, tellers), vectors,
        )  # fmt: skip


def export(
    reader: Reader, vocabulary: Path, folder: Path, facts: dict[str, object], calibration: Sequence[Batch]
) -> None:
    """Writes `reader.onnx`, `relations.npz`, `pair.npz`, `labels.json` and `vocab.txt` into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    reader.eval()
    with tempfile.TemporaryDirectory() as spare:
        plain = Path(spare) / "plain.onnx"
        to_onnx(Exported(reader), plain)
        prepared = fold(plain, Path(spare) / "folded.onnx")
        dynamic = Path(spare) / "dynamic.onnx"
        quantize_dynamic(prepared, dynamic, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
        onnx.save(fused(settled(onnx.load(dynamic), calibration)), folder / "reader.onnx")
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
    linear = [m for m in reader.pair if isinstance(m, nn.Linear)]
    np.savez_compressed(
        folder / "pair.npz",
        **{f"{n}_{part}": getattr(m, part).detach().numpy().astype(np.float16)
           for n, m in zip(("wide", "narrow"), linear, strict=True) for part in ("weight", "bias")},
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
    for name in (
        "asked",
        "upos",
        "xpos",
        "heads",
        "relations",
        "label_words",
        "names",
        "arcs",
        "role_heads",
        "role_tags",
        "parts",
    ):
        axes[name][1] = "words"
    axes["arcs"][2] = "words_and_root"
    for name in ("predicates", "role_heads", "role_tags"):
        axes[name][0] = "predicates"
    for name in ("events", "types", "modes", "statuses", "contexts", "parts"):
        axes[name][0] = "events"
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model, inputs, str(path), input_names=list(INPUTS), output_names=list(OUTPUTS),
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip


def fold(path: Path, into: Path) -> Path:
    """The graph with shapes inferred, as the quantiser wants it."""
    onnx.save(onnx.shape_inference.infer_shapes(onnx.load(path)), into)
    return into


def settled(model: onnx.ModelProto, calibration: Sequence[Batch]) -> onnx.ModelProto:
    """The graph with the ranges of its activations fixed, as the calibration sentences show them on average.

    Left dynamic, they are those of the whole batch, and a sentence would be read differently in different company.
    """
    nodes = [n for n in model.graph.node if n.op_type == "DynamicQuantizeLinear"]
    ranges = observed(model, [n.input[0] for n in nodes], calibration)
    for node in nodes:
        low, high = ranges[node.input[0]]
        scale = max(high - low, 1e-6) / 255
        quantized, scale_name, zero_name = node.output
        model.graph.initializer.extend(
            [
                numpy_helper.from_array(np.array(scale, dtype=np.float32), scale_name),
                numpy_helper.from_array(np.array(round(-low / scale), dtype=np.uint8), zero_name),
            ]
        )
        place = list(model.graph.node).index(node)
        fixed = helper.make_node("QuantizeLinear", [node.input[0], scale_name, zero_name], [quantized], name=node.name)
        model.graph.node.remove(node)
        model.graph.node.insert(place, fixed)
    return model


def fused(model: onnx.ModelProto) -> onnx.ModelProto:
    """The graph with each integer product, its scaling and its bias in one node, as the run time has it.

    With dynamic ranges the run time fuses them itself; with fixed ones it does not, and takes an eighth longer.
    """
    graph = model.graph
    users: dict[str, list[onnx.NodeProto]] = defaultdict(list)
    for node in graph.node:
        for name in node.input:
            users[name].append(node)
    fixed = {i.name for i in graph.initializer}
    made = {o: n for n in graph.node for o in n.output}
    gone: set[str] = set()
    instead: dict[str, onnx.NodeProto] = {}
    for node in [n for n in graph.node if n.op_type == "MatMulInteger"]:
        (cast,) = users[node.output[0]]
        (scaled,) = users[cast.output[0]]
        scales = made[next(i for i in scaled.input if i != cast.output[0])]
        inputs, last, dead = [*node.input[:2], *scales.input, *node.input[2:]], scaled, [node, cast, scaled, scales]
        after = users[scaled.output[0]]
        if len(after) == 1 and after[0].op_type == "Add" and after[0].input[0] in fixed:
            inputs.append(after[0].input[0])
            last = after[0]
            dead.append(last)
        gone |= {n.name for n in dead}
        instead[last.name] = helper.make_node(
            "MatMulIntegerToFloat", inputs, [last.output[0]], name=node.name, domain="com.microsoft"
        )
    kept = [instead.get(n.name, n) for n in graph.node if n.name in instead or n.name not in gone]
    del graph.node[:]
    graph.node.extend(kept)
    if all(o.domain != "com.microsoft" for o in model.opset_import):
        model.opset_import.append(helper.make_opsetid("com.microsoft", 1))
    return model


def observed(
    model: onnx.ModelProto, tensors: Sequence[str], calibration: Sequence[Batch]
) -> dict[str, tuple[float, float]]:
    """For each tensor its least and greatest value in a batch, on average; always on both sides of 0."""
    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    names = sorted(set(tensors))
    watched.graph.output.extend(helper.make_tensor_value_info(n, onnx.TensorProto.FLOAT, None) for n in names)
    session = onnxruntime.InferenceSession(watched.SerializeToString(), providers=["CPUExecutionProvider"])
    lows, highs = defaultdict[str, list[float]](list), defaultdict[str, list[float]](list)
    for b in calibration:
        asked = np.zeros(tuple(b.upos.shape), dtype=np.float32)
        given = {"ids": b.ids, "shapes": b.shapes, "first": b.first, "lengths": b.lengths}
        seen = session.run(names, {k: v.numpy() for k, v in given.items()} | {"asked": asked})
        for name, value in zip(names, seen, strict=True):
            if value.size:
                lows[name].append(float(value.min()))
                highs[name].append(float(value.max()))
    return {n: (min(0.0, float(np.mean(lows[n]))), max(0.0, float(np.mean(highs[n])))) for n in names}
