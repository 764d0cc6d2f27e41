//! What the help of each command ends with: what it prints, and examples.

/// What the help of a command ends with.
pub const AFTER: &str = "\
Inputs:
  A FILE may be a folder: every .md, .markdown and .txt file below it is read, sorted by
  path, hidden ones left out. - is standard input.

Exit status:
  0  fine
  1  the documents have faults (waymark check), or a backup is damaged (waymark backup check)
  2  the program was called wrongly, or an input cannot be read

Examples:
  waymark cards notes/                    every card that a folder of notes makes
  waymark check roadmap.md                what the importer had to repair or leave out
  waymark diff old.md new.md              what an edit does to the history of the cards
  waymark replay < reviews.jsonl          what SM-2 makes of a list of reviews
  waymark search kind:table notes/        the cards that a query finds
  waymark stats waymark-backup.json       how it is going
  waymark export roadmap.md -o deck.apkg  cards for Anki
  waymark import deck.apkg -o deck/       cards from Anki, with their history
  waymark merge phone.json laptop.json    what two devices know, as one backup";

/// What the help of a command ends with.
pub const AFTER_CARDS: &str = "\
A card is an object with id, file, line, section (the headings below the title, outermost
first), kind, front, back, answered, and tags (the roadmap, its phase, the kind). Front and
back are Markdown. Where the source has no answer, answered is false and back is empty.

csv and tsv have a header; section is joined by \" > \", tags by spaces.

Examples:
  waymark cards roadmap.md
  waymark cards notes/ --format jsonl | jq -r 'select(.answered | not) | .front'
  waymark cards notes/ --format tsv > cards.tsv
  curl -s https://example.com/notes.md | waymark cards - --format json";

/// What the help of a command ends with.
pub const AFTER_CHECK: &str = "\
Each remark is a line path:line:column: severity: what; help. Then comes, for each document,
what became of its lines: how many cards of which kind, with their answers, or why there is
none. Every line that is not blank is told of once; neighbours with the same fate share a row.

A warning says that the source probably means something else than it says; with at least one
the exit status is 1. A note alone leaves it at 0.

Examples:
  waymark check notes/
  waymark check roadmap.md && echo ready
  waymark check notes/ --format json | jq '.[].diagnostics[].code'
  waymark check notes/ --format json | jq -c '.[].lines[] | select(.reason == \"prose\")'";

/// What the help of a command ends with.
pub const AFTER_DIFF: &str = "\
Two files are two versions of one roadmap, whatever their titles. In two folders a roadmap is
known by the id in its front matter, else by its path.

  kept      the same card: its history stays
  moved     the same in another section or file: its history stays
  edited    the same question, with another answer or markup: its history stays
  carried   surely an old card under another question or id: its history goes over by itself
  proposed  probably an old question in other words: its history goes over if you confirm it
  new       not there before: it has no history
  gone      no longer there: its history is kept, and it is asked no more

A card is known by its question. Kind, section and an answer that no other card there has tell a
reworded one for sure; where only the words are alike, you decide. To be sure yourself, give the
question an id: ^some-id at its end.

Examples:
  waymark diff old.md new.md
  git show HEAD:roadmap.md | waymark diff - roadmap.md
  waymark diff notes-2025/ notes/ --format json | jq .counts";

/// What the help of a command ends with.
pub const AFTER_REPLAY: &str = "\
Each line is an object with card, at (RFC 3339) and one of quality (0 to 5) or rating (again,
hard, good, easy). Reviews are scheduled ones unless purpose is drill or cram, which change no
state. Lines count in the order they come in. Blank lines are passed over; any other line
that is not such an object ends the replay with exit status 2.

Each line out shows the card after that line: card, repetitions, ease_factor, interval_days,
due. A study day begins at 04:00 at the offset of each line. A card without a scheduled
review has interval_days 0 and due null.

Without --exact both forms are read: again is quality 2, hard 3, good 4, easy 5. The four
buttons are not in the paper, so --exact refuses them.

With fsrs6 the line has stability_days and difficulty instead of repetitions and ease_factor.
A file of parameters has 21 numbers, as `waymark fit` and other tools write them.

Examples:
  waymark replay reviews.jsonl
  waymark replay --scheduler fsrs6 --retention 85 reviews.jsonl
  echo '{\"card\":\"a\",\"at\":\"2026-01-01T09:00:00Z\",\"rating\":\"good\"}' | waymark replay
  waymark replay --scheduler sm2 --exact < qualities.jsonl";

/// What the help of a command ends with.
pub const AFTER_FIT: &str = "\
One line comes out: a JSON array of the 21 parameters, which `waymark replay` and other tools read.
Usable are scheduled reviews a day or more after the last, of cards whose earlier reviews are
known. It takes 400 of them; with fewer nothing is written and the exit status is 2. The same
backup always gives the same parameters.

Examples:
  waymark fit waymark-backup.json > parameters.json
  waymark replay --scheduler fsrs6 --parameters parameters.json reviews.jsonl";

/// What the help of a command ends with.
pub const AFTER_COMPARE: &str = "\
The first four fifths of the usable reviews are fitted, the last fifth is foretold by each of the
three: that is how they are scored. Log loss is lower where what came was held probable. RMSE in
bins says how far predictions are from what came, over reviews alike. A difference is called one
only where it is more than two standard errors, so that chance hardly explains it. It takes 400
usable reviews; with fewer nothing is said and the exit status is 2.

The days of the log and the days ahead are simulated for a learner who answers as this one did and
remembers by FSRS-6, fitted where that foretells better. Beside the former stands what was in fact.

Examples:
  waymark compare waymark-backup.json
  waymark compare waymark-backup.json --format json | jq .fitting.verdict";

/// What the help of a command ends with.
pub const AFTER_SEARCH: &str = "\
The query is that of the page Browse: docs/searching.md has the language. What is not understood
is said before the cards. Without a backup every card is new.

JSON is an object with query (as it was understood), remarks, searched (how many cards there
are) and cards: each as `waymark cards` writes it, and with progress if it was studied.

Examples:
  waymark search 'kind:table -service' notes/
  waymark search '\"control plane\" or kubelet' roadmap.md
  waymark search 'is:due ease<1.8' notes/ --backup waymark-backup.json --order ease
  waymark search is:leech notes/ --backup waymark-backup.json --format json | jq '.cards[].front'";

/// What the help of a command ends with.
pub const AFTER_STATS: &str = "\
Days are study days, from the day start of the backup's own settings, 04:00 unless set.
Recalled means rated hard, good or easy; the shares are of scheduled reviews. \"Next time\" is
the card's next scheduled review after one with that rating.
Days of cards are those of the scheduler that their roadmap is under. A backup holds the roadmaps
that you added; of the others, name the documents if one is under FSRS-6.

Examples:
  waymark stats waymark-backup.json
  waymark stats waymark-backup.json content/
  waymark stats waymark-backup.json --at 2026-01-31T09:00:00+01:00
  waymark stats waymark-backup.json --format json | jq .due_today";

/// What the help of a command ends with.
pub const AFTER_EXPORT: &str = "\
Each phase becomes a deck below the deck of its roadmap, each card a note. Export again after an
edit and import again: Anki updates the notes that changed, and adds none twice. Where the output
stands already, the notes that are in it as they are now keep their time; so write to the same
file. In Anki 23.10 and later tick \"Import any learning progress\" to bring along what you
learned. What Anki has of a card's schedule already it never changes.

Examples:
  waymark export roadmap.md -o roadmap.apkg
  waymark export roadmap.md -o roadmap.apkg --backup waymark-backup.json
  waymark export notes/ -o weak.apkg --backup waymark-backup.json --select 'is:leech'
  waymark export notes/ -o cards.csv
  waymark export -o everything.apkg --backup waymark-backup.json --no-schedule";

/// What the help of a command ends with.
pub const AFTER_IMPORT: &str = "\
Each deck that lies in no other becomes a document, with those below it as sections; pictures and
sounds go to media/. backup.json has the review log, where each card stands, flags and tags, and the
documents: restore it in the application, and all of it is there. A second import of the same
package adds nothing.

Cards that Waymark exported once become no document: what was done with them in Anki goes to their
history, for which --backup must say what is known already.

A file that is there already stays. If it says something else, nothing is written, unless --replace
is given. The files appear when all of them are written.

Examples:
  waymark import deck.apkg -o deck/
  waymark import collection.colpkg -o anki/ --backup waymark-backup.json
  waymark import deck.apkg -o deck/ && waymark stats deck/backup.json";

/// What the help of a command ends with.
pub const AFTER_MERGE: &str = "\
The result is the union of all events, documents, put-away roadmaps and unreadable segments. The
order of the files does not matter, nor how often one is merged; the time at which it was made is
that of the latest. Files of every version are read, the newest is written.

An output file is written beside its place and then moved there, so it may be one of the inputs.

Examples:
  waymark merge phone.json laptop.json -o both.json
  waymark merge backups/*.json | waymark backup check -";

/// What the help of a command ends with.
pub const AFTER_BACKUP_CHECK: &str = "\
A file is damaged if it is not the JSON of a backup, if a value is none that Waymark writes, or if
its events or the text of a document are not those that were saved. Then, and where the backup holds segments
that could not be read, the exit status is 1. Conflicts are no damage: two events came under one
id, and both are kept.

Examples:
  waymark backup check waymark-2026-11-20.json
  waymark backup check backups/*.json --format json | jq '.[].events'";

/// What the help of a command ends with.
pub const AFTER_COMPLETIONS: &str = "\
Examples:
  waymark completions bash > ~/.local/share/bash-completion/completions/waymark
  waymark completions zsh > ~/.zfunc/_waymark
  waymark completions fish > ~/.config/fish/completions/waymark.fish";
