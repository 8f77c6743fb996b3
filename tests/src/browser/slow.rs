//! A slow phone in a bad network, what does not come through, and how long its reader waits.

use serde_json::json;

use super::Browser;

/// How much slower than this machine the phone computes.
const CPU: u32 = 4;
/// The network: 1.6 Mbit/s down, half of it up, in bytes a second; and the wait of every request, in ms.
const DOWN: u32 = 1_600_000 / 8;
const UP: u32 = 800_000 / 8;
const LATENCY: u32 = 150;

/// Notes when something for the selector has been painted, in ms since the navigation began.
const WATCH: &str = "(() => {
    const look = () => {
        const found = document.querySelector(SELECTOR);
        if (found && !found.disabled && found.getClientRects().length > 0) {
            setTimeout(() => { window.linliSeen = performance.now(); });
        } else {
            requestAnimationFrame(look);
        }
    };
    requestAnimationFrame(look);
})()";

impl Browser {
    /// Makes the present tab a slow phone in a bad network.
    pub async fn slow_down(&self) {
        self.send("Emulation.setCPUThrottlingRate", json!({ "rate": CPU })).await;
        self.send("Network.enable", json!({})).await;
        let network = json!({
            "offline": false, "latency": LATENCY, "downloadThroughput": DOWN, "uploadThroughput": UP,
        });
        self.send("Network.emulateNetworkConditions", network).await;
    }

    /// Nothing under these addresses comes through to the present tab, whatever its worker keeps;
    /// with none of them, everything does again.
    pub async fn block(&self, addresses: &[&str]) {
        let bypass = !addresses.is_empty();
        self.send("Network.enable", json!({})).await;
        self.send("Network.setBypassServiceWorker", json!({ "bypass": bypass })).await;
        self.send("Network.setBlockedURLs", json!({ "urls": addresses })).await;
    }

    /// Opens an address and says after how many ms what the selector names could be used.
    pub async fn ms_until_usable(&self, path: &str, selector: &str) -> f64 {
        let watch = WATCH.replace("SELECTOR", &json!(selector).to_string());
        self.send("Page.addScriptToEvaluateOnNewDocument", json!({ "source": watch })).await;
        self.go(path).await;
        self.holds("window.linliSeen > 0").await;
        self.evaluate("window.linliSeen").await.as_f64().unwrap()
    }

    /// The bytes over the wire of everything that had been loaded until then, one by one, the page itself first.
    pub async fn loaded(&self) -> Vec<u64> {
        let script = "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]\
            .filter((one) => one.responseEnd <= window.linliSeen).map((one) => one.encodedBodySize)";
        let sizes = self.evaluate(script).await;
        sizes.as_array().unwrap().iter().map(|size| size.as_u64().unwrap()).collect()
    }
}
