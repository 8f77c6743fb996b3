//! The receipt: that a ballot is in, never what it says.

use serde::{Deserialize, Serialize};
use shared::api::Nothing;
use shared::api::vote::{GetReceipt, MeetingView, Receipt};
use shared::domain::vote::{MeetingId, MeetingStatus, PartyId};
use yew::prelude::*;

use crate::hook::{use_clock, use_query, use_text};
use crate::i18n::{Text, time};
use crate::net::{js, json, wire};
use crate::page::vote::amount::grouped;
use crate::page::vote::meeting::units;
use crate::page::vote::path::{Path, Step};
use crate::page::vote::use_meeting;
use crate::route::Route;
use crate::ui::{Aside, ButtonLink, Card, Icon, Kind, Page, QrCode, show};

/// A receipt as this phone keeps it, so that nobody can change it afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::page::vote) struct SavedReceipt {
    /// Of which meeting.
    pub(in crate::page::vote) meeting: MeetingId,
    /// Whose.
    pub(in crate::page::vote) party: PartyId,
    /// Of which ballot.
    pub(in crate::page::vote) fingerprint: String,
    /// Its place in the journal.
    pub(in crate::page::vote) seq: i64,
}

/// The most receipts that are kept: more than a household casts in a term.
const MOST_KEPT: usize = 200;

fn place() -> String {
    format!("{}{}", js::RECEIPTS, wire::account().unwrap_or_default())
}

/// The receipts of this account on this phone, the oldest first.
pub(in crate::page::vote) fn saved() -> Vec<SavedReceipt> {
    js::setting(&place()).and_then(|text| json::read(&text)).unwrap_or_default()
}

/// Keeps a receipt; the first of a party stays as it is.
pub(super) fn save(meeting: MeetingId, receipt: &Receipt) {
    let kept = with(saved(), meeting, receipt);
    js::set_setting(&place(), Some(&json::write(&kept)));
}

fn with(mut kept: Vec<SavedReceipt>, meeting: MeetingId, receipt: &Receipt) -> Vec<SavedReceipt> {
    let same = |of: &SavedReceipt| of.meeting == meeting && of.party == receipt.party;
    if !kept.iter().any(same) {
        kept.push(SavedReceipt {
            meeting,
            party: receipt.party,
            fingerprint: receipt.fingerprint.clone(),
            seq: receipt.seq,
        });
    }
    let surplus = kept.len().saturating_sub(MOST_KEPT);
    kept.split_off(surplus)
}

/// What [`ReceiptPage`] shows.
#[derive(PartialEq, Properties)]
pub(in crate::page::vote) struct ReceiptPageProps {
    pub(in crate::page::vote) meeting: MeetingId,
    pub(in crate::page::vote) party: PartyId,
}

/// The page of a receipt.
#[component]
pub(in crate::page::vote) fn ReceiptPage(props: &ReceiptPageProps) -> Html {
    let text = use_text();
    let say = &text.vote().cast;
    let (meeting, party) = (props.meeting, props.party);
    let query = use_query::<GetReceipt>((meeting, party), Nothing {});
    let view = use_meeting(meeting);
    let view = view.data();
    let next = view.and_then(|view| {
        let open = view.status == MeetingStatus::Open;
        view.mine.iter().find(|of| open && of.cast.is_none() && of.party != party)
    });
    let foot = match next {
        Some(next) => html! {
            <ButtonLink label={(say.next_party)(&units(text, next))}
                to={Path::Cast(meeting, next.party, Step::Choose(0)).route()} />
        },
        None => html! {
            <ButtonLink kind={Kind::Default} label={text.common.all_done} to={Route::Votes} />
        },
    };
    let content = show(&query, |receipt| {
        html! { <Slip receipt={(**receipt).clone()} view={view.map(|view| (**view).clone())} /> }
    });
    html! {
        <Page title={say.receipt} above={Path::Meeting(meeting).route()} {foot}>{ content }</Page>
    }
}

#[derive(PartialEq, Properties)]
struct SlipProps {
    receipt: Receipt,
    view: Option<MeetingView>,
}

#[component]
fn Slip(props: &SlipProps) -> Html {
    let text = use_text();
    let now = use_clock();
    let say = &text.vote().cast;
    let SlipProps { receipt, view } = props;
    let seq = u64::try_from(receipt.seq).unwrap_or_default();
    let kept = saved().iter().any(|of| {
        of.party == receipt.party && of.fingerprint == receipt.fingerprint && of.seq == receipt.seq
    });
    html! {
        <>
            <Card class="slip">
                <Icon name="mark" class="mark" />
                <h2>{ say.done }</h2>
                <p class="sub">{ time::when(text, receipt.at, now) }</p>
                <hr />
                <p class="sub">{ say.number }</p>
                <code>{ number(&receipt.fingerprint) }</code>
                <div class="slip-square">
                    <QrCode text={square(view.as_ref(), receipt)} label={say.square} />
                </div>
                <hr />
                <dl class="facts">
                    if let Some(view) = view {
                        <dt>{ say.meeting }</dt><dd>{ view.draft.title.clone() }</dd>
                    }
                    <dt>{ say.channel }</dt><dd>{ (say.channel_word)(receipt.channel) }</dd>
                    <dt>{ say.journal }</dt><dd>{ (say.journal_nth)(&grouped(seq)) }</dd>
                </dl>
            </Card>
            if kept {
                <Aside icon="saved">{ say.kept }</Aside>
            }
            <Aside icon="hidden">{ say.no_choice }</Aside>
            <Aside icon="calendar">{ result_by(text, view.as_ref(), now) }</Aside>
        </>
    }
}

fn result_by(text: &Text, view: Option<&MeetingView>, now: shared::value::Timestamp) -> String {
    let say = &text.vote().cast;
    match view.and_then(|view| view.publish_by) {
        Some(by) => (say.result_by)(&time::by_date(text, by, now)),
        None => say.result_soon.to_owned(),
    }
}

/// The first sixteen characters, in groups of four.
fn number(fingerprint: &str) -> String {
    let upper = fingerprint.get(..16).unwrap_or(fingerprint).to_ascii_uppercase();
    crate::page::vote::matter::in_groups(&upper, 4)
}

/// What the square says to another phone.
fn square(view: Option<&MeetingView>, receipt: &Receipt) -> String {
    let meeting = view.map(|view| view.id.to_string()).unwrap_or_default();
    let Receipt { party, fingerprint, seq, .. } = receipt;
    format!("linli receipt {meeting} {party} {fingerprint} {seq}")
}

#[cfg(test)]
mod tests {
    use shared::domain::vote::Channel;
    use shared::value::{Id, Timestamp};

    use super::*;

    fn receipt(party: u8, fingerprint: &str) -> Receipt {
        Receipt {
            party: Id::v7(Timestamp::from_ms(1), [party; 10]),
            fingerprint: fingerprint.to_owned(),
            seq: 7,
            at: Timestamp::from_ms(1),
            channel: Channel::App,
        }
    }

    #[test]
    fn the_first_receipt_of_a_party_is_kept_and_no_later_one_replaces_it() {
        let meeting = Id::v7(Timestamp::from_ms(1), [9; 10]);
        let kept = with(Vec::new(), meeting, &receipt(1, "aa"));
        let kept = with(kept, meeting, &receipt(1, "bb"));
        let kept = with(kept, meeting, &receipt(2, "cc"));
        let fingerprints: Vec<_> = kept.iter().map(|of| of.fingerprint.as_str()).collect();
        assert_eq!(fingerprints, ["aa", "cc"]);
    }

    #[test]
    fn a_receipt_is_read_in_groups_of_four() {
        assert_eq!(number("7f3c91a0d2e45b68ffff"), "7F3C 91A0 D2E4 5B68");
    }
}
