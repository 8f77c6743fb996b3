//! What changed on the server, as it happens: server-sent events read with fetch, because the
//! token travels in a header and never in an address (`threats.md` W1).
//!
//! Where the stream does not hold, everything is asked for anew once a minute.

use std::cell::{Cell, RefCell};

use shared::api::inbox::{Change as WireChange, Live, Topic};
use shared::domain::report::Ticket;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, ReadableStream, ReadableStreamDefaultReader, TextDecoder};

use super::signal::{Signal, emit};
use super::{call, js, json, share, timer, wire};

/// What changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Something, or much: ask for everything that is on the screen.
    All,
    /// A report; which, if it can be said.
    Report(Option<Ticket>),
    /// The seat's inbox.
    Inbox,
}

impl Change {
    /// Whether an answer from this address may be different now.
    pub fn concerns(&self, url: &str) -> bool {
        match self {
            Self::All => true,
            Self::Inbox => url.starts_with("/api/inbox"),
            Self::Report(None) => !url.starts_with("/api/inbox"),
            // Lists may hold it; of single reports only its own.
            Self::Report(Some(ticket)) => {
                let rest = url.strip_prefix("/api/reports/").unwrap_or_default();
                let single = rest.starts_with(|c: char| c.is_ascii_digit());
                !single || rest.starts_with(ticket.as_str())
            }
        }
    }
}

impl From<WireChange> for Change {
    fn from(change: WireChange) -> Self {
        match change.topic {
            Topic::Report => Self::Report(change.ticket),
            Topic::Inbox => Self::Inbox,
            Topic::Reload | Topic::Unknown => Self::All,
        }
    }
}

thread_local! {
    /// Something changed.
    pub static CHANGES: Signal<Change> = const { Signal::new() };
    static RUNNING: Cell<u32> = const { Cell::new(0) };
    static STREAM: RefCell<Option<AbortController>> = const { RefCell::new(None) };
}

/// Tells every reader on this page that something changed.
pub fn announce(change: &Change) {
    share::forget(change);
    emit(&CHANGES, change);
}

/// The page is looked at again: every reader asks anew, but for what was answered a moment ago.
pub fn look_again() {
    emit(&CHANGES, &Change::All);
}

/// How often everything is asked for where the stream does not hold.
const POLL_MS: i32 = 60_000;
const FIRST_WAIT_MS: i32 = 1_000;

/// Begins to listen for the present account and seat, in place of what listened before.
pub fn start() {
    stop();
    let run = RUNNING.get();
    spawn_local(async move {
        let mut wait = FIRST_WAIT_MS;
        while RUNNING.get() == run {
            let heard = listen_once(run).await;
            if RUNNING.get() != run {
                return;
            }
            wait = if heard { FIRST_WAIT_MS } else { wait.saturating_mul(2).min(POLL_MS) };
            timer::sleep(wait).await;
            // What happened while nobody listened is not told again.
            if RUNNING.get() == run && (heard || wait == POLL_MS) {
                announce(&Change::All);
            }
        }
    });
}

/// Stops listening: signed out, or the page sleeps.
pub fn stop() {
    RUNNING.set(RUNNING.get().wrapping_add(1));
    if let Some(stream) = STREAM.take() {
        stream.abort();
    }
}

/// Listens until the stream ends; whether it ever began.
async fn listen_once(run: u32) -> bool {
    if wire::account().is_none() {
        return false;
    }
    let Ok(controller) = AbortController::new() else { return false };
    let signal = controller.signal();
    STREAM.set(Some(controller));
    let Ok(stream) = call::open_stream::<Live>(&(), &signal).await else { return false };
    drop(read(&stream, run).await);
    true
}

async fn read(stream: &ReadableStream, run: u32) -> Result<(), JsValue> {
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let decoder = TextDecoder::new()?;
    let mut events = Events::default();
    let mut begun = false;
    loop {
        let part = JsFuture::from(reader.read()).await?;
        if js::get(&part, "done").is_truthy() || RUNNING.get() != run {
            return Ok(());
        }
        let how = web_sys::TextDecodeOptions::new();
        how.set_stream(true);
        let bytes: js_sys::Object = js::get(&part, "value").unchecked_into();
        let text = decoder.decode_with_buffer_source_and_options(&bytes, &how)?;
        for event in events.feed(&text) {
            // The first says that changes are told from now on. What was answered a moment ago, as
            // when the page opens, need not be asked twice for that.
            match change(&event) {
                Change::All if !begun => look_again(),
                change => announce(&change),
            }
            begun = true;
        }
    }
}

/// What an event's data says; what a newer server says may concern everything.
fn change(data: &str) -> Change {
    json::read::<WireChange>(data).map_or(Change::All, Change::from)
}

/// Puts the data of events together from pieces of the stream (WHATWG HTML, 9.2.6).
#[derive(Default)]
struct Events {
    line: String,
    data: String,
}

/// Longer than any line of ours.
const LINE_MAX: usize = 65_536;

impl Events {
    fn feed(&mut self, text: &str) -> Vec<String> {
        let mut found = Vec::new();
        for letter in text.chars() {
            match letter {
                '\n' => {
                    let line = std::mem::take(&mut self.line);
                    if let Some(data) = line.strip_prefix("data:") {
                        self.data.push_str(data.trim_start());
                    } else if line.is_empty() && !self.data.is_empty() {
                        found.push(std::mem::take(&mut self.data));
                    }
                }
                '\r' => {}
                _ if self.line.len() > LINE_MAX => {}
                _ => self.line.push(letter),
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_put_together_from_pieces() {
        let mut events = Events::default();
        assert_eq!(events.feed(": hello\n\nevent: change\ndata: {\"topic\":"), [""; 0]);
        let found = events.feed("\"INBOX\"}\n\ndata: from tomorrow\r\n\r\n");
        let changes: Vec<_> = found.iter().map(|data| change(data)).collect();
        assert_eq!(changes, [Change::Inbox, Change::All]);
    }

    #[test]
    fn a_report_concerns_lists_and_itself_only() {
        let ticket = Ticket::parse("3075-2216").unwrap();
        let change = Change::Report(Some(ticket));
        for url in ["/api/reports/3075-2216", "/api/reports/mine?cursor=a", "/api/queue?part=ALL"] {
            assert!(change.concerns(url), "{url}");
        }
        assert!(!change.concerns("/api/reports/0000-0000"));
    }
}
