"""A roadmap under FSRS-6 goes to Anki with its memory and its retention, and comes back.

Runs in an environment that has one release of Anki: `fsrs.py WAYMARK FOLDER`.
"""

import datetime
import json
import pathlib
import shutil
import sys

import anki.lang

anki.lang.set_lang("en")

import anki.buildinfo
from anki.collection import Collection

from check import LEGACY, bring, check_database, read_package, rows
from story import AGAIN, DAY_MS, EASY, GOOD, HARD, Story, siphash128

TEA = "---\nid: tea\n---\n# Tea\n\n" + "".join(
    f"- **{name}**: {what}.\n"
    for name, what in (("Green", "not oxidised"), ("Black", "oxidised"), ("White", "young buds"), ("Oolong", "half"))
)
BEGUN = datetime.datetime(2025, 11, 6, 15, 0, tzinfo=datetime.timezone.utc)
RATINGS = [[(0, GOOD), (2, GOOD), (9, HARD)], [(0, EASY), (7, AGAIN), (8, GOOD)], [(1, AGAIN)], []]
NAMES = {AGAIN: "again", HARD: "hard", GOOD: "good", EASY: "easy"}
RETENTION = 85
# How near a stability in days comes; older releases keep fewer decimals.
NEAR = 0.06 if anki.buildinfo.version.startswith("23.") else 1e-3


class Tea(Story):
    def __init__(self, waymark, folder):
        self.waymark = str(pathlib.Path(waymark).resolve())
        self.folder = pathlib.Path(folder).resolve()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.ids = list(self.read_cards(TEA))

    def backup(self):
        begun = int(BEGUN.timestamp() * 1000)
        events = [(0, {"imported": ["tea", "tea.md", siphash128(TEA.encode())]})]
        for place, (card, ratings) in enumerate(zip(self.ids, RATINGS)):
            events += [(day * DAY_MS + place * 60_000, {"r": [card, rating, 4000]}) for day, rating in ratings]
        events.append((10 * DAY_MS, {"arranged": ["tea", {"fsrs6": RETENTION}]}))
        events.sort(key=lambda event: event[0])
        times = [at for at, _ in events]
        steps = [at - before for at, before in zip(times, [0] + times)]
        run = {"replica": f"{7:016x}", "first": 0, "instant": begun, "offset": 0,
               "events": [[step, fact] for step, (_, fact) in zip(steps, events)]}
        documents = [{"roadmap": "tea", "path": "tea.md", "hash": siphash128(TEA.encode()), "text": TEA}]
        path = self.folder / "tea.json"
        path.write_text(json.dumps({
            "format": "waymark-backup", "version": 2, "made": begun, "runs": [run],
            "documents": documents, "put_away": [], "unreadable": [],
        }))
        return path

    def replayed(self):
        """What FSRS-6 makes of the reviews, by `waymark replay`."""
        lines = []
        for card, ratings in zip(self.ids, RATINGS):
            for day, rating in ratings:
                at = (BEGUN + datetime.timedelta(days=day)).isoformat()
                lines.append(json.dumps({"card": card, "at": at, "rating": NAMES[rating]}))
        said = self.run("replay", "-", "--scheduler", "fsrs6", "--retention", str(RETENTION / 100),
                        given="\n".join(lines))
        return {state["card"]: state for state in map(json.loads, said.splitlines())}


def placed_of(backup):
    run = json.loads(backup.read_text())["runs"]
    facts = [fact for one in run for _, fact in one["events"]]
    return ([fact["placed"] for fact in facts if "placed" in fact],
            [fact["arranged"] for fact in facts if "arranged" in fact])


def main():
    story = Tea(sys.argv[1], sys.argv[2])
    package = story.export("tea.apkg", "--backup", story.backup(), at=BEGUN + datetime.timedelta(days=11))
    expected = story.replayed()
    tables = read_package(package)
    guids = {note["id"]: note["guid"] for note in tables["notes"]}
    begun = 0
    for card in tables["cards"]:
        state = expected.get(guids[card["nid"]].removeprefix("waymark-"))
        if state is None:
            assert card["data"] == "", card["data"]
            continue
        begun += 1
        data = json.loads(card["data"])
        assert abs(data["s"] - state["stability_days"]) < 1e-4, (data, state)
        assert abs(data["d"] - state["difficulty"]) < 1e-3, (data, state)
        assert data["dr"] == RETENTION / 100 and data["decay"] == 0.154, data
        assert card["ivl"] == state["interval_days"], (card, state)
    assert begun == 3, begun

    path = story.folder / "collection.anki2"
    collection = Collection(str(path))
    try:
        bring(collection, package)
        query = "select n.guid, c.data, c.id from cards c join notes n on n.id = c.nid"
        kept = 0
        for guid, data, id in rows(collection, query):
            state = expected.get(guid.removeprefix("waymark-"))
            card = collection.get_card(id) if hasattr(collection, "get_card") else collection.getCard(id)
            memory = getattr(card, "memory_state", None)
            if state is not None and memory is not None:
                assert abs(memory.stability - state["stability_days"]) < NEAR, (memory, state)
                assert abs(memory.difficulty - state["difficulty"]) < 1e-2, (memory, state)
                kept += 1
            retention = getattr(card, "desired_retention", None)
            assert state is None or retention is None or abs(retention - RETENTION / 100) < 1e-6, retention
            said = json.loads(data or "{}")
            assert (said.get("dr") == RETENTION / 100) == (state is not None), data
        assert kept == (0 if LEGACY else 3), kept
        check_database(collection)
        # As though Anki had made these notes.
        collection.db.execute("update notes set guid = 'anki' || id")
        backs = export(collection, story.folder)
        for number, back in enumerate(backs):
            out = story.folder / f"out-{number}"
            story.run("import", back, "-o", out)
            placed, arranged = placed_of(out / "backup.json")
            found = sorted(fact[6:8] for fact in placed if len(fact) == 8)
            wanted = sorted([s["stability_days"] * 1e6, s["difficulty"] * 1e6] for s in expected.values())
            assert len(found) == 3, placed
            for (stability, difficulty), (s, d) in zip(found, wanted):
                assert abs(stability - s) < NEAR * 1e6 and abs(difficulty - d) < 10_000, (found, wanted)
            assert [fact[1] for fact in arranged] == [{"fsrs6": RETENTION}], arranged
    finally:
        collection.close()
    how = "kept" if LEGACY else "known"
    print(f"  {anki.buildinfo.version}: the memory of {begun} cards under FSRS-6 is {how} there, and came "
          f"back from {len(backs)} container(s)")


def export(collection, folder):
    """What Anki exports, in each container that it has."""
    paths = [folder / f"back-{name}.apkg" for name in ("legacy", "current")]
    if LEGACY:
        from anki.exporting import AnkiPackageExporter

        exporter = AnkiPackageExporter(collection)
        exporter.includeSched = True
        exporter.exportInto(str(paths[0]))
        return paths[:1]
    for path, legacy in zip(paths, (True, False)):
        try:
            from anki.collection import ExportAnkiPackageOptions
        except ImportError:
            collection.export_anki_package(
                out_path=str(path), limit=None, with_scheduling=True, with_media=True, legacy_support=legacy
            )
            continue
        options = ExportAnkiPackageOptions(
            with_scheduling=True, with_media=True, legacy=legacy, with_deck_configs=True
        )
        collection.export_anki_package(out_path=str(path), options=options, limit=None)
    return paths


if __name__ == "__main__":
    main()
