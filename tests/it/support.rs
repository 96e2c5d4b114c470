//! What the tests have in common: the running stack and its users, databases, servers played by a script, proxies.

pub(crate) mod app;
pub(crate) mod catalog;
pub(crate) mod database;
pub(crate) mod http1;
pub(crate) mod postgres;
pub(crate) mod proxy;
pub(crate) mod runtime;
pub(crate) mod scripted;
pub(crate) mod signer;
pub(crate) mod skewed;
