"""What an export of 10,000 notes with 100,000 reviews costs, beside genanki for the notes alone.

Runs where `genanki` is installed: `measure.py WAYMARK FOLDER`, with an optimised Waymark.
"""

import json
import os
import pathlib
import resource
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
    print(f"waymark: {cpu:.2f} s of CPU from Markdown and backup to package, {memory:.0f} MiB,"
          f" {package.stat().st_size / 1e6:.1f} MB; reading the Markdown and printing the cards alone"
          f" {reading:.2f} s")
    print(f"genanki: {theirs - started:.2f} s of CPU for the notes alone (and {started:.2f} s to start),"
          f" {their_memory:.0f} MiB")
    print(f"genanki takes {(theirs - started) / cpu:.1f} times as much")


if __name__ == "__main__":
    main()
