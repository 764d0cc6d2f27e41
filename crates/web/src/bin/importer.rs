//! The entry point of the importer, in the page and in its worker.

fn main() {
    waymark_web::start_importer();
}
