//! The preview: what a browser wants of a site, answered from memory, and made anew whenever a file changes.
//!
//! Every answer is what [`produce`](crate::render::produce) makes for the route; the script that reloads pages is put in here,
//! at the edge, and the renderer does not know of it. A [`Snapshot`] is immutable: whoever answers holds one, and no lock.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this is the layer that answers browsers while files change"
)]

mod answer;
mod client;
mod elsewhere;
mod follow;
mod front;
mod http;
mod hub;
mod message;
mod running;
mod searching;
mod server;
mod snapshot;
pub mod translations;
mod watch;

pub use answer::{Answer, Content, answer};
pub use follow::News;
pub use server::{Preview, serve};
pub use snapshot::{Snapshot, Swap};
