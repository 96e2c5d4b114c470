//! RSA public keys, and the one algorithm they are used with, checked by `ring`.

use base64::{Engine, engine::general_purpose::STANDARD};
use jsonwebtoken::{
    Algorithm, AlgorithmFamily, DecodingKey, DecodingKeyKind,
    crypto::{CryptoProvider, JwtVerifier, KeyUtils},
    errors::ErrorKind,
    signature,
};
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};

/// `jsonwebtoken`'s own providers bring every algorithm along; this one can verify RS256 and nothing else.
static PROVIDER: CryptoProvider = CryptoProvider {
    signer_factory: |_, _| Err(ErrorKind::InvalidAlgorithm.into()),
    verifier_factory: |algorithm, key| {
        if *algorithm != Algorithm::RS256 || key.family() != AlgorithmFamily::Rsa {
            return Err(ErrorKind::InvalidAlgorithm.into());
        }
        Ok(Box::new(Rs256(key.clone())))
    },
    key_utils: KeyUtils::new_unimplemented(),
};

/// The provider is the process's: a second verifier finds it there.
pub(super) fn install() {
    let _already = PROVIDER.install_default();
}

struct Rs256(DecodingKey);

impl signature::Verifier<Vec<u8>> for Rs256 {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> Result<(), signature::Error> {
        let DecodingKeyKind::RsaModulusExponent { n, e } = self.0.kind() else {
            return Err(signature::Error::new());
        };
        RsaPublicKeyComponents { n, e }
            .verify(&RSA_PKCS1_2048_8192_SHA256, message, signature)
            .map_err(|_| signature::Error::new())
    }
}

impl JwtVerifier for Rs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::RS256
    }
}

/// A key of 2,048 to 8,192 bits with an odd exponent, both big-endian; `None` for any other.
pub(super) fn from_components(n: &[u8], e: &[u8]) -> Option<DecodingKey> {
    let (n, e) = (without_leading_zeros(n), without_leading_zeros(e));
    let bits = n.len() * 8 - n.first()?.leading_zeros() as usize;
    let odd = |number: &[u8]| number.last().is_some_and(|byte| byte % 2 == 1);
    let good = (2048..=8192).contains(&bits) && odd(n) && odd(e) && e.len() <= 4 && e != [1];
    good.then(|| DecodingKey::from_rsa_raw_components(n, e))
}

fn without_leading_zeros(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    &number[zeros..]
}

/// A public key as PKCS 8 (`PUBLIC KEY`, what Clerk's dashboard shows) or PKCS 1 (`RSA PUBLIC KEY`).
///
/// Line breaks may be the two characters `\n`, or missing: environments do that to them.
pub(super) fn from_pem(pem: &str) -> Result<DecodingKey, &'static str> {
    let pem = pem.replace("\\n", "\n");
    let body = |label: &str| {
        let text = pem
            .trim()
            .strip_prefix(&format!("-----BEGIN {label}-----"))?;
        text.strip_suffix(&format!("-----END {label}-----"))
    };
    let (body, subject_public_key_info) = match (body("PUBLIC KEY"), body("RSA PUBLIC KEY")) {
        (Some(body), _) => (body, true),
        (_, Some(body)) => (body, false),
        _ => return Err("is not a public key in PEM format"),
    };
    let body: String = body.split_ascii_whitespace().collect();
    let der = STANDARD
        .decode(body)
        .map_err(|_| "is not valid base64 inside")?;
    let key = if subject_public_key_info {
        der::key_of_info(&der)
    } else {
        Some(der.as_slice())
    };
    let (n, e) = key
        .and_then(der::components)
        .ok_or("is not an RSA public key")?;
    from_components(n, e).ok_or("is not an RSA key of 2,048 to 8,192 bits")
}

/// As much of DER as an RSA public key is made of (RFC 8017, appendix A.1.1; RFC 5280, section 4.1.2.7).
mod der {
    const INTEGER: u8 = 0x02;
    const BIT_STRING: u8 = 0x03;
    const SEQUENCE: u8 = 0x30;
    /// The content of `AlgorithmIdentifier`: `rsaEncryption`, NULL.
    const RSA_ENCRYPTION: [u8; 13] = [
        0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 0x05, 0,
    ];

    /// `RSAPublicKey` inside of a `SubjectPublicKeyInfo`.
    pub(super) fn key_of_info(der: &[u8]) -> Option<&[u8]> {
        let mut info = only(der, SEQUENCE)?;
        if take(&mut info, SEQUENCE)? != RSA_ENCRYPTION {
            return None;
        }
        // The first byte counts the unused bits of the last one.
        only(info, BIT_STRING)?.strip_prefix(&[0])
    }

    /// Modulus and exponent of an `RSAPublicKey`.
    pub(super) fn components(der: &[u8]) -> Option<(&[u8], &[u8])> {
        let mut key = only(der, SEQUENCE)?;
        let n = take(&mut key, INTEGER)?;
        Some((n, only(key, INTEGER)?))
    }

    fn only(mut der: &[u8], tag: u8) -> Option<&[u8]> {
        let content = take(&mut der, tag)?;
        der.is_empty().then_some(content)
    }

    /// The content of the next element, which must have the tag; at most 65,535 bytes.
    fn take<'a>(der: &mut &'a [u8], tag: u8) -> Option<&'a [u8]> {
        let (length, rest) = match **der {
            [found, length @ ..=0x7f, ref rest @ ..] if found == tag => (usize::from(length), rest),
            [found, 0x81, length, ref rest @ ..] if found == tag => (usize::from(length), rest),
            [found, 0x82, high, low, ref rest @ ..] if found == tag => {
                (usize::from(u16::from_be_bytes([high, low])), rest)
            }
            _ => return None,
        };
        let (content, rest) = rest.split_at_checked(length)?;
        *der = rest;
        Some(content)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INFO: &str = include_str!("testkeys/info.pem");
    const PKCS1: &str = include_str!("testkeys/pkcs1.pem");

    fn components(key: &DecodingKey) -> (Vec<u8>, Vec<u8>) {
        match key.kind() {
            DecodingKeyKind::RsaModulusExponent { n, e } => (n.clone(), e.clone()),
            DecodingKeyKind::SecretOrDer(_) => panic!("not components"),
        }
    }

    #[test]
    fn both_pem_formats_give_the_same_key_however_the_lines_are_broken() {
        let key = components(&from_pem(INFO).unwrap());
        assert_eq!((key.0.len(), &*key.1), (256, &[1, 0, 1][..]));
        for pem in [
            PKCS1.to_owned(),
            INFO.replace('\n', "\\n"),
            INFO.replace('\n', "\r\n"),
            INFO.replace('\n', " "),
            format!("\n  {}", INFO.trim()),
        ] {
            assert_eq!(components(&from_pem(&pem).unwrap()), key, "{pem}");
        }
    }

    #[test]
    fn other_pems_are_refused() {
        let info = INFO.trim();
        for pem in [
            "",
            "user",
            include_str!("testkeys/ec.pem"),
            include_str!("testkeys/rsa1024.pem"),
            &info.replace("PUBLIC KEY", "PRIVATE KEY"),
            &info.replace("PUBLIC KEY", "CERTIFICATE"),
            &info.replace("BEGIN PUBLIC KEY", "BEGIN RSA PUBLIC KEY"),
            &info.replace(" PUBLIC KEY", " RSA PUBLIC KEY"),
            &info.replacen("MIIB", "MIIC", 1),
            &info.replacen('A', "*", 1),
            &format!("{info}\n{info}"),
            &info[..info.len() - 40],
        ] {
            assert!(from_pem(pem).is_err(), "{pem}");
        }
    }

    #[test]
    fn keys_are_odd_and_of_2048_to_8192_bits() {
        let modulus = |bytes: usize, first: u8| {
            let mut n = vec![0xff; bytes];
            n[0] = first;
            n
        };
        let f4 = [1, 0, 1];
        assert!(from_components(&modulus(256, 0x80), &f4).is_some());
        assert!(from_components(&modulus(1024, 0xff), &[3]).is_some());
        assert!(
            from_components(&[&[0][..], &modulus(256, 0x80)].concat(), &[0, 1, 0, 1]).is_some()
        );

        assert!(
            from_components(&modulus(256, 0x7f), &f4).is_none(),
            "2,047 bits"
        );
        assert!(
            from_components(&modulus(128, 0xff), &f4).is_none(),
            "1,024 bits"
        );
        assert!(
            from_components(&modulus(1025, 1), &f4).is_none(),
            "8,193 bits"
        );
        assert!(
            from_components(&[vec![0; 256], modulus(128, 0xff)].concat(), &f4).is_none(),
            "padded with zeros"
        );
        assert!(
            from_components(&[&modulus(255, 0xff)[..], &[0xfe]].concat(), &f4).is_none(),
            "an even modulus"
        );
        for e in [&[][..], &[0], &[1], &[2], &[1, 0, 0], &[1, 0, 0, 0, 1]] {
            assert!(
                from_components(&modulus(256, 0x80), e).is_none(),
                "exponent {e:?}"
            );
        }
        assert!(from_components(&[], &f4).is_none());
    }
}
