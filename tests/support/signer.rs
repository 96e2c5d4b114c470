//! Signs session tokens in Clerk's format, and whatever else a forger would.

use std::{
    fmt::Write,
    sync::LazyLock,
    time::{SystemTime, UNIX_EPOCH},
};

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use ring::{
    rand::SystemRandom,
    rsa::{KeyPair, PublicKeyComponents},
    signature::{RSA_PKCS1_SHA256, RsaEncoding},
};
use rsa::{
    Generate, PrivateKey,
    pkcs8::{EncodePrivateKey, EncodePublicKey, LineEnding},
};
use serde_json::{Value, json};

/// One issuer with one RSA key, who speaks of one user.
pub struct Signer {
    pub kid: String,
    /// What `iss` says.
    pub issuer: String,
    /// What `azp` says: one of the authorized parties.
    pub party: String,
    /// What `sub` says.
    pub user: String,
    key: KeyPair,
    public_pem: String,
}

/// One key pair: PKCS 8, and what `CLERK_JWT_KEY` takes. `cargo dev`'s issuer keeps its own in `.dev/issuer`.
pub struct Pems {
    pub private: String,
    pub public: String,
}

/// Making a key takes longer than all that is done with it: one for the good, one for the bad and the new.
static KEYS: LazyLock<[Pems; 2]> = LazyLock::new(|| {
    [(); 2].map(|()| {
        let key = PrivateKey::generate();
        Pems {
            private: key.to_pkcs8_pem(LineEnding::LF).unwrap().to_string(),
            public: key
                .to_public_key()
                .to_public_key_pem(LineEnding::LF)
                .unwrap(),
        }
    })
});

impl Signer {
    pub fn with_key(pems: &Pems, kid: &str, issuer: &str, party: &str, user: &str) -> Self {
        let base64: String = pems
            .private
            .lines()
            .filter(|line| !line.starts_with('-'))
            .collect();
        Self {
            kid: kid.to_owned(),
            issuer: issuer.to_owned(),
            party: party.to_owned(),
            user: user.to_owned(),
            key: KeyPair::from_pkcs8(&STANDARD.decode(base64).unwrap()).unwrap(),
            public_pem: pems.public.clone(),
        }
    }

    pub fn genuine() -> Self {
        Self::with_key(
            &KEYS[0],
            "ins_genuine",
            "https://clerk.example.com",
            "https://app.example.com",
            "user_1",
        )
    }

    /// Says what the other says, under the same `kid`, with another key.
    pub fn stranger(to: &Self) -> Self {
        Self::with_key(&KEYS[1], &to.kid, &to.issuer, &to.party, &to.user)
    }

    pub fn public_pem(&self) -> &str {
        &self.public_pem
    }

    /// The public key, as a JWKS has it.
    pub fn jwk(&self) -> Value {
        let public = PublicKeyComponents::<Vec<u8>>::from(self.key.public());
        json!({
            "kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.kid,
            "n": URL_SAFE_NO_PAD.encode(public.n), "e": URL_SAFE_NO_PAD.encode(public.e),
        })
    }

    pub fn header(&self) -> Value {
        json!({ "alg": "RS256", "cat": "cl_B7d4PD111AAA", "kid": self.kid, "typ": "JWT" })
    }

    /// A minute's session, as Clerk dates it.
    pub fn claims(&self) -> Value {
        let now = now();
        json!({
            "azp": self.party, "exp": now + 60, "fva": [0, -1], "iat": now, "iss": self.issuer,
            "jti": "8b7f3a0c5d2e49f1a6b0", "nbf": now - 10, "sid": "sess_1", "sts": "active", "sub": self.user, "v": 2,
        })
    }

    /// `Bearer` and a good token.
    pub fn bearer(&self) -> String {
        bearer(&self.token())
    }

    pub fn token(&self) -> String {
        self.sign(&self.header().to_string(), &self.claims().to_string())
    }

    /// A good token but for one claim; `Value::Null` is the claim `null`.
    pub fn with_claim(&self, name: &str, value: impl Into<Value>) -> String {
        let mut claims = self.claims();
        claims[name] = value.into();
        bearer(&self.sign(&self.header().to_string(), &claims.to_string()))
    }

    pub fn without_claim(&self, name: &str) -> String {
        let mut claims = self.claims();
        claims.as_object_mut().unwrap().remove(name).unwrap();
        bearer(&self.sign(&self.header().to_string(), &claims.to_string()))
    }

    pub fn with_header(&self, name: &str, value: impl Into<Value>) -> String {
        let mut header = self.header();
        header[name] = value.into();
        bearer(&self.sign(&header.to_string(), &self.claims().to_string()))
    }

    pub fn without_header(&self, name: &str) -> String {
        let mut header = self.header();
        header.as_object_mut().unwrap().remove(name).unwrap();
        bearer(&self.sign(&header.to_string(), &self.claims().to_string()))
    }

    /// Any two texts, signed the way that RS256 does.
    pub fn sign(&self, header: &str, payload: &str) -> String {
        self.sign_as(header, payload, &RSA_PKCS1_SHA256)
    }

    pub fn sign_as(
        &self,
        header: &str,
        payload: &str,
        encoding: &'static dyn RsaEncoding,
    ) -> String {
        sign_with(header, payload, |message| {
            let mut signature = vec![0; self.key.public().modulus_len()];
            self.key
                .sign(encoding, &SystemRandom::new(), message, &mut signature)
                .unwrap();
            signature
        })
    }
}

pub fn sign_with(header: &str, payload: &str, signature: impl FnOnce(&[u8]) -> Vec<u8>) -> String {
    let mut token = URL_SAFE_NO_PAD.encode(header);
    write!(token, ".{}", URL_SAFE_NO_PAD.encode(payload)).unwrap();
    let signature = signature(token.as_bytes());
    write!(token, ".{}", URL_SAFE_NO_PAD.encode(signature)).unwrap();
    token
}

pub fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}

/// Seconds since 1970.
pub fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs()
}
