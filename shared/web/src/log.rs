//! JSON logs, one line an event, on standard output, where Lambda collects them.

use std::sync::Once;

static ONCE: Once = Once::new();

/// Starts logging. Repeating it does nothing.
pub fn init() {
    ONCE.call_once(|| {
        tracing_subscriber::fmt()
            .json()
            .flatten_event(true)
            .with_current_span(true)
            .with_span_list(false)
            .with_max_level(tracing::Level::INFO)
            .init();
    });
}
