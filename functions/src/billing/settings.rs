//! `BILLING` and what belongs to it.

use domain::{Env, limits};
use models::{billing::Source, plans::PLANS};
use web::Problem;

use super::problems;

/// What plans are called where they are paid for: by Clerk's slug, or by the id of Stripe's price. One plan may have several
/// names, as of a month and of a year, or of users and of organizations.
#[derive(Debug)]
pub struct PlanNames {
    source: Option<Source>,
    names: Vec<(String, &'static str)>,
}

impl PlanNames {
    /// `BILLING`: `off`, which is the default, `clerk` or `stripe`; `BILLING_PLANS`: `NAME=PLAN`, separated by commas. At
    /// Clerk plans have their own names unless that says otherwise.
    pub fn from_env(env: &mut Env) -> Self {
        const NAMES: &str = "BILLING_PLANS";
        let source = match env.optional("BILLING").as_deref() {
            None | Some("off") => None,
            Some("clerk") => Some(Source::Clerk),
            Some("stripe") => Some(Source::Stripe),
            Some(_) => {
                env.problem("BILLING", "is neither off, clerk nor stripe");
                None
            }
        };
        let mut names = Vec::new();
        let text = env.optional(NAMES);
        for pair in text.iter().flat_map(|text| text.split(',')) {
            let read = pair.trim().split_once('=').and_then(|(name, plan)| {
                let plan = PLANS.iter().find(|known| known.name == plan)?;
                Some((name.to_owned(), plan.name))
            });
            match read {
                Some((name, plan)) if !name.is_empty() => names.push((name, plan)),
                _ => env.problem(NAMES, "has something in it that is not NAME=PLAN of a plan"),
            }
        }
        match (source, text) {
            (Some(Source::Clerk), None) => names.extend(
                PLANS
                    .iter()
                    .filter(|plan| plan.price_cents > 0)
                    .map(|plan| (plan.name.to_owned(), plan.name)),
            ),
            (Some(Source::Stripe), None) => env.problem(NAMES, "is missing, which BILLING needs"),
            _ => {}
        }
        Self { source, names }
    }

    #[must_use]
    pub const fn source(&self) -> Option<Source> {
        self.source
    }

    /// The plan of this name, or what the sender is told.
    pub fn plan(&self, name: &str) -> Result<&'static str, Problem> {
        let named = self.names.iter().find(|(known, _)| known == name);
        named
            .map(|(_, plan)| *plan)
            .ok_or_else(|| problems::unknown_plan(name))
    }

    /// The names of a plan, the first of which is the one to buy. None where nothing is sold.
    #[must_use]
    pub fn of(&self, plan: &str) -> Vec<&str> {
        let sold = self.names.iter().filter(|_| self.source.is_some());
        sold.filter(|(_, known)| *known == plan)
            .map(|(name, _)| name.as_str())
            .collect()
    }
}

/// What is needed to hear of payments.
#[derive(Debug)]
pub struct Billing {
    pub names: PlanNames,
    /// Days after a failed payment in which a plan still counts.
    pub grace_days: i32,
}

impl Billing {
    /// `BILLING_GRACE_DAYS`, beside the names. It is bounded here, and the database takes it as it comes.
    pub fn from_env(env: &mut Env) -> Self {
        const DAYS: &str = "BILLING_GRACE_DAYS";
        let names = PlanNames::from_env(env);
        let grace_days = env.parsed(DAYS, limits::GRACE_DAYS);
        let allowed = limits::GRACE_DAYS_ALLOWED;
        if !allowed.contains(&grace_days) {
            let (least, most) = (allowed.start(), allowed.end());
            env.problem(DAYS, format!("is not from {least} to {most}"));
        }
        Self { names, grace_days }
    }
}

/// `BILLING_RETURN_URL`: the page of the frontend that Stripe's pages lead back to.
pub fn return_url(env: &mut Env, names: &PlanNames) -> String {
    const NAME: &str = "BILLING_RETURN_URL";
    let url = env.optional(NAME).unwrap_or_default();
    if names.source() == Some(Source::Stripe) && !url.starts_with("http") {
        env.problem(NAME, "is no URL, which BILLING needs");
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> (Billing, Result<(), domain::EnvError>) {
        let owned = variables
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let mut env: Env = owned.collect();
        let billing = Billing::from_env(&mut env);
        (billing, env.finish())
    }

    #[test]
    fn plans_have_the_names_that_the_environment_gives() {
        let (off, right) = read(&[("BILLING_PLANS", "a=pro")]);
        assert!(right.is_ok() && off.names.source().is_none() && off.names.of("pro").is_empty());
        assert_eq!(off.grace_days, 7);

        let (clerk, right) = read(&[("BILLING", "clerk"), ("BILLING_GRACE_DAYS", "60")]);
        assert!(right.is_ok());
        assert_eq!(clerk.names.plan("business").ok(), Some("business"));
        assert!(clerk.names.plan("free").is_err() && clerk.names.plan("gold").is_err());

        let of_both = [
            ("BILLING", "stripe"),
            ("BILLING_PLANS", "price_1=pro, price_2=pro"),
        ];
        let (stripe, right) = read(&of_both);
        assert!(right.is_ok());
        assert_eq!(stripe.names.of("pro"), ["price_1", "price_2"]);
        assert!(stripe.names.plan("pro").is_err());
    }

    #[test]
    fn what_is_wrong_keeps_a_function_from_starting() {
        for wrong in [
            ("BILLING", "on"),
            ("BILLING", "stripe"),
            ("BILLING_PLANS", "pro"),
            ("BILLING_PLANS", "a=gold"),
            ("BILLING_PLANS", "=pro"),
            ("BILLING_GRACE_DAYS", "-1"),
            ("BILLING_GRACE_DAYS", "61"),
            ("BILLING_GRACE_DAYS", "week"),
        ] {
            assert!(read(&[wrong]).1.is_err(), "{wrong:?}");
        }
    }
}
