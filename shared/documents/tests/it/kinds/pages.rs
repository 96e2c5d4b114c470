//! Web pages.

use super::{Case, case};

const SAID: &str = "title: Harbour freezes | The harbour at Kessel froze in December, and the boats could not leave for six weeks. | \
     Cod prices rose by twelve percent while the fishermen waited for the thaw.";

/// A page with an article, and this around it.
fn site(before: &str, inside: &str, after: &str) -> String {
    format!(
        "<html><body>{before}<article><h1>Harbour freezes</h1><p>The harbour at Kessel froze in December, and the boats could not \
         leave for six weeks.</p><p>Cod prices rose by twelve percent while the fishermen waited for the thaw.</p>{inside}</article>\
         {after}</body></html>"
    )
}

/// Three articles, each a heading that leads to it and its beginning.
fn teasers(tag: &str) -> String {
    let teaser = |about: &str| {
        format!(
            "<{tag}><h3><a href=/{about}>All about {about}</a></h3><p>The minister said on Monday that {about} is a matter of taste.</p></{tag}>"
        )
    };
    ["tubs", "cats", "tax"].map(teaser).concat()
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = vec![
        case(
            "brs.html",
            "html",
            "<p>Three rules:<br>1. Start small<br>2. Sell at a market</p><p>Address:<br>12 Elm Street<br>Springfield</p>",
            "Three rules: | item: Start small | item: Sell at a market | Address: | 12 Elm Street | Springfield",
        ),
        case(
            "brs.html",
            "html",
            "<p>The rent rose by nine percent<br/>because the street was closed.</p>",
            "The rent rose by nine percent because the street was closed.",
        ),
        case(
            "brs.html",
            "html",
            "<div>Winter Bread</div><div>By Maya Torres</div><div><br></div><div>What to bring<br>• Flour<br>• A bowl of two litres</div>",
            "Winter Bread | By Maya Torres | What to bring | item: Flour | item: A bowl of two litres",
        ),
        case(
            "gdoc.html",
            "html",
            "<p class=MsoNormal>The rent rose<a class=msocomanchor id=\"_anchor_1\" href=\"#_msocom_1\">[TW1]</a> by nine percent.</p>\
             <div style=\"mso-element:comment-list\"><div style=\"mso-element:comment\"><div id=\"_com_1\" class=msocomtxt>\
             <p class=MsoCommentText>Is this true? Tom.</p></div></div></div>",
            "The rent rose by nine percent.",
        ),
        case(
            "gdoc.html",
            "html",
            "<p>The oven is <del>cold</del><ins>warm</ins>.<sup><a href=\"#cmnt2\" id=\"cmnt_ref2\">[b]</a></sup></p><div><p>\
             <a href=\"#cmnt_ref2\" id=\"cmnt2\">[b]</a><span>Delete?</span></p><p>Second paragraph of it.</p></div>",
            "The oven is warm.",
        ),
        case(
            "gdoc.html",
            "html",
            "<p>A billion is 10<sup>9</sup>, an atom 10<sup>−10</sup> m wide. In 2015<sup>3</sup> the area was 40 m<sup>2</sup>, \
             CO<sub>2</sub> rose by 1<sup>1</sup>/<sub>2</sub> percent, the 4<sup>th</sup> time.<sup>[4]</sup></p>",
            "A billion is 10⁹, an atom 10⁻¹⁰ m wide. In 2015 the area was 40 m², CO2 rose by 1 1/2 percent, the 4th time.",
        ),
        case(
            "newsletter.html",
            "html",
            "<table><tr><td><p>Rents rose by nine percent last year, and the landlords blame the banks, which blame the landlords for it \
             and for much else.</p><p>Nobody moves.</p></td><td><h3>Oven</h3><p>It stays warm.</p></td></tr></table>",
            "Rents rose by nine percent last year, and the landlords blame the banks, which blame the landlords for it and for much \
             else. | Nobody moves. | heading: Oven | It stays warm.",
        ),
        case(
            "newsletter.html",
            "html",
            "<table><thead><tr><th>City</th><th>Rent</th></tr></thead><tr><td>Leeds</td><td>900 €</td></tr></table>\
             <table><tr><td>One cell of a letter.<br><br>Its second paragraph.</td></tr></table>",
            "row: City, Rent | row: Leeds, 900 € | One cell of a letter. | Its second paragraph.",
        ),
        case(
            "newsletter.html",
            "html",
            "<table role=presentation><tr><td><a href=/v>View this email in your browser</a></td></tr><tr><td><h1>Issue 3</h1><p>Bread \
             is cheap.</p></td></tr><tr><td><p>You are receiving this because you signed up. <a href=/u>Unsubscribe</a></p></td></tr></table>",
            "title: Issue 3 | Bread is cheap.",
        ),
        case(
            "zh-lines.pdf",
            "html",
            "<p>小面包店能够生存，\n  是因为顾客\r\n会回来。<br>Google 的 AI\n工具</p>",
            "小面包店能够生存，是因为顾客会回来。 | Google 的 AI 工具",
        ),
        case(
            "winter-bread.md",
            "html",
            "<html><head><title>Winter bread | Kessel News</title></head><body><p>Bread is cheap in winter.</p></body></html>",
            "title: Winter bread | Bread is cheap in winter.",
        ),
    ];
    for (before, inside, after) in [
        (
            "<div id=onetrust-banner-sdk><p>We and our 812 partners store and access information on your device.</p></div>",
            "",
            "",
        ),
        (
            "<header><nav><a href=/>Home</a></nav></header>",
            "<div class=sharedaddy>Share this: <a href=#>Twitter</a></div>",
            "",
        ),
        (
            "",
            "<div class=jp-relatedposts><p>Ten tricks that dentists hate to see you try at home.</p></div>",
            "<footer>© 2025</footer>",
        ),
        (
            "",
            "<div class=\"newsletter-signup\"><p>Sign up for our newsletter and get the best in your inbox.</p></div>",
            "",
        ),
        (
            "",
            "<div class=kommentare><p>Diese Stadt hat jedes gefrorene Boot verdient, ehrlich gesagt.</p></div>",
            "<p>Alle Rechte vorbehalten.</p>",
        ),
        (
            "",
            "<p><strong>Read more:</strong> <a href=/x>Ten tricks that dentists hate</a></p><p>ADVERTISEMENT</p>",
            "",
        ),
        (
            "",
            "<div class=\"user-bio__text\"><p>Mark is a breaking news reporter and is based in Sydney, Australia.</p></div>",
            "",
        ),
        (
            "",
            "<span class=sr-only>Opens in a new window, where you can also print it and send it on.</span>",
            "",
        ),
    ] {
        cases.push(case(
            "article.html",
            "html",
            site(before, inside, after),
            SAID,
        ));
    }
    // Longer than the article, and beside it all the same.
    for list in [
        format!("<ul>{}</ul>", teasers("li")),
        format!("<div>{}</div>", teasers("article")),
    ] {
        let paragraphs = "<p>The council voted for a new pier, which will cost nine million euros and be ready in three years.</p>".repeat(4);
        let page = site("<nav></nav>", &paragraphs, &list.repeat(3)).replace("article>", "div>");
        cases.push(case("article.html", "html", page, "title: Harbour freezes | The harbour at Kessel froze in December, and the boats could \
            not leave for six weeks. | Cod prices rose by twelve percent while the fishermen waited for the thaw. | The council voted for a \
            new pier, which will cost nine million euros and be ready in three years. | The council voted for a new pier, which will cost \
            nine million euros and be ready in three years. | The council voted for a new pier, which will cost nine million euros and be \
            ready in three years. | The council voted for a new pier, which will cost nine million euros and be ready in three years."));
    }
    cases
}
