//! The load: connections that are kept open, each with one request under way. The same client for ours and for the limit, on one
//! thread of this process, so that both pay it alike.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::Request;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tests::figures::percentile;
use tokio::net::TcpStream;

/// A whole request.
pub type Ask = Request<Full<Bytes>>;

/// What one round gave.
pub struct Round {
    /// Answers each second.
    pub rate: f64,
    /// How long each answer took, in ms.
    pub times: Vec<f64>,
}

impl Round {
    /// So many of a hundred answers took at most so long.
    pub fn percentile(&self, of_hundred: usize) -> f64 {
        percentile(&self.times, of_hundred)
    }
}

/// Asks for a while over so many connections; connection `n` repeats `asks[n]` in turn. What the first fifth of the time gave
/// warms up and does not count.
pub fn for_a_while(address: SocketAddr, asks: &[Vec<Ask>], time: Duration) -> Round {
    let warm = time / 5;
    on_one_thread(async {
        let began = Instant::now();
        let connections = asks.iter().map(|asks| {
            let asks = asks.clone();
            tokio::spawn(async move {
                let mut door = Door::open(address).await;
                let mut times = Vec::new();
                for ask in asks.iter().cycle() {
                    let took = door.ask(ask.clone()).await;
                    let now = began.elapsed();
                    if now > warm + time {
                        return times;
                    }
                    if now > warm {
                        times.push(took);
                    }
                }
                times
            })
        });
        let times = gathered(connections.collect()).await;
        Round { rate: per_second(times.len(), time), times }
    })
}

/// Asks each request once, connection `n` those of `asks[n]`, and takes the time of all.
pub fn once_each(address: SocketAddr, asks: Vec<Vec<Ask>>) -> Round {
    on_one_thread(async {
        let mut doors = Vec::new();
        for asks in asks {
            doors.push((Door::open(address).await, asks));
        }
        let began = Instant::now();
        let connections = doors.into_iter().map(|(mut door, asks)| {
            tokio::spawn(async move {
                let mut times = Vec::with_capacity(asks.len());
                for ask in asks {
                    times.push(door.ask(ask).await);
                }
                times
            })
        });
        let times = gathered(connections.collect()).await;
        Round { rate: per_second(times.len(), began.elapsed()), times }
    })
}

/// One answer's bytes and its content coding.
pub fn answer(address: SocketAddr, ask: &Ask) -> (Bytes, String) {
    on_one_thread(async {
        let response = Door::open(address).await.0.send_request(ask.clone()).await.unwrap();
        let status = response.status();
        let coding = response.headers().get("content-encoding");
        let coding = coding.map_or("", |coding| coding.to_str().unwrap()).to_owned();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        assert!(status.is_success(), "{status}: {}", String::from_utf8_lossy(&bytes));
        (bytes, coding)
    })
}

/// The status that a server answers with, if it answers.
pub fn status(address: SocketAddr, ask: &Ask) -> Option<u16> {
    on_one_thread(async {
        let response = Door::open(address).await.0.send_request(ask.clone()).await;
        response.ok().map(|response| response.status().as_u16())
    })
}

fn on_one_thread<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

async fn gathered(connections: Vec<tokio::task::JoinHandle<Vec<f64>>>) -> Vec<f64> {
    let mut times = Vec::new();
    for connection in connections {
        times.extend(connection.await.unwrap());
    }
    times
}

fn per_second(answers: usize, time: Duration) -> f64 {
    answers as f64 / time.as_secs_f64()
}

/// An open connection.
struct Door(http1::SendRequest<Full<Bytes>>);

impl Door {
    async fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        Self(sender)
    }

    /// Asks and reads the whole answer; how long that took, in ms.
    async fn ask(&mut self, ask: Ask) -> f64 {
        let began = Instant::now();
        self.0.ready().await.unwrap();
        let response = self.0.send_request(ask).await.unwrap();
        let status = response.status();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        let took = crate::ms(began.elapsed());
        assert!(status.is_success(), "{status}: {}", String::from_utf8_lossy(&bytes));
        took
    }
}
