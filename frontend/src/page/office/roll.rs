//! The import of an owners' roll: choose a file, look at what it holds, import it.

use std::rc::Rc;

use shared::api::Nothing;
use shared::api::estate::{
    ApplyRoll, ExportRoll, GetRollTemplate, PreviewRoll, RollChange, RollConsent, RollReading,
    SheetWish,
};
use shared::domain::estate::EstateId;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, File, HtmlInputElement};
use yew::prelude::*;

use super::form::why;
use super::roll_faults::Faults;
use super::roll_preview::Preview;
use crate::hook::{use_action, use_text};
use crate::i18n::{Language, time};
use crate::net::call;
use crate::net::fetch::Failure;
use crate::route::Route;
use crate::ui::{Button, Card, Cell, Cells, Empty, Icon, Kind, Page, Sheet, use_toast};

/// What an [`OfficeRoll`] needs.
#[derive(PartialEq, Properties)]
pub struct OfficeRollProps {
    /// Which estate.
    pub id: EstateId,
}

/// Nothing is stored before the one button is pressed.
#[component]
pub fn OfficeRoll(props: &OfficeRollProps) -> Html {
    let text = use_text();
    let toast = use_toast();
    let import = &text.office().import;
    let id = props.id;
    let file = use_state(|| None::<File>);
    let reading = use_state(|| None::<Rc<RollReading>>);
    let look = use_action::<PreviewRoll>();
    let apply = use_action::<ApplyRoll>();
    let onfile = {
        let (file, reading, look) = (file.setter(), reading.setter(), look.clone());
        let apply = apply.clone();
        Callback::from(move |chosen: File| {
            apply.set_failure(None);
            reading.set(None);
            let blob = Blob::from(chosen.clone());
            file.set(Some(chosen));
            let reading = reading.clone();
            look.upload((id,), Nothing {}, blob, move |found| reading.set(Some(Rc::new(found))));
        })
    };
    let ready = match reading.as_deref() {
        Some(RollReading::Ready { roll }) => Some(roll),
        _ => None,
    };
    let changes = ready.is_some_and(|roll| {
        let change = &roll.change;
        change.added + change.changed + change.removed > 0
    });
    let asking = use_state_eq(|| false);
    let ask = |on: bool| {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(on))
    };
    let onimport = {
        let asked = asking.setter();
        let (file, reading, apply) = (file.clone(), reading.clone(), apply.clone());
        Callback::from(move |_: MouseEvent| {
            let (Some(file), Some(RollReading::Ready { roll })) = (&*file, reading.as_deref())
            else {
                return;
            };
            asked.set(false);
            let consent = RollConsent { digest: roll.digest.clone() };
            let (toast, again) = (toast.clone(), reading.setter());
            apply.upload((id,), consent, Blob::from(file.clone()), move |done| {
                let units = time::number(text.language, done.units.into());
                toast.say((text.office().import.done)(&units));
                again.set(None);
            });
        })
    };
    let foot = match ready {
        Some(roll) if changes => {
            let number = |n: u32| time::number(text.language, n.into());
            let units = number(roll.units);
            let removed = removes_many(roll.change).then(|| number(roll.change.removed));
            html! {
                <>
                    { why(text, apply.failure()) }
                    if let Some(removed) = removed {
                        <Button label={(import.import_removing)(&units, &removed)} busy={apply.busy()}
                            onclick={ask(true).reform(|_: MouseEvent| ())} />
                        <Sheet id="roll-sure" open={*asking} onclose={ask(false)} mark="alert"
                            title={(import.remove_sure)(&removed)}>
                            <p class="sub">{ import.remove_why }</p>
                            <Button kind={Kind::Warn} label={(import.import_removing)(&units, &removed)}
                                busy={apply.busy()} onclick={onimport} />
                            <Button kind={Kind::Default} label={text.common.cancel}
                                onclick={ask(false).reform(|_: MouseEvent| ())} />
                        </Sheet>
                    } else {
                        <Button label={(import.import)(&units)} busy={apply.busy()} onclick={onimport} />
                    }
                </>
            }
        }
        _ => Html::default(),
    };
    html! {
        <Page title={text.office().roll} above={Route::OfficeEstate { id }} {foot}>
            <Card>
                <p class="sub">{ import.choose_why }</p>
                <FilePick name={file.as_ref().map(File::name)} busy={look.busy()} {onfile} />
                if look.busy() {
                    <p class="sub gap-s" role="status">{ import.reading }</p>
                    <progress class="roll-progress" aria-label={import.reading}></progress>
                }
                { why(text, look.failure()) }
            </Card>
            { match reading.as_deref() {
                None => html! { <Downloads {id} /> },
                Some(RollReading::Unreadable { text: said }) => html! {
                    <Empty icon="alert" title={import.unreadable} sub={said.clone()} />
                },
                Some(RollReading::Faulty { faults, total }) => html! {
                    <Faults faults={faults.clone()} total={*total} />
                },
                Some(RollReading::Ready { roll }) => html! {
                    <Preview estate={id} roll={Rc::new((**roll).clone())} />
                },
            } }
        </Page>
    }
}

/// Whether more than a tenth of the households go: rather another estate's file than a change.
fn removes_many(change: RollChange) -> bool {
    let RollChange { added: _, changed, removed, unchanged } = change;
    let before = changed.saturating_add(removed).saturating_add(unchanged);
    removed.saturating_mul(10) > before
}

#[derive(PartialEq, Properties)]
struct FilePickProps {
    name: Option<String>,
    busy: bool,
    onfile: Callback<File>,
}

/// A file input that looks like a button; the same file can be chosen again after it was corrected.
#[component]
fn FilePick(props: &FilePickProps) -> Html {
    let text = use_text();
    let import = &text.office().import;
    let onfile = props.onfile.clone();
    let onchange = Callback::from(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            input.set_value("");
            onfile.emit(file);
        }
    });
    let label = if props.name.is_some() { import.choose_again } else { import.choose };
    html! {
        <>
            <label class="weui-btn weui-btn_default file-pick" aria-disabled={props.busy.then_some("true")}>
                <Icon name="doc" />{ label }
                <input type="file" accept=".xlsx,.csv" disabled={props.busy} {onchange} />
            </label>
            if let Some(name) = &props.name {
                <p class="sub file-name">{ name.clone() }</p>
            }
        </>
    }
}

#[derive(PartialEq, Properties)]
struct DownloadsProps {
    id: EstateId,
}

/// The template, and the stored roll.
#[component]
fn Downloads(props: &DownloadsProps) -> Html {
    let text = use_text();
    let import = &text.office().import;
    let failure = use_state(|| None::<Failure>);
    let id = props.id;
    let wish = SheetWish { english: text.language == Language::En };
    let template = {
        let failure = failure.setter();
        Callback::from(move |_: MouseEvent| {
            let failure = failure.clone();
            spawn_local(async move {
                let done =
                    call::download::<GetRollTemplate>(&(), &wish, "roll-template.xlsx").await;
                failure.set(done.err());
            });
        })
    };
    let export = {
        let failure = failure.setter();
        Callback::from(move |_: MouseEvent| {
            let failure = failure.clone();
            spawn_local(async move {
                let done = call::download::<ExportRoll>(&(id,), &wish, "roll.xlsx").await;
                failure.set(done.err());
            });
        })
    };
    html! {
        <>
            <Cells class="gap-l">
                <Cell icon="doc" title={import.template} onclick={template} />
                <Cell icon="people" title={import.export} sub={import.export_why} onclick={export} />
            </Cells>
            { why(text, failure.as_ref()) }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_a_tenth_of_the_households_is_asked_about_and_new_ones_do_not_hide_it() {
        let change =
            |added, changed, removed, unchanged| RollChange { added, changed, removed, unchanged };
        assert!(!removes_many(change(3120, 0, 0, 0)));
        assert!(!removes_many(change(0, 10, 10, 80)));
        assert!(removes_many(change(0, 10, 11, 79)));
        assert!(removes_many(change(3120, 0, 488, 0)));
    }
}
