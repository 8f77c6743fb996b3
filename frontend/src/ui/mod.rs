//! The parts that pages are built from. None of them knows a type of the domain.

mod arch;
mod badge;
mod banner;
mod bars;
mod button;
mod card;
mod cells;
mod chip;
mod field;
mod hero;
mod icon;
mod link;
mod page;
mod page_stack;
mod photo_picker;
mod photos;
mod picks;
mod qr;
mod qr_matrix;
mod ring;
mod segmented;
mod sheet;
mod shrink;
mod states;
mod tab_bar;
mod timeline;
mod toast;
mod tone;
mod trail;
mod viewer;

pub use arch::TwinArch;
pub use badge::Verified;
pub use banner::{Banners, StaleBanner};
pub use bars::{Bar, Fill, FillKey, Fills};
pub use button::{Button, ButtonLink, CallLink, Kind};
pub use card::{Aside, Card, Head};
pub use cells::{Cell, Cells, Dot};
pub use chip::Chip;
pub use field::{Check, Field, TextArea};
pub use hero::HeroArt;
pub use icon::Icon;
pub use link::{Link, use_back};
pub use page::{Page, TabPage};
pub use page_stack::{Layer, PageStack};
pub use photo_picker::{PhotoPicker, Shot};
pub use photos::{Photo, PhotoGrid, Shots};
pub use picks::{Choice, Pick};
pub use qr::QrCode;
pub use ring::{Clock, ClockProps, Due};
pub use segmented::Segmented;
pub use sheet::Sheet;
pub use states::{Bones, Empty, Failed, show};
pub use tab_bar::{Tab, TabBar};
pub use timeline::{Moment, Timeline, TimelineItem};
pub use toast::{ToastProvider, Toaster, use_toast};
pub use tone::Tone;
pub use trail::Trail;
pub use viewer::Viewer;

/// Whether there is nothing to see: an `if` that did not hold leaves an empty list.
fn is_nothing(html: &yew::Html) -> bool {
    match html {
        yew::virtual_dom::VNode::VList(list) => list.iter().all(is_nothing),
        _ => false,
    }
}
