"""Has `reader.py` read the golden files and the examples of `docs/storage-format.md`.

Where it fails, the page is wrong or silent, or a stored form has changed: mend the page first, then
the reader. Python 3.9 or newer, nothing else.
"""

import json
import pathlib
import re

import reader
from segment import Bits

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "crates" / "store" / "tests" / "golden"
# How many events each golden file holds.
GOLDEN = {
    "v1.jsonl": 27, "v1-annotated.jsonl": 38, "v1-carried.jsonl": 1, "v1-reclocked.jsonl": 1,
    "v1-settings.jsonl": 16, "v2.txt": 28, "v1-backup.json": 27, "v1-carried-backup.json": 1,
    "v1-reclocked-backup.json": 1, "v2-backup.json": 3, "v2-checked-backup.json": 3, "v2-annotated-backup.json": 38,
    "v2-settings-backup.json": 16, "v1-scheduled.jsonl": 4, "v1-remembered.jsonl": 2, "v2-scheduled-backup.json": 4,
    "v1-archive.txt": 0, "v1-rescue.json": 3, "v1-snapshot.json": 0,
}


def refused(read, *said):
    try:
        read(*said)
    except (reader.Unreadable, ValueError):
        return True
    return False


def damaged(text):
    """The text with one character changed, lost or added, or cut off, at each place."""
    for at, character in enumerate(text):
        yield text[:at]
        yield text[:at] + chr(ord(character) ^ 1) + text[at + 1:]
        yield text[:at] + "!" + text[at:]
        yield text[:at] + text[at + 1:]


segments, events = [], {}
for path in sorted(FOLDER.iterdir()):
    name, text = path.name, path.read_text("utf-8").rstrip("\n")
    if "archive" in name:
        entries = reader.archive(path.read_text("utf-8"))
        assert [len(ids) for _, _, ids in entries] == [183, 1], entries
        found = []
    elif path.suffix in (".jsonl", ".txt"):
        texts = [json.loads(line) for line in text.split("\n")] if path.suffix == ".jsonl" else [text]
        segments += texts
        found = [event for whole in texts for event in reader.segment(whole)]
    elif "backup" in name:
        found = reader.backup(text)[0]
    elif "rescue" in name:
        found, documents, put_away, unreadable = reader.rescue(text)
        assert [document[:2] for document in documents] == [("tea", "tea.md")], documents
        assert put_away == [] and unreadable == ["waymark/journal/00000000000000aa/0"], unreadable
    else:
        found = []
        assert len(reader.snapshot(text)) == 4
    events[name] = reader.journal(found)
counts = {name: len(found) for name, found in events.items()}
assert counts == GOLDEN, f"a golden file is new, gone or other: {counts}"

# What was stored in several forms is the same in each.
for one, other in [("v1.jsonl", "v1-backup.json")] + [
    (f"v1-{what}.jsonl", f"v{version}-{what}-backup.json")
    for what, version in (("annotated", 2), ("carried", 1), ("reclocked", 1), ("scheduled", 2), ("settings", 2))
]:
    assert events[one] == events[other], (one, other)
assert events["v1.jsonl"].items() <= events["v2.txt"].items()

changed = {other for text in segments for other in damaged(text)} - set(segments)
unnoticed = [other for other in changed if not refused(reader.segment, other)]
assert not unnoticed, unnoticed

checked = (FOLDER / "v2-checked-backup.json").read_text("utf-8")
assert refused(reader.backup, checked.replace(",4,5300", ",5,5300", 1)), "a rating was changed"

listed = (FOLDER / "v1-archive.txt").read_text("utf-8")
assert all(other == listed or refused(reader.archive, other) for other in damaged(listed))

# The examples of the page.
page = (ROOT / "docs" / "storage-format.md").read_text("utf-8")
blocks = [re.sub("(?m)^    ", "", block).rstrip("\n") for block in re.findall("(?m)(?:^    .+\n)+", page)]


def shown(beginning):
    found = [block for block in blocks if block.startswith(beginning)]
    assert found, f"the page shows no {beginning}"
    return found


assert shown("waymark-archive ")[0] + "\n" == listed
plain, packed = shown("waymark-segment ")
assert reader.segment(plain) == reader.segment(packed) and len(reader.segment(plain)) == 2
(whole,), (sketch,) = shown('{"format":"waymark-backup"'), shown('{"format":"waymark-snapshot"')
found, documents, put_away, unreadable = reader.backup(whole)
assert (len(found), len(documents), put_away, len(unreadable)) == (2, 1, ["kubernetes-foundations"], 1)
records = [reader.record(bytes.fromhex(line)) for line in shown("00 03 ")[0].split("\n")]
assert records == [*documents, ("tea", None, None)], records
(card,) = reader.snapshot(sketch)
words = b"what is meant by black", b"oxidised"
assert card[4:6] == [reader.siphash(said) for said in words], card
assert page.count(reader.siphash(b"waymark")) == 1
assert page.count(reader.siphash(b"waymark", 128)) == 1
assert page.count(reader.derived("000000000000feed")) == 1
texts = b"tea", b"\0section", b"Brewing", b"Green"
section = b"\1" + b"".join(len(text).to_bytes(4, "little") + text for text in texts)
assert page.count(reader.siphash(section)) == 1
numbers = [("#!", "plain", 1, 1), ("#~", "plain", 13, 8191), ("(!", "golomb", 2, 5), ("%!", "below", 3, 2)]
for text, code, order, number in numbers:
    assert f"`{text}`" in page and getattr(Bits(text), code)(order) == number, text

print(f"{sum(counts.values())} events in {len(counts)} files, {len(changed)} damaged segments refused")
