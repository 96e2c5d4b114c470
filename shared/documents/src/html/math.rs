//! MathML as somebody writes it in a line: `10⁶`, `1/2`, `√16`.

use ego_tree::NodeRef;
use scraper::node::Node;

use crate::raised;

/// What a formula says, from its outermost element on.
pub(super) fn written(node: NodeRef<'_, Node>) -> String {
    let element = match node.value() {
        Node::Text(text) => return text.split_whitespace().collect::<Vec<_>>().join(" "),
        Node::Element(element) => element,
        _ => return String::new(),
    };
    let mut parts = node
        .children()
        .filter(|child| child.value().is_element())
        .map(written);
    let mut part = || parts.next().unwrap_or_default();
    match element.name() {
        "annotation" | "annotation-xml" | "mphantom" => String::new(),
        "mspace" => " ".to_owned(),
        "msqrt" => raised::root("", &all(node)),
        "mroot" => {
            let inside = part();
            raised::root(&part(), &inside)
        }
        "mfenced" => format!("({})", parts.collect::<Vec<_>>().join(", ")),
        "mtr" | "mtable" => parts.collect::<Vec<_>>().join(" "),
        "mfrac" => {
            let mut text = String::new();
            let above = part();
            raised::push_fraction(&mut text, &above, &part());
            text
        }
        "msup" | "mover" => {
            let mut text = part();
            raised::push_power(&mut text, &part());
            text
        }
        "msub" | "munder" => {
            let mut text = part();
            raised::push_lowered(&mut text, &part());
            text
        }
        "msubsup" | "munderover" => {
            let mut text = part();
            raised::push_lowered(&mut text, &part());
            raised::push_power(&mut text, &part());
            text
        }
        _ => all(node),
    }
}

fn all(node: NodeRef<'_, Node>) -> String {
    node.children().map(written).collect()
}
