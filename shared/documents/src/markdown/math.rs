//! Formulas in LaTeX, as assistants and scientists write them into Markdown: what is simple is written as in a line of text.

/// Signs by their names.
const SIGNS: &[(&str, &str)] = &[
    ("times", "×"),
    ("cdot", "·"),
    ("div", "÷"),
    ("pm", "±"),
    ("approx", "≈"),
    ("sim", "~"),
    ("leq", "≤"),
    ("le", "≤"),
    ("geq", "≥"),
    ("ge", "≥"),
    ("neq", "≠"),
    ("ne", "≠"),
    ("to", "→"),
    ("rightarrow", "→"),
    ("infty", "∞"),
    ("circ", "°"),
    ("degree", "°"),
    ("pi", "π"),
    ("mu", "μ"),
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
    ("delta", "δ"),
    ("Delta", "Δ"),
    ("lambda", "λ"),
    ("sigma", "σ"),
    ("Omega", "Ω"),
    ("omega", "ω"),
    ("theta", "θ"),
    ("ldots", "…"),
    ("dots", "…"),
    ("left", ""),
    ("right", ""),
    ("quad", " "),
    ("euro", "€"),
    ("pounds", "£"),
];
/// Bytes of a formula in a line.
const FORMULA: usize = 300;

/// A line with its formulas, `$10^6$` and `\(10^6\)`, as text and HTML; one that isn't simple stays.
pub(super) fn resolve(line: &str) -> String {
    let line = between(line, "\\(", "\\)", |_, _| true);
    let line = between(&line, "\\[", "\\]", |_, _| true);
    let line = between(&line, "$$", "$$", |_, _| true);
    // `$5 or $7` are prices.
    between(&line, "$", "$", |inside, left| {
        !inside.starts_with(char::is_whitespace)
            && !inside.ends_with(char::is_whitespace)
            && !left.starts_with(|c: char| c.is_ascii_digit())
            && (inside.contains(['\\', '^', '_', '{', '='])
                || inside.len() == 1 && inside.contains(char::is_alphabetic))
    })
}

fn between(line: &str, open: &str, close: &str, is_formula: impl Fn(&str, &str) -> bool) -> String {
    let mut kept = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once(open) {
        kept.push_str(before);
        let window = &after[..after.floor_char_boundary(FORMULA)];
        let found = window
            .find(close)
            .map(|end| (&after[..end], &after[end + close.len()..]));
        let written = found
            .filter(|(inside, left)| is_formula(inside, left))
            .and_then(|(inside, left)| Some((written(inside.trim())?, left)));
        if let Some((written, left)) = written {
            let is_joined = written.starts_with(|c: char| c.is_ascii_digit())
                && kept.ends_with(|c: char| c.is_ascii_digit());
            if is_joined {
                kept.push(' ');
            }
            kept.push_str(&written);
            rest = left;
        } else {
            kept.push_str(open);
            rest = after;
        }
    }
    kept.push_str(rest);
    kept
}

/// `None` where it has what a line can't show.
fn written(formula: &str) -> Option<String> {
    let mut text = String::new();
    let mut rest = formula;
    while let Some(first) = rest.chars().next() {
        rest = &rest[first.len_utf8()..];
        match first {
            '\\' => rest = command(rest, &mut text)?,
            '^' | '_' => {
                let (inside, after) = argument(rest)?;
                let inside = written(inside)?;
                let name = if first == '^' { "sup" } else { "sub" };
                // A degree is raised already.
                if inside == "°" || inside == "′" {
                    text.push_str(&inside);
                } else {
                    text.extend(["<", name, ">", &inside, "</", name, ">"]);
                }
                rest = after;
            }
            '{' => {
                let end = closing(rest)?;
                text.push_str(&written(&rest[..end])?);
                rest = &rest[end + 1..];
            }
            '}' | '&' => return None,
            '~' => text.push(' '),
            other => text.push(other),
        }
    }
    Some(text)
}

/// What a command says, and what comes after it.
fn command<'a>(rest: &'a str, text: &mut String) -> Option<&'a str> {
    let end = rest
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    match name {
        "" => {
            let sign = rest.chars().next()?;
            match sign {
                '%' | '$' | '#' | '_' | '{' | '}' | '&' => text.push(sign),
                ',' | ';' | ':' | ' ' => text.push(' '),
                '!' => {}
                _ => return None,
            }
            Some(&rest[sign.len_utf8()..])
        }
        "frac" | "dfrac" | "tfrac" => {
            let (over, after) = argument(after)?;
            let (under, after) = argument(after)?;
            if text.ends_with(|c: char| c.is_ascii_digit()) {
                text.push(' ');
            }
            let (over, under) = (written(over)?, written(under)?);
            if [&over, &under]
                .into_iter()
                .any(|part| part.contains([' ', '+', '<']))
            {
                return None;
            }
            text.extend([over.as_str(), "/", under.as_str()]);
            Some(after)
        }
        "sqrt" => {
            let (inside, after) = argument(after)?;
            let inside = written(inside)?;
            text.push('√');
            text.push_str(&inside);
            Some(after)
        }
        "text" | "mathrm" | "mathbf" | "textbf" | "textit" | "mathit" | "operatorname" => {
            let (inside, after) = argument(after)?;
            text.push_str(&written(inside)?);
            Some(after)
        }
        _ => {
            let (_, sign) = SIGNS.iter().find(|(known, _)| *known == name)?;
            text.push_str(sign);
            // A space only ends the command's name; between figures and signs it reads well.
            Some(after)
        }
    }
}

/// `{ab}` or one character.
fn argument(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    if let Some(inside) = text.strip_prefix('{') {
        let end = closing(inside)?;
        return Some((&inside[..end], &inside[end + 1..]));
    }
    if let Some(name) = text.strip_prefix('\\') {
        let end = name.find(|c: char| !c.is_ascii_alphabetic());
        return Some(text.split_at(end.map_or(text.len(), |end| end + 1)));
    }
    let first = text.chars().next()?;
    Some(text.split_at(first.len_utf8()))
}

/// Where the bracket ends that has been opened.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return Some(at),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn a_simple_formula_is_text() {
        for (line, is) in [
            (r"$10^{-3}$ m", "10<sup>-3</sup> m"),
            (r"\(3.5 \times 10^6\) years", "3.5 × 10<sup>6</sup> years"),
            (r"$\frac{3}{4}$ of all", "3/4 of all"),
            (r"\(12\frac{1}{2}\) km", "12 1/2 km"),
            (r"$\text{CO}_2$", "CO<sub>2</sub>"),
            (r"$20\,^\circ$C", "20 °C"),
            ("It costs $5 or US$7 a day.", "It costs $5 or US$7 a day."),
            (
                r"$\begin{pmatrix}1\end{pmatrix}$",
                r"$\begin{pmatrix}1\end{pmatrix}$",
            ),
        ] {
            assert_eq!(resolve(line), is);
        }
    }
}
