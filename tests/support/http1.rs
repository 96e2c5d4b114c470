//! HTTP/1.1, the server's side, for what a test plays itself: the Lambda Runtime API, a provider of models.

use std::{collections::HashMap, io, net::Ipv4Addr, sync::Arc};

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    task::{JoinHandle, JoinSet},
};

/// A server on a port of its own, with all its connections, until it is dropped.
pub struct Server {
    /// `127.0.0.1:PORT`
    pub address: String,
    task: JoinHandle<()>,
}

#[derive(Debug)]
pub struct Request {
    pub method: String,
    /// With its query.
    pub path: String,
    pub body: Vec<u8>,
}

/// What goes out, byte for byte, and whether the connection may be used again.
#[derive(Debug, Clone)]
pub struct Response {
    bytes: Vec<u8>,
    keep_alive: bool,
}

impl Response {
    pub fn new(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Self {
        let lines = headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}\r\n"));
        let lines: Vec<_> = lines.collect();
        let head = format!("HTTP/1.1 {status} -\r\ncontent-length: {}\r\n", body.len());
        Self {
            bytes: [head.as_bytes(), lines.concat().as_bytes(), b"\r\n", body].concat(),
            keep_alive: true,
        }
    }

    /// Whatever it is, half an answer or none, and then the connection ends.
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            bytes: bytes.into(),
            keep_alive: false,
        }
    }
}

impl Server {
    /// A handler that is never ready is a server that never answers.
    pub async fn start<H, F>(handler: H) -> Self
    where
        H: Fn(Request) -> F + Send + Sync + 'static,
        F: Future<Output = Response> + Send + 'static,
    {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let handler = Arc::new(handler);
        let task = tokio::spawn(async move {
            // They end with the server.
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                connections.spawn(serve(stream, Arc::clone(&handler)));
            }
        });
        Self { address, task }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Ends, with or without an error, when the client goes away.
async fn serve<H, F>(stream: TcpStream, handler: Arc<H>) -> io::Result<()>
where
    H: Fn(Request) -> F,
    F: Future<Output = Response>,
{
    stream.set_nodelay(true)?;
    let (reader, mut writer): (OwnedReadHalf, OwnedWriteHalf) = stream.into_split();
    let mut reader = BufReader::new(reader);
    while let Some(request) = read(&mut reader).await? {
        let response = tokio::select! {
            response = handler(request) => response,
            // Nobody sends before the answer is there: this is the end of the connection.
            _ = reader.fill_buf() => return Ok(()),
        };
        writer.write_all(&response.bytes).await?;
        if !response.keep_alive {
            return Ok(());
        }
    }
    Ok(())
}

async fn read(reader: &mut BufReader<OwnedReadHalf>) -> io::Result<Option<Request>> {
    let first = line(reader).await?;
    let mut words = first.split(' ');
    let (Some(method), Some(path)) = (words.next(), words.next()) else {
        return Ok(None);
    };
    let mut headers = HashMap::new();
    loop {
        let line = line(reader).await?;
        let Some((name, value)) = line.split_once(':') else {
            break;
        };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let body = if headers.contains_key("transfer-encoding") {
        chunks(reader).await?
    } else {
        let length = headers
            .get("content-length")
            .map_or(0, |text| text.parse().unwrap());
        exactly(reader, length).await?
    };
    Ok(Some(Request {
        method: method.to_owned(),
        path: path.to_owned(),
        body,
    }))
}

async fn chunks(reader: &mut BufReader<OwnedReadHalf>) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let length = usize::from_str_radix(&line(reader).await?, 16).unwrap();
        body.extend(exactly(reader, length).await?);
        line(reader).await?;
        if length == 0 {
            return Ok(body);
        }
    }
}

async fn exactly(reader: &mut BufReader<OwnedReadHalf>, length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    reader.read_exact(&mut bytes).await?;
    Ok(bytes)
}

async fn line(reader: &mut BufReader<OwnedReadHalf>) -> io::Result<String> {
    let mut line = String::new();
    reader.read_line(&mut line).await?;
    Ok(line.trim_end().to_owned())
}
