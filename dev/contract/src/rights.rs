//! What each function holds and may do: the one place that says it. The templates give a function this and nothing else;
//! a test compares it with what the function's source reads from its environment.

/// A client or a group of settings that a function uses.
#[derive(Debug)]
pub struct Use {
    /// What it reads from the environment.
    pub variables: &'static [&'static str],
    /// What it does with AWS.
    pub right: Option<Right>,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Right {
    /// Its policy's name, and the first part of its role's.
    pub name: &'static str,
    pub action: &'static str,
    /// The parameter of the template that is the queue's ARN.
    pub queue: &'static str,
}

/// Variables that the templates hand down as `NoEcho`, out of Secrets Manager.
pub const SECRETS: [&str; 8] = [
    "DATABASE_URL",
    "SERVICE_DATABASE_URL",
    "STORAGE_SECRET_ACCESS_KEY",
    "CLERK_WEBHOOK_SECRET",
    "WEBHOOK_DATABASE_URL",
    "WEBHOOK_ENCRYPTION_KEY",
    "STRIPE_SECRET_KEY",
    "STRIPE_WEBHOOK_SECRET",
];

/// Who asks, and how often that may be.
const USER: Use = settings(&[
    "CLERK_AUTHORIZED_PARTIES",
    "CLERK_ISSUER",
    "CLERK_JWT_KEY",
    "CLERK_TEMPLATE_TOKENS",
    "QUOTAS",
    "RATE_LIMIT_PER_MINUTE",
]);
const USER_DB: Use = settings(&["DATABASE_CA_FILE", "DATABASE_URL"]);
const SERVICE_DB: Use = settings(&["DATABASE_CA_FILE", "SERVICE_DATABASE_URL"]);
const WEBHOOK_DB: Use = settings(&["DATABASE_CA_FILE", "WEBHOOK_DATABASE_URL"]);
const STORAGE: Use = settings(&[
    "STORAGE_ACCESS_KEY_ID",
    "STORAGE_ENDPOINT",
    "STORAGE_PUBLIC_URL",
    "STORAGE_REGION",
    "STORAGE_SECRET_ACCESS_KEY",
    "UPLOADS_PUBLIC",
]);
const ADMINS: Use = settings(&["ADMIN_USER_IDS"]);
const WEBHOOK: Use = settings(&["CLERK_WEBHOOK_SECRET"]);
const PLAN_NAMES: Use = settings(&["BILLING", "BILLING_PLANS"]);
/// To follow what is paid.
const PAYMENTS: Use = settings(&["BILLING", "BILLING_GRACE_DAYS", "BILLING_PLANS"]);
const STRIPE: Use = settings(&["STRIPE_SECRET_KEY"]);
const STRIPE_WEBHOOK: Use = settings(&["STRIPE_WEBHOOK_SECRET"]);
const RETURN_URL: Use = settings(&["BILLING_RETURN_URL"]);
const DEPLOYMENT: Use = settings(&["ENVIRONMENT"]);
const UPLOAD_LIMIT: Use = settings(&["MAX_UPLOAD_BYTES"]);
const WAIT_LIMIT: Use = settings(&["MAX_WAITERS"]);
const API: Use = settings(&["API_URL"]);
const PROVIDER_NAME: Use = settings(&["GENERATION_PROVIDER"]);
/// For dry runs, which say what would be sent and send nothing: so without `GENERATION_API_KEY`.
const PROVIDER: Use = settings(&[
    "GENERATION_BASE_URL",
    "GENERATION_CONTEXT_TOKENS",
    "GENERATION_MAX_TOKENS",
    "GENERATION_MODEL",
    "GENERATION_PRICE_INPUT",
    "GENERATION_PRICE_OUTPUT",
    "GENERATION_PROVIDER",
    "GENERATION_TEMPERATURE",
]);
const ASK_OUTPUTS: Use = Use {
    variables: &["OUTPUTS_QUEUE_URL"],
    right: Some(Right {
        name: "AskOutputs",
        action: "sqs:GetQueueAttributes",
        queue: "OutputsQueueArn",
    }),
};
const SEND_OUTPUTS: Use = Use {
    variables: &["OUTPUTS_QUEUE_URL"],
    right: Some(Right {
        name: "SendOutputs",
        action: "sqs:SendMessage",
        queue: "OutputsQueueArn",
    }),
};
const SEND_FILES: Use = Use {
    variables: &["INGESTION_QUEUE_URL"],
    right: Some(Right {
        name: "SendTranscriptions",
        action: "sqs:SendMessage",
        queue: "IngestionQueueArn",
    }),
};
const SEND_WEBHOOKS: Use = Use {
    variables: &["WEBHOOKS_QUEUE_URL"],
    right: Some(Right {
        name: "SendWebhooks",
        action: "sqs:SendMessage",
        queue: "WebhooksQueueArn",
    }),
};
/// To seal the secrets of webhooks.
const SEALING: Use = settings(&["WEBHOOK_ENCRYPTION_KEY"]);

const fn settings(variables: &'static [&'static str]) -> Use {
    Use {
        variables,
        right: None,
    }
}

/// Most functions: somebody who has signed in asks the database as themselves.
const ORDINARY: &[Use] = &[USER, USER_DB];
const WITH_STORAGE: &[Use] = &[USER, USER_DB, STORAGE];
const ADMIN: &[Use] = &[USER, SERVICE_DB, ADMINS];

/// The uses of a function that answers requests.
#[must_use]
pub fn uses(function: &str) -> &'static [Use] {
    match function {
        "fallback" | "docs" => &[],
        "plan-list" => &[PLAN_NAMES],
        "health" => &[USER_DB, ASK_OUTPUTS, DEPLOYMENT],
        "clerk-webhook" => &[WEBHOOK_DB, WEBHOOK, PAYMENTS, DEPLOYMENT],
        "project-delete" | "file-delete" | "transcription-get" | "output-update" => WITH_STORAGE,
        "file-get" => &[USER, USER_DB, STORAGE, WAIT_LIMIT],
        "file-create" => &[USER, USER_DB, STORAGE, UPLOAD_LIMIT, SEND_FILES],
        "file-complete" | "file-upload" => &[USER, USER_DB, STORAGE, SEND_FILES],
        "output-create" => &[USER, USER_DB, STORAGE, PROVIDER, SEND_OUTPUTS],
        "output-regenerate" => &[USER, USER_DB, PROVIDER_NAME, SEND_OUTPUTS],
        // It asks the other functions, as whoever asks it.
        "mcp" => &[USER, API],
        "output-get" | "output-list" => &[USER, USER_DB, WAIT_LIMIT],
        "webhook-create" | "webhook-rotate" => &[USER, USER_DB, SEALING],
        "output-cancel" | "webhook-ping" | "delivery-retry" => &[USER, USER_DB, SEND_WEBHOOKS],
        "billing-checkout" | "billing-portal" => &[USER, USER_DB, PLAN_NAMES, STRIPE, RETURN_URL],
        "stripe-webhook" => &[WEBHOOK_DB, PAYMENTS, STRIPE, STRIPE_WEBHOOK, DEPLOYMENT],
        "admin-plan" | "admin-plan-delete" | "admin-users" | "admin-projects" | "admin-metrics" => {
            ADMIN
        }
        _ => ORDINARY,
    }
}
