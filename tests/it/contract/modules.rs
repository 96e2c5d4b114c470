//! No circle of modules: of the modules in one folder, each with all that is in it, none names one that leads back to it.
//!
//! By the tokens of the source, so that what is named inside a macro counts. A name that a module only hands on
//! (`pub use child::Name`) is the child's. What a module and its own children name of each other is no circle.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    str::FromStr,
};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use serde_json::Value;

use super::packages;

/// `outputs::request` as `["outputs", "request"]`; the crate's root is empty.
type Name = Vec<String>;

#[derive(Debug, Default)]
struct Module {
    children: BTreeSet<String>,
    /// What it names, whole: `["outputs", "request", "Request"]`.
    paths: BTreeSet<Name>,
    /// What it hands on: `Request` → `["outputs", "request", "Request"]`.
    handed_on: BTreeMap<String, Name>,
}

type Crate = BTreeMap<Name, Module>;

/// Reads the module whose file is `file` and its children, which are beside it or in the folder of its name.
fn read_module(name: &Name, file: &Path, folder: &Path, into: &mut Crate) {
    let text =
        fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let tokens: Vec<_> = TokenStream::from_str(&text).unwrap().into_iter().collect();
    let mut module = Module::default();
    let mut files = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let [Some(child), Some(end)] = [at + 1, at + 2].map(|at| tokens.get(at)) else {
            continue;
        };
        if is_word(token, "mod") && is_mark(end, ';') && !is_of_tests(&tokens[..at]) {
            let child = child.to_string();
            let beside = folder.join(&child).with_extension("rs");
            let inside = folder.join(&child).join("mod.rs");
            let file = if beside.exists() { beside } else { inside };
            files.push((child.clone(), file, folder.join(&child)));
            module.children.insert(child);
        }
    }
    find_paths(name, &tokens, &mut module);
    into.insert(name.clone(), module);
    for (child, file, folder) in files {
        let name = [name.clone(), vec![child]].concat();
        read_module(&name, &file, &folder, into);
    }
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}

fn is_mark(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark)
}

/// Whether what follows is built for tests alone: `#[cfg(test)]`, or `pub` and the like after it.
fn is_of_tests(before: &[TokenTree]) -> bool {
    let before = match before {
        [rest @ .., TokenTree::Ident(ident)] if ident == "pub" => rest,
        _ => before,
    };
    let [.., hash, TokenTree::Group(group)] = before else {
        return false;
    };
    is_mark(hash, '#') && group.stream().to_string().replace(' ', "") == "cfg(test)"
}

fn find_paths(of: &Name, tokens: &[TokenTree], module: &mut Module) {
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Group(group) if !is_test_module(tokens, at) => {
                let inner: Vec<_> = group.stream().into_iter().collect();
                find_paths(of, &inner, module);
            }
            TokenTree::Ident(first) if !continues(tokens, at) => {
                let start = match first.to_string().as_str() {
                    "crate" => Some(Name::new()),
                    "self" => Some(of.clone()),
                    "super" => Some(of[..of.len().saturating_sub(1)].to_vec()),
                    child if module.children.contains(child) => {
                        Some([of.clone(), vec![child.to_owned()]].concat())
                    }
                    _ => None,
                };
                if let Some(start) = start {
                    let handed_on = is_handed_on(&tokens[..at]);
                    at = follow(start, tokens, at + 1, handed_on, module);
                    continue;
                }
            }
            _ => {}
        }
        at += 1;
    }
}

/// `b` of `a::b`.
fn continues(tokens: &[TokenTree], at: usize) -> bool {
    at > 1 && is_mark(&tokens[at - 1], ':') && is_mark(&tokens[at - 2], ':')
}

fn is_test_module(tokens: &[TokenTree], at: usize) -> bool {
    at > 1 && is_word(&tokens[at - 2], "mod") && is_of_tests(&tokens[..at - 2])
}

/// `pub use`, `pub(crate) use`.
fn is_handed_on(before: &[TokenTree]) -> bool {
    let [before @ .., word] = before else {
        return false;
    };
    let before = match before {
        [rest @ .., TokenTree::Group(_)] => rest,
        _ => before,
    };
    is_word(word, "use") && before.last().is_some_and(|word| is_word(word, "pub"))
}

/// Adds what a path names from `at`, its first `::`, and returns where it ends.
fn follow(
    mut path: Name,
    tokens: &[TokenTree],
    mut at: usize,
    handed_on: bool,
    module: &mut Module,
) -> usize {
    while let Some([first, second, next]) = tokens.get(at..at + 3)
        && is_mark(first, ':')
        && is_mark(second, ':')
    {
        match next {
            TokenTree::Ident(ident) if ident == "super" => {
                path.pop();
            }
            TokenTree::Ident(ident) => path.push(ident.to_string()),
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let inner: Vec<_> = group.stream().into_iter().collect();
                for part in inner.split(|token| is_mark(token, ',')) {
                    let mut path = path.clone();
                    match part.first() {
                        Some(TokenTree::Ident(ident)) if ident != "self" => {
                            path.push(ident.to_string());
                        }
                        _ => {}
                    }
                    follow(path, part, 1, handed_on, module);
                }
                return at + 3;
            }
            _ => break,
        }
        at += 3;
    }
    if handed_on && let Some(name) = path.last() {
        module.handed_on.insert(name.clone(), path.clone());
    }
    module.paths.insert(path);
    at
}

/// The module that a path names: the longest that is one, or the one that it hands the rest on from.
fn resolve(path: &[String], all: &Crate) -> Name {
    let mut length = path.len();
    while !all.contains_key(&path[..length]) {
        length -= 1;
    }
    let module = &all[&path[..length]];
    match path.get(length).and_then(|name| module.handed_on.get(name)) {
        Some(onward) if onward.as_slice() != path => resolve(onward, all),
        _ => path[..length].to_vec(),
    }
}

/// Of the children of one module, each with all that is in it: who names whom, and by which path.
type Arrows = BTreeMap<String, BTreeMap<String, String>>;

fn among_children(of: &Name, all: &Crate) -> Arrows {
    let child = |name: &Name| {
        let inside = name.starts_with(of);
        inside.then(|| name.get(of.len()).cloned()).flatten()
    };
    let mut arrows: Arrows = (all[of].children.iter())
        .map(|child| (child.clone(), BTreeMap::new()))
        .collect();
    for (name, module) in all {
        let Some(from) = child(name) else { continue };
        for path in &module.paths {
            if let Some(to) = child(&resolve(path, all)).filter(|to| *to != from) {
                let named = format!("{} names {}", name.join("::"), path.join("::"));
                arrows.entry(from.clone()).or_default().insert(to, named);
            }
        }
    }
    arrows
}

/// The shortest way from a module back to itself, if there is one: what is named on it.
fn circle(from: &str, arrows: &Arrows) -> Option<Vec<String>> {
    let mut ways = vec![(from, Vec::new())];
    let mut seen = BTreeSet::new();
    while !ways.is_empty() {
        let mut longer = Vec::new();
        for (at, way) in ways {
            for (to, named) in &arrows[at] {
                let way = [way.clone(), vec![named.clone()]].concat();
                if to == from {
                    return Some(way);
                }
                if seen.insert(to) {
                    longer.push((to.as_str(), way));
                }
            }
        }
        ways = longer;
    }
    None
}

/// Each circle of the crate whose root is `file`: what is named on it.
fn circles(file: &Path) -> BTreeSet<Vec<String>> {
    let mut all = Crate::new();
    read_module(&Name::new(), file, file.parent().unwrap(), &mut all);
    let arrows = all.keys().map(|name| among_children(name, &all));
    let found = arrows.flat_map(|arrows| {
        let ways = arrows.keys().filter_map(|child| circle(child, &arrows));
        ways.collect::<Vec<_>>()
    });
    // One circle is found from each of its modules.
    let mut known = BTreeSet::new();
    let mut is_new = |way: &Vec<String>| known.insert(BTreeSet::from_iter(way.clone()));
    found.filter(|way| is_new(way)).collect()
}

#[test]
fn no_circle_of_modules() {
    let packages = packages();
    let targets = packages.iter().flat_map(|package| {
        let targets = package["targets"].as_array().unwrap().iter();
        targets.filter(|target| {
            ["lib", "bin"]
                .iter()
                .any(|kind| target["kind"][0] == **kind)
        })
    });
    let mut read = 0;
    for target in targets {
        let file = |target: &Value| target["src_path"].as_str().unwrap().to_owned();
        let found = circles(Path::new(&file(target)));
        assert!(found.is_empty(), "{}: {found:#?}", file(target));
        read += 1;
    }
    assert!(read > 60, "{read}");
}

#[test]
fn a_circle_is_found_also_in_a_macro_and_by_a_name_that_is_handed_on() {
    let folder = std::env::temp_dir().join(format!("repostr-modules-{}", std::process::id()));
    let write = |file: &str, text: &str| {
        let file = folder.join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    };
    write(
        "lib.rs",
        "mod a;\nmod b;\nmod c;\npub use c::{inner::Name};",
    );
    write(
        "a.rs",
        "use crate::b::{self, Other as _};\nfn f() { println!(\"{}\", super::c::D) }",
    );
    write("b.rs", "#[cfg(test)]\nmod tests { use crate::a::Z; }");
    write("c.rs", "mod inner;\npub const D: u8 = 0;");
    write("c/inner.rs", "pub struct Name;\nuse super::D;");
    let found = || circles(&folder.join("lib.rs"));
    assert_eq!(found(), BTreeSet::new());
    write("c/inner.rs", "fn f() { vec![crate::a::f()]; }");
    assert_eq!(found().len(), 1);
    write("c/inner.rs", "pub struct Name;");
    write("b.rs", "use crate::Name;");
    assert_eq!(found(), BTreeSet::new());
    write("c.rs", "mod inner;\nuse crate::b::X;");
    assert_eq!(found().len(), 1);
    fs::remove_dir_all(folder).unwrap();
}
