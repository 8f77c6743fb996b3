//! Fields: label above, what is wrong below, and what was typed stays.

use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::Icon;

/// What a [`Field`] shows.
#[derive(Properties, PartialEq)]
pub struct FieldProps {
    /// Its label.
    pub label: AttrValue,
    /// Its id, one of its kind on the page.
    pub id: AttrValue,
    /// What stands in it.
    pub value: AttrValue,
    /// What is typed.
    pub oninput: Callback<String>,
    /// What is wrong with it, and the cure.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// A word of help.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// `text`, `tel`, `password`, `date`, `search`.
    #[prop_or(AttrValue::Static("text"))]
    pub kind: AttrValue,
    /// `numeric`, `tel`, `text`.
    #[prop_or_default]
    pub inputmode: Option<AttrValue>,
    /// What the browser may fill in: `tel`, `one-time-code`.
    #[prop_or(AttrValue::Static("off"))]
    pub autocomplete: AttrValue,
    /// An example.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// The most characters that can be typed.
    #[prop_or_default]
    pub maxlength: Option<AttrValue>,
    /// Inside the box, at the right.
    #[prop_or_default]
    pub children: Html,
}

/// A one-line field.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let oninput = props
        .oninput
        .reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value());
    let wrong = props.error.is_some();
    html! {
        <div class={classes!("line-in", wrong.then_some("wrong"))}>
            <label for={props.id.clone()}><span class="label">{ props.label.clone() }</span></label>
            <span class="box">
                <input id={props.id.clone()} type={props.kind.clone()} value={props.value.clone()}
                    inputmode={props.inputmode.clone()} autocomplete={props.autocomplete.clone()}
                    placeholder={props.placeholder.clone()} maxlength={props.maxlength.clone()}
                    aria-invalid={wrong.then_some("true")} {oninput}
                    aria-describedby={describes(&props.id, props.error.as_ref(), props.hint.as_ref())} />
                { props.children.clone() }
            </span>
            { under(&props.id, props.error.as_ref(), props.hint.as_ref()) }
        </div>
    }
}

/// What a [`TextArea`] shows.
#[derive(Properties, PartialEq)]
pub struct TextAreaProps {
    /// Its id, one of its kind on the page.
    pub id: AttrValue,
    /// Its label; hidden where the card's heading says it.
    pub label: AttrValue,
    /// Whether the label is for screen readers only.
    #[prop_or_default]
    pub quiet: bool,
    /// What stands in it.
    pub value: AttrValue,
    /// What is typed.
    pub oninput: Callback<String>,
    /// What is wrong with it, and the cure.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// A word of help.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// An example.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// The most characters that can be typed.
    #[prop_or(AttrValue::Static("2000"))]
    pub maxlength: AttrValue,
    /// How many lines it shows.
    #[prop_or(AttrValue::Static("3"))]
    pub rows: AttrValue,
}

/// A field of several lines.
#[component]
pub fn TextArea(props: &TextAreaProps) -> Html {
    let oninput = props
        .oninput
        .reform(|event: InputEvent| event.target_unchecked_into::<HtmlTextAreaElement>().value());
    let wrong = props.error.is_some();
    let label = if props.quiet { "vh" } else { "label" };
    html! {
        <div class={classes!("line-in", wrong.then_some("wrong"))}>
            <label for={props.id.clone()}><span class={label}>{ props.label.clone() }</span></label>
            <textarea id={props.id.clone()} class="area" rows={props.rows.clone()}
                value={props.value.clone()} placeholder={props.placeholder.clone()}
                maxlength={props.maxlength.clone()} aria-invalid={wrong.then_some("true")}
                aria-describedby={describes(&props.id, props.error.as_ref(), props.hint.as_ref())} {oninput} />
            { under(&props.id, props.error.as_ref(), props.hint.as_ref()) }
        </div>
    }
}

fn describes(
    id: &AttrValue,
    error: Option<&AttrValue>,
    hint: Option<&AttrValue>,
) -> Option<String> {
    (error.is_some() || hint.is_some()).then(|| format!("{id}-why"))
}

fn under(id: &AttrValue, error: Option<&AttrValue>, hint: Option<&AttrValue>) -> Html {
    let why = format!("{id}-why");
    match (error, hint) {
        (Some(error), _) => html! {
            <p class="why" id={why}><Icon name="alert" />{ error.clone() }</p>
        },
        (None, Some(hint)) => html! { <p class="hint" id={why}>{ hint.clone() }</p> },
        (None, None) => Html::default(),
    }
}

/// What a [`Check`] shows.
#[derive(Properties, PartialEq)]
pub struct CheckProps {
    /// Its id, one of its kind on the page.
    pub id: AttrValue,
    /// Whether it is ticked.
    pub checked: bool,
    /// What it becomes.
    pub onchange: Callback<bool>,
    /// What is wrong with it, and the cure.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// What is ticked.
    pub children: Html,
}

/// A box to tick.
#[component]
pub fn Check(props: &CheckProps) -> Html {
    let onchange = props
        .onchange
        .reform(|event: Event| event.target_unchecked_into::<HtmlInputElement>().checked());
    html! {
        <div class={classes!(props.error.is_some().then_some("wrong"))}>
            <label class="tick">
                <input type="checkbox" id={props.id.clone()} checked={props.checked} {onchange}
                    aria-describedby={describes(&props.id, props.error.as_ref(), None)} />
                <span>{ props.children.clone() }</span>
            </label>
            { under(&props.id, props.error.as_ref(), None) }
        </div>
    }
}
