//! Which variables each function reads from its environment, by its source: from `Env::new()` in its binary through every
//! function that is handed the `Env`, as far as it goes.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use syn::{
    Expr, FnArg, ImplItem, Item, Lit, Signature, Type,
    visit::{self, Visit},
};

use crate::Workspace;

/// A function of the code that holds an `Env`.
#[derive(Debug, Default)]
struct Reader {
    file: PathBuf,
    /// `UserDb` of `UserDb::connect`.
    owner: Option<String>,
    name: String,
    /// It is handed one; the others make their own.
    takes: bool,
    makes: bool,
    reads: BTreeSet<String>,
    /// Whom it hands its own on: type, if any, and name.
    calls: Vec<(Option<String>, String)>,
}

impl Workspace {
    /// Name of a function → what it reads.
    pub fn variables_read(&self) -> Result<BTreeMap<String, BTreeSet<String>>> {
        let mut readers = Vec::new();
        for folder in ["functions/src", "shared"] {
            read_folder(&self.root.join(folder), &mut readers)?;
        }
        let mut all = BTreeMap::new();
        for (name, source) in self.binaries()? {
            let mut own = Vec::new();
            read_file(&source, &mut own)?;
            let mut read = BTreeSet::new();
            for main in own.iter().filter(|reader| reader.makes) {
                follow(main, &own, &readers, &mut read).with_context(|| name.clone())?;
            }
            all.insert(name, read);
        }
        Ok(all)
    }
}

fn follow(
    from: &Reader,
    own: &[Reader],
    shared: &[Reader],
    read: &mut BTreeSet<String>,
) -> Result<()> {
    read.extend(from.reads.iter().cloned());
    for (owner, name) in &from.calls {
        let of_name = |reader: &&Reader| {
            reader.takes && reader.name == *name && reader.owner.as_ref() == owner.as_ref()
        };
        let same_file = |reader: &&Reader| of_name(reader) && reader.file == from.file;
        let beside = own.iter().chain(shared).find(same_file);
        let mut elsewhere = shared.iter().filter(of_name);
        let to = match (beside, elsewhere.next(), elsewhere.next()) {
            (Some(reader), ..) | (None, Some(reader), None) => reader,
            (None, None, _) => bail!("{name} is handed the environment and not to be found"),
            (None, Some(one), Some(two)) => bail!(
                "{name} is in {} and in {}",
                one.file.display(),
                two.file.display()
            ),
        };
        follow(to, own, shared, read)?;
    }
    Ok(())
}

fn read_folder(folder: &Path, readers: &mut Vec<Reader>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() && path.file_name().is_some_and(|name| name != "tests") {
            read_folder(&path, readers)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            read_file(&path, readers)?;
        }
    }
    Ok(())
}

fn read_file(path: &Path, readers: &mut Vec<Reader>) -> Result<()> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let file = syn::parse_file(&text).with_context(|| path.display().to_string())?;
    let constants: BTreeMap<_, _> = file.items.iter().filter_map(constant).collect();
    let mut add = |owner: Option<&str>, signature: &Signature, body: &syn::Block| {
        let mut reader = Reader {
            file: path.to_owned(),
            owner: owner.map(str::to_owned),
            name: signature.ident.to_string(),
            takes: signature.inputs.iter().any(is_environment),
            ..Reader::default()
        };
        let mut visitor = Visitor {
            constants: &constants,
            reader: &mut reader,
        };
        visitor.visit_block(body);
        if reader.takes || reader.makes {
            readers.push(reader);
        }
    };
    for item in &file.items {
        match item {
            Item::Fn(function) => add(None, &function.sig, &function.block),
            Item::Impl(block) => {
                let owner = last_segment(&block.self_ty);
                for item in &block.items {
                    if let ImplItem::Fn(function) = item {
                        add(owner.as_deref(), &function.sig, &function.block);
                    }
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn constant(item: &Item) -> Option<(String, String)> {
    let Item::Const(constant) = item else {
        return None;
    };
    let Expr::Lit(syn::ExprLit {
        lit: Lit::Str(text),
        ..
    }) = &*constant.expr
    else {
        return None;
    };
    Some((constant.ident.to_string(), text.value()))
}

fn is_environment(argument: &FnArg) -> bool {
    let FnArg::Typed(argument) = argument else {
        return false;
    };
    last_segment(&argument.ty).is_some_and(|name| name == "Env")
}

fn last_segment(of: &Type) -> Option<String> {
    match of {
        Type::Reference(reference) => last_segment(&reference.elem),
        Type::Path(path) => Some(path.path.segments.last()?.ident.to_string()),
        _ => None,
    }
}

/// What a function does with its `Env`.
struct Visitor<'a> {
    constants: &'a BTreeMap<String, String>,
    reader: &'a mut Reader,
}

impl Visitor<'_> {
    fn read(&mut self, text: String) {
        let of_a_name = |letter: char| letter.is_ascii_uppercase() || letter == '_';
        if text.len() > 3 && text.chars().all(of_a_name) {
            self.reader.reads.insert(text);
        }
    }
}

impl<'ast> Visit<'ast> for Visitor<'_> {
    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        if let Expr::Path(callee) = &*call.func {
            let segments: Vec<_> = callee.path.segments.iter().collect();
            let name = |back: usize| {
                let index = segments.len().checked_sub(back)?;
                Some(segments.get(index)?.ident.to_string())
            };
            let owner = match name(2).as_deref() {
                Some("Self") => self.reader.owner.clone(),
                Some(owner) if owner.starts_with(char::is_uppercase) => Some(owner.to_owned()),
                _ => None,
            };
            if owner.as_deref() == Some("Env") {
                self.reader.makes = true;
            }
            if call.args.iter().any(is_handed_on) {
                let name = name(1).unwrap_or_default();
                self.reader.calls.push((owner, name));
            }
        }
        visit::visit_expr_call(self, call);
    }

    fn visit_expr_path(&mut self, path: &'ast syn::ExprPath) {
        let name = path.path.get_ident().map(ToString::to_string);
        if let Some(text) = name.and_then(|name| self.constants.get(&name)) {
            self.read(text.clone());
        }
    }

    fn visit_lit_str(&mut self, text: &'ast syn::LitStr) {
        self.read(text.value());
    }
}

/// `env`, `&mut env`, `Env::new()`.
fn is_handed_on(argument: &Expr) -> bool {
    match argument {
        Expr::Reference(reference) => is_handed_on(&reference.expr),
        Expr::Path(path) => path.path.is_ident("env"),
        Expr::Call(call) => match &*call.func {
            Expr::Path(callee) => {
                let mut segments = callee.path.segments.iter().rev();
                segments.nth(1).is_some_and(|owner| owner.ident == "Env")
            }
            _ => false,
        },
        _ => false,
    }
}
