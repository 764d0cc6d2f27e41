use proptest::prelude::*;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, MAIN_DB};

use super::*;

const THINGS: &str = "CREATE TABLE things (id integer PRIMARY KEY, number integer, text text)";
const OTHERS: &str = "CREATE TABLE others (id integer PRIMARY KEY)";
const WRITER: [u8; 8] = [0, 0, 0, 1, 0, 0x2d, 0xc6, 0xc0];

type Row = (i64, i64, String);

fn file(rows: &[Row]) -> Vec<u8> {
    let mut file = DatabaseFile::with_capacity(0);
    let mut table = file.table("things", THINGS);
    for (id, number, text) in rows {
        let values = [Value::Integer(*number), Value::Text(text)];
        table.row(*id, &values).expect("rows in order");
    }
    table.end();
    file.table("others", OTHERS).end();
    file.finish(WRITER)
}

/// SQLite finds the file whole, and these rows in it; it changes it like one of its own.
#[track_caller]
fn check(rows: &[Row]) {
    let bytes = file(rows);
    let mut database = Connection::open_in_memory().expect("a database");
    database
        .deserialize_read_exact(MAIN_DB, bytes.as_slice(), bytes.len(), false)
        .expect("a file that SQLite opens");
    is_whole(&database);
    let mut query = database
        .prepare("SELECT * FROM things ORDER BY id")
        .expect("a table");
    let mut found = query.query(()).expect("rows");
    for (id, number, text) in rows {
        let row = found.next().expect("a row").expect("as many rows");
        assert_eq!(row.get_ref(0), Ok(ValueRef::Integer(*id)));
        assert_eq!(row.get_ref(1), Ok(ValueRef::Integer(*number)));
        assert_eq!(row.get_ref(2), Ok(ValueRef::Text(text.as_bytes())));
    }
    assert!(found.next().expect("an end").is_none());
    drop(found);
    drop(query);
    database
        .execute_batch(
            "INSERT INTO others SELECT id FROM things; CREATE INDEX texts ON things (text);
             DELETE FROM things WHERE id % 2; UPDATE things SET text = text || text;",
        )
        .expect("changes");
    is_whole(&database);
}

#[track_caller]
fn is_whole(database: &Connection) {
    let said: String = database
        .query_row("PRAGMA integrity_check", (), |row| row.get(0))
        .expect("a check");
    assert_eq!(said, "ok");
}

/// So many rows, each with a text of that length.
fn many(rows: i64, length: usize) -> Vec<Row> {
    let row = |id| (id, id * id * 977, "ä".repeat(length / 2));
    (1..=rows).map(row).collect()
}

#[test]
fn trees_of_every_height() {
    check(&[]);
    check(&many(1, 0));
    check(&many(500, 10));
    // One page above, and two ranks of them.
    check(&many(20_000, 30));
    check(&many(100_000, 60));
}

#[test]
fn rows_that_just_fit_and_just_do_not() {
    for length in 4_030..4_080 {
        check(&[(1, 0, "x".repeat(length)), (2, 1, "y".repeat(length))]);
    }
    for length in [4_500, 8_136, 8_137, 8_138, 8_200, 1_000_000] {
        check(&many(3, length));
    }
}

#[test]
fn numbers_of_every_length() {
    let bits = 0..64;
    let mut numbers: Vec<i64> = bits
        .flat_map(|bit| [(1_u64 << bit) as i64, ((1_u64 << bit) - 1) as i64])
        .flat_map(|number| [number, number.wrapping_neg()])
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    let rows = numbers.into_iter();
    check(
        &rows
            .map(|number| (number, number, String::new()))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn rows_out_of_order_are_refused() {
    let mut file = DatabaseFile::with_capacity(0);
    let mut table = file.table("things", THINGS);
    let values = [Value::Integer(1), Value::Text("")];
    assert!(table.row(5, &values).is_ok());
    let error = table.row(5, &values).expect_err("one id twice");
    assert_eq!(
        error.to_string(),
        "the package's rows of things are not in the order of their ids"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn sqlite_reads_what_was_written(
        rows in proptest::collection::btree_map(
            any::<i64>(), (any::<i64>(), "\\PC{0,40}", 0_usize..200), 0..300,
        ),
    ) {
        let rows = rows.into_iter();
        let rows: Vec<Row> = rows
            .map(|(id, (number, text, times))| (id, number, text.repeat(times * times / 200)))
            .collect();
        check(&rows);
    }
}
