//! Starts the residents' part of the app in the page.

fn main() {
    frontend::app::start(frontend::part::residents);
}
