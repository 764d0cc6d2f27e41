"""A deck as Anki writes it and Waymark never did: `foreign.py FILE`, 10,000 notes with 100,000 rows of the log."""

import json
import pathlib
import sqlite3
import sys
import tempfile
import zipfile

NOTES = 10_000
ROWS = 10
BEGUN_MS = 1_704_085_200_000
DAY_MS = 86_400_000

TABLES = """
CREATE TABLE col (id integer, crt integer, conf text, decks text, models text);
CREATE TABLE notes (id integer PRIMARY KEY, guid text, mid integer, mod integer, tags text, flds text);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer, did integer, ord integer, mod integer, type integer,
  queue integer, due integer, ivl integer, factor integer, lapses integer, odue integer, odid integer, flags integer,
  data text);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer, ease integer, time integer, type integer);
"""
TYPE = {
    "name": "Basic",
    "type": 0,
    "flds": [{"name": "Front", "ord": 0}, {"name": "Back", "ord": 1}],
    "tmpls": [
        {"name": "Card 1", "ord": 0, "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"}
    ],
}


def fill(database):
    database.executescript(TABLES)
    database.execute(
        "INSERT INTO col VALUES (1, 1704081600, ?, ?, ?)",
        [json.dumps({"schedVer": 2}), json.dumps({"1": {"name": "Large"}}), json.dumps({"1": TYPE})],
    )
    for note in range(1, NOTES + 1):
        front = f"What is <b>object {note}</b> of the cluster, and what is it for?"
        back = (
            f"It is <i>object {note}</i>.<br>It holds:<ul><li>a name</li><li><code>spec.{note}</code></li></ul>"
            f"<div>See also object {note + 1}.</div>"
        )
        database.execute(
            "INSERT INTO notes VALUES (?, ?, 1, 1704081600, ' k8s ', ?)",
            [note, f"guid{note}", f"{front}\x1f{back}"],
        )
        database.execute(
            "INSERT INTO cards VALUES (?, ?, 1, 0, 1704081600, 2, 2, 400, 90, 2350, 1, 0, 0, 0, '')", [note, note]
        )
        for row in range(ROWS):
            at = BEGUN_MS + row * 20 * DAY_MS + note * 7_000
            database.execute(
                "INSERT INTO revlog VALUES (?, ?, ?, 4321, 1)", [at, note, 1 + (row + note) % 4]
            )
    database.commit()


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "collection.anki2"
        database = sqlite3.connect(path)
        fill(database)
        database.close()
        with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(path, "collection.anki2")
            archive.writestr("media", "{}")


if __name__ == "__main__":
    main()
