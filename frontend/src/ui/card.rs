//! Cards, the heads between them, and asides under them.

use yew::prelude::*;

use super::Icon;

/// What a [`Card`] shows.
#[derive(Properties, PartialEq)]
pub struct CardProps {
    /// Its heading, if it has one.
    #[prop_or_default]
    pub title: Option<AttrValue>,
    /// A small word at the right of the heading.
    #[prop_or_default]
    pub aside: Option<AttrValue>,
    /// Further classes: `call`, `join`, `lift`, `center`.
    #[prop_or_default]
    pub class: Classes,
    /// Its content.
    pub children: Html,
}

/// A card; with an aside, its heading is that of a form part.
#[component]
pub fn Card(props: &CardProps) -> Html {
    let class = classes!("card", props.aside.is_some().then_some("field"), props.class.clone());
    html! {
        <section {class}>
            if let Some(title) = &props.title {
                <h2>
                    { title.clone() }
                    if let Some(aside) = &props.aside {
                        <span class="cap">{ aside.clone() }</span>
                    }
                </h2>
            }
            { props.children.clone() }
        </section>
    }
}

/// What a [`Head`] shows.
#[derive(Properties, PartialEq)]
pub struct HeadProps {
    /// The heading.
    pub title: AttrValue,
    /// At its right.
    #[prop_or_default]
    pub children: Html,
}

/// A heading between cards.
#[component]
pub fn Head(props: &HeadProps) -> Html {
    html! { <div class="head"><h2>{ props.title.clone() }</h2>{ props.children.clone() }</div> }
}

/// What an [`Aside`] shows.
#[derive(Properties, PartialEq)]
pub struct AsideProps {
    /// Its symbol.
    pub icon: AttrValue,
    /// Its words.
    pub children: Html,
}

/// A quiet sentence with a symbol, under a card.
#[component]
pub fn Aside(props: &AsideProps) -> Html {
    html! {
        <p class="aside"><Icon name={props.icon.clone()} /><span>{ props.children.clone() }</span></p>
    }
}
