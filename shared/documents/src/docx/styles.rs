//! What a paragraph is by its style. The ids of styles are in the language of the program that wrote them, the names of the
//! built-in ones are English.

use std::collections::HashMap;

use quick_xml::{Reader, events::Event};

use crate::Role;

#[derive(Default)]
pub(super) struct Styles(HashMap<String, String>);

impl Styles {
    /// By ids, in small letters; what is no style sheet has none.
    pub(super) fn of(part: &str) -> Self {
        let mut names = HashMap::new();
        let mut reader = Reader::from_str(part);
        let mut open = None;
        while let Ok(event) = reader.read_event() {
            let (Event::Start(element) | Event::Empty(element)) = event else {
                if matches!(event, Event::Eof) {
                    break;
                }
                continue;
            };
            let attribute = |name: &[u8]| {
                let mut attributes = element.attributes().flatten();
                let found =
                    attributes.find(|attribute| attribute.key.local_name().as_ref() == name);
                found.map(|attribute| String::from_utf8_lossy(&attribute.value).into_owned())
            };
            match element.local_name().as_ref() {
                b"style" => open = attribute(b"styleId"),
                b"name" => {
                    if let (Some(id), Some(name)) = (open.take(), attribute(b"val")) {
                        names.insert(id, name.to_lowercase());
                    }
                }
                _ => {}
            }
        }
        Self(names)
    }

    pub(super) fn role(&self, id: &str) -> Option<Role> {
        let id_as_name = id.to_lowercase();
        let name = self.0.get(id).unwrap_or(&id_as_name);
        let name = name.replace(' ', "");
        let begins = |start: &str| name.starts_with(start);
        if name == "title" {
            Some(Role::Title)
        } else if begins("heading") || name == "subtitle" {
            Some(Role::Heading)
        } else if begins("toc")
            || begins("tableoffigures")
            || begins("index")
            || name == "header"
            || name == "footer"
        {
            Some(Role::Furniture)
        } else if begins("listbullet") || begins("listnumber") {
            Some(Role::Item)
        } else if name == "quote" || name == "intensequote" || name == "blocktext" {
            Some(Role::Quotation)
        } else if name == "caption" {
            Some(Role::Caption)
        } else if begins("footnotetext") || begins("endnotetext") {
            Some(Role::Note)
        } else if begins("annotation") || begins("comment") || begins("balloontext") {
            Some(Role::Furniture)
        } else {
            None
        }
    }

    pub(super) fn is_placeholder(&self, id: &str) -> bool {
        self.0
            .get(id)
            .is_some_and(|name| name == "placeholder text")
    }
}
