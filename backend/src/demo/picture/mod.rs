//! The demo's photos: drawn, so that no real place or person is in them.

mod canvas;
mod scene;

pub(super) use scene::Scene;
