//! Plays Clerk's JWKS endpoint: counts who asks, and answers as told.

use std::{
    net::Ipv4Addr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

#[derive(Clone)]
pub(crate) enum Answer {
    Body(String),
    Status(u16, String),
    /// To a path of this server that has these keys.
    Redirect(String),
    /// A good beginning, and then no end.
    Endless,
    /// Takes the request and never answers.
    Silent,
    /// Takes the connection and closes it.
    Closed,
}

pub(crate) struct JwksServer {
    pub(crate) url: String,
    requests: Arc<AtomicUsize>,
    answer: Arc<Mutex<Answer>>,
    task: JoinHandle<()>,
}

impl JwksServer {
    pub(crate) async fn start(answer: Answer) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let url = format!(
            "http://{}/.well-known/jwks.json",
            listener.local_addr().unwrap()
        );
        let (requests, answer) = (Arc::new(AtomicUsize::new(0)), Arc::new(Mutex::new(answer)));
        let task = tokio::spawn({
            let (requests, answer) = (Arc::clone(&requests), Arc::clone(&answer));
            async move {
                while let Ok((connection, _)) = listener.accept().await {
                    requests.fetch_add(1, Ordering::SeqCst);
                    let answer = answer.lock().unwrap().clone();
                    // It breaks off where the client goes away.
                    tokio::spawn(async move { serve(connection, answer).await.ok() });
                }
            }
        });
        Self {
            url,
            requests,
            answer,
            task,
        }
    }

    pub(crate) fn answer(&self, answer: Answer) {
        *self.answer.lock().unwrap() = answer;
    }

    pub(crate) fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

impl Drop for JwksServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Answer {
    pub(crate) fn keys(keys: &[Value]) -> Self {
        Self::Body(json!({ "keys": keys }).to_string())
    }
}

async fn serve(mut connection: TcpStream, answer: Answer) -> std::io::Result<()> {
    if matches!(answer, Answer::Closed) {
        return Ok(());
    }
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        request.push(connection.read_u8().await?);
    }
    let text = match answer {
        Answer::Body(body) => response("200 OK", &body),
        Answer::Redirect(body) if request.starts_with(b"GET /elsewhere") => {
            response("200 OK", &body)
        }
        Answer::Redirect(_) => response("302 Found\r\nlocation: /elsewhere", ""),
        Answer::Status(status, body) => response(&status.to_string(), &body),
        Answer::Endless => {
            connection
                .write_all(b"HTTP/1.1 200 OK\r\n\r\n{\"keys\":[")
                .await?;
            loop {
                connection.write_all(&[b' '; 4096]).await?;
            }
        }
        Answer::Silent => std::future::pending().await,
        Answer::Closed => return Ok(()),
    };
    connection.write_all(text.as_bytes()).await
}

fn response(status: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
}
