//! For tests: a service in this process, on free ports of the loopback.

use std::future::Future;
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tonic::transport::{Channel, Endpoint};
use tonic::Status;
use tonic_types::StatusExt;

use crate::process::Stop;
use crate::server::{Error, Listeners};

/// A service that serves.
pub struct Running {
    /// Where its health and metrics are.
    pub admin: SocketAddr,
    channel: Channel,
    stop: oneshot::Sender<()>,
    server: JoinHandle<()>,
}

impl Running {
    /// Has it served.
    ///
    /// # Panics
    /// When there is no port, and, later, when the server fails.
    pub async fn start<F>(serve: impl FnOnce(Listeners, Stop) -> F) -> Self
    where
        F: Future<Output = Result<(), Error>> + Send + 'static,
    {
        let grpc = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let admin_listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = grpc.local_addr().expect("an address");
        let admin = admin_listener.local_addr().expect("an address");
        let (stop, stopped) = oneshot::channel::<()>();
        let until = Box::pin(async { stopped.await.expect("a test that stops its service") });
        let serving = serve(Listeners { grpc, admin: admin_listener }, until);
        let server = tokio::spawn(async { serving.await.expect("a server that goes on") });
        let channel = Endpoint::from_shared(format!("http://{address}")).expect("a URL").connect_lazy();
        Self { admin, channel, stop, server }
    }

    /// A connection to it.
    #[must_use]
    pub fn channel(&self) -> Channel {
        self.channel.clone()
    }

    /// The answer to a GET at the admin address, head and body.
    ///
    /// # Panics
    /// When there is none.
    pub async fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(self.admin).await.expect("a connection");
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.expect("a question that is taken");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.expect("an answer");
        answer
    }

    /// Returns as soon as the metric has the value.
    pub async fn until_metric(&self, name: &str, value: &str) {
        let line = format!("{name} {value}");
        while !self.get("/metrics").await.lines().any(|found| found == line) {
            tokio::task::yield_now().await;
        }
    }

    /// Tells it to stop and waits until it has.
    ///
    /// # Panics
    /// When it stopped before.
    pub async fn stop(self) {
        self.stop.send(()).expect("a service that serves");
        drop(self.channel);
        self.server.await.expect("a service that stopped by itself");
    }
}

/// The fields that a status names as faulty.
#[must_use]
pub fn faulty_fields(status: &Status) -> Vec<String> {
    let violations =
        status.get_details_bad_request().into_iter().flat_map(|request| request.field_violations);
    violations.map(|violation| violation.field).collect()
}
