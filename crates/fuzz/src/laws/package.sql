CREATE TABLE col (id integer, crt integer, conf text, decks text, models text);
CREATE TABLE notes (id integer PRIMARY KEY, guid text, mid integer, mod integer, tags text, flds text);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer, did integer, ord integer, mod integer,
  type integer, queue integer, due integer, ivl integer, factor integer, lapses integer,
  odue integer, odid integer, flags integer, data text);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer, ease integer, time integer, type integer);
INSERT INTO col VALUES (1, 1704081600, '{"schedVer": 2}', '{"1": {"name": "A::B"}}', '{
  "1": {"name": "Both", "type": 0, "flds": [{"name": "Front", "ord": 0}, {"name": "Back", "ord": 1}],
    "tmpls": [{"name": "1", "ord": 0, "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"},
              {"name": "2", "ord": 1, "qfmt": "{{Back}}", "afmt": "{{FrontSide}}<hr id=answer>{{Front}}"}]},
  "2": {"name": "Cloze", "type": 1, "flds": [{"name": "Text", "ord": 0}, {"name": "Extra", "ord": 1}],
    "tmpls": [{"name": "1", "ord": 0, "qfmt": "{{cloze:Text}}", "afmt": "{{cloze:Text}}<br>{{Extra}}"}]}}');
INSERT INTO cards VALUES (1, 1, 1, 0, 5, 2, 2, 30, 9, 2500, 1, 0, 0, 1, '{"s":9.5,"d":4.2,"dr":0.9}');
INSERT INTO cards VALUES (2, 1, 1, 1, 5, 0, -1, 1, 0, 0, 0, 0, 0, 0, '');
INSERT INTO cards VALUES (3, 2, 1, 0, 5, 1, 1, 1704085200, -600, 0, 0, 0, 0, 0, '');
INSERT INTO cards VALUES (4, 2, 1, 1, 5, 0, 0, 2, 0, 0, 0, 0, 0, 0, '');
INSERT INTO revlog VALUES (1704085200000, 1, 3, 4000, 0);
INSERT INTO revlog VALUES (1704085200001, 3, 1, 4000, 1);
