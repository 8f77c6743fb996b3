//! What was added to a report and has not arrived: it waits, or was refused and needs its writer.

use shared::domain::report::Ticket;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::hook::{use_outbox, use_text};
use crate::i18n::say;
use crate::net::fetch::Failure;
use crate::net::outbox::{self, Record};
use crate::ui::{Aside, Button, Card, Chip, Kind, Tone};

/// Whether a record acts on a report.
fn is_of(record: &Record, ticket: Ticket) -> bool {
    record.path.starts_with(&format!("/api/reports/{ticket}/"))
}

/// Whether a rating of a report waits on this phone.
pub(super) fn is_rated(records: &[Record], ticket: Ticket) -> bool {
    let rating = format!("/api/reports/{ticket}/rating");
    records.iter().any(|record| record.path == rating && !record.failed)
}

/// What [`Unsent`] shows.
#[derive(PartialEq, Properties)]
pub(super) struct UnsentProps {
    /// Of which report.
    pub(super) ticket: Ticket,
}

/// What waits, in one line; what was refused, with the reason and a way out.
#[component]
pub(super) fn Unsent(props: &UnsentProps) -> Html {
    let text = use_text();
    let records = use_outbox();
    let records = records.as_deref().map_or(&[][..], |records| records.as_slice());
    let of = |record: &&Record| is_of(record, props.ticket);
    let waits = records.iter().filter(of).any(|record| !record.failed);
    let refused = |record: &Record| {
        let why = record.problem.clone().map(|problem| say(text, &Failure::Problem(problem)));
        let seq = record.seq;
        let again = Callback::from(move |_: MouseEvent| {
            spawn_local(async move { outbox::retry(seq.as_slice()).await });
        });
        let drop = Callback::from(move |_: MouseEvent| {
            spawn_local(async move {
                if let Some(seq) = seq {
                    outbox::remove(seq).await;
                }
            });
        });
        html! {
            <Card>
                <Chip tone={Tone::Stop} icon="alert" text={text.common.refused} />
                <p class="gap-s">{ why.unwrap_or_default() }</p>
                <div class="btns gap">
                    <Button kind={Kind::Default} label={text.common.retry} onclick={again} />
                    <Button kind={Kind::Quiet} label={text.report().form.give_up} onclick={drop} />
                </div>
            </Card>
        }
    };
    html! {
        <>
            { for records.iter().filter(of).filter(|record| record.failed).map(refused) }
            if waits {
                <Aside icon="saved">{ text.report().show.unsent }</Aside>
            }
        </>
    }
}
