//! One component type for the runtime, whatever it shows.
//!
//! Yew compiles its scope, its life cycle and its scheduler anew for every component type, about
//! 6 KB each, which a phone downloads before it shows anything (ADR 7). So the crate stands in for
//! `yew` in the paths that `html!` writes, and its [`VChild`] wraps every function component in the
//! same [`Erased`]: what remains of a component type is its own code and a table of four functions.

use std::any::{Any, TypeId};
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use upstream::functional::{FunctionProvider, Hook, HookContext};
use upstream::html::{BaseComponent, Html, HtmlResult, IntoPropValue};
use upstream::prelude::*;
use upstream::virtual_dom::{self, Key, VComp, VList, VNode};
use web_sys::Element;

/// A function component with its properties.
trait Part {
    fn render(&self, context: &mut HookContext) -> HtmlResult;

    fn same(&self, other: &dyn Part) -> bool;

    fn as_any(&self) -> &dyn Any;
}

/// The component `C` with its properties.
struct Of<C: FunctionProvider>(C::Properties);

impl<C: FunctionProvider + 'static> Part for Of<C> {
    fn render(&self, context: &mut HookContext) -> HtmlResult {
        C::run(context, &self.0)
    }

    fn same(&self, other: &dyn Part) -> bool {
        other.as_any().downcast_ref::<Self>().is_some_and(|other| self.0 == other.0)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[derive(Clone, Properties)]
struct ErasedProps {
    part: Rc<dyn Part>,
}

impl PartialEq for ErasedProps {
    fn eq(&self, other: &Self) -> bool {
        self.part.same(&*other.part)
    }
}

/// The one component that Yew knows.
#[component]
fn Erased(props: &ErasedProps) -> HtmlResult {
    use_part(&*props.part)
}

/// Gives the component's own hooks this place in the tree.
fn use_part(part: &dyn Part) -> impl Hook<Output = HtmlResult> {
    struct UsePart<'a>(&'a dyn Part);

    impl Hook for UsePart<'_> {
        type Output = HtmlResult;

        fn run(self, context: &mut HookContext) -> HtmlResult {
            self.0.render(context)
        }
    }

    UsePart(part)
}

/// What `html!` makes of `<C … />`.
#[derive(Debug)]
pub struct VChild<C: BaseComponent> {
    props: C::Properties,
    key: Option<Key>,
}

impl<C: BaseComponent> VChild<C> {
    /// A component with its properties and, among others of its kind, its key.
    pub fn new(props: C::Properties, key: Option<Key>) -> Self {
        Self { props, key }
    }
}

impl<C> From<VChild<C>> for VNode
where
    C: BaseComponent + FunctionProvider<Properties = <C as BaseComponent>::Properties> + 'static,
{
    fn from(child: VChild<C>) -> Self {
        erase(identity::<C>(), Rc::new(Of::<C>(child.props)), child.key)
    }
}

impl<C> IntoPropValue<VNode> for VChild<C>
where
    C: BaseComponent + FunctionProvider<Properties = <C as BaseComponent>::Properties> + 'static,
{
    fn into_prop_value(self) -> VNode {
        self.into()
    }
}

/// Yew keeps a component while its type and key stay. With one type for all, the key names what the
/// type did, in a list of its own, so that it counts nowhere else.
fn erase(identity: u64, part: Rc<dyn Part>, key: Option<Key>) -> VNode {
    let component = VComp::new::<Erased>(Rc::new(ErasedProps { part }), Some(Key::from(identity)));
    VNode::from(VList::with_children(vec![VNode::from(component)], key))
}

/// A number that stands for a component type.
fn identity<C: 'static>() -> u64 {
    struct Last(u64);

    impl Hasher for Last {
        fn finish(&self) -> u64 {
            self.0
        }

        fn write(&mut self, bytes: &[u8]) {
            for &byte in bytes {
                self.0 = self.0.rotate_left(8) ^ u64::from(byte);
            }
        }

        fn write_u64(&mut self, n: u64) {
            self.0 = n;
        }
    }

    let mut last = Last(0);
    TypeId::of::<C>().hash(&mut last);
    last.finish()
}

/// Gives everything below it a value that `use_context` finds.
pub(crate) fn provide<T: Clone + PartialEq + 'static>(context: T, children: Html) -> Html {
    type Provider<T> = virtual_dom::VChild<ContextProvider<T>>;
    let props = upstream::context::ContextProviderProps { context, children };
    VNode::from(VComp::from(Provider::<T>::new(props, None)))
}

/// Shows a component in an element of the page.
pub(crate) fn start<C>(place: Element)
where
    C: BaseComponent + FunctionProvider<Properties = ()> + 'static,
{
    let part: Rc<dyn Part> = Rc::new(Of::<C>(()));
    upstream::Renderer::<Erased>::with_root_and_props(place, ErasedProps { part }).render();
}
