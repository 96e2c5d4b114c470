//! The app as its users have it: requests over HTTP to the running stack, each user somebody new.

pub mod answer;
pub mod contract;
pub mod request;
mod rows;
pub mod stack;

use std::{collections::BTreeMap, str::FromStr, time::Duration};

use outbound::reqwest::{Client, Method, Response};
use serde_json::{Value, json};
use sqlx::{Connection, PgConnection, postgres::PgConnectOptions};
use uuid::Uuid;

use self::{answer::Answer, request::Request, stack::stack};
use crate::{
    runtime::{Environment, Function},
    signer::{Signer, bearer, now},
};

pub struct App {
    client: Client,
}

/// Somebody who has signed in.
#[derive(Clone)]
pub struct User {
    /// Whose their rows are: their own, or their organization's.
    pub id: String,
    /// Who they are.
    pub person: String,
    pub authorization: String,
    client: Client,
}

/// A client of one's own: its connections end with the test's runtime.
pub fn app() -> App {
    App {
        client: outbound::client(Duration::from_mins(1)).unwrap(),
    }
}

#[allow(clippy::unused_self, reason = "it reads as the app's")]
impl App {
    /// Somebody new, with a session of an hour.
    pub fn user(&self) -> User {
        let signer = self.signer();
        let mut claims = signer.claims();
        claims["exp"] = json!(now() + 3600);
        self.user_with(&signer, &claims)
    }

    /// Somebody new in an organization, with a session of an hour that began a minute ago.
    pub fn member(&self, organization: &str, role: &str) -> User {
        self.member_as(&self.signer(), organization, role)
    }

    /// The signer's user in an organization.
    pub fn member_as(&self, signer: &Signer, organization: &str, role: &str) -> User {
        let mut claims = signer.claims();
        claims["exp"] = json!(now() + 3600);
        claims["iat"] = json!(now() - 60);
        claims["o"] =
            json!({ "id": organization, "rol": role, "slg": "acme", "per": "", "fpm": "" });
        self.user_with(signer, &claims)
    }

    /// A new organization's id.
    pub fn organization(&self) -> String {
        format!("org_{}", Uuid::new_v4().simple())
    }

    /// Who the claims say.
    pub fn user_with(&self, signer: &Signer, claims: &Value) -> User {
        let token = signer.sign(&signer.header().to_string(), &claims.to_string());
        User {
            id: claims["o"]["id"]
                .as_str()
                .unwrap_or(claims["sub"].as_str().unwrap())
                .to_owned(),
            person: claims["sub"].as_str().unwrap().to_owned(),
            authorization: bearer(&token),
            client: self.client.clone(),
        }
    }

    /// The local issuer, speaking of somebody new.
    pub fn signer(&self) -> Signer {
        let environment = &stack().environment;
        Signer::with_key(
            &stack().key,
            &stack().kid,
            &environment["CLERK_ISSUER"],
            &environment["CLERK_AUTHORIZED_PARTIES"],
            &format!("user_{}", Uuid::new_v4().simple()),
        )
    }

    /// A request of nobody.
    pub fn request(&self, method: &str, path: &str) -> Request {
        Request::new(&self.client, method, path)
    }

    /// What anybody gets at an address, such as a stored object's.
    pub async fn fetch(&self, url: &str) -> Response {
        self.client.get(url).send().await.unwrap()
    }

    /// Puts bytes where a signed URL says, as a browser does.
    pub async fn put(
        &self,
        url: &str,
        headers: &BTreeMap<String, String>,
        bytes: &[u8],
    ) -> Response {
        let request = headers
            .iter()
            .fold(self.client.put(url), |request, (name, value)| {
                request.header(name, value)
            });
        request.body(bytes.to_vec()).send().await.unwrap()
    }

    /// What a browser asks before it sends another origin a request.
    pub async fn preflight(&self, url: &str, method: &str, headers: &str) -> Response {
        self.client
            .request(Method::OPTIONS, url)
            .header("origin", &stack().environment["ALLOWED_ORIGINS"])
            .header("access-control-request-method", method)
            .header("access-control-request-headers", headers)
            .send()
            .await
            .unwrap()
    }

    /// Any request, past the API.
    pub async fn raw(&self, method: &str, url: &str) -> Response {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        self.client.request(method, url).send().await.unwrap()
    }

    /// The stack's own environment, with changes; an empty value counts as none.
    pub fn environment(&self, changes: &[(&str, &str)]) -> Environment {
        let mut environment = stack().environment.clone();
        for (name, value) in changes {
            environment.insert((*name).to_owned(), (*value).to_owned());
        }
        environment
    }

    /// An instance in the stack's own environment, with changes.
    pub async fn function(&self, name: &str, changes: &[(&str, &str)]) -> Function {
        Function::start(name, &self.environment(changes)).await
    }

    /// The stack's database, as a superuser.
    pub async fn database(&self) -> PgConnection {
        let options = PgConnectOptions::from_str(&stack().admin_database_url).unwrap();
        PgConnection::connect_with(&options)
            .await
            .expect("the stack's database")
    }
}

impl User {
    pub fn request(&self, method: &str, path: &str) -> Request {
        Request::new(&self.client, method, path).header("authorization", &self.authorization)
    }

    pub fn get(&self, path: &str) -> Request {
        self.request("GET", path)
    }

    pub fn post(&self, path: &str) -> Request {
        self.request("POST", path)
    }

    pub fn patch(&self, path: &str) -> Request {
        self.request("PATCH", path)
    }

    pub fn delete(&self, path: &str) -> Request {
        self.request("DELETE", path)
    }

    /// A new project's path.
    pub async fn project(&self, title: &str) -> String {
        let answer: Answer = self
            .post("/projects")
            .json(json!({ "title": title }))
            .send()
            .await;
        answer.expect(201).header("location").to_owned()
    }
}
