//! A real browser in a reader's hand: headless Chromium, driven by what is written on the screen.
//!
//! Nothing waits for a fixed time: every question is asked again until it is answered, for at most
//! [`LIMIT`]. What the browser complains about (scripts, content policy) is collected and fails the
//! test at its end.

mod check;
mod driver;
mod slow;

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use shared::domain::account::{Role, Scope};
use tempfile::TempDir;
use thirtyfour::common::capabilities::chromium::ChromiumLikeCapabilities;
use thirtyfour::prelude::*;

use crate::{Server, World};

/// How long a question is asked: a slow machine with two cores must do.
pub const LIMIT: Duration = Duration::from_secs(30);

/// The password that [`World::grant`] sets.
const PASSWORD: &str = "correct horse battery";

/// After so long the same number may ask for a code again.
pub const CODE_PAUSE_MS: i64 = 61_000;

/// What Chromium must leave alone: no updates, no network of its own, no sandbox as root.
const FLAGS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--lang=zh-CN",
];

/// A screen: width and height in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen(pub u32, pub u32);

/// A phone of today.
pub const PHONE: Screen = Screen(390, 844);
/// The narrowest phone that must do (WCAG 2.2, 1.4.10).
pub const NARROW: Screen = Screen(320, 640);
/// A desktop.
pub const DESK: Screen = Screen(1280, 800);

/// A browser with one tab open, and a profile of its own.
pub struct Browser {
    driver: WebDriver,
    base: String,
    screen: Mutex<Screen>,
    /// Server time less the machine's, in ms: the phone's clock agrees with the server's.
    skew: i64,
    complaints: Mutex<Vec<String>>,
    /// Where the profile is, for as long as the browser is.
    _profile: TempDir,
}

impl Browser {
    /// Opens a browser for a server.
    pub async fn open(server: &Server, screen: Screen) -> Self {
        Self::open_at(server, server.url(""), screen).await
    }

    /// Opens a browser for a server behind another address.
    pub async fn open_at(server: &Server, base: String, screen: Screen) -> Self {
        let profile = tempfile::tempdir().unwrap();
        let mut capabilities = DesiredCapabilities::chrome();
        for flag in FLAGS {
            capabilities.add_arg(flag).unwrap();
        }
        capabilities.add_arg(&format!("--user-data-dir={}", profile.path().display())).unwrap();
        let log = json!({ "browser": "ALL" });
        capabilities.set("goog:loggingPrefs", log).unwrap();
        let driver = WebDriver::new(driver::address(), capabilities).await.expect("a browser");
        let browser = Self {
            driver,
            base,
            screen: Mutex::new(screen),
            skew: 0,
            complaints: Mutex::default(),
            _profile: profile,
        };
        let machine = browser.evaluate("String(Date.now())").await;
        let skew = server.now().ms() - machine.as_str().unwrap().parse::<i64>().unwrap();
        let browser = Self { skew, ..browser };
        browser.prepare_tab().await;
        browser
    }

    /// The present tab gets its screen and its clock; both last as long as the tab.
    async fn prepare_tab(&self) {
        let script =
            format!("{{ const real = Date.now; Date.now = () => real() + ({}); }}", self.skew);
        self.send("Page.enable", json!({})).await;
        self.send("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await;
        let still =
            json!({ "features": [{ "name": "prefers-reduced-motion", "value": "reduce" }] });
        self.send("Emulation.setEmulatedMedia", still).await;
        let screen = *self.screen.lock().unwrap();
        self.resize(screen).await;
    }

    /// Gives the present tab another screen.
    pub async fn resize(&self, screen: Screen) {
        *self.screen.lock().unwrap() = screen;
        let Screen(width, height) = screen;
        let phone = width < 1024;
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": if phone { 2 } else { 1 }, "mobile": phone });
        self.send("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// Goes to an address of the app.
    pub async fn go(&self, path: &str) {
        self.driver.goto(format!("{}{path}", self.base)).await.unwrap();
    }

    /// The path and query in the address bar.
    pub async fn path(&self) -> String {
        let url = self.driver.current_url().await.unwrap();
        url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()))
    }

    /// Loads the page again.
    pub async fn reload(&self) {
        self.driver.refresh().await.unwrap();
    }

    /// Goes back, as the browser's own button does.
    pub async fn back(&self) {
        self.driver.back().await.unwrap();
    }

    /// Kills the tab and opens another: no farewell to the page, no memory kept.
    pub async fn kill_tab(&self) {
        self.collect_complaints().await;
        let old = self.driver.window().await.unwrap();
        let new = self.driver.new_tab().await.unwrap();
        self.driver.switch_to_window(old).await.unwrap();
        self.driver.close_window().await.unwrap();
        self.driver.switch_to_window(new).await.unwrap();
        self.prepare_tab().await;
    }

    /// Opens another tab beside those that there are.
    pub async fn another_tab(&self) {
        let new = self.driver.new_tab().await.unwrap();
        self.driver.switch_to_window(new).await.unwrap();
        self.prepare_tab().await;
    }

    /// Goes over to one of the tabs, counted from 0 in the order in which they were opened.
    pub async fn to_tab(&self, index: usize) {
        let tabs = self.driver.windows().await.unwrap();
        self.driver.switch_to_window(tabs[index].clone()).await.unwrap();
    }

    /// Presses what bears a label.
    pub async fn tap(&self, label: &str) {
        self.until(&format!("“{label}” to press"), async || {
            let found = self.find(label, "control").await?;
            // Something may still lie over it: then once more.
            found.click().await.ok()
        })
        .await;
    }

    /// Types into the field with a label, in place of what stood there.
    pub async fn type_in(&self, label: &str, text: &str) {
        self.until(&format!("the field “{label}”"), async || {
            let field = self.find(label, "field").await?;
            field.clear().await.ok()?;
            field.send_keys(text).await.ok()
        })
        .await;
    }

    /// Ticks a box, or chooses one of several, by its label.
    pub async fn tick(&self, label: &str) {
        self.until(&format!("the box “{label}”"), async || {
            self.find(label, "field").await?.click().await.ok()
        })
        .await;
    }

    /// Chooses a mark of a group by the group's heading and the mark's words.
    pub async fn mark(&self, group: &str, mark: &str) {
        self.until(&format!("“{mark}” of “{group}”"), async || {
            let path = format!(
                "//fieldset[legend[normalize-space()='{group}']]//label[normalize-space()='{mark}']"
            );
            self.driver.find(By::XPath(path)).await.ok()?.click().await.ok()
        })
        .await;
    }

    /// Chooses an option of a list by label and words.
    pub async fn choose(&self, label: &str, option: &str) {
        self.until(&format!("“{option}” under “{label}”"), async || {
            let list = self.find(label, "field").await?;
            let path = format!("./option[normalize-space()='{option}']");
            list.find(By::XPath(path)).await.ok()?.click().await.ok()
        })
        .await;
    }

    /// Sends the form that is open: presses its one button that sends.
    pub async fn send_form(&self) {
        self.until("a form to send", async || {
            let script = "return [...document.querySelectorAll('form button[type=submit]')]\
                .filter((one) => !one.closest('[inert]') && one.getClientRects().length > 0).pop() || null;";
            let button = self.driver.execute(script, Vec::new()).await.ok()?.element().ok()?;
            button.click().await.ok()
        })
        .await;
    }

    /// Picks files, as from the album.
    pub async fn attach(&self, file: &Path) {
        self.attach_all(&[file.to_owned()]).await;
    }

    /// Picks several files at once.
    pub async fn attach_all(&self, files: &[PathBuf]) {
        let paths = files.iter().map(|file| file.canonicalize().unwrap());
        let paths: Vec<String> = paths.map(|path| path.to_str().unwrap().to_owned()).collect();
        let paths = paths.join("\n");
        self.until("a place for photos", async || {
            let script = "return [...document.querySelectorAll('input[type=file]')].find((one) => !one.closest('[inert]')) || null;";
            let input = self.driver.execute(script, Vec::new()).await.ok()?.element().ok()?;
            input.send_keys(&paths).await.ok()
        })
        .await;
    }

    /// Presses a key where nothing is typed.
    pub async fn press(&self, key: &str) {
        self.driver.action_chain().send_keys(key).perform().await.unwrap();
    }

    /// Waits until words are on the screen.
    pub async fn see(&self, words: &str) {
        self.see_within(words, LIMIT).await;
    }

    /// Waits so long until words are on the screen.
    pub async fn see_within(&self, words: &str, limit: Duration) {
        self.until_within(limit, &format!("“{words}” on the screen"), async || {
            self.text().await.contains(words).then_some(())
        })
        .await;
    }

    /// Waits until words are on the screen no more.
    pub async fn see_no_more(&self, words: &str) {
        self.until(&format!("“{words}” to leave the screen"), async || {
            (!self.text().await.contains(words)).then_some(())
        })
        .await;
    }

    /// Waits until a script's value is true.
    pub async fn holds(&self, expression: &str) {
        self.until(expression, async || {
            (self.evaluate(expression).await == json!(true)).then_some(())
        })
        .await;
    }

    /// What can be read now.
    pub async fn text(&self) -> String {
        self.evaluate("document.body ? document.body.innerText : ''")
            .await
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// The value of a script in the page; a promise is waited for.
    pub async fn evaluate(&self, expression: &str) -> Value {
        let ask = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let answer = self.send("Runtime.evaluate", ask).await;
        assert!(answer.get("exceptionDetails").is_none(), "{expression:.200}: {answer}");
        answer["result"]["value"].clone()
    }

    /// Waits until the app can open without a network.
    pub async fn shell_is_kept(&self) {
        self.holds(
            "navigator.serviceWorker.ready.then((ready) => ready.active.state === 'activated')",
        )
        .await;
    }

    /// Signs a resident in with the code on the screen.
    pub async fn sign_in(&self, world: &World, phone: &str) {
        // A number gets one code a minute; the test may have used this minute's.
        world.server.clock.advance(CODE_PAUSE_MS);
        self.go("/").await;
        self.type_in("手机号", phone).await;
        self.tick("我看过并同意").await;
        self.tap("获取验证码").await;
        let code = self.until("the demo's code", async || {
            let text = self.text().await;
            let (_, rest) = text.split_once("演示用验证码：")?;
            rest.get(..6).map(str::to_owned)
        });
        let code = code.await;
        self.type_in("短信验证码", &code).await;
        self.tap("进入邻里").await;
        self.see("首页").await;
    }

    /// Signs staff in at their entrance, with a seat just given.
    pub async fn sign_in_staff(&self, world: &World, role: Role, scope: Scope) {
        let phone = world.fresh_phone();
        let secret = world.grant(&phone, role, scope, None).await;
        self.enter_as_staff(world, &phone, secret).await;
    }

    /// Signs staff in with a seat that they have; again, when the clock has moved past their session.
    pub async fn enter_as_staff(&self, world: &World, phone: &str, secret: [u8; 20]) {
        let code = backend::access::totp::code(secret, world.server.now()).unwrap();
        self.go("/signin/staff").await;
        self.type_in("手机号", phone).await;
        self.type_in("密码", PASSWORD).await;
        self.type_in("动态码", &code).await;
        self.tap("进入邻里").await;
        self.see_no_more("工作入口").await;
    }

    /// Keeps a picture of the screen in `target/screenshots`.
    pub async fn screenshot(&self, name: &str) {
        self.settle().await;
        let folder = screenshots();
        std::fs::create_dir_all(&folder).unwrap();
        self.driver.screenshot(&folder.join(format!("{name}.png"))).await.unwrap();
    }

    /// Ends the browser; everything it complained about fails the test.
    pub async fn quit(self) {
        self.collect_complaints().await;
        let complaints = std::mem::take(&mut *self.complaints.lock().unwrap());
        self.driver.quit().await.unwrap();
        assert!(complaints.is_empty(), "the browser complains:\n{}", complaints.join("\n"));
    }

    async fn find(&self, label: &str, kind: &str) -> Option<WebElement> {
        let found =
            self.driver.execute(include_str!("find.js"), vec![json!(label), json!(kind)]).await;
        found.ok()?.element().ok()
    }

    async fn send(&self, method: &str, params: Value) -> Value {
        let sent = self.driver.cdp().send_raw(method, params).await;
        sent.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Asks again until there is an answer; after [`LIMIT`] the test fails with what is on the
    /// screen.
    pub async fn until<T>(&self, what: &str, ask: impl AsyncFnMut() -> Option<T>) -> T {
        self.until_within(LIMIT, what, ask).await
    }

    async fn until_within<T>(
        &self,
        limit: Duration,
        what: &str,
        mut ask: impl AsyncFnMut() -> Option<T>,
    ) -> T {
        let began = Instant::now();
        loop {
            if let Some(answer) = ask().await {
                return answer;
            }
            if began.elapsed() > limit {
                let folder = screenshots();
                std::fs::create_dir_all(&folder).unwrap();
                self.driver.screenshot(&folder.join("failed.png")).await.ok();
                self.collect_complaints().await;
                let complaints = self.complaints.lock().unwrap().join("\n");
                let (path, text) = (self.path().await, self.text().await);
                panic!("waited {} s for {what} at {path}:\n{text}\n{complaints}", limit.as_secs());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}

fn screenshots() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/screenshots")
}
