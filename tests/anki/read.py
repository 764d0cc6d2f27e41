"""Makes packages with the Anki that runs this and reads them with Waymark, which must find the same.

Runs in an environment that has one release of Anki: `read.py WAYMARK FOLDER`.
"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

from anki.buildinfo import version
from anki.collection import Collection

import samples
from check import bring

# Rows of the log that answer something.
ANSWERS = [row for row in samples.LOG if row[3] > 0 and row[8] <= 3]
STATES = len(samples.STATES)


def run(waymark, *arguments):
    done = subprocess.run([waymark, *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def facts(backup):
    """The facts of a backup with their milliseconds."""
    for run in json.loads(backup.read_text())["runs"]:
        at = run["instant"]
        for step, fact in run["events"]:
            at += step
            yield at, fact


MEDIA = {"dot.png": samples.PICTURE, "beep.mp3": b"ID3 no sound"}


def files_in(folder):
    return {path.name: path.read_bytes() for path in pathlib.Path(folder).iterdir()}


def check_goes_back(waymark, out):
    """What was read goes back to Anki with its pictures and sounds, and is shown there."""
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work).resolve()
        package = work / "back.apkg"
        told = run(waymark, "export", out / "anki-kubernetes.md", "-o", package)
        assert "2 files" in told and "media-" not in told, told
        collection = Collection(str(work / "back.anki2"))
        bring(collection, package)
        media = files_in(collection.media.dir())
        fields = " ".join(collection.db.list("select flds from notes"))
        collection.close()
        assert media == MEDIA, (package, media.keys())
        assert '<img src="dot.png" alt="">' in fields and "[sound:beep.mp3]" in fields, fields


def check(waymark, package, out, cards):
    if out.exists():
        shutil.rmtree(out)
    told = run(waymark, "import", package, "-o", out)
    shown = [json.loads(line) for line in run(waymark, "cards", out, "--format", "jsonl").splitlines()]
    assert len(shown) == cards, (package, len(shown), cards, told)
    found = list(facts(out / "backup.json"))
    reviews = sorted((at, took) for at, fact in found for kind in "rdc" if kind in fact for _, _, took in [fact[kind]])
    expected = sorted((samples.FIRST_LOG + row[2], (row[7] + 50) // 100 * 100) for row in ANSWERS)
    assert reviews == expected, (package, reviews, expected)
    ids = {card["id"] for card in shown}
    placed = [fact["placed"][0] for _, fact in found if "placed" in fact]
    assert len(placed) == STATES and set(placed) <= ids, (package, placed)
    assert sum("suspended" in fact for _, fact in found) == 1, package
    assert files_in(out / "media") == MEDIA, package
    fronts = " ".join(card["front"] + card["back"] for card in shown)
    for words in ("**Pod**", "`containers`", "print(1)", "| Secret | a \\| b |", "$x^2 < y$", "[machine]"):
        assert words in fronts, (package, words)


def main():
    waymark, folder = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        collection = Collection(str(pathlib.Path(work, "collection.anki2")))
        if hasattr(collection, "upgrade_to_v2_scheduler") and collection.sched_ver() == 1:
            collection.upgrade_to_v2_scheduler()
        samples.fill(collection, work)
        cards = collection.db.scalar("select count() from cards")
        packages = samples.export(collection, str(folder))
    for package in packages:
        package = pathlib.Path(package)
        out = folder / package.name.replace(".", "-")
        check(waymark, package, out, cards)
        check_goes_back(waymark, out)
    print(f"  {version}: {cards} cards, {len(ANSWERS)} reviews, {STATES} states of {len(packages)} package(s) read")


if __name__ == "__main__":
    main()
