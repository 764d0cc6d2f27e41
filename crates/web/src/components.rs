//! Pieces that pages are made of.

pub mod frame;
pub mod icon;
pub mod progress_bar;
pub mod rating_bar;
pub mod rich_text;
pub mod storage_notice;
