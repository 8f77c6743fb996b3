//! A sheet from below: a short choice or a warning.

use web_sys::{HtmlDialogElement, HtmlElement};
use yew::prelude::*;

use super::Icon;

/// What a [`Sheet`] shows.
#[derive(PartialEq, Properties)]
pub struct SheetProps {
    /// Whether it is up.
    pub open: bool,
    /// It was closed: Escape, the back gesture, a press beside it.
    pub onclose: Callback<()>,
    /// Its id, one of its kind on the page.
    pub id: AttrValue,
    /// Its heading.
    pub title: AttrValue,
    /// A warning's symbol.
    #[prop_or_default]
    pub mark: Option<AttrValue>,
    /// Its content.
    pub children: Html,
}

/// The browser's own dialog: it keeps the focus inside and gives it back.
#[component]
pub fn Sheet(props: &SheetProps) -> Html {
    let dialog = use_node_ref();
    {
        let dialog = dialog.clone();
        use_effect_with(props.open, move |open| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                if *open && !dialog.open() {
                    drop(dialog.show_modal());
                } else if !*open && dialog.open() {
                    dialog.close();
                }
            }
        });
    }
    let onclose = props.onclose.reform(|_: Event| ());
    let onclick = {
        let (dialog, onclose) = (dialog.clone(), props.onclose.clone());
        Callback::from(move |event: MouseEvent| {
            // Only the veil is the dialog itself; everything else is inside.
            let veil = dialog.cast::<HtmlElement>();
            if veil.is_some() && event.target_dyn_into::<HtmlElement>() == veil {
                onclose.emit(());
            }
        })
    };
    let heading = format!("{}-title", props.id);
    html! {
        <dialog class="sheet" id={props.id.clone()} ref={dialog} aria-labelledby={heading.clone()}
            {onclose} {onclick}>
            if props.open {
                <div class="sheet-in">
                    if let Some(mark) = &props.mark {
                        <div class="sheet-mark"><Icon name={mark.clone()} /></div>
                    }
                    <h2 id={heading} tabindex="-1">{ props.title.clone() }</h2>
                    { props.children.clone() }
                </div>
            }
        </dialog>
    }
}
