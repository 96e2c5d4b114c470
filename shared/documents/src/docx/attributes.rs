//! What WordprocessingML says in attributes.

use quick_xml::events::BytesStart;

pub(super) fn value(element: &BytesStart<'_>) -> Option<String> {
    attribute(element, b"val")
}

pub(super) fn attribute(element: &BytesStart<'_>, name: &[u8]) -> Option<String> {
    element
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)
        .map(|attribute| String::from_utf8_lossy(&attribute.value).into_owned())
}

/// A property is on where it stands, unless it says otherwise.
pub(super) fn is_on(element: &BytesStart<'_>) -> bool {
    !matches!(value(element).as_deref(), Some("0" | "false" | "off"))
}
