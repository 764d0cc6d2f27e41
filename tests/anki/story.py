"""What a learner did, and the packages that Waymark makes of it.

The standard library only. Everything here is fixed in time but the zone, which is that of the
environment: a story lived in Tokyo has its study days there.
"""

import datetime
import json
import os
import pathlib
import subprocess
import zoneinfo

HERE = pathlib.Path(__file__).parent
ZONE = zoneinfo.ZoneInfo(os.environ.get("TZ", "UTC"))
DAY_MS = 86_400_000
# In the afternoon of a study day, after the change to winter time; long ago, since Anki gives a note
# that it updates the time of the import.
BEGUN = datetime.datetime(2023, 11, 6, 15, 0, tzinfo=ZONE)
BEGUN_MS = int(BEGUN.timestamp() * 1000)
MADE = BEGUN + datetime.timedelta(days=40)
LATER = BEGUN + datetime.timedelta(days=45)
OFFSET = int(BEGUN.utcoffset().total_seconds() // 60)
AGAIN, HARD, GOOD, EASY = 2, 3, 4, 5

EDITS = [
    ("the smallest unit; it runs", "the smallest unit that is scheduled; it runs"),
    ("   - The kubelet.\n", "   - The kubelet, by the Pod's restart policy.\n"),
    ("Work that ends |", "Work that comes to an end |"),
    ("3. Which part schedules?", "3. Which component assigns Pods to nodes?"),
    ("## Phase 2", "**Label**: a key with a value.\n\n## Phase 2"),
]


def siphash128(data):
    """SipHash-2-4 of 128 bits with keys of zero, as 32 digits."""
    mask = (1 << 64) - 1
    v = [0x736F6D6570736575, 0x646F72616E646F6D ^ 0xEE, 0x6C7967656E657261, 0x7465646279746573]
    rotated = lambda x, b: ((x << b) | (x >> (64 - b))) & mask

    def rounds(number):
        for _ in range(number):
            v[0] = (v[0] + v[1]) & mask
            v[1] = rotated(v[1], 13) ^ v[0]
            v[0] = rotated(v[0], 32)
            v[2] = (v[2] + v[3]) & mask
            v[3] = rotated(v[3], 16) ^ v[2]
            v[0] = (v[0] + v[3]) & mask
            v[3] = rotated(v[3], 21) ^ v[0]
            v[2] = (v[2] + v[1]) & mask
            v[1] = rotated(v[1], 17) ^ v[2]
            v[2] = rotated(v[2], 32)

    whole = len(data) // 8 * 8
    blocks = [int.from_bytes(data[at : at + 8], "little") for at in range(0, whole, 8)]
    blocks.append(int.from_bytes(data[whole:].ljust(7, b"\0") + bytes([len(data) & 255]), "little"))
    for block in blocks:
        v[3] ^= block
        rounds(2)
        v[0] ^= block
    v[2] ^= 0xEE
    rounds(4)
    low = v[0] ^ v[1] ^ v[2] ^ v[3]
    v[1] ^= 0xDD
    rounds(4)
    high = v[0] ^ v[1] ^ v[2] ^ v[3]
    return f"{high << 64 | low:032x}"


class Story:
    """Two versions of a document, two backups, and the packages made of them."""

    def __init__(self, waymark, folder):
        self.waymark = str(pathlib.Path(waymark).resolve())
        self.folder = pathlib.Path(folder).resolve()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.texts = [HERE.joinpath("roadmap.md").read_text()]
        edited = self.texts[0]
        for old, new in EDITS:
            assert edited.count(old) == 1, old
            edited = edited.replace(old, new)
        self.texts.append(edited)
        self.cards = [self.read_cards(text) for text in self.texts]
        self.reviews = []
        self.tell()

    def run(self, *arguments, given=None):
        done = subprocess.run(
            [self.waymark, *map(str, arguments)], input=given, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def read_cards(self, text):
        cards = json.loads(self.run("cards", "-", "--format", "json", given=text))
        return {card["id"]: card for card in cards}

    def tell(self):
        """The reviews of all cards by a pattern of eight, and everything else that can be done."""
        events = [(0, self.imported(0))]
        self.state = {}
        self.first_ids = {}
        ids = list(self.cards[0])
        for number, card in enumerate(ids):
            at = lambda day, second=0: day * DAY_MS + number * 60_000 + second * 1000
            review = lambda day, rating, purpose="r", second=0: events.append(
                (at(day, second), {purpose: [card, rating, 1000 + number * 100]})
            )
            self.state[card] = {"queue": None, "flag": 0, "tags": [], "own": None, "leech": False}
            pattern = number % 8
            if pattern == 1:
                review(1, EASY)
            elif pattern == 2:
                for day, rating in ((1, GOOD), (2, HARD), (8, GOOD), (23, EASY)):
                    review(day, rating)
                    if rating == HARD:
                        review(day, GOOD, "d", 30)
            elif pattern == 3:
                for day, rating in ((1, GOOD), (2, GOOD), (8, AGAIN)):
                    review(day, rating)
                review(8, GOOD, "d", 30)
            elif pattern == 4:
                review(1, GOOD)
                events.append((at(2), {"suspended": card}))
                self.state[card]["queue"] = -1
            elif pattern == 5:
                review(1, GOOD)
                events.append((40 * DAY_MS - 1000, {"buried": card}))
                self.state[card]["queue"] = -3
            elif pattern == 6:
                day = 1
                for _ in range(8):
                    review(day, GOOD)
                    review(day + 1, AGAIN, "r", 1)
                    review(day + 1, 0, "d", 2)
                    day += 2
                self.state[card]["leech"] = True
            elif pattern == 7:
                review(1, GOOD)
                review(2, GOOD, "c", 5)
                events.append((at(3), {"flagged": [card, 1 + number % 4]}))
                events.append((at(3, 1), {"tagged": [card, "exam::first", 1]}))
                events.append((at(3, 2), {"answered": [card, f"My *own* answer {number} & more"]}))
                self.state[card].update(
                    flag=1 + number % 4, tags=["exam::first"], own=f"answer {number} &amp; more"
                )
        # Another device reviewed two cards in the very milliseconds of the first.
        other = [(at, fact) for at, fact in events if "r" in fact][:2]
        other = [(at, {"c": [ids[0], EASY, 700]}) for at, _ in other]
        reverted = [(at + 3, {"r": [ids[0], AGAIN, 500]}) for at, _ in other[:1]]
        self.begun = self.runs(events, other, reverted)
        reworded = [card for card in self.cards[0] if card not in self.cards[1]]
        new = [card for card in self.cards[1] if card not in self.cards[0]]
        old_front = next(c for c in reworded if "Which part schedules" in self.cards[0][c]["front"])
        new_front = next(c for c in new if "assigns Pods" in self.cards[1][c]["front"])
        self.carried = (old_front, new_front)
        self.new = set(new) - {new_front}
        later = [
            (43 * DAY_MS, self.imported(1)),
            (43 * DAY_MS + 1, {"carried": [old_front, new_front]}),
            (44 * DAY_MS, {"answered": [ids[0], "Written later."]}),
            (44 * DAY_MS + 1, {"r": [ids[1], GOOD, 900]}),
        ]
        self.edited_by_learner = {ids[0]}
        self.ended = self.runs(events + later, other, reverted)
        self.backups = [
            self.write_backup("before", self.begun, [0]),
            self.write_backup("after", self.ended, [0, 1]),
        ]

    def imported(self, version):
        return {"imported": ["export-story", "roadmap.md", siphash128(self.texts[version].encode())]}

    def runs(self, events, other, reverted):
        """Runs of three devices; what the third did was taken back."""
        runs = []
        taken_back = [(2 * DAY_MS, {"reverted": "0000000000000003-0"})]
        for replica, own in ((1, events), (2, other), (3, reverted + taken_back)):
            own = sorted(own, key=lambda event: event[0])
            written, last = [], 0
            for at, fact in own:
                written.append([at - last, fact])
                last = at
            runs.append(
                {
                    "replica": f"{replica:016x}",
                    "first": 0,
                    "instant": BEGUN_MS,
                    "offset": OFFSET,
                    "events": written,
                }
            )
        return runs

    def write_backup(self, name, runs, versions):
        documents = [
            {
                "roadmap": "export-story",
                "path": "roadmap.md",
                "hash": siphash128(self.texts[version].encode()),
                "text": self.texts[version],
            }
            for version in versions
        ]
        documents.sort(key=lambda document: document["hash"])
        backup = {
            "format": "waymark-backup",
            "version": 2,
            "made": BEGUN_MS + 45 * DAY_MS,
            "runs": runs,
            "documents": documents,
            "put_away": [],
            "unreadable": [],
        }
        path = self.folder / f"{name}.json"
        path.write_text(json.dumps(backup))
        return path

    def export(self, name, *arguments, at):
        path = self.folder / name
        path.unlink(missing_ok=True)
        self.run("export", "-o", path, "--at", at.isoformat(), *arguments)
        return path

    def expected_log(self):
        """Each review that counts, by its millisecond: card, button, kind, time taken."""
        live = []
        for run in self.begun[:2]:
            at = run["instant"]
            for number, (step, fact) in enumerate(run["events"]):
                at += step
                for purpose in "rdc":
                    if purpose in fact:
                        card, rating, took = fact[purpose]
                        live.append((at, run["replica"], number, purpose, card, rating, took))
        live.sort()
        rows, last, seen = {}, 0, {}
        for at, _, _, purpose, card, rating, took in live:
            last = max(at, last + 1)
            scheduled = seen.get(card, 0)
            if purpose == "r":
                kind = 1 if scheduled else 0
                seen[card] = scheduled + 1
            elif purpose == "d":
                kind = 0 if scheduled <= 1 else 2
            else:
                kind = 3
            rows[last] = (card, max(1, rating - 1), kind, took)
        return rows

    def replayed(self):
        """What SM-2 makes of the reviews, by `waymark replay`."""
        lines = []
        for at, (card, button, kind, _) in sorted(self.expected_log().items()):
            when = datetime.datetime.fromtimestamp(at / 1000, ZONE).isoformat()
            names = {1: "again", 2: "hard", 3: "good", 4: "easy"}
            line = {"card": card, "at": when, "rating": names[button]}
            if kind in (2, 3) or (card, at) in self.drills():
                line["purpose"] = "cram" if kind == 3 else "drill"
            lines.append(json.dumps(line))
        states = {}
        for line in self.run("replay", "-", given="\n".join(lines)).splitlines():
            state = json.loads(line)
            states[state["card"]] = state
        return states

    def drills(self):
        found = set()
        at = self.begun[0]["instant"]
        for step, fact in self.begun[0]["events"]:
            at += step
            if "d" in fact:
                found.add((fact["d"][0], at))
        return found
