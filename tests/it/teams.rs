//! An account is a person's or an organization's, and what somebody may do in one follows from their role.
//!
//! Written down once more, and not read from the code: an admin may what the owner of a personal account may, a member all of it
//! but deleting projects, a viewer reads, and so does whoever has a role that is unknown. Nobody else may anything.

mod audit;
mod events;
mod life;
pub(crate) mod routes;
mod sql;
mod transfers;
mod usage;

/// Clerk's two default roles, a custom one that is known, and one that isn't.
const ROLES: [&str; 4] = ["admin", "member", "viewer", "billing_manager"];

fn reads_only(role: &str) -> bool {
    !matches!(role, "admin" | "member")
}
