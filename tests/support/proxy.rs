//! Between a client and its server: counts round trips, cuts, and swallows.

use std::{
    net::Ipv4Addr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::{JoinHandle, JoinSet},
};
use url::Url;

pub struct Proxy {
    port: u16,
    state: Arc<State>,
    accepting: JoinHandle<()>,
}

/// What gets lost where a connection ends in the middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    /// The server never hears it.
    Question,
    /// The server has done it, and the client never hears so.
    Answer,
}

#[derive(Default)]
struct State {
    connections: Mutex<JoinSet<()>>,
    /// New connections end at once.
    refusing: AtomicBool,
    /// The number of the next connection.
    next: AtomicUsize,
    /// On connections with lower numbers nothing gets through, and nobody is told: as with a machine that is gone, or
    /// a network that drops all.
    silent_below: AtomicUsize,
    /// The words at which a connection ends.
    trap: Mutex<Option<(String, Lost)>>,
    traffic: Mutex<Traffic>,
}

#[derive(Default)]
struct Traffic {
    opened: usize,
    round_trips: usize,
    /// The client spoke last, and waits.
    asked: bool,
    /// What the client said, for whoever reads of a failure.
    said: Vec<String>,
}

impl Proxy {
    /// `server`: `HOST:PORT`.
    pub async fn start(server: String) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = Arc::new(State::default());
        let accepting = tokio::spawn({
            let state = Arc::clone(&state);
            async move {
                while let Ok((client, _)) = listener.accept().await {
                    state.traffic.lock().unwrap().opened += 1;
                    if state.refusing.load(Ordering::SeqCst) {
                        continue;
                    }
                    let number = state.next.fetch_add(1, Ordering::SeqCst);
                    let (server, of) = (server.clone(), Arc::clone(&state));
                    let pass = async move {
                        if let Ok(server) = TcpStream::connect(server).await {
                            of.pass(number, client, server).await;
                        }
                    };
                    state.connections.lock().unwrap().spawn(pass);
                }
            }
        });
        Self {
            port,
            state,
            accepting,
        }
    }

    /// Before the server that a URL names; gives the URL by which the way leads through here.
    pub async fn before(url: &str) -> (Self, String) {
        let mut url = Url::parse(url).unwrap();
        let server = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap());
        let proxy = Self::start(server).await;
        url.set_host(Some("127.0.0.1")).unwrap();
        url.set_port(Some(proxy.port)).unwrap();
        (proxy, url.into())
    }

    /// Ends all connections, as a server that goes away does.
    pub fn cut(&self) {
        self.state.connections.lock().unwrap().abort_all();
    }

    /// Whether new connections end at once.
    pub fn refuse(&self, refuse: bool) {
        self.state.refusing.store(refuse, Ordering::SeqCst);
    }

    /// From now on nothing gets through on the connections that there are.
    pub fn silence(&self) {
        let next = self.state.next.load(Ordering::SeqCst);
        self.state.silent_below.store(next, Ordering::SeqCst);
    }

    /// From now on nothing gets through on any connection, or everything again.
    pub fn silence_all(&self, silent: bool) {
        let below = if silent { usize::MAX } else { 0 };
        self.state.silent_below.store(below, Ordering::SeqCst);
    }

    /// The next time that the client says this, the connection ends.
    pub fn cut_at(&self, said: &str, lost: Lost) {
        *self.state.trap.lock().unwrap() = Some((said.to_owned(), lost));
    }

    /// Whether what [`Self::cut_at`] waits for has been said.
    pub fn was_cut(&self) -> bool {
        self.state.trap.lock().unwrap().is_none()
    }

    /// Counts from here.
    pub fn forget(&self) {
        *self.state.traffic.lock().unwrap() = Traffic::default();
    }

    /// How often the client spoke and waited for the server.
    pub fn round_trips(&self) -> usize {
        self.state.traffic.lock().unwrap().round_trips
    }

    /// How many connections were opened.
    pub fn opened(&self) -> usize {
        self.state.traffic.lock().unwrap().opened
    }

    /// What the client said, one line for each time.
    pub fn said(&self) -> String {
        self.state.traffic.lock().unwrap().said.join("\n")
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
        self.cut();
    }
}

impl State {
    /// Until one of the two goes.
    async fn pass(&self, number: usize, mut client: TcpStream, mut server: TcpStream) {
        client.set_nodelay(true).unwrap();
        server.set_nodelay(true).unwrap();
        let (mut question, mut answer) = (vec![0; 64 * 1024], vec![0; 64 * 1024]);
        let mut lost = None;
        let silent = || number < self.silent_below.load(Ordering::SeqCst);
        loop {
            let passed = tokio::select! {
                read = client.read(&mut question) => match read {
                    Ok(0) | Err(_) => return,
                    Ok(length) => {
                        lost = self.asked(&question[..length]);
                        if lost == Some(Lost::Question) {
                            return;
                        }
                        if silent() {
                            continue;
                        }
                        server.write_all(&question[..length]).await
                    }
                },
                read = server.read(&mut answer) => match read {
                    Ok(0) | Err(_) => return,
                    Ok(_) if lost == Some(Lost::Answer) => return,
                    Ok(_) if silent() => continue,
                    Ok(length) => {
                        self.traffic.lock().unwrap().asked = false;
                        client.write_all(&answer[..length]).await
                    }
                },
            };
            if passed.is_err() {
                return;
            }
        }
    }

    /// Counts it; gives what gets lost, where this is where the connection ends.
    fn asked(&self, question: &[u8]) -> Option<Lost> {
        let said = String::from_utf8_lossy(question).replace(|c: char| c.is_control(), " ");
        let lost = self
            .trap
            .lock()
            .unwrap()
            .take_if(|(words, _)| said.contains(&*words))
            .map(|(_, lost)| lost);
        let mut traffic = self.traffic.lock().unwrap();
        traffic.said.push(said);
        if !traffic.asked {
            traffic.asked = true;
            traffic.round_trips += 1;
        }
        lost
    }
}
