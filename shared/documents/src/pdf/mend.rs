//! Puts right, before a PDF is read, what pdf-extract 0.12 reads wrongly.

use pdf_extract::{Dictionary, Document as Pdf, Object};

/// A character's number has two bytes.
const LAST: i64 = 0xFFFF;

/// Takes the pictures out, whose bytes it would read as if they were text, and says whether there were any.
pub(super) fn without_pictures(pdf: &mut Pdf) -> bool {
    let mut any = false;
    for object in pdf.objects.values_mut() {
        if let Object::Stream(stream) = object
            && is(&stream.dict, b"Subtype", b"Image")
        {
            stream.dict = Dictionary::new();
            stream.set_content(Vec::new());
            any = true;
        }
    }
    any
}

/// Writes each width out that a font gives for a row of characters (`first last width`), which it would take for none; a
/// space was then seen before each figure. ISO 32000-2, 9.7.4.3.
pub(super) fn widths(pdf: &mut Pdf) {
    let given: Vec<_> = pdf
        .objects
        .iter()
        .filter_map(|(id, object)| {
            let font = object.as_dict().ok()?;
            let font = is(font, b"Type", b"Font").then_some(font)?;
            let (_, widths) = pdf.dereference(font.get(b"W").ok()?).ok()?;
            Some((*id, written_out(widths.as_array().ok()?)?))
        })
        .collect();
    for (id, widths) in given {
        if let Some(Object::Dictionary(font)) = pdf.objects.get_mut(&id) {
            font.set("W", widths);
        }
    }
}

fn is(dictionary: &Dictionary, key: &[u8], value: &[u8]) -> bool {
    dictionary
        .get(key)
        .and_then(Object::as_name)
        .is_ok_and(|name| name == value)
}

/// `None` where they are not as the format wants them.
fn written_out(widths: &[Object]) -> Option<Vec<Object>> {
    let mut written = Vec::new();
    let mut rest = widths;
    while let [first, second, after @ ..] = rest {
        if second.as_array().is_ok() {
            written.extend([first.clone(), second.clone()]);
            rest = after;
        } else {
            let (width, after) = after.split_first()?;
            let (from, to) = (first.as_i64().ok()?, second.as_i64().ok()?);
            if from < 0 || to > LAST {
                return None;
            }
            let row = (from..=to).map(|_| width.clone()).collect();
            written.extend([first.clone(), Object::Array(row)]);
            rest = after;
        }
    }
    Some(written)
}
