//! People who write reports with photos, and try again until they are answered, as the app's outbox
//! does.

use std::io::Cursor;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use image::{ImageFormat, Rgb, RgbImage};
use serde_json::Value;
use shared::api::report::{NewReport, PhotoView, ReportView};
use shared::domain::estate::{EstateId, Place};
use shared::domain::report::{CategoryCode, PhotoId};
use shared::value::{Id, Timestamp};
use tests::Person;
use tokio::sync::watch;

use crate::dice::Dice;

/// Reports that a resident may file in a day.
const A_DAY: u64 = 10;
/// How far a colour may move by being compressed twice.
const NEAR: u8 = 12;

/// What the server has acknowledged.
#[derive(Clone)]
pub(crate) struct Acknowledged {
    pub(crate) person: usize,
    pub(crate) report: NewReport,
    pub(crate) ticket: String,
    colours: Vec<Rgb<u8>>,
}

/// What the writers share.
#[derive(Default)]
pub(crate) struct Record {
    /// How many servers there have been.
    pub(crate) lives: watch::Sender<u64>,
    /// Every report that was answered with 2xx.
    pub(crate) acknowledged: Mutex<Vec<Acknowledged>>,
    /// Requests that wait for their answer right now.
    pub(crate) asking: AtomicUsize,
    /// Requests that were sent and got no answer.
    pub(crate) unanswered: AtomicUsize,
}

/// A person, a place, and what they have left to say.
pub(crate) struct Writer {
    pub(crate) no: usize,
    pub(crate) person: Person,
    pub(crate) estate: EstateId,
    pub(crate) dice: Dice,
}

impl Writer {
    /// Writes the day's reports, spread over so many servers' lives.
    pub(crate) async fn write(mut self, record: &Record, lives: u64, life: u64) {
        let mut begins: Vec<u64> = (0..A_DAY).map(|_| self.dice.between(0, lives)).collect();
        begins.sort_unstable();
        let mut now = record.lives.subscribe();
        for (n, begin) in (0..).zip(begins) {
            now.wait_for(|now| *now >= begin).await.unwrap();
            // Not all at the server's first moment.
            tokio::time::sleep(Duration::from_millis(self.dice.between(0, life))).await;
            let done = self.one(n, record).await;
            record.acknowledged.lock().unwrap().push(done);
        }
    }

    async fn one(&mut self, n: u64, record: &Record) -> Acknowledged {
        let mut report = NewReport {
            id: id(),
            estate: self.estate,
            category: CategoryCode::parse("DECOR_ILLEGAL").unwrap(),
            place: Place::Common { name: format!("第 {n} 处") },
            words: Some(format!("{} 号住户第 {n} 次吹哨", self.no)),
            photos: Vec::new(),
        };
        let mut colours = Vec::new();
        for _ in 0..self.dice.between(1, 4) {
            let colour = Rgb([0; 3].map(|_| self.dice.between(20, 236) as u8));
            let photo: PhotoId = id();
            let path = format!("/api/photos/{photo}");
            let body = picture(colour);
            let send = || {
                let request = self.person.request("PUT", &path);
                request.header("content-type", "application/octet-stream").body(body.clone())
            };
            until_answered(send, record).await;
            report.photos.push(photo);
            colours.push(colour);
        }
        let send = || self.person.request("POST", "/api/reports").json(&report);
        let ticket = ticket(&until_answered(send, record).await);
        if self.dice.one_in(3) {
            let send = || self.person.request("POST", "/api/reports").json(&report);
            let again = until_answered(send, record).await;
            assert_eq!(self::ticket(&again), ticket, "the same id again is the same report");
        }
        Acknowledged { person: self.no, report, ticket, colours }
    }
}

/// Sends until there is a 2xx. No answer, or "busy", is a reason to send the same again; anything
/// else is a fault.
async fn until_answered(send: impl Fn() -> reqwest::RequestBuilder, record: &Record) -> Value {
    let began = Instant::now();
    loop {
        assert!(began.elapsed().as_secs() < 60, "a request was not answered in a minute");
        record.asking.fetch_add(1, Ordering::SeqCst);
        let answered = match send().send().await {
            Ok(answer) => {
                let status = answer.status();
                answer.text().await.map(|text| (status, text))
            }
            Err(error) => Err(error),
        };
        record.asking.fetch_sub(1, Ordering::SeqCst);
        match answered {
            Ok((status, text)) if status.is_success() => {
                return serde_json::from_str(&text).unwrap();
            }
            Ok((status, text)) => assert_eq!(status, 503, "{text}"),
            Err(_) => drop(record.unanswered.fetch_add(1, Ordering::SeqCst)),
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Whether the report is there as it was sent: words, photos in order, each of them to be had.
pub(crate) async fn check(person: &Person, told: &Acknowledged) {
    let path = format!("/api/reports/{}", told.ticket);
    let answer = person.request("GET", &path).send().await.unwrap();
    assert_eq!(answer.status(), 200, "an acknowledged report is gone: {}", told.ticket);
    let view: ReportView = answer.json().await.unwrap();
    assert_eq!((view.id, &view.words), (Some(told.report.id), &told.report.words));
    assert_eq!(view.photos.len(), told.colours.len(), "a photo of {} is gone", told.ticket);
    for (photo, colour) in view.photos.iter().zip(&told.colours) {
        check_photo(person, photo, *colour).await;
    }
}

async fn check_photo(person: &Person, photo: &PhotoView, colour: Rgb<u8>) {
    for path in [&photo.large, &photo.thumb] {
        let answer = person.request("GET", path).send().await.unwrap();
        assert_eq!(answer.status(), 200, "a photo's file is gone");
        let bytes = answer.bytes().await.unwrap();
        let picture = image::load_from_memory_with_format(&bytes, ImageFormat::Jpeg).unwrap();
        let shown = *picture.to_rgb8().get_pixel(picture.width() / 2, picture.height() / 2);
        let near = shown.0.iter().zip(colour.0).all(|(a, b)| a.abs_diff(b) <= NEAR);
        assert!(near, "another photo in its place: {shown:?} for {colour:?}");
    }
}

fn ticket(view: &Value) -> String {
    view["card"]["ticket"].as_str().unwrap().to_owned()
}

fn picture(colour: Rgb<u8>) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_pixel(64, 48, colour).write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

fn id<T>() -> Id<T> {
    let mut random = [0; 10];
    getrandom::fill(&mut random).unwrap();
    Id::v7(Timestamp::from_ms(1_790_000_000_000), random)
}
