//! The typed contract: one type for each HTTP operation, known to both ends of the wire.
//!
//! The warp route, the browser's client, the tests' client and OpenAPI all read it, so a mismatch
//! does not compile.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The methods in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads; the input travels in the query.
    Get,
    /// Creates or acts; the input is the JSON body.
    Post,
    /// Replaces; the input is the JSON body, or bytes.
    Put,
    /// Takes away.
    Delete,
}

impl Method {
    /// The word of HTTP.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// Who may call at all; the policy decides the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Nobody needs to be signed in.
    Anyone,
    /// The refresh cookie speaks, with our own origin (`threats.md` W1).
    Cookie,
    /// A valid access token.
    SignedIn,
    /// A valid access token and the seat acted in.
    Seated,
}

/// What the request's body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload {
    /// Query string for GET and DELETE, else a JSON body of at most 64 KiB.
    Json,
    /// A JSON body of at most 512 KiB: texts that an assembly decides on.
    LongJson,
    /// One photo's bytes, at most 15 MiB.
    Photo,
    /// One spreadsheet's bytes, at most 64 MiB.
    Sheet,
}

/// What the answer's body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// JSON.
    Json,
    /// A file to keep.
    File,
    /// Server-sent events.
    Stream,
}

/// What OpenAPI and the tests must know of an operation.
#[derive(Clone, Copy, Debug)]
pub struct EndpointInfo {
    /// The operation's name: verb and noun.
    pub name: &'static str,
    /// What it does, from its doc comment.
    pub about: &'static str,
    /// Its method.
    pub method: Method,
    /// Its path, with `{}` for each argument.
    pub path: &'static str,
    /// Who may call.
    pub access: Access,
    /// What the body is.
    pub payload: Payload,
    /// What the answer is.
    pub answer: Answer,
}

/// One HTTP operation.
pub trait Endpoint: 'static {
    /// What OpenAPI and the tests must know.
    const INFO: EndpointInfo;
    /// What fills the holes of the path.
    type Path: PathArgs;
    /// What travels to the server.
    type Input: Serialize + DeserializeOwned + Send + 'static;
    /// What travels back.
    type Output: Serialize + DeserializeOwned + Send + 'static;

    /// The path with its holes filled.
    fn path(args: &Self::Path) -> String {
        fill(Self::INFO.path, &args.texts())
    }
}

/// Fills the holes of a path with arguments, which are ids, tickets and codes: never more than
/// URL-safe ASCII.
fn fill(path: &str, args: &[String]) -> String {
    let mut args = args.iter();
    let mut filled = String::with_capacity(path.len() + 40);
    for (index, part) in path.split("{}").enumerate() {
        if index > 0 {
            filled.push_str(args.next().map_or("", String::as_str));
        }
        filled.push_str(part);
    }
    filled
}

/// The arguments of a path: how they are written and read.
pub trait PathArgs: Sized + Send + 'static {
    /// As texts, in order.
    fn texts(&self) -> Vec<String>;
    /// From texts; `None` when one does not parse, which the server answers with 404.
    fn read(texts: &[&str]) -> Option<Self>;
}

impl PathArgs for () {
    fn texts(&self) -> Vec<String> {
        Vec::new()
    }
    fn read(texts: &[&str]) -> Option<Self> {
        texts.is_empty().then_some(())
    }
}

/// One argument of a path.
pub trait PathArg: Sized + Send + 'static {
    /// As URL-safe text.
    fn text(&self) -> String;
    /// From text.
    fn read(text: &str) -> Option<Self>;
}

impl<T: 'static> PathArg for crate::value::Id<T> {
    fn text(&self) -> String {
        self.as_str().to_owned()
    }
    fn read(text: &str) -> Option<Self> {
        Self::parse(text).ok()
    }
}

impl<A: PathArg> PathArgs for (A,) {
    fn texts(&self) -> Vec<String> {
        vec![self.0.text()]
    }
    fn read(texts: &[&str]) -> Option<Self> {
        match texts {
            [a] => Some((A::read(a)?,)),
            _ => None,
        }
    }
}

impl<A: PathArg, B: PathArg> PathArgs for (A, B) {
    fn texts(&self) -> Vec<String> {
        vec![self.0.text(), self.1.text()]
    }
    fn read(texts: &[&str]) -> Option<Self> {
        match texts {
            [a, b] => Some((A::read(a)?, B::read(b)?)),
            _ => None,
        }
    }
}

/// An input with nothing in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Nothing {}

/// Declares endpoints: a documented type each, and the table of all in this file.
///
/// `Name: Post "/api/x/{}" (PathArg,), Seated, Input => Output;` with `Seated takes Photo` for
/// bodies that are bytes and `Seated gives File` for answers that are.
macro_rules! endpoints {
    ($($(#[doc = $about:literal])+ $name:ident: $method:ident $path:literal $args:ty, $access:ident $(takes $payload:ident)? $(gives $answer:ident)?, $input:ty => $output:ty;)+) => {
        $(
            $(#[doc = $about])+
            #[derive(Clone, Copy, Debug)]
            pub struct $name;
            impl $crate::api::Endpoint for $name {
                const INFO: $crate::api::EndpointInfo = $crate::api::EndpointInfo {
                    name: stringify!($name),
                    about: concat!($($about),+),
                    method: $crate::api::Method::$method,
                    path: $path,
                    access: $crate::api::Access::$access,
                    payload: $crate::api::or_json!(Payload $($payload)?),
                    answer: $crate::api::or_json!(Answer $($answer)?),
                };
                type Path = $args;
                type Input = $input;
                type Output = $output;
            }
        )+
        /// The endpoints of this file.
        pub const TABLE: &[$crate::api::EndpointInfo] = &[$(<$name as $crate::api::Endpoint>::INFO),+];
        /// The schemas of this file's inputs and outputs, in the table's order.
        #[cfg(feature = "schema")]
        pub(crate) fn schemas(to: &mut schemars::SchemaGenerator) -> Vec<(schemars::Schema, schemars::Schema)> {
            vec![$((to.subschema_for::<$input>(), to.subschema_for::<$output>())),+]
        }
    };
}

macro_rules! or_json {
    ($kind:ident) => {
        $crate::api::$kind::Json
    };
    ($kind:ident $other:ident) => {
        $crate::api::$kind::$other
    };
}

pub(crate) use {endpoints, or_json};
