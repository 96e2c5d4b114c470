//! Names and terms for a provider that is to spell them right.

use crate::limits;

/// A list of as many of them as a provider reads, from the first on; `None` where there are none.
#[must_use]
pub fn prompt(names: &[String]) -> Option<String> {
    let mut left = limits::PROMPT_TOKENS;
    let mut prompt = String::new();
    for name in names {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let Some(rest) = left.checked_sub(tokens(&name)) else {
            continue;
        };
        left = rest;
        prompt.push_str(if prompt.is_empty() { "" } else { ", " });
        prompt.push_str(&name);
    }
    (!prompt.is_empty()).then_some(prompt)
}

/// Rather too many than too few, with what parts it from the next: a token of Whisper has two letters of a rare name at least,
/// and a byte of what isn't ASCII.
fn tokens(name: &str) -> usize {
    let letters = name.bytes().filter(u8::is_ascii_alphabetic).count();
    let others = name.len() - letters;
    letters.div_ceil(2) + others + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_names_as_a_provider_reads() {
        let names = |names: &[&str]| {
            prompt(
                &names
                    .iter()
                    .map(|name| (*name).to_owned())
                    .collect::<Vec<_>>(),
            )
        };
        assert_eq!(names(&[]), None);
        assert_eq!(
            names(&["Maya Torres", "repostr", "Ines\nŻak"]).as_deref(),
            Some("Maya Torres, repostr, Ines Żak")
        );
        // 224 tokens: forty letters and a comma are 21 of them, and what is short still fits after what is too long.
        let long: Vec<String> = (0..100)
            .map(|_| "x".repeat(40))
            .chain(["ab".to_owned()])
            .collect();
        let asked = prompt(&long).unwrap();
        assert_eq!(asked.matches('x').count(), 10 * 40);
        assert!(asked.ends_with(", ab"), "{asked}");
        // Each byte of another script may be one.
        let scripts = vec!["修".repeat(30); 10];
        assert_eq!(prompt(&scripts).unwrap().matches('修').count(), 2 * 30);
    }
}
