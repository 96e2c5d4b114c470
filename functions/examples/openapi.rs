//! Prints the contract: `openapi.json`, as `cargo dev openapi` writes it.

use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    Ok(std::io::stdout().write_all(functions::contract::document()?.as_bytes())?)
}
