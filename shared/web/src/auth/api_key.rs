//! Keys by which programs ask: what one looks like, and what is known of it without asking anybody.
//!
//! `rpk_{id}.{whose}.{secret}`: `id` is 12 hexadecimal digits, by which a key that has got out is recognised; `whose` is the
//! person and, where it is another, the account, in base64url; `secret` is 32 random bytes, in base64url. Only the database can
//! say whether it is good, by the hash of the whole.

use std::fmt::Write;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{AccountId, KeyDigest, Principal, UserId};
use ring::{
    digest::{SHA256, digest},
    rand::{SecureRandom, SystemRandom},
};

use crate::hex;

/// What each key begins with: scanners for secrets find it by that.
pub(super) const PREFIX: &str = "rpk_";
const ID: usize = 6;
const SECRET: usize = 32;

/// A key as it was sent: it is shown nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey {
    pub user: UserId,
    pub account: AccountId,
    text: String,
}

impl ApiKey {
    /// A new one; `None` where this machine has no random bytes.
    #[must_use]
    pub fn generate(user: &UserId, account: &AccountId) -> Option<Self> {
        let mut random = [0; ID + SECRET];
        SystemRandom::new().fill(&mut random).ok()?;
        Some(Self::new(user, account, &random))
    }

    fn new(user: &UserId, account: &AccountId, random: &[u8; ID + SECRET]) -> Self {
        let (id, secret) = random.split_at(ID);
        let mut text = PREFIX.to_owned();
        for byte in id {
            let _ = write!(text, "{byte:02x}");
        }
        let whose = if account.as_str() == user.as_str() {
            user.to_string()
        } else {
            format!("{user}:{account}")
        };
        text.push('.');
        text.push_str(&URL_SAFE_NO_PAD.encode(whose));
        text.push('.');
        text.push_str(&URL_SAFE_NO_PAD.encode(secret));
        Self {
            user: user.clone(),
            account: account.clone(),
            text,
        }
    }

    /// Reads one that somebody sent; what is none, or not written as we write it, is `None`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.strip_prefix(PREFIX)?.split('.');
        let (id, whose, secret) = (parts.next()?, parts.next()?, parts.next()?);
        let is_hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if parts.next().is_some() || id.len() != 2 * ID || !id.bytes().all(is_hex) {
            return None;
        }
        if URL_SAFE_NO_PAD.decode(secret).ok()?.len() != SECRET {
            return None;
        }
        let whose = String::from_utf8(URL_SAFE_NO_PAD.decode(whose).ok()?).ok()?;
        let (user, account) = match whose.split_once(':') {
            Some((user, account)) => (user, Some(AccountId::of_organization(account)?)),
            None => (&*whose, None),
        };
        let user = UserId::parse(user).ok()?;
        // An organization asks for nothing by itself.
        if !user.as_str().starts_with("user_") {
            return None;
        }
        let account = account.unwrap_or_else(|| AccountId::from(&user));
        Some(Self {
            user,
            account,
            text: text.to_owned(),
        })
    }

    /// What the database knows it by.
    #[must_use]
    pub fn digest(&self) -> KeyDigest {
        KeyDigest {
            prefix: self.prefix().to_owned(),
            hash: hex(digest(&SHA256, self.text.as_bytes()).as_ref()),
        }
    }

    /// Who asks with it, if it is one: that the database has still to say.
    pub(super) fn principal(self) -> Principal {
        Principal::of_key(self.user.clone(), self.account.clone(), self.digest())
    }

    /// By which people know it again: its beginning, with its id.
    #[must_use]
    pub fn prefix(&self) -> &str {
        self.text.split('.').next().unwrap_or_default()
    }

    /// The whole of it: for whoever it was made for, once, and to be hashed.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.text
    }
}

impl std::fmt::Debug for ApiKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}…", self.prefix())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(id: &str) -> UserId {
        UserId::parse(id).expect("a user id")
    }

    #[test]
    fn a_key_says_whose_it_is() {
        let account = AccountId::of_organization("org_2b").expect("an organization");
        for account in [AccountId::from(&user("user_2a")), account] {
            let key = ApiKey::new(&user("user_2a"), &account, &[7; 38]);
            let read = ApiKey::parse(key.expose()).expect("a key");
            assert_eq!((&read.user, &read.account), (&user("user_2a"), &account));
            assert_eq!(read.prefix(), "rpk_070707070707");
            assert_eq!(format!("{read:?}"), "rpk_070707070707…");
        }
    }

    #[test]
    fn what_is_not_written_as_we_write_it_is_no_key() {
        let key = ApiKey::new(
            &user("user_2a"),
            &AccountId::from(&user("user_2a")),
            &[7; 38],
        );
        let good = key.expose();
        let (begin, secret) = good.rsplit_once('.').expect("a secret");
        let other = URL_SAFE_NO_PAD.encode("user_2a:user_2b");
        for bad in [
            String::new(),
            "rpk_".to_owned(),
            good.replacen("rpk_", "RPK_", 1),
            good.replacen("0707", "0G07", 1),
            good.replacen("0707", "07", 1),
            format!("{good}."),
            format!("{good}=="),
            format!("{good}A"),
            format!("{begin}.{}", &secret[1..]),
            format!("rpk_070707070707.{other}.{secret}"),
            format!(
                "rpk_070707070707.{}.{secret}",
                URL_SAFE_NO_PAD.encode("org_2b")
            ),
            format!("rpk_070707070707..{secret}"),
        ] {
            assert!(ApiKey::parse(&bad).is_none(), "{bad}");
        }
    }
}
