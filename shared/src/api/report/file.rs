//! Filing: what the phone sends, and how it is checked on both sides.

use serde::{Deserialize, Serialize};

use super::{PHOTOS_MAX, WORDS_MAX};
use crate::api::{FieldError, FieldRule};
use crate::domain::estate::{EstateId, PLACE_TEXT_MAX, Place};
use crate::domain::report::{CategoryCode, PhotoId, ReportId};
use crate::value::{TextError, check_line, check_text};

/// Files a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewReport {
    /// Made by the phone.
    pub id: ReportId,
    /// Where.
    pub estate: EstateId,
    /// What.
    pub category: CategoryCode,
    /// Where exactly.
    pub place: Place,
    /// In the reporter's words.
    #[serde(default)]
    pub words: Option<String>,
    /// Photos already sent, in order.
    #[serde(default)]
    pub photos: Vec<PhotoId>,
}

impl NewReport {
    /// Trims the texts, or names every field that needs another look.
    pub fn checked(mut self) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        self.words = optional_text(self.words, "/words", &mut errors);
        self.place = checked_place(self.place, &mut errors);
        check_photos(&self.photos, &mut errors);
        if errors.is_empty() { Ok(self) } else { Err(errors) }
    }
}

pub(super) fn checked_place(place: Place, errors: &mut Vec<FieldError>) -> Place {
    let mut required = |text: String, pointer: &str| {
        check_line(&text, PLACE_TEXT_MAX).unwrap_or_else(|why| {
            errors.push(FieldError { pointer: pointer.to_owned(), rule: field_rule(why) });
            text
        })
    };
    match place {
        Place::Building { building, stair, spot } => Place::Building {
            building: required(building, "/place/building"),
            stair: stair.filter(|s| !s.trim().is_empty()).map(|s| required(s, "/place/stair")),
            spot: spot.filter(|s| !s.trim().is_empty()).map(|s| required(s, "/place/spot")),
        },
        Place::Common { name } => Place::Common { name: required(name, "/place/name") },
    }
}

pub(super) fn optional_text(
    text: Option<String>,
    pointer: &str,
    errors: &mut Vec<FieldError>,
) -> Option<String> {
    let text = text.filter(|text| !text.trim().is_empty())?;
    match check_text(&text, WORDS_MAX) {
        Ok(text) => Some(text),
        Err(why) => {
            errors.push(FieldError { pointer: pointer.to_owned(), rule: field_rule(why) });
            Some(text)
        }
    }
}

pub(super) fn check_photos(photos: &[PhotoId], errors: &mut Vec<FieldError>) {
    let twice = photos.iter().enumerate().any(|(i, id)| photos.iter().skip(i + 1).any(|o| o == id));
    let rule = if photos.len() > PHOTOS_MAX { FieldRule::TooLong } else { FieldRule::Malformed };
    if photos.len() > PHOTOS_MAX || twice {
        errors.push(FieldError { pointer: "/photos".to_owned(), rule });
    }
}

/// The rule that a text breaks.
pub const fn field_rule(why: TextError) -> FieldRule {
    match why {
        TextError::Empty => FieldRule::Required,
        TextError::TooLong { .. } => FieldRule::TooLong,
        TextError::Forbidden => FieldRule::Malformed,
    }
}
