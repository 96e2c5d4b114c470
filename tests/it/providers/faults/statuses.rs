//! A status that isn't 200, and what is said with it.

use super::*;

#[tokio::test]
async fn a_status_says_whether_to_come_back() {
    let table: [(&[u16], _); 9] = [
        (
            &[500, 501, 502, 503, 504, 520, 529, 599, 409, 425],
            "provider_unavailable",
        ),
        (&[429], "provider_rate_limited"),
        (&[408], "provider_timeout"),
        (&[401, 403], "provider_rejected_key"),
        (&[402], "provider_out_of_credit"),
        (&[413], "context_too_long"),
        (&[400, 418, 422, 451], "provider_rejected_request"),
        (&[404, 405, 410], "provider_misconfigured"),
        // Nobody is followed elsewhere.
        (&[301, 307], "provider_misconfigured"),
    ];
    for (statuses, code) in table {
        for status in statuses.iter().copied() {
            let elsewhere = [("location", "http://127.0.0.1:9/")];
            case(
                status.to_string(),
                move |dialect| plain(dialect, status, &elsewhere),
                code,
            )
            .check()
            .await;
        }
    }
}

#[tokio::test]
async fn a_status_says_when_to_come_back() {
    for (status, header, code) in [
        (429, "retry-after", "provider_rate_limited"),
        (503, "Retry-After", "provider_unavailable"),
        (529, "retry-after", "provider_unavailable"),
    ] {
        let asking = |value: &'static str| {
            let answer =
                move |dialect: &'static Dialect| plain(dialect, status, &[(header, value)]);
            case(format!("{status}, {value}"), answer, code)
        };
        asking("7").after(7).check().await;
        // In the past.
        let date = asking("Sun, 06 Nov 1994 08:49:37 GMT");
        date.after(0).check().await;
        asking("soon").check().await;
        asking("18446744073709551615").after(86_400).check().await;
    }
    // It can't pass, whatever they say.
    let key = |dialect: &'static Dialect| plain(dialect, 403, &[("retry-after", "7")]);
    case("403", key, "provider_rejected_key").check().await;
}

#[tokio::test]
async fn a_date_to_come_back_at_is_kept() {
    let at = (domain::now() + Duration::from_mins(1))
        .format("%a, %d %b %Y %H:%M:%S GMT")
        .to_string();
    for dialect in DIALECTS {
        let answer = plain(dialect, 429, &[("retry-after", &at)]);
        let (written, _) = dialect.write(vec![answer], OutputKind::Blog).await;
        let wait = written.unwrap_err().retry_after.unwrap();
        assert!((50..=60).contains(&wait.as_secs()), "{wait:?}");
    }
}

/// Each in its own words; and since an endpoint may stand behind another's name, all of them under each name.
#[tokio::test]
async fn a_refusal_is_understood_in_each_dialect() {
    for speaker in DIALECTS {
        for (code, refused) in (speaker.refusals)() {
            let name = format!("{} {}", refused.status, refused.body);
            let wait = refused.retry_after;
            let mut case = case(name, move |_| refused.answer(), code);
            case.retry_after = wait;
            case.check().await;
        }
    }
}

/// From what stands before it: nothing of it is read, and its status counts.
#[tokio::test]
async fn a_page_of_a_proxy_is_no_reason() {
    let page = |status: u16| {
        move |_: &'static Dialect| {
            let page = format!("<html><h1>{THEIR_WORDS} prompt is too long</h1>{KEY}</html>");
            Answer::new(status, &[("content-type", "text/html")], page.as_bytes())
        }
    };
    case("502", page(502), "provider_unavailable").check().await;
    case("403", page(403), "provider_rejected_key")
        .check()
        .await;
    case("400", page(400), "provider_rejected_request")
        .check()
        .await;
}

#[tokio::test]
async fn a_status_counts_even_where_its_words_never_come() {
    let stalled = |dialect: &'static Dialect| plain(dialect, 401, &[]).stalls_before_last(3);
    let case = case("401", stalled, "provider_rejected_key");
    let [first, second, third] = DIALECTS;
    tokio::join!(
        case.check_with(first),
        case.check_with(second),
        case.check_with(third)
    );
}
