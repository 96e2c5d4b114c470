//! `openapi.json`: the contract, from the types that the functions use.

use anyhow::Result;

use crate::{File, Workspace};

pub(crate) fn files(_: &Workspace) -> Result<Vec<File>> {
    Ok(vec![File {
        path: "openapi.json".to_owned(),
        text: functions::contract::document()?,
    }])
}
