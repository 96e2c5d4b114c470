//! Between a client and its server: counts round trips, cuts, and swallows.

use std::{
    net::Ipv4Addr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::{JoinHandle, JoinSet},
};
use url::Url;

pub(crate) struct Proxy {
    port: u16,
    state: Arc<State>,
    accepting: JoinHandle<()>,
}

#[derive(Default)]
struct State {
    connections: Mutex<JoinSet<()>>,
    /// New connections end at once.
    refusing: AtomicBool,
    /// Nothing gets through, and nobody is told: as with a machine that is gone, or a network that drops all.
    swallowing: AtomicBool,
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
    pub(crate) async fn start(server: String) -> Self {
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
                    let (server, state_) = (server.clone(), Arc::clone(&state));
                    let pass = async move {
                        if let Ok(server) = TcpStream::connect(server).await {
                            state_.pass(client, server).await;
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
    pub(crate) async fn before(url: &str) -> (Self, String) {
        let mut url = Url::parse(url).unwrap();
        let server = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap());
        let proxy = Self::start(server).await;
        url.set_host(Some("127.0.0.1")).unwrap();
        url.set_port(Some(proxy.port)).unwrap();
        (proxy, url.into())
    }

    /// Ends all connections, as a server that goes away does.
    pub(crate) fn cut(&self) {
        self.state.connections.lock().unwrap().abort_all();
    }

    /// Whether new connections end at once.
    pub(crate) fn refuse(&self, refuse: bool) {
        self.state.refusing.store(refuse, Ordering::SeqCst);
    }

    /// Whether everything that is said on old and new connections vanishes.
    pub(crate) fn swallow(&self, swallow: bool) {
        self.state.swallowing.store(swallow, Ordering::SeqCst);
    }

    /// Counts from here.
    pub(crate) fn forget(&self) {
        *self.state.traffic.lock().unwrap() = Traffic::default();
    }

    /// How often the client spoke and waited for the server.
    pub(crate) fn round_trips(&self) -> usize {
        self.state.traffic.lock().unwrap().round_trips
    }

    /// How many connections were opened.
    pub(crate) fn opened(&self) -> usize {
        self.state.traffic.lock().unwrap().opened
    }

    /// What the client said, one line for each time.
    pub(crate) fn said(&self) -> String {
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
    async fn pass(&self, mut client: TcpStream, mut server: TcpStream) {
        client.set_nodelay(true).unwrap();
        server.set_nodelay(true).unwrap();
        let (mut question, mut answer) = (vec![0; 64 * 1024], vec![0; 64 * 1024]);
        loop {
            let passed = tokio::select! {
                read = client.read(&mut question) => match read {
                    Ok(0) | Err(_) => return,
                    Ok(length) => {
                        self.asked(&question[..length]);
                        if self.swallowing.load(Ordering::SeqCst) { continue }
                        server.write_all(&question[..length]).await
                    }
                },
                read = server.read(&mut answer) => match read {
                    Ok(0) | Err(_) => return,
                    Ok(length) => {
                        if self.swallowing.load(Ordering::SeqCst) { continue }
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

    fn asked(&self, question: &[u8]) {
        let mut traffic = self.traffic.lock().unwrap();
        let said = String::from_utf8_lossy(question).replace(|c: char| c.is_control(), " ");
        traffic.said.push(said);
        if !traffic.asked {
            traffic.asked = true;
            traffic.round_trips += 1;
        }
    }
}
