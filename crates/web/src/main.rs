//! The entry point of the application in the browser.

fn main() {
    waymark_web::start();
}
