//! What law and rules still miss in a draft, each with its article.

use shared::api::vote::MeetingView;
use shared::domain::vote::{Finding, MeetingStatus};
use yew::prelude::*;

use crate::i18n::Text;
use crate::ui::{Card, Chip, Icon, Tone};

/// The checklist of a draft; nothing once its notice is given, and nothing for who does not work on
/// it.
pub(super) fn checklist(text: &Text, view: &MeetingView) -> Html {
    let say = &text.meeting().checklist;
    let drafted = matches!(view.status, MeetingStatus::Draft | MeetingStatus::Reviewed);
    if !drafted {
        return Html::default();
    }
    let blocking = view.findings.iter().any(|finding| finding.kind.blocks());
    html! {
        <Card class="gap" title={say.title}>
            if view.findings.is_empty() {
                <p class="aside"><Icon name="check" /><span>{ say.complete }</span></p>
            } else {
                <p class="sub">{ if blocking { say.blocked } else { say.warned } }</p>
                <ul class="checklist gap-s">
                    { for view.findings.iter().map(|finding| row(text, view, finding)) }
                </ul>
            }
        </Card>
    }
}

fn row(text: &Text, view: &MeetingView, finding: &Finding) -> Html {
    let say = &text.meeting().checklist;
    let matter = finding
        .matter
        .and_then(|id| view.draft.matters.iter().find(|matter| matter.id == id))
        .map(|matter| matter.title.clone());
    let (tone, word) =
        if finding.kind.blocks() { (Tone::Stop, say.must) } else { (Tone::Wait, say.mind) };
    let source = finding.kind.source();
    html! {
        <li>
            <Chip {tone} text={word} />
            <div>
                <p>{ (say.finding)(finding.kind) }</p>
                if let Some(matter) = matter {
                    <p class="cap">{ matter }</p>
                }
                if !source.is_empty() {
                    <p class="cap">{ (say.source)(source) }</p>
                }
            </div>
        </li>
    }
}
