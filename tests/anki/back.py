"""Reads back what Anki exported of Waymark's cards, with the history that they left with.

The standard library only: `back.py WAYMARK FOLDER`, in the folder where `check.py` worked and in
its zone. One card was answered in Anki; that review comes back, and nothing else.
"""

import json
import pathlib
import shutil
import subprocess
import sys


def events(backup):
    """The facts of a backup by the names of their events."""
    found = {}
    for run in json.loads(backup.read_text())["runs"]:
        at = run["instant"]
        for number, (step, fact) in enumerate(run["events"]):
            at += step
            found[f"{run['replica']}-{run['first'] + number}"] = (at, fact)
    return found


def bring(waymark, package, out, known):
    if out.exists():
        shutil.rmtree(out)
    done = subprocess.run(
        [waymark, "import", package, "-o", out, "--backup", known], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def main():
    waymark, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    packages = sorted(folder.glob("back-*.apkg"))
    assert packages, "Anki exported nothing"
    for package in packages:
        for history in ("before", "after"):
            known = folder / f"{history}.json"
            out = folder / f"{package.stem}-{history}"
            told = bring(waymark, package, out, known)
            old, new = events(known), events(out / "backup.json")
            came = {name: new[name] for name in new if name not in old}
            assert all(new[name] == old[name] for name in old), "history changed"
            reviews = [fact for _, fact in came.values() if set(fact) & set("rdc")]
            assert len(reviews) == 1, (told, reviews)
            (card, rating, _), = (next(iter(fact.values())) for fact in reviews)
            assert rating == 4, reviews
            others = [fact for _, fact in came.values() if not set(fact) & set("rdc")]
            assert [fact["placed"][0] for fact in others] == [card], (told, others)
            assert not list(out.glob("*.md")), "a document of what is here"
            # What came is known now.
            again = folder / f"{package.stem}-{history}-again"
            bring(waymark, package, again, out / "backup.json")
            assert events(again / "backup.json") == new, "a second import added something"
    print(f"  back from Anki: one review each of {len(packages)} package(s), nothing twice")


if __name__ == "__main__":
    main()
