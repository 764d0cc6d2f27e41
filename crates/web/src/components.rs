//! Pieces that pages are made of.

pub mod card_back;
pub mod clock_notice;
pub mod drawn_apart;
pub mod element;
pub mod fold;
pub mod folder_backup;
pub mod frame;
pub mod icon;
pub mod importer_place;
pub mod installation;
pub mod last_backup;
pub mod mathematics;
pub mod media;
pub mod plan_form;
pub mod plot;
pub mod progress_bar;
pub mod prose;
pub mod rating_bar;
pub mod room_notice;
pub mod saving;
pub mod scheduler_form;
pub mod scheduling_preview;
pub mod section;
pub mod storage_notice;
