"""What an export of 10,000 notes with 100,000 reviews costs, beside genanki for the notes alone.

Runs where `genanki` is installed: `measure.py WAYMARK FOLDER`, with an optimised Waymark; cargo is
asked for the benchmark of the library. All figures are seconds of CPU.

Two pairs are like and like: both libraries from what is in memory to a package, and both programs
from their start to their end. Waymark's program reads Markdown and a history besides, and genanki's
has its notes in a loop.
"""

import json
import os
import pathlib
import re
import subprocess
import sys

NOTES = 10_000
REVIEWS = 10
BEGUN_MS = 1_700_000_000_000
DAY_MS = 86_400_000


def document(folder):
    path = folder / "large.md"
    lines = ["---", "id: large", "---", "# Large", ""]
    for number in range(NOTES):
        if number % 500 == 0:
            lines += [f"## Phase {number // 500 + 1}", ""]
        lines += [
            f"**Term number {number}**: the {number}th thing that is *worth* knowing, with `code` and",
            f"enough words to be a sentence of the usual length, numbered {number}.",
            "",
        ]
    path.write_text("\n".join(lines))
    return path


def backup(folder, ids):
    path = folder / "large.json"
    events, last = [], 0
    for round in range(REVIEWS):
        for number, card in enumerate(ids):
            at = round * 7 * DAY_MS + number * 4000
            events.append([at - last, {"r": [card, 4, 3000]}])
            last = at
    run = {"replica": f"{1:016x}", "first": 0, "instant": BEGUN_MS, "offset": 0, "events": events}
    path.write_text(
        json.dumps({"format": "waymark-backup", "version": 1, "made": 0, "runs": [run], "unreadable": []})
    )
    return path


GENANKI = """
import sys, genanki
model = genanki.Model(1607392319, "m", fields=[{"name": "Term"}, {"name": "Meaning"}],
    templates=[{"name": "Card", "qfmt": "{{Term}}", "afmt": "{{Meaning}}"}])
deck = genanki.Deck(2059400110, "Large")
for number in range(%d):
    deck.add_note(genanki.Note(model=model, fields=[f"<p>What is meant by Term number {number}?</p>",
        f"<p>the {number}th thing that is <em>worth</em> knowing, with <code>code</code> and"
        f" enough words to be a sentence of the usual length, numbered {number}.</p>"]))
genanki.Package(deck).write_to_file(sys.argv[1])
""" % NOTES


def cost(command):
    """CPU seconds of a program, and the most memory it took, in MiB."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    assert status == 0, command
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def least(command, times=5):
    costs = [cost(command) for _ in range(times)]
    return min(cpu for cpu, _ in costs), max(memory for _, memory in costs)


def library():
    """What the library takes from memory to package: without the log, and with it."""
    ran = subprocess.run(
        ["cargo", "bench", "--quiet", "--package", "waymark-anki", "--bench", "export"],
        cwd=pathlib.Path(__file__).parent, capture_output=True, check=True, text=True,
    )
    sys.stdout.write(ran.stdout)
    found = re.findall(r"rows: ([0-9.]+) ms of computing|no log: ([0-9.]+) ms", ran.stdout)
    costs = sorted(float(one or other) / 1000 for one, other in found)
    assert len(costs) == 2, ran.stdout
    return costs


def main():
    waymark, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    path = document(folder)
    cards = subprocess.run(
        [waymark, "cards", path, "--format", "jsonl"], capture_output=True, check=True, text=True
    )
    ids = [json.loads(line)["id"] for line in cards.stdout.splitlines()]
    assert len(ids) == NOTES, len(ids)
    history = backup(folder, ids)
    package = folder / "large.apkg"

    def export():
        package.unlink(missing_ok=True)
        return [waymark, "export", path, "-o", package, "--backup", history]

    whole = []
    for _ in range(5):
        whole.append(cost(export()))
    cpu, memory = min(c for c, _ in whole), max(m for _, m in whole)
    reading, _ = least([waymark, "cards", path, "--format", "jsonl"])
    # An interpreter that has only started is no part of genanki's work.
    started, _ = least([sys.executable, "-c", "import genanki"])
    theirs, their_memory = least([sys.executable, "-c", GENANKI, str(folder / "genanki.apkg")])
    notes, whole = library()
    genanki = theirs - started
    print(f"waymark, library: {notes:.3f} s for the notes, {whole:.3f} s with the log")
    print(f"waymark, program: {cpu:.3f} s from Markdown and backup to package, {memory:.0f} MiB,"
          f" {package.stat().st_size / 1e6:.1f} MB; to read the Markdown and print its cards {reading:.3f} s")
    print(f"genanki, notes alone: library {genanki:.3f} s, program {theirs:.3f} s, {their_memory:.0f} MiB")
    print(f"library against library: genanki takes {genanki / whole:.1f} times as much as notes and log,"
          f" {genanki / notes:.1f} times as much as the notes")
    print(f"program against program: genanki takes {theirs / cpu:.1f} times as much as notes and log")


if __name__ == "__main__":
    main()
