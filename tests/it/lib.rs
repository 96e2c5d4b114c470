//! Empty: cargo wants a library or a program beside the tests, which are all in `main.rs`.
