//! The running stack, as `cargo dev` wrote it down.

use std::{
    env, fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use serde_json::Value;

use crate::{runtime::Environment, signer::Pems};

pub struct Stack {
    /// Where it keeps what it is made of.
    pub folder: PathBuf,
    pub api_url: String,
    /// A superuser's.
    pub admin_database_url: String,
    /// The process.
    pub postgres: u64,
    /// What the stack gives its functions.
    pub environment: Environment,
    /// The local issuer's key, and the name that its JWKS has for it.
    pub key: Pems,
    pub kid: String,
}

pub fn stack() -> &'static Stack {
    static STACK: LazyLock<Stack> = LazyLock::new(Stack::read);
    &STACK
}

impl Stack {
    /// A program of the storage server's own environment, `bin/…`.
    pub fn tool(&self, program: &str) -> PathBuf {
        let tools = fs::read_dir(self.folder.join("tools")).expect("the stack's tools");
        let mut versions: Vec<_> = tools
            .map(|tool| tool.expect("a folder").path())
            .filter(|tool| tool.join("bin/ministack").exists())
            .collect();
        versions.sort();
        versions
            .pop()
            .expect("the stack's storage server")
            .join(program)
    }

    fn read() -> Self {
        let state = env::var_os("REPOSTR_STATE").map_or_else(
            || Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name(".dev/state.json"),
            PathBuf::from,
        );
        let folder = state.parent().expect("a folder");
        let read = |name: &str| {
            fs::read_to_string(folder.join(name)).unwrap_or_else(|error| {
                panic!("{name}: {error}: these tests need the stack; `cargo dev test` starts it")
            })
        };
        let of = |json: &Value, pointer: &str| {
            let text = json.pointer(pointer).and_then(Value::as_str);
            text.unwrap_or_else(|| panic!("{pointer}")).to_owned()
        };
        let state: Value = serde_json::from_str(&fs::read_to_string(&state).unwrap()).unwrap();
        let jwks: Value = serde_json::from_str(&read("issuer/jwks.json")).unwrap();
        Self {
            folder: folder.to_owned(),
            api_url: env::var("API_URL").unwrap_or_else(|_| of(&state, "/api_url")),
            admin_database_url: of(&state, "/admin_database_url"),
            postgres: state["processes"]["postgres"]
                .as_u64()
                .expect("a running Postgres"),
            environment: dotenvy::from_path_iter(folder.join("functions.env"))
                .expect("the functions' environment")
                .map(|pair| pair.expect("NAME=VALUE"))
                .collect(),
            key: Pems {
                private: read("issuer/private.pem"),
                public: read("issuer/public.pem"),
            },
            kid: of(&jwks, "/keys/0/kid"),
        }
    }
}
