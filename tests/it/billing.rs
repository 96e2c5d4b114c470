//! Who pays has the plan that they pay for, for as long as they do, whatever way its provider's events come.

mod clerk;
mod events;
mod localstripe;
mod maintenance;
pub(crate) mod shop;
mod stripe;
