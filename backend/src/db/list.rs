//! Lists in pages: where a page ends and the next begins.

use crate::failure::Failure;

/// The last row of a page: its sort key and its id.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct After {
    /// The sort key.
    pub key: i64,
    /// The id, where keys are equal.
    pub id: String,
}

/// One page, and where to read on.
#[derive(Clone, Debug)]
pub struct Listed<T> {
    /// The rows.
    pub items: Vec<T>,
    /// The last row, if there are more.
    pub after: Option<After>,
}

impl<T> Listed<T> {
    /// From one row more than a page holds.
    pub fn of(mut rows: Vec<T>, page: i64, after: impl Fn(&T) -> After) -> Self {
        let page = usize::try_from(page).unwrap_or(usize::MAX);
        let more = rows.len() > page;
        rows.truncate(page);
        let after = rows.last().filter(|_| more).map(after);
        Self { items: rows, after }
    }

    /// Turns the rows into something else, all at once.
    pub fn map_all<U>(self, turn: impl FnOnce(Vec<T>) -> Vec<U>) -> Listed<U> {
        Listed { items: turn(self.items), after: self.after }
    }

    /// Turns the rows into something else, all at once, or fails.
    pub fn try_map_all<U>(
        self,
        turn: impl FnOnce(Vec<T>) -> Result<Vec<U>, Failure>,
    ) -> Result<Listed<U>, Failure> {
        Ok(Listed { items: turn(self.items)?, after: self.after })
    }
}
