//! The photos on disk, before any row names them.

use std::collections::BTreeMap;

use bytes::Bytes;
use tokio::task::JoinSet;

use super::picture::Scene;
use super::plot::{Beat, Story, What};
use crate::app::App;
use crate::failure::Failure;
use crate::media::{Limits, Photo, prepare};
use crate::port::blob::{ObjectName, Variant};
use crate::port::random;

/// How many photos are written at once: each waits for the disk.
const AT_ONCE: usize = 8;

/// A stored photo that no row names yet.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    pub(super) object: String,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) arrived_sha256: [u8; 32],
}

/// The photo of each moment that has one: story, deed.
pub(super) type Stock = BTreeMap<(usize, usize), Stored>;

/// Which photo a moment shows.
fn scene_of(stories: &[Story], beat: &Beat) -> Option<Scene> {
    let story = stories.get(beat.story)?;
    if beat.deed == 0 {
        return story.scene;
    }
    match story.deeds.get(beat.deed - 1)?.what {
        What::Act(act) => act.scene,
        What::Join | What::Rate(_) => None,
    }
}

/// Draws each scene once and stores it for each moment that shows it, under a name of its own.
pub(super) async fn stock(app: &App, stories: &[Story], beats: &[Beat]) -> Result<Stock, Failure> {
    let drawn = drawn().await?;
    let mut stock = Stock::new();
    let mut writing = JoinSet::new();
    for beat in beats {
        let scene = scene_of(stories, beat);
        let Some(photo) = scene.and_then(|scene| drawn.get(&scene)) else { continue };
        let object = ObjectName::from_random(random::bytes()?);
        let stored = Stored {
            object: object.as_str().to_owned(),
            width: photo.width,
            height: photo.height,
            arrived_sha256: photo.arrived_sha256,
        };
        stock.insert((beat.story, beat.deed), stored);
        if writing.len() >= AT_ONCE {
            written(writing.join_next().await)?;
        }
        writing.spawn(put(app.clone(), object, photo.clone()));
    }
    while !writing.is_empty() {
        written(writing.join_next().await)?;
    }
    Ok(stock)
}

fn written(
    one: Option<Result<Result<(), Failure>, tokio::task::JoinError>>,
) -> Result<(), Failure> {
    one.map_or(Ok(()), |one| one.map_err(Failure::bug)?)
}

async fn put(app: App, object: ObjectName, photo: Photo) -> Result<(), Failure> {
    for (variant, bytes) in [(Variant::Large, photo.large), (Variant::Thumb, photo.thumb)] {
        app.blobs.put(&object, variant, Bytes::from(bytes)).await.map_err(Failure::bug)?;
    }
    Ok(())
}

/// Each scene, prepared as a phone's photo would be.
async fn drawn() -> Result<BTreeMap<Scene, Photo>, Failure> {
    let mut drawing = JoinSet::new();
    for scene in Scene::ALL {
        drawing.spawn_blocking(move || {
            let photo = prepare(&scene.jpeg()?, &Limits::default()).map_err(Failure::bug)?;
            Ok::<_, Failure>((scene, photo))
        });
    }
    let mut drawn = BTreeMap::new();
    while let Some(one) = drawing.join_next().await {
        let (scene, photo) = one.map_err(Failure::bug)??;
        drawn.insert(scene, photo);
    }
    Ok(drawn)
}
