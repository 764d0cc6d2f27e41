"""Imports Waymark's packages into Anki's own library and compares what arrives.

Runs in an environment that has one release of Anki, in the zone that `TZ` names:
`check.py WAYMARK FOLDER`.
"""

import collections
import datetime
import html
import pathlib
import re
import shutil
import sqlite3
import sys
import tempfile
import unicodedata
import zipfile

import anki.lang

anki.lang.set_lang("en")

import anki.buildinfo
from anki.collection import Collection

from story import LATER, MADE, ZONE, Story

# Up to 2.1.54 packages are read by another importer, which brings buried cards back.
LEGACY = anki.buildinfo.version.startswith("2.1.")

nfc = lambda text: unicodedata.normalize("NFC", text)


def bring(collection, package):
    """Imports a package with its schedule, as the dialog does."""
    try:
        from anki.import_export_pb2 import ImportAnkiPackageOptions, ImportAnkiPackageRequest
    except ImportError:
        from anki.importing.apkg import AnkiPackageImporter

        AnkiPackageImporter(collection, str(package)).run()
        return
    options = ImportAnkiPackageOptions(with_scheduling=True)
    request = ImportAnkiPackageRequest(package_path=str(package), options=options)
    collection.import_anki_package(request)


def read_package(package):
    """The tables of a package, read without Anki."""
    with zipfile.ZipFile(package) as archive, tempfile.TemporaryDirectory() as folder:
        assert archive.namelist() == ["collection.anki2", "media"], archive.namelist()
        assert archive.read("media") == b"{}"
        path = archive.extract("collection.anki2", folder)
        database = sqlite3.connect(path)
        database.row_factory = sqlite3.Row
        tables = {
            name: [dict(row) for row in database.execute(f"select * from {name} order by id")]
            for name in ("col", "notes", "cards", "revlog")
        }
        database.close()
    return tables


def rows(collection, query):
    return collection.db.all(query)


def notes_of(collection):
    found = rows(collection, "select guid, mod, tags, flds, id from notes")
    return {guid: (mod, tuple(sorted(tags.split())), flds, id) for guid, mod, tags, flds, id in found}


def deck_names(collection):
    return {deck.id: deck.name for deck in collection.decks.all_names_and_ids()}


def check_database(collection):
    fixed = collection.fix_integrity() if hasattr(collection, "fix_integrity") else None
    message, well = fixed if fixed is not None else collection.fixIntegrity()
    lines = [line for line in re.split(r"<br>|\n", message) if line.strip()]
    assert well and len(lines) == 1, message


def answer(collection, name):
    """Answers what Anki asks next of the deck whose name begins so, with its third button; the card's id."""
    before = collection.db.scalar("select count() from revlog")
    deck = next(
        deck.id
        for deck in collection.decks.all_names_and_ids()
        if deck.name.startswith(name) and "::" not in deck.name
    )
    collection.decks.select(deck)
    if LEGACY:
        collection.reset()
    card = collection.sched.getCard()
    assert card is not None, "nothing to answer"
    reps = card.reps
    card.start_timer() if hasattr(card, "start_timer") else card.startTimer()
    collection.sched.answerCard(card, 3)
    assert collection.db.scalar("select reps from cards where id = ?", card.id) == reps + 1
    assert collection.db.scalar("select count() from revlog") == before + 1
    return card.id


class Check:
    def __init__(self, waymark, folder):
        self.story = Story(waymark, folder)
        self.folder = pathlib.Path(folder).resolve()
        self.told = []

    def says(self, what):
        self.told.append(what)

    def open(self, name):
        path = self.folder / f"{name}.anki2"
        for old in self.folder.glob(f"{name}.*"):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
        return Collection(str(path))

    def run(self):
        package = self.story.export(
            "first.apkg", "--backup", self.story.backups[0], at=MADE
        )
        again = package.read_bytes()
        self.story.export("first.apkg", "--backup", self.story.backups[0], at=MADE)
        assert package.read_bytes() == again, "the same input, other bytes"
        collection = self.open("collection-story")
        try:
            preset = collection.decks.get_config(1)
            preset["new"]["perDay"] = 7
            collection.decks.update_config(preset)
            bring(collection, package)
            assert collection.decks.get_config(1)["new"]["perDay"] == 7, "options of the learner's"
            self.compare(collection, package)
            self.compare_schedule(collection)
            self.compare_log(collection)
            self.render(collection)
            check_database(collection)
            self.says("the database check finds nothing")
            self.answer_one(collection)
            self.update(collection)
            self.send_back(collection)
        finally:
            collection.close()
        self.without_history()
        self.without_schedule()
        self.table()
        print(f"  {anki.buildinfo.version} in {ZONE.key}: " + "; ".join(self.told))

    def guid(self, card):
        old, new = self.story.carried
        return f"waymark-{old if card == new else card}"

    def compare(self, collection, package):
        """Every note, field, tag and deck, against the package and against `waymark cards`."""
        tables = read_package(package)
        found = notes_of(collection)
        assert len(found) == len(tables["notes"]) == len(self.story.cards[0])
        for note in tables["notes"]:
            mod, tags, fields, _ = found[note["guid"]]
            assert fields == nfc(note["flds"]), (fields, note["flds"])
            assert tags == tuple(sorted(note["tags"].split())), note["guid"]
            assert mod == note["mod"], note["guid"]
        decks = deck_names(collection)
        placed = dict(
            rows(
                collection,
                "select n.guid, c.did from cards c join notes n on n.id = c.nid",
            )
        )
        names = set()
        for id, card in self.story.cards[0].items():
            _, tags, fields, _ = found[self.guid(id)]
            state = self.story.state[id]
            expected = list(state["tags"]) + ["::".join(card["tags"])]
            expected += ["leech"] if state["leech"] else []
            assert sorted(tags) == sorted(expected), (tags, expected)
            fields = fields.split("\x1f")
            assert fields[-1] == id
            assert html.unescape(fields[-3]) == nfc(" › ".join(card["section"]))
            if state["own"]:
                assert state["own"] in fields[1], fields
            title = 'Export: std: fmt & \u201dfriends\u201d'
            phase = card["section"][:1]
            name = "::".join([title] + [part.replace("::", ": ") for part in phase])
            name = re.sub(r" +", " ", name)
            assert decks[placed[self.guid(id)]] == name, (decks[placed[self.guid(id)]], name)
            names.add(name)
        models = collections.Counter(
            collection.get_note(id).note_type()["name"]
            if hasattr(collection.get_note(id), "note_type")
            else collection.get_note(id).model()["name"]
            for (_, _, _, id) in found.values()
        )
        assert len(models) == 7, models
        self.says(f"{len(found)} notes of {len(models)} types in {len(names)} decks as exported")

    def compare_schedule(self, collection):
        """Every card's state, due date, flag, against `waymark replay`."""
        expected = self.story.replayed()
        now = datetime.datetime.now(ZONE)
        study_day = (now - datetime.timedelta(hours=4)).date()
        today = collection.sched.today
        positions = []
        reviewed = 0
        found = rows(
            collection,
            "select n.guid, c.type, c.queue, c.due, c.ivl, c.factor, c.reps, c.lapses, c.flags,"
            " c.ord from cards c join notes n on n.id = c.nid",
        )
        by_guid = {row[0]: row[1:] for row in found}
        assert len(by_guid) == len(found)
        log = self.story.expected_log().values()
        for id in self.story.cards[0]:
            type, queue, due, interval, factor, reps, lapses, flags, template = by_guid[self.guid(id)]
            state = self.story.state[id]
            replay = expected.get(id)
            assert flags & 7 == state["flag"], id
            kind = self.story.cards[0][id]["kind"]
            assert template == {"table-reverse": 1, "next-step": 1, "table-contrast": 2}.get(kind, 0)
            if replay is None or replay["due"] is None:
                assert (type, interval, factor, reps, lapses) == (0, 0, 0, 0, 0), id
                assert queue == 0, id
                positions.append(due)
                continue
            reviewed += 1
            date = study_day + datetime.timedelta(days=due - today)
            assert date.isoformat() == replay["due"], (id, date, replay)
            buried = state["queue"] == -3
            stands = 2 if state["queue"] is None or (LEGACY and buried) else state["queue"]
            assert (type, queue) == (2, stands), id
            assert interval == replay["interval_days"], (id, interval, replay)
            assert factor == round(float(replay["ease_factor"]) * 1000), (id, factor, replay)
            own = [(button, kind) for card, button, kind, _ in log if card == id]
            assert reps == sum(self.is_scheduled(id)), (id, reps, own)
            lapsed = {2: 0, 3: 1, 6: 8}.get(list(self.story.cards[0]).index(id) % 8, 0)
            assert lapses == lapsed, (id, lapses)
        assert positions == sorted(set(positions)), positions
        self.says(f"{reviewed} cards in review and {len(positions)} new, each due when it should")

    def is_scheduled(self, card):
        for _, fact in self.story.begun[0]["events"]:
            if "r" in fact and fact["r"][0] == card:
                yield 1

    def compare_log(self, collection):
        expected = self.story.expected_log()
        cards = dict(
            rows(collection, "select c.id, n.guid from cards c join notes n on n.id = c.nid")
        )
        found = rows(collection, "select id, cid, ease, type, time, ivl, lastIvl, factor from revlog")
        assert len(found) == len(expected), (len(found), len(expected))
        planned = {}
        for id, card, button, kind, took, interval, last, factor in sorted(found):
            own = expected[id]
            assert (cards[card], button, kind, took) == (self.guid(own[0]), *own[1:]), id
            assert last == planned.get(card, 0), id
            planned[card] = interval
        self.says(f"{len(found)} log rows")

    def render(self, collection):
        scripts = 0
        ids = [id for (id,) in rows(collection, "select id from cards")]
        for id in ids:
            card = collection.get_card(id) if hasattr(collection, "get_card") else collection.getCard(id)
            question, answer = card.question(), card.answer()
            for side in (question, answer):
                bare = re.sub(r"<style>.*?</style>", "", side, flags=re.S)
                assert "{{" not in bare and "<script" not in bare, bare
                assert "[sound:" not in bare and "[anki:" not in bare, bare
                assert len(re.sub(r"<[^>]*>", "", bare).strip()) > 5, bare
            front = card.note().fields[0]
            if "{{c1::" in front:
                assert "[..." in question or "[a store]" in question, question
            else:
                assert front in question, (front, question)
            scripts += "&lt;script&gt;" in question
        assert scripts == 1, scripts
        self.says(f"{len(ids)} cards drawn")

    def answer_one(self, collection):
        answer(collection, "Export")
        self.says("one answered")

    def update(self, collection):
        """An edited document, exported again: exactly its edited notes change."""
        edited = self.story.export("second.apkg", "--backup", self.story.backups[1], at=LATER)
        first = {note["guid"]: note for note in read_package(self.folder / "first.apkg")["notes"]}
        second = {note["guid"]: note for note in read_package(edited)["notes"]}
        changed = {
            guid
            for guid, note in second.items()
            if guid in first and (note["flds"], note["tags"]) != (first[guid]["flds"], first[guid]["tags"])
        }
        raised = {guid for guid, note in second.items() if guid in first and note["mod"] != first[guid]["mod"]}
        # The buried ones have no other mark than their cards.
        assert changed == raised, (changed ^ raised)
        assert self.guid(self.story.carried[1]) in changed
        assert all(self.guid(card) in changed for card in self.story.edited_by_learner)
        assert {guid for guid in second if guid not in first} == {self.guid(c) for c in self.story.new}
        before = notes_of(collection)
        schedule = "select id, due, ivl, factor, reps, lapses, queue, type from cards order by id"
        cards = rows(collection, schedule)
        log = rows(collection, "select id, cid from revlog order by id")
        bring(collection, edited)
        after = notes_of(collection)
        updated = {guid for guid in before if after[guid][:3] != before[guid][:3]}
        assert updated == changed, (updated ^ changed)
        for guid in changed:
            assert after[guid][2] == nfc(second[guid]["flds"])
        assert set(after) - set(before) == {self.guid(card) for card in self.story.new}
        now = {row[0]: row for row in rows(collection, schedule)}
        assert all(now[row[0]] == row for row in cards), "the import changed a schedule"
        logged = {tuple(row) for row in rows(collection, "select id, cid from revlog")}
        assert {tuple(row) for row in log} <= logged
        once = notes_of(collection)
        bring(collection, edited)
        twice = notes_of(collection)
        assert twice == once, [(once.get(guid), twice[guid]) for guid in twice if twice[guid] != once.get(guid)]
        check_database(collection)
        self.says(f"{len(changed)} notes updated in place, {len(self.story.new)} added, none twice")

    def send_back(self, collection):
        """What Anki exports in each container lies in the folder, for the importer."""
        limit = None
        try:
            from anki.collection import ExportAnkiPackageOptions

            for legacy in (True, False):
                collection.export_anki_package(
                    out_path=str(self.folder / f"back-{'legacy' if legacy else 'current'}.apkg"),
                    options=ExportAnkiPackageOptions(
                        with_scheduling=True, with_media=True, legacy=legacy, with_deck_configs=True
                    ),
                    limit=limit,
                )
            containers = 2
        except ImportError:
            if hasattr(collection, "export_anki_package"):
                for legacy in (True, False):
                    collection.export_anki_package(
                        out_path=str(self.folder / f"back-{'legacy' if legacy else 'current'}.apkg"),
                        limit=limit,
                        with_scheduling=True,
                        with_media=True,
                        legacy_support=legacy,
                    )
                containers = 2
            else:
                from anki.exporting import AnkiPackageExporter

                exporter = AnkiPackageExporter(collection)
                exporter.includeSched = True
                exporter.exportInto(str(self.folder / "back-legacy.apkg"))
                containers = 1
        self.says(f"exported by Anki in {containers} container(s)")

    def without_history(self):
        """Files alone, written over the package of their last version."""
        document = self.folder / "alone.md"
        package = self.folder / "alone.apkg"
        package.unlink(missing_ok=True)
        collection = self.open("collection-alone")
        try:
            document.write_text(self.story.texts[0])
            self.story.run("export", document, "-o", package)
            bring(collection, package)
            before = notes_of(collection)
            document.write_text(self.story.texts[1])
            self.story.run("export", document, "-o", package)
            bring(collection, package)
            after = notes_of(collection)
            updated = {guid for guid in before if after[guid][:3] != before[guid][:3]}
            rewritten = {guid for guid in before if after[guid][2] != before[guid][2]}
            assert updated == rewritten and len(updated) > 2, updated
        finally:
            collection.close()
        self.says(f"{len(updated)} of a document without history updated")

    def without_schedule(self):
        package = self.story.export(
            "plain.apkg", "--backup", self.story.backups[0], "--no-schedule", at=MADE
        )
        collection = self.open("collection-plain")
        try:
            bring(collection, package)
            assert collection.db.scalar("select count() from cards where type != 0") == 0
            assert collection.db.scalar("select count() from revlog") == 0
            check_database(collection)
        finally:
            collection.close()

    def table(self):
        """The same notes as a table, imported over those of the package: nothing is new."""
        try:
            from anki.collection import ImportCsvRequest
        except ImportError:
            return
        package = self.folder / "second.apkg"
        rows = self.folder / "second.csv"
        self.story.run(
            "export", "-o", rows, "--at", LATER.isoformat(), "--backup", self.story.backups[1]
        )
        collection = self.open("collection-table")
        try:
            bring(collection, package)
            before = notes_of(collection)
            metadata = collection.get_csv_metadata(path=str(rows), delimiter=None)
            collection.import_csv(ImportCsvRequest(path=str(rows), metadata=metadata))
            after = notes_of(collection)
            assert set(before) == set(after), set(before) ^ set(after)
            for guid, (_, tags, fields, _) in before.items():
                # A table tells nothing of reviews, nor that a card is a leech.
                tags = tuple(tag for tag in tags if tag != "leech")
                assert after[guid][1:3] == (tags, fields), (after[guid], fields)
        finally:
            collection.close()
        self.says(f"{len(after)} notes the same as a table")


if __name__ == "__main__":
    Check(sys.argv[1], sys.argv[2]).run()
