//! The types of notes, in the two forms in which collections keep them.

use prost::Message;
use rustc_hash::FxHashMap;
use serde_json::Value;

use crate::import::database::Database;
use crate::import::error::{ImportError, What};
use crate::import::limits;
use crate::import::message::{NoteTypeConfig, TemplateConfig};
use crate::import::note_type::{Kind, NoteType, Template};

fn kind_of(number: i64) -> Kind {
    match number {
        1 => Kind::Deletions,
        _ => Kind::Templates,
    }
}

/// The types that schema 11 keeps as one text in JSON.
pub fn of_json(models: &Value) -> Result<FxHashMap<i64, NoteType>, ImportError> {
    let models = super::objects(What::NoteTypes, models)?;
    Ok(models.map(|(id, model)| (id, of_model(model))).collect())
}

fn of_model(model: &Value) -> NoteType {
    let text = |value: &Value, key: &str| -> String {
        let found = value.get(key).and_then(Value::as_str);
        found.unwrap_or_default().to_owned()
    };
    let list = |key: &str| -> Vec<&Value> {
        let list = model.get(key).and_then(Value::as_array);
        let mut list: Vec<&Value> = list.into_iter().flatten().collect();
        list.sort_by_key(|one| one.get("ord").and_then(Value::as_i64).unwrap_or(0));
        list
    };
    NoteType {
        name: text(model, "name"),
        kind: kind_of(model.get("type").and_then(Value::as_i64).unwrap_or(0)),
        fields: list("flds")
            .iter()
            .map(|field| text(field, "name"))
            .collect(),
        templates: list("tmpls")
            .iter()
            .map(|template| Template {
                name: text(template, "name"),
                question: text(template, "qfmt"),
                answer: text(template, "afmt"),
            })
            .collect(),
    }
}

/// The types that newer schemas keep in tables of their own.
pub fn of_tables(database: &Database) -> Result<FxHashMap<i64, NoteType>, ImportError> {
    const LIMIT: usize = limits::DEFINITIONS;
    const WHAT: What = What::NoteTypes;
    let mut types: FxHashMap<i64, NoteType> = FxHashMap::default();
    let query = "SELECT id, name, config FROM notetypes";
    database.read((WHAT, "notetypes"), query, LIMIT, |row| {
        let config = row.bytes(2, "config")?;
        let config = NoteTypeConfig::decode(config.as_slice()).map_err(unreadable)?;
        let note_type = NoteType {
            name: row.text(1, "name")?,
            kind: kind_of(i64::from(config.kind)),
            ..NoteType::default()
        };
        types.insert(row.integer(0, "id")?, note_type);
        Ok(())
    })?;
    let query = "SELECT ntid, name FROM fields ORDER BY ntid, ord";
    database.read((WHAT, "fields"), query, LIMIT, |row| {
        if let Some(of) = types.get_mut(&row.integer(0, "ntid")?) {
            of.fields.push(row.text(1, "name")?);
        }
        Ok(())
    })?;
    let query = "SELECT ntid, name, config FROM templates ORDER BY ntid, ord";
    database.read((WHAT, "templates"), query, LIMIT, |row| {
        let config = row.bytes(2, "config")?;
        let config = TemplateConfig::decode(config.as_slice()).map_err(unreadable)?;
        if let Some(of) = types.get_mut(&row.integer(0, "ntid")?) {
            of.templates.push(Template {
                name: row.text(1, "name")?,
                question: config.question,
                answer: config.answer,
            });
        }
        Ok(())
    })?;
    Ok(types)
}

fn unreadable(cause: prost::DecodeError) -> ImportError {
    ImportError::Description {
        what: What::NoteTypes,
        cause: cause.to_string(),
    }
}
