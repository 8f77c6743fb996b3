//! The faults of a sheet: where, what stands there, how to put it right.

use shared::api::estate::FaultView;
use yew::prelude::*;

use crate::hook::use_text;
use crate::i18n::Text;
use crate::ui::Head;

#[derive(PartialEq, Properties)]
pub(super) struct FaultsProps {
    pub(super) faults: Vec<FaultView>,
    pub(super) total: u32,
}

/// A table on a wide screen, a list of cards on a phone: the style sheet decides.
#[component]
pub(super) fn Faults(props: &FaultsProps) -> Html {
    let text = use_text();
    let import = &text.office().import;
    let listed = u32::try_from(props.faults.len()).unwrap_or(u32::MAX);
    let more = props.total.saturating_sub(listed);
    html! {
        <>
            <Head title={(import.faults)(props.total.into())} />
            <table class="faults">
                <thead>
                    <tr>
                        <th scope="col">{ import.fault_sheet }</th>
                        <th scope="col">{ import.fault_row }</th>
                        <th scope="col">{ import.fault_column }</th>
                        <th scope="col">{ import.fault_given }</th>
                        <th scope="col">{ import.fault_cure }</th>
                    </tr>
                </thead>
                <tbody>{ for props.faults.iter().map(|fault| row(text, fault)) }</tbody>
            </table>
            if more > 0 {
                <p class="sub">{ (import.faults_more)(more.into()) }</p>
            }
        </>
    }
}

fn row(text: &Text, fault: &FaultView) -> Html {
    let import = &text.office().import;
    // The code speaks the language of the screen, even after that was changed.
    let mut cure = text.language.pick(fault.code.zh(), fault.code.en()).to_owned();
    if let Some(first) = &fault.first {
        cure.push(' ');
        cure.push_str(&(import.fault_first)(&first.sheet, first.row.into()));
    }
    html! {
        <tr>
            <td data-label={import.fault_sheet}>{ &fault.sheet }</td>
            <td data-label={import.fault_row} class="num">{ fault.row }</td>
            <td data-label={import.fault_column}>{ fault.column.clone().unwrap_or_default() }</td>
            <td data-label={import.fault_given} class="given">{ &fault.given }</td>
            <td class="cure">{ cure }</td>
        </tr>
    }
}
