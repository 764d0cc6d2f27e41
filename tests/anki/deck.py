"""A learner's deck goes to Anki, is studied there, and is edited at its source twice: one deck, one history.

Runs in an environment that has one release of Anki: `deck.py WAYMARK FOLDER`.
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

from back import bring as bring_back, events
from check import answer, bring, check_database, deck_names, notes_of, read_package, rows
from fsrs import export
from story import AGAIN, DAY_MS, EASY, GOOD, Story, siphash128

QUESTIONS = [
    "How hot is the water for green tea?",
    "At which temperature is green tea brewed?",
    "What temperature does green tea want?",
]
# Each adds a card, changes the answer of another, and asks the question in other words.
EDITS = [
    [("not oxidised", "not oxidised at all"), ("## Brewing", "- **Pu-erh**: fermented.\n\n## Brewing")],
    [("half oxidised", "between green and black"), ("## Brewing", "- **Yellow**: rare.\n\n## Brewing")],
]
FIRST = f"""---
id: tea
---
# Tea

## Leaves

- **Green**: not oxidised.
- **Black**: oxidised.
- **Oolong**: half oxidised.

## Brewing

### Review questions

1. {QUESTIONS[0]}
   - 80 degrees.
"""
NOW = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
HOUR = datetime.timedelta(hours=1)
BEGUN = NOW - datetime.timedelta(days=60)
# Anki may give a note that it updates the time of the import, so what is edited after that is of later.
EDITED = [NOW - HOUR, NOW + HOUR]


def texts():
    made = [FIRST]
    for number, edits in enumerate(EDITS):
        text = made[-1].replace(QUESTIONS[number], QUESTIONS[number + 1])
        for old, new in edits:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        made.append(text)
    return made


class Deck(Story):
    def __init__(self, waymark, folder):
        self.waymark = str(pathlib.Path(waymark).resolve())
        self.folder = pathlib.Path(folder).resolve()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.texts = texts()
        self.cards = [self.read_cards(text) for text in self.texts]
        # What the question is known by in each version.
        self.question = [
            next(id for id, card in cards.items() if question in card["front"])
            for cards, question in zip(self.cards, QUESTIONS)
        ]

    def backup(self, version, at, facts):
        """What one device did, from `at` on: each fact after so many milliseconds."""
        text = self.texts[version]
        hash = siphash128(text.encode())
        steps = [at - before for (at, _), before in zip(facts, [0] + [at for at, _ in facts])]
        facts = [(0, {"imported": ["tea", "tea.md", hash]})] + [fact for _, fact in facts]
        run = {
            "replica": f"{version + 1:016x}",
            "first": 0,
            "instant": int(at.timestamp() * 1000),
            "offset": 0,
            "events": [[0, facts[0][1]]] + [[step, fact] for step, fact in zip(steps, facts[1:])],
        }
        path = self.folder / f"device-{version}.json"
        path.write_text(json.dumps({
            "format": "waymark-backup", "version": 2, "made": run["instant"], "runs": [run],
            "documents": [{"roadmap": "tea", "path": "tea.md", "hash": hash, "text": text}],
            "put_away": [], "unreadable": [],
        }))
        return path

    def begun(self):
        """The question was forgotten once and is due; one card is known for long; the rest is new."""
        black = next(id for id, card in self.cards[0].items() if "Black" in card["front"])
        reviews = [(day, black, EASY) for day in (0, 1, 7, 23)]
        reviews += [(day, self.question[0], rating) for day, rating in ((0, GOOD), (1, GOOD), (7, AGAIN), (8, GOOD))]
        at = lambda day, card: day * DAY_MS + 60_000 + (card == black) * 30_000
        facts = sorted(((at(day, card), {"r": [card, rating, 4000]}) for day, card, rating in reviews), key=lambda f: f[0])
        return self.backup(0, BEGUN, facts)

    def edited(self, known, version):
        """The source is edited: its new version is here, and the history of the question follows."""
        carried = {"carried": [self.question[version - 1], self.question[version]]}
        device = self.backup(version, EDITED[version - 1], [(1, carried)])
        merged = self.folder / f"version-{version}.json"
        self.run("merge", known, device, "-o", merged)
        return merged


def reviews_of(backup):
    return [fact for _, fact in events(backup).values() if set(fact) & set("rdc")]


def log_of(collection):
    return rows(collection, "select r.id, n.guid, r.ease, r.type from revlog r "
                "join cards c on c.id = r.cid join notes n on n.id = c.nid where r.ease > 0 order by r.id")


class Moved:
    """A collection of Anki's that gets every version of the deck."""

    def __init__(self, story, collection):
        self.story, self.collection = story, collection
        self.cards, self.log, self.decks, self.said = {}, set(), None, {}

    def take(self, package, version):
        tables = read_package(package)
        bring(self.collection, package)
        check_database(self.collection)
        notes = notes_of(self.collection)
        wanted = {note["guid"]: note["flds"] for note in tables["notes"]}
        assert len(wanted) == len(self.story.cards[version]), wanted
        said = {note["guid"]: (note["mod"], note["flds"], note["tags"]) for note in tables["notes"]}
        for guid, (mod, *content) in self.said.items():
            assert (said[guid][0] > mod) == (list(said[guid][1:]) != content), (said[guid], mod, content)
        self.said = said
        # Every card of every version is one note, whatever its question was.
        assert set(notes) == set(wanted), set(notes) ^ set(wanted)
        assert {guid: notes[guid][2] for guid in notes} == wanted
        found = rows(self.collection, "select n.guid, c.id from cards c join notes n on n.id = c.nid")
        cards = dict(found)
        assert len(cards) == len(found) == len(wanted), found
        assert all(cards[guid] == id for guid, id in self.cards.items()), "another card in the place of the old one"
        decks = {name for name in deck_names(self.collection).values() if name != "Default"}
        assert self.decks in (None, decks) and {name.split("::")[0] for name in decks} == {"Tea"}, decks
        log = log_of(self.collection)
        assert len({row[0] for row in log}) == len(log)
        log = {tuple(row) for row in log}
        assert self.log <= log, self.log - log
        said = {row["id"] for row in tables["revlog"] if row["ease"] > 0}
        assert said == {row[0] for row in log}, said ^ {row[0] for row in log}
        self.cards, self.log, self.decks = cards, log, decks

    def study(self):
        """The question is answered, and is due again for the next time."""
        guid = f"waymark-{self.story.question[0]}"
        card = answer(self.collection, "Tea")
        assert card == self.cards[guid], "another card was asked"
        self.log = {tuple(row) for row in log_of(self.collection)}
        return guid

    def due_again(self, guid):
        self.collection.sched.set_due_date([self.cards[guid]], "0")


def main():
    story = Deck(sys.argv[1], sys.argv[2])
    known = story.begun()
    collection = Collection(str(story.folder / "collection.anki2"))
    try:
        preset = collection.decks.get_config(1)
        preset["new"]["perDay"] = 0
        collection.decks.update_config(preset)
        moved = Moved(story, collection)
        moved.take(story.export("version-0.apkg", "--backup", known, at=NOW - 2 * HOUR), 0)
        begun = len(moved.log)
        assert begun == 8, moved.log
        for version in (1, 2):
            guid = moved.study()
            # What was done in Anki comes back, once, from whatever container.
            for number, back in enumerate(export(collection, story.folder)):
                out = story.folder / f"back-{version}-{number}"
                bring_back(story.waymark, back, out, known)
                came = len(reviews_of(out / "backup.json")) - len(reviews_of(known))
                assert came == 1, came
                assert not list(out.glob("*.md")), "a document of what is here"
            known = story.edited(out / "backup.json", version)
            package = story.export(f"version-{version}.apkg", "--backup", known, at=EDITED[version - 1] + HOUR)
            moved.take(package, version)
            moved.due_again(guid)
        of_question = [row for row in moved.log if row[1] == guid]
        assert len(moved.log) == begun + 2 and len(of_question) == 6, of_question
        assert len(reviews_of(known)) == begun + 2
        # Nothing is left that the other does not know.
        for number, back in enumerate(export(collection, story.folder)):
            out = story.folder / f"back-3-{number}"
            bring_back(story.waymark, back, out, known)
            assert len(reviews_of(out / "backup.json")) == begun + 2
    finally:
        collection.close()
    print(f"  {anki.buildinfo.version}: edited twice, one deck of {len(moved.cards)} notes with one history of "
          f"{len(moved.log)} reviews, {len(of_question)} of them of the question that was reworded twice")


if __name__ == "__main__":
    main()
