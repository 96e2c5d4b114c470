//! Clerk's events, as far as they are about users, who is in which organization, or what is paid.
//!
//! <https://clerk.com/docs/guides/development/webhooks/overview>

use domain::{AccountId, MemberRole, Timestamp, UserId, limits};
use models::memberships::Membership;
use serde::Deserialize;
use web::Problem;

use crate::billing::clerk;
use crate::event::{problems::invalid_event, read_time};

#[derive(Debug)]
pub enum Event {
    /// `user.created`, `user.updated`
    Changed {
        user: UserId,
        name: Option<String>,
        updated_at: Timestamp,
    },
    /// `user.deleted`
    Deleted(UserId),
    /// `subscription.…`, `subscriptionItem.…`, `paymentAttempt.…`
    Payment,
    /// `organizationMembership.created`, `.updated`, `.deleted`
    Membership(Membership),
    /// `organization.deleted`
    OrganizationDeleted(AccountId),
    /// Whatever else is switched on in Clerk's dashboard: invitations, which Clerk sees to by itself, and the rest.
    Other,
}

#[derive(Deserialize)]
struct Envelope {
    r#type: String,
}

#[derive(Deserialize)]
struct Of<T> {
    data: T,
    /// When it happened, in milliseconds since 1970.
    #[serde(default)]
    timestamp: Option<i64>,
}

#[derive(Deserialize)]
struct Changed {
    id: UserId,
    first_name: Option<String>,
    last_name: Option<String>,
    /// Milliseconds since 1970.
    updated_at: i64,
}

#[derive(Deserialize)]
struct Deleted<T> {
    id: T,
}

#[derive(Deserialize)]
struct ChangedMembership {
    organization: Organization,
    public_user_data: Member,
    role: String,
    /// Milliseconds since 1970.
    updated_at: i64,
}

#[derive(Deserialize)]
struct Organization {
    id: String,
}

#[derive(Deserialize)]
struct Member {
    user_id: UserId,
}

impl Event {
    /// 400 for what Clerk never sends.
    pub fn read(body: &[u8]) -> Result<Self, Problem> {
        Ok(match parse::<Envelope>(body)?.r#type.as_str() {
            "user.created" | "user.updated" => {
                let user = parse::<Of<Changed>>(body)?.data;
                let updated_at = read_time(user.updated_at)?;
                Self::Changed {
                    name: full_name(user.first_name, user.last_name),
                    user: user.id,
                    updated_at,
                }
            }
            "user.deleted" => Self::Deleted(parse::<Of<Deleted<UserId>>>(body)?.data.id),
            "organizationMembership.created" | "organizationMembership.updated" => {
                membership(body, false)?
            }
            "organizationMembership.deleted" => membership(body, true)?,
            "organization.deleted" => {
                let deleted = parse::<Of<Deleted<String>>>(body)?.data;
                Self::OrganizationDeleted(organization(&deleted.id)?)
            }
            kind if clerk::is_payment(kind) => Self::Payment,
            _ => Self::Other,
        })
    }
}

fn membership(body: &[u8], removed: bool) -> Result<Event, Problem> {
    let Of { data, timestamp } = parse::<Of<ChangedMembership>>(body)?;
    // One that ended may still say when it was last changed before that.
    let at = timestamp.filter(|_| removed).unwrap_or(data.updated_at);
    Ok(Event::Membership(Membership {
        organization: organization(&data.organization.id)?,
        user: data.public_user_data.user_id,
        role: MemberRole::of_clerk(&data.role),
        removed,
        changed_at: read_time(at.max(data.updated_at))?,
    }))
}

fn organization(id: &str) -> Result<AccountId, Problem> {
    AccountId::of_organization(id).ok_or_else(|| invalid_event("its organization is none"))
}

fn parse<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, Problem> {
    serde_json::from_slice(body).map_err(invalid_event)
}

/// Both in one, as a profile has it, without what can't be stored or seen.
fn full_name(first: Option<String>, last: Option<String>) -> Option<String> {
    let both = [first, last].map(Option::unwrap_or_default).join(" ");
    let visible: String = both.chars().filter(|char| !char.is_control()).collect();
    let name: String = visible.trim().chars().take(limits::PROFILE_NAME).collect();
    Some(name.trim_end().to_owned()).filter(|name| !name.is_empty())
}
