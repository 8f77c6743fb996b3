//! 小区吹哨、社区接报、部门报到 (`domain.md` 3; seed 三(二)5): violations, who must answer by when.

mod clock;
mod course;
mod facts;
mod replay;
mod routing;
mod rules;
pub mod words;

pub use clock::*;
pub use course::*;
pub use facts::*;
pub use replay::*;
pub use routing::*;
pub use rules::*;
