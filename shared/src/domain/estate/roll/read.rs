//! From cells to entries, with every fault at its place.

use std::collections::{BTreeMap, BTreeSet};

use super::heading::Heading;
use super::words::{area_source_of, handover_of, kind_of};
use super::{
    AreaSource, Cell, Column, Entry, Fault, FaultCode, Place, RawRow, RawSheet, Roll, RollOwner,
    UnitKey, text,
};
use crate::value::{Area, AreaError, Phone, TextError, check_text};

/// Faults listed before the list is cut with [`FaultCode::MoreFaults`], so that a sheet of another
/// kind cannot make an answer without end.
pub const FAULT_LIMIT: usize = 10_000;

/// Owners of one unit; shops sold in shares have many.
pub const OWNER_LIMIT: usize = 200;

/// Characters of a building, stair or room.
const LABEL_LIMIT: usize = 40;

/// Characters of a name; companies have long ones.
const NAME_LIMIT: usize = 80;

/// Characters of a cell of several names or phones.
const LIST_LIMIT: usize = 20_000;

/// Reads the roll from the cells of a workbook: all of it, or every fault (`design.md` 5).
pub fn read_roll(sheets: &[RawSheet]) -> Result<Roll, Vec<Fault>> {
    let mut reading = Reading::default();
    for sheet in sheets {
        reading.sheet(sheet);
    }
    reading.finish(sheets)
}

#[derive(Default)]
struct Reading {
    roll: Roll,
    faults: Vec<Fault>,
    seen: BTreeMap<UnitKey, Place>,
    heading: Option<Place>,
    n_units: usize,
}

impl Reading {
    fn sheet(&mut self, sheet: &RawSheet) {
        let Some((heading, faults)) = Heading::find(sheet) else {
            if !sheet.rows.is_empty() {
                self.roll.skipped_sheets.push(sheet.name.clone());
            }
            return;
        };
        self.heading = Some(heading.place.clone());
        let lacking = faults.iter().any(|fault| fault.code == FaultCode::ColumnMissing);
        self.faults(faults);
        if lacking {
            // Every row would lack the same column: once is enough.
            self.n_units += 1;
            return;
        }
        for row in sheet.rows.iter().skip(heading.rows_above) {
            if !heading.is_blank(row) && !is_total(&heading, row) && !heading.repeated_by(row) {
                self.n_units += 1;
                let place = Place { sheet: sheet.name.clone(), row: row.number };
                let mut reader = RowReader { heading: &heading, row, place, faults: Vec::new() };
                let entry = reader.entry();
                self.repeated(&mut reader);
                self.faults(reader.faults);
                self.roll.entries.extend(entry);
            }
        }
    }

    /// A unit stands in the roll once, even where its rows have other faults.
    fn repeated(&mut self, reader: &mut RowReader<'_>) {
        let Some(key) = reader.key() else { return };
        if let Some(first) = self.seen.get(&key) {
            let unit = [key.building.as_str(), &key.stair, &key.room].join(" ");
            let mut fault = Fault::new(&reader.place, None, FaultCode::UnitRepeated, &unit);
            fault.first = Some(first.clone());
            reader.faults.push(fault);
        } else {
            self.seen.insert(key, reader.place.clone());
        }
    }

    fn faults(&mut self, faults: Vec<Fault>) {
        for fault in faults {
            self.fault(fault);
        }
    }

    fn fault(&mut self, mut fault: Fault) {
        if self.faults.len() == FAULT_LIMIT {
            fault.code = FaultCode::MoreFaults;
            fault.column = None;
            fault.given.clear();
            fault.first = None;
        }
        if self.faults.len() <= FAULT_LIMIT {
            self.faults.push(fault);
        }
    }

    fn finish(mut self, sheets: &[RawSheet]) -> Result<Roll, Vec<Fault>> {
        match self.heading.take() {
            None => {
                let sheet = sheets.iter().find(|sheet| !sheet.rows.is_empty()).or(sheets.first());
                let name = sheet.map(|sheet| sheet.name.clone()).unwrap_or_default();
                let place = Place { sheet: name, row: 1 };
                self.fault(Fault::new(&place, None, FaultCode::HeadingMissing, ""));
            }
            Some(place) if self.n_units == 0 => {
                self.fault(Fault::new(&place, None, FaultCode::NoUnits, ""));
            }
            Some(_) => {}
        }
        if self.faults.is_empty() { Ok(self.roll) } else { Err(self.faults) }
    }
}

/// A closing row such as 合计: no room, and a word for the sum before everything else.
fn is_total(heading: &Heading, row: &RawRow) -> bool {
    let first = row.cells.iter().find_map(|cell| match cell {
        Cell::Text(text) => Some(text::fold_word(text)).filter(|word| !word.is_empty()),
        _ => None,
    });
    let room_blank = match heading.cell(row, Column::Room) {
        Cell::Empty => true,
        Cell::Text(text) => text::fold(text).is_empty(),
        _ => false,
    };
    let sums = ["合计", "总计", "小计", "共计", "total", "subtotal", "grandtotal", "sum"];
    room_blank && first.is_some_and(|word| sums.contains(&word.trim_end_matches(':')))
}

struct RowReader<'a> {
    heading: &'a Heading,
    row: &'a RawRow,
    place: Place,
    faults: Vec<Fault>,
}

impl RowReader<'_> {
    /// The unit, or faults. Every column is read even after a fault, so that all are named at once.
    fn entry(&mut self) -> Option<Entry> {
        let building = self.label(Column::Building, Some(FaultCode::BuildingMissing));
        let stair = self.label(Column::Stair, None);
        let room = self.label(Column::Room, Some(FaultCode::RoomMissing));
        let area = self.area();
        let kind = self.word(Column::Kind, FaultCode::KindUnknown, kind_of);
        let area_source = self.area_source();
        let owners = self.owners();
        let handover = self.word(Column::Handover, FaultCode::StatusUnknown, handover_of);
        Some(Entry {
            sheet: self.place.sheet.clone(),
            row: self.place.row,
            building: building?,
            stair: stair?,
            room: room?,
            kind: kind?,
            area: area?,
            area_source: area_source?,
            owners: owners?,
            handover: handover?,
        })
    }

    /// What tells the unit from others, where that much is readable. Names no fault.
    fn key(&self) -> Option<UnitKey> {
        let mut quiet = RowReader {
            heading: self.heading,
            row: self.row,
            place: self.place.clone(),
            faults: Vec::new(),
        };
        Some(UnitKey {
            building: quiet.label(Column::Building, Some(FaultCode::BuildingMissing))?,
            stair: quiet.label(Column::Stair, None)?,
            room: quiet.label(Column::Room, Some(FaultCode::RoomMissing))?,
            kind: quiet.word(Column::Kind, FaultCode::KindUnknown, kind_of)?,
        })
    }

    fn fault(&mut self, column: Column, code: FaultCode, given: &str) {
        let fault = Fault::new(&self.place, self.heading.index(column), code, given);
        self.faults.push(fault);
    }

    /// The cell as one text; empty is a text too. `None` once a fault is named.
    fn text(&mut self, column: Column, max: usize) -> Option<String> {
        let raw = match self.heading.cell(self.row, column) {
            Cell::Empty => return Some(String::new()),
            Cell::Text(text) => text::unguarded(text).to_owned(),
            Cell::Number(stored) => text::plain_decimal(stored).unwrap_or_else(|| stored.clone()),
            Cell::Formula(formula) => {
                let given = format!("={}", formula.trim_start_matches('='));
                self.fault(column, FaultCode::Formula, &given);
                return None;
            }
            Cell::Special(shown) => {
                self.fault(column, FaultCode::NotText, &shown.clone());
                return None;
            }
        };
        let visible = raw.replace(['\u{feff}', '\u{a0}'], " ");
        match check_text(&visible, max) {
            Ok(text) => Some(text),
            Err(TextError::Empty) => Some(String::new()),
            Err(TextError::TooLong { .. }) => {
                self.fault(column, FaultCode::TooLong, &raw);
                None
            }
            Err(TextError::Forbidden) => {
                self.fault(column, FaultCode::ForbiddenCharacters, &raw);
                None
            }
        }
    }

    fn label(&mut self, column: Column, missing: Option<FaultCode>) -> Option<String> {
        let label = text::fold(&self.text(column, LABEL_LIMIT)?);
        match missing {
            Some(code) if label.is_empty() => {
                self.fault(column, code, "");
                None
            }
            _ => Some(label),
        }
    }

    fn word<T>(
        &mut self,
        column: Column,
        unknown: FaultCode,
        known: fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(column, LIST_LIMIT)?;
        let word = known(&text::fold_word(&text));
        if word.is_none() {
            self.fault(column, unknown, &text);
        }
        word
    }

    fn area(&mut self) -> Option<Area> {
        let given = self.text(Column::Area, LIST_LIMIT)?;
        let code = match read_area(&given) {
            Ok(area) if area.hundredths() > 0 => return Some(area),
            Ok(_) => FaultCode::AreaNotPositive,
            Err(_) if given.is_empty() => FaultCode::AreaMissing,
            Err(AreaError::NotANumber) => FaultCode::AreaUnreadable,
            Err(AreaError::TooPrecise) => FaultCode::AreaTooPrecise,
            Err(AreaError::TooLarge) => FaultCode::AreaTooLarge,
        };
        self.fault(Column::Area, code, &given);
        None
    }

    fn area_source(&mut self) -> Option<AreaSource> {
        let stated = self.word(Column::AreaSource, FaultCode::AreaSourceUnknown, area_source_of)?;
        Some(if stated == AreaSource::Unstated { self.heading.area_source } else { stated })
    }

    fn owners(&mut self) -> Option<Vec<RollOwner>> {
        let names = self.names();
        let phones = self.phones(names.count);
        let (names, mut phones) = (names.read?, phones?);
        phones.resize(names.len(), None);
        let owners: Vec<_> =
            names.into_iter().zip(phones).map(|(name, phone)| RollOwner { name, phone }).collect();
        let mut seen = BTreeSet::new();
        if let Some(twice) = owners.iter().find(|owner| !seen.insert(*owner)) {
            self.fault(Column::Owner, FaultCode::OwnerRepeated, &twice.name);
            return None;
        }
        Some(owners)
    }

    fn names(&mut self) -> Names {
        let Some(given) = self.text(Column::Owner, LIST_LIMIT) else {
            // Whatever it is, it stands for one owner beside the phones.
            return Names { count: Some(1), read: None };
        };
        let parts: Vec<&str> = text::parts(&given).filter(|part| !part.is_empty()).collect();
        if parts.is_empty() {
            self.fault(Column::Owner, FaultCode::OwnerMissing, &given);
            return Names { count: None, read: None };
        }
        if parts.len() > OWNER_LIMIT {
            self.fault(Column::Owner, FaultCode::OwnersTooMany, &given);
            return Names { count: None, read: None };
        }
        let count = Some(parts.len());
        let mut names = Vec::with_capacity(parts.len());
        let mut sound = true;
        for part in parts {
            match read_name(part) {
                Ok(name) => names.push(name),
                Err(code) => {
                    sound = false;
                    self.fault(Column::Owner, code, part);
                }
            }
        }
        Names { count, read: sound.then_some(names) }
    }

    /// The phones in the owners' order. The column that has too few is the one at fault.
    fn phones(&mut self, n_owners: Option<usize>) -> Option<Vec<Option<Phone>>> {
        let given = self.text(Column::Phone, LIST_LIMIT)?;
        let pieces = phone_pieces(&given, n_owners);
        let n_faults = self.faults.len();
        let mut phones = Vec::new();
        for piece in pieces.iter().take(OWNER_LIMIT) {
            let phone = Phone::parse(piece).ok();
            if phone.is_none() && !piece.is_empty() {
                self.fault(Column::Phone, FaultCode::PhoneInvalid, piece);
            }
            phones.push(phone);
        }
        match n_owners {
            Some(n) if !pieces.is_empty() && pieces.len() < n => {
                self.fault(Column::Phone, FaultCode::PhonesFewer, &given);
            }
            Some(n) if pieces.len() > n => {
                let owners = match self.heading.cell(self.row, Column::Owner) {
                    Cell::Text(text) | Cell::Formula(text) => text.clone(),
                    _ => String::new(),
                };
                self.fault(Column::Owner, FaultCode::OwnersFewer, &owners);
            }
            _ => {}
        }
        (self.faults.len() == n_faults).then_some(phones)
    }
}

struct Names {
    /// How many owners the cell names, readable or not.
    count: Option<usize>,
    read: Option<Vec<String>>,
}

/// The phones of a cell. Blanks part whole numbers (`138… 139…`) as well as digits (`138 1234 5678`);
/// an empty place between separators is an owner without a phone, if that makes the count right.
fn phone_pieces(given: &str, n_owners: Option<usize>) -> Vec<String> {
    let all: Vec<String> = text::parts(given).map(text::fold).collect();
    let mut filled = Vec::new();
    for piece in all.iter().filter(|piece| !piece.is_empty()) {
        let numbers: Vec<&str> = piece.split(' ').collect();
        if Phone::parse(piece).is_err() && numbers.iter().all(|part| Phone::parse(part).is_ok()) {
            filled.extend(numbers.into_iter().map(str::to_owned));
        } else {
            filled.push(piece.clone());
        }
    }
    let placed = !filled.is_empty() && n_owners == Some(all.len()) && filled.len() < all.len();
    if placed { all } else { filled }
}

fn read_area(given: &str) -> Result<Area, AreaError> {
    let folded = text::fold(given);
    let mut number = folded.as_str();
    for unit in ["㎡", "m²", "m2", "M2", "平方米", "平米"] {
        number = number.strip_suffix(unit).unwrap_or(number);
    }
    let number = number.trim();
    // Sixteen digits are no measurement: a binary fraction was written out.
    let n_digits = number.bytes().filter(u8::is_ascii_digit).count();
    let plain = if n_digits > 15 { text::plain_decimal(number) } else { None };
    Area::parse(plain.as_deref().unwrap_or(number))
}

fn read_name(part: &str) -> Result<String, FaultCode> {
    let name = text::fold_name(part);
    if !name.chars().any(char::is_alphabetic) {
        return Err(FaultCode::OwnerMissing);
    }
    if name.chars().count() > NAME_LIMIT {
        return Err(FaultCode::TooLong);
    }
    let chars: Vec<char> = name.chars().collect();
    let unclear = chars.windows(3).any(|three| match three {
        [left, ' ', right] => text::is_ideograph(*left) && text::is_ideograph(*right),
        _ => false,
    });
    // 张 三: a name of two characters, spread to the width of three.
    match (unclear, chars.len()) {
        (true, 3) => Ok(chars.into_iter().filter(|c| *c != ' ').collect()),
        (true, _) => Err(FaultCode::OwnerUnclear),
        (false, _) => Ok(name),
    }
}
