//! What glyphs mean of a font of which a PDF says no letters, but how it is numbered: as a collection, such as Adobe-Japan1, or
//! as a known font that it leaves to the viewer.

use std::{collections::HashMap, rc::Rc};

use encoding_rs::MACINTOSH;
use hayro_interpret::{
    hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded},
    hayro_syntax::{
        Pdf,
        object::{Array, Dict, Name, Object, Stream, String as Bytes},
    },
};

/// Bytes of a font's name that say which subset of it a PDF holds.
const SUBSET: usize = 7;
/// Bytes that a character's code may have, the usual number first.
const LENGTHS: [u8; 4] = [2, 1, 3, 4];

/// Fonts of Windows, whose glyphs are in the order that TrueType's `post` table has for Macintosh's letters.
const WINDOWS: [&str; 3] = ["TimesNewRoman", "Arial", "CourierNew"];
/// Glyphs of that order: the first letters are ASCII's, the others those of Mac OS Roman.
const FIRST: u32 = 3;
const FIRST_MAC: u32 = 98;
const LAST_MAC: u32 = 225;

/// The fonts of a PDF that have such numbers alone, by their names.
pub(super) struct Collections(HashMap<String, Numbered>);

struct Numbered {
    /// What a character's code is called, without the direction in which it is written.
    encoding: Option<String>,
    /// From a code to its number, and what that means. `None` where two fonts of one name differ.
    maps: Option<(CMap, Order)>,
}

#[derive(Clone)]
enum Order {
    Collection(Rc<CMap>),
    Windows,
}

impl Order {
    fn letters(&self, number: u32) -> Option<String> {
        match self {
            Self::Collection(letters) => match letters.lookup_bf_string(number)? {
                BfString::Char(letter) => Some(letter.to_string()),
                BfString::String(letters) => Some(letters),
            },
            Self::Windows => {
                let byte = match number {
                    FIRST..FIRST_MAC => number + 29,
                    FIRST_MAC..=LAST_MAC => number + 30,
                    _ => return None,
                };
                let byte = [u8::try_from(byte).ok()?];
                let letter = MACINTOSH.decode_without_bom_handling(&byte).0;
                Some(letter.into_owned())
            }
        }
    }
}

impl Collections {
    pub(super) fn of(pdf: &Pdf) -> Self {
        let mut letters: HashMap<Vec<u8>, Rc<CMap>> = HashMap::new();
        let mut fonts: HashMap<String, Numbered> = HashMap::new();
        for object in pdf.objects() {
            let Object::Dict(font) = object else { continue };
            let Some((name, numbered)) = numbered(&font, &mut letters) else {
                continue;
            };
            match fonts.get_mut(&name) {
                Some(other) if other.encoding.is_none() || other.encoding != numbered.encoding => {
                    other.maps = None;
                }
                Some(_) => {}
                None => {
                    fonts.insert(name, numbered);
                }
            }
        }
        Self(fonts)
    }

    pub(super) fn letters(&self, font: &str, code: u32) -> Option<String> {
        let (numbers, order) = self.0.get(font)?.maps.as_ref()?;
        let number = LENGTHS
            .iter()
            .find_map(|length| numbers.lookup_cid_code(code, *length))?;
        order.letters(number)
    }
}

fn numbered(font: &Dict<'_>, known: &mut HashMap<Vec<u8>, Rc<CMap>>) -> Option<(String, Numbered)> {
    let is_numbered =
        font.get::<Name<'_>>("Subtype")?.as_ref() == b"Type0" && !font.contains_key("ToUnicode");
    if !is_numbered {
        return None;
    }
    let name = font.get::<Name<'_>>("BaseFont")?;
    let (encoding, numbers) = match font.get::<Object<'_>>("Encoding")? {
        Object::Name(name) => {
            let name = name.as_str();
            let usual = name.trim_end_matches("-H").trim_end_matches("-V");
            (Some(usual.to_owned()), named(name)?)
        }
        Object::Stream(stream) => (None, embedded(&stream)?),
        _ => return None,
    };
    let name = name.as_str();
    let name = match name.as_bytes().get(SUBSET - 1) {
        Some(b'+') => name.get(SUBSET..)?,
        _ => name,
    };
    let below = font.get::<Array<'_>>("DescendantFonts")?;
    let below = below.iter::<Dict<'_>>().next()?;
    let family = match &numbers.metadata().character_collection {
        Some(own) if own.family != CidFamily::AdobeIdentity => own.family.clone(),
        _ => family(&below)?,
    };
    let order = match family.ucs2_cmap() {
        Some(of_family) => Order::Collection(collection(of_family, known)?),
        None if is_of_windows(&below, name) => Order::Windows,
        None => return None,
    };
    let maps = Some((numbers, order));
    Some((name.to_owned(), Numbered { encoding, maps }))
}

/// Read once for all fonts.
fn collection(name: CMapName<'_>, known: &mut HashMap<Vec<u8>, Rc<CMap>>) -> Option<Rc<CMap>> {
    if let Some(letters) = known.get(name.to_bytes()) {
        return Some(letters.clone());
    }
    let letters = Rc::new(CMap::parse(load_embedded(name)?, load_embedded)?);
    known.insert(name.to_bytes().to_vec(), letters.clone());
    Some(letters)
}

fn is_of_windows(font: &Dict<'_>, name: &str) -> bool {
    let is_known = WINDOWS.iter().any(|known| {
        let rest = name.strip_prefix(known);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([',', '-', 'P']))
    });
    let held = font.get::<Dict<'_>>("FontDescriptor");
    let held = held.is_some_and(|descriptor| {
        let mut files = ["FontFile", "FontFile2", "FontFile3"].iter();
        files.any(|file| descriptor.contains_key(file))
    });
    is_known && !held && font.get::<Stream<'_>>("CIDToGIDMap").is_none()
}

fn named(name: &str) -> Option<CMap> {
    match CMapName::from_bytes(name.as_bytes()) {
        CMapName::IdentityH => Some(CMap::identity_h()),
        CMapName::IdentityV => Some(CMap::identity_v()),
        name => CMap::parse(load_embedded(name)?, load_embedded),
    }
}

fn embedded(stream: &Stream<'_>) -> Option<CMap> {
    CMap::parse(&stream.decoded_data().ok()?, load_embedded)
}

fn family(font: &Dict<'_>) -> Option<CidFamily> {
    let system = font.get::<Dict<'_>>("CIDSystemInfo")?;
    let registry = system.get::<Bytes<'_>>("Registry")?;
    let ordering = system.get::<Bytes<'_>>("Ordering")?;
    Some(CidFamily::from_registry_ordering(
        registry.as_ref(),
        ordering.as_ref(),
    ))
}
