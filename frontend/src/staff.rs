//! Starts the staff's part of the app in the page.

fn main() {
    frontend::app::start(frontend::part::staff);
}
