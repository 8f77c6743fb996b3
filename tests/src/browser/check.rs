//! What every page must stand: axe-core, no sideways scroll, no complaint of the browser.

use serde_json::Value;

use super::{Browser, PHONE, Screen};

/// The accessibility checker, as `npm ci` in `frontend` puts it there.
const AXE: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../frontend/node_modules/axe-core/axe.min.js");

/// What a browser says when the server is away, or asks a stranger to sign in; neither is a fault
/// of the page.
const NETWORK: [&str; 9] = [
    "net::ERR_CONNECTION_REFUSED",
    "net::ERR_CONNECTION_RESET",
    "net::ERR_CONNECTION_CLOSED",
    "net::ERR_EMPTY_RESPONSE",
    "net::ERR_INCOMPLETE_CHUNKED_ENCODING",
    "net::ERR_SOCKET_NOT_CONNECTED",
    "net::ERR_FAILED",
    "net::ERR_BLOCKED_BY_CLIENT",
    "TypeError: Failed to fetch",
];

const RUN: &str = "axe.run(document, { resultTypes: ['violations'] }).then((found) => \
    found.violations.map((one) => `${one.id} (${one.impact}): ${one.help}\\n` + \
    one.nodes.map((node) => `    ${node.target.join(' ')}  ${node.html.slice(0, 160)}\\n      ${node.failureSummary.replace(/\\s+/g, ' ').slice(0, 300)}`).join('\\n')))";

impl Browser {
    /// Waits until nothing on the page moves or loads.
    pub async fn settle(&self) {
        self.holds(
            "document.readyState === 'complete' && !document.querySelector('.page:not([inert]) .bones') \
             && document.getAnimations().every((one) => one.playState !== 'running' \
             || one.effect.getComputedTiming().iterations === Infinity)",
        )
        .await;
    }

    /// Each page, by its name and address, on each screen: checked, and a picture kept.
    pub async fn check_pages(&self, pages: &[(&str, &str)], screens: &[Screen], manner: &str) {
        for (name, path) in pages {
            for screen in screens {
                self.resize(*screen).await;
                self.go(path).await;
                self.holds("!!document.querySelector('.page:not([inert]) main, .desk main')").await;
                self.check_page(name).await;
                self.screenshot(&format!("{manner}-{name}-{}", screen.0)).await;
            }
        }
        self.resize(PHONE).await;
    }

    /// The present page, as it is: axe-core finds nothing, and it does not scroll sideways.
    pub async fn check_page(&self, name: &str) {
        self.settle().await;
        let faults = [self.sideways().await, self.axe().await].concat();
        let (path, screen) = (self.path().await, *self.screen.lock().unwrap());
        assert!(faults.is_empty(), "{name} at {path}, {screen:?}:\n{}", faults.join("\n"));
    }

    async fn axe(&self) -> Vec<String> {
        if self.evaluate("typeof axe").await == "undefined" {
            let source = std::fs::read_to_string(AXE).expect("axe-core: run `npm ci` in frontend");
            // Past the content policy, as a reader's own tool would be.
            self.evaluate(&format!("{source}; 0")).await;
        }
        let found = self.evaluate(RUN).await;
        found.as_array().unwrap().iter().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// What is wider than the screen.
    async fn sideways(&self) -> Vec<String> {
        let script = "(() => { \
            const width = innerWidth, page = document.scrollingElement; \
            const pages = [page, ...document.querySelectorAll('.page:not([inert])')]; \
            if (pages.every((one) => one.scrollWidth <= Math.max(one.clientWidth, one === page ? width : 0))) return []; \
            return [`wider than ${width}: ${page.scrollWidth}`, ...[...document.querySelectorAll('.page:not([inert]) *')] \
                .filter((one) => one.getBoundingClientRect().right > width + 1).slice(0, 5) \
                .map((one) => `    ${one.outerHTML.slice(0, 160)}`)]; })()";
        let found = self.evaluate(script).await;
        found.as_array().unwrap().iter().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// Passes over what the test itself provokes: an answer that the browser notes although the page
    /// says what it means.
    pub async fn pass_over(&self, words: &str) {
        self.collect_complaints().await;
        self.complaints.lock().unwrap().retain(|line| !line.contains(words));
    }

    /// Reads what the browser has complained about since the last time.
    pub(super) async fn collect_complaints(&self) {
        let Ok(log) = self.driver.browser_log().await else { return };
        let serious = log.into_iter().filter(|entry| {
            let severe = entry.level == "SEVERE" || entry.source.as_deref() == Some("security");
            let away = NETWORK.iter().any(|word| entry.message.contains(word));
            let stranger =
                entry.message.contains("/api/session/refresh") && entry.message.contains("401");
            // What a form got wrong is said on the page; the browser notes it all the same.
            let refused = entry.message.contains("status of 422");
            severe && !away && !stranger && !refused
        });
        let lines = serious.map(|entry| format!("{}: {}", entry.level, entry.message));
        self.complaints.lock().unwrap().extend(lines);
    }
}
