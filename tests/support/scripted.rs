//! Plays an outside service by a script: one answer a request, in order, down to the byte and to when it comes.

use std::{
    collections::HashMap,
    io,
    net::Ipv4Addr,
    sync::{Arc, Mutex},
    time::Duration,
};

use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::{oneshot, watch},
    task::{JoinHandle, JoinSet},
};

const LIMIT: Duration = Duration::from_secs(10);

#[derive(Debug, Clone)]
pub struct Request {
    pub method: String,
    /// With its query.
    pub path: String,
    /// Names in lower case.
    pub headers: HashMap<String, String>,
    pub body: Vec<u8>,
}

impl Request {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// What one request gets.
#[derive(Debug)]
pub struct Answer {
    bytes: Vec<u8>,
    then: Then,
    /// Between two bytes.
    drip: Option<Duration>,
    release: Option<oneshot::Receiver<()>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    NextRequest,
    Close,
    /// Open and silent, until the client goes away.
    Silence,
}

impl Answer {
    pub fn new(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Self {
        let length = body.len();
        let mut bytes = format!("HTTP/1.1 {status} -\r\ncontent-length: {length}\r\n").into_bytes();
        for (name, value) in headers {
            bytes.extend(format!("{name}: {value}\r\n").into_bytes());
        }
        bytes.extend(b"\r\n");
        bytes.extend(body);
        Self::of(bytes, Then::NextRequest)
    }

    pub fn json(status: u16, body: &Value) -> Self {
        Self::new(
            status,
            &[("content-type", "application/json")],
            body.to_string().as_bytes(),
        )
    }

    /// These bytes, HTTP or not, and then the connection ends.
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self::of(bytes.into(), Then::Close)
    }

    /// Takes the request and closes.
    pub fn nothing() -> Self {
        Self::raw(Vec::new())
    }

    /// Takes the request and never answers.
    pub fn hang() -> Self {
        Self::of(Vec::new(), Then::Silence)
    }

    /// Only the first `bytes` of it, and then the connection ends.
    pub fn cut_after(mut self, bytes: usize) -> Self {
        self.bytes.truncate(bytes);
        self.then = Then::Close;
        self
    }

    /// Only the part before its last `bytes`, and then the connection ends.
    pub fn without_last(self, bytes: usize) -> Self {
        let kept = self.bytes.len() - bytes;
        self.cut_after(kept)
    }

    /// Only the part before its last `bytes`, and then nothing more.
    pub fn stalls_before_last(mut self, bytes: usize) -> Self {
        self.bytes.truncate(self.bytes.len() - bytes);
        self.then = Then::Silence;
        self
    }

    /// Byte by byte.
    pub fn dripping(mut self, pause: Duration) -> Self {
        self.drip = Some(pause);
        self
    }

    /// Not before so much time has passed, from now on.
    pub fn after(self, time: Duration) -> Self {
        let (answer, release) = self.held();
        tokio::spawn(async move {
            tokio::time::sleep(time).await;
            // Who has gone away meanwhile gets none.
            let _ = release.send(());
        });
        answer
    }

    /// Not before the sender is used or dropped.
    pub fn held(mut self) -> (Self, oneshot::Sender<()>) {
        let (release, released) = oneshot::channel();
        self.release = Some(released);
        (self, release)
    }

    fn of(bytes: Vec<u8>, then: Then) -> Self {
        Self {
            bytes,
            then,
            drip: None,
            release: None,
        }
    }
}

/// A server on a port of its own, with all its connections, until it is dropped.
pub struct Scripted {
    /// `http://127.0.0.1:PORT`
    pub url: String,
    script: Arc<Script>,
    task: JoinHandle<()>,
}

type Reply = dyn FnMut(&Request) -> Option<Answer> + Send;

struct Script {
    answers: Mutex<Box<Reply>>,
    requests: watch::Sender<Vec<Request>>,
}

impl Scripted {
    /// What comes after the last answer is closed unanswered.
    pub async fn start<I>(answers: I) -> Self
    where
        I: IntoIterator<Item = Answer>,
        I::IntoIter: Send + 'static,
    {
        let mut answers = answers.into_iter();
        Self::replying(move |_| answers.next()).await
    }

    /// What a request gets depends on what it is.
    pub async fn replying(reply: impl FnMut(&Request) -> Option<Answer> + Send + 'static) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let script = Arc::new(Script {
            answers: Mutex::new(Box::new(reply)),
            requests: watch::Sender::new(Vec::new()),
        });
        let task = tokio::spawn({
            let script = Arc::clone(&script);
            async move {
                // They end with the server.
                let mut connections = JoinSet::new();
                while let Ok((stream, _)) = listener.accept().await {
                    connections.spawn(serve(stream, Arc::clone(&script)));
                }
            }
        });
        Self { url, script, task }
    }

    /// An address where nobody listens.
    pub async fn nowhere() -> String {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    }

    /// What was asked so far, in order.
    pub fn requests(&self) -> Vec<Request> {
        self.script.requests.borrow().clone()
    }

    /// Waits until so many requests have come.
    pub async fn asked(&self, times: usize) {
        let mut requests = self.script.requests.subscribe();
        let enough = requests.wait_for(|requests| requests.len() >= times);
        tokio::time::timeout(LIMIT, enough).await.unwrap().unwrap();
    }
}

impl Drop for Scripted {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Ends, with or without an error, when the client goes away.
async fn serve(stream: TcpStream, script: Arc<Script>) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let (reader, mut writer) = stream.into_split();
    let mut reader = BufReader::new(reader);
    while let Some(request) = read(&mut reader).await? {
        let answer = script.answers.lock().unwrap()(&request);
        script
            .requests
            .send_modify(|requests| requests.push(request));
        let Some(mut answer) = answer else {
            return Ok(());
        };
        if let Some(release) = answer.release.take() {
            tokio::select! {
                _ = release => {}
                // Nobody sends before the answer is there: this is the end of the connection.
                _ = reader.fill_buf() => return Ok(()),
            }
        }
        send(&mut writer, &answer).await?;
        match answer.then {
            Then::NextRequest => {}
            Then::Close => return Ok(()),
            Then::Silence => {
                reader.fill_buf().await?;
                return Ok(());
            }
        }
    }
    Ok(())
}

async fn send(writer: &mut OwnedWriteHalf, answer: &Answer) -> io::Result<()> {
    let Some(pause) = answer.drip else {
        return writer.write_all(&answer.bytes).await;
    };
    for byte in &answer.bytes {
        writer.write_all(&[*byte]).await?;
        tokio::time::sleep(pause).await;
    }
    Ok(())
}

/// `None` where the client goes away. Our clients say a body's length.
async fn read(reader: &mut BufReader<OwnedReadHalf>) -> io::Result<Option<Request>> {
    let first = line(reader).await?;
    let mut words = first.split(' ');
    let (Some(method), Some(path)) = (words.next(), words.next()) else {
        return Ok(None);
    };
    let mut headers = HashMap::new();
    while let Some((name, value)) = line(reader).await?.split_once(':') {
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length = headers
        .get("content-length")
        .map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).await?;
    Ok(Some(Request {
        method: method.to_owned(),
        path: path.to_owned(),
        headers,
        body,
    }))
}

async fn line(reader: &mut BufReader<OwnedReadHalf>) -> io::Result<String> {
    let mut line = String::new();
    reader.read_line(&mut line).await?;
    Ok(line.trim_end().to_owned())
}
