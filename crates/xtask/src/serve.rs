//! Serves the built application as a static host would: compressed, cached, with its policy.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::thread;

use hyper::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderValue, X_CONTENT_TYPE_OPTIONS};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Response, StatusCode};
use hyper_util::rt::TokioIo;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tower_http::services::ServeDir;

use crate::hosting::{self, POLICY};

/// Why the application is not served.
#[derive(Debug, Error)]
pub enum ServeError {
    /// There is nothing to serve.
    #[error("there is no built application in {0}; `cargo xtask build` makes it")]
    NotBuilt(PathBuf),
    /// The port is taken or forbidden.
    #[error("cannot listen on port {port}; choose another with `--port`, or 0 for any free one")]
    Listen {
        /// The port that was asked for.
        port: u16,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The system gave no means to serve with.
    #[error("cannot start the server")]
    Start(#[source] io::Error),
}

/// A server that listens and does not answer yet.
pub struct Server {
    site: PathBuf,
    listener: TcpListener,
    runtime: Runtime,
    address: SocketAddr,
}

impl Server {
    /// Listens on a port of this machine; port 0 is any that is free.
    pub fn listen(site: &Path, port: u16) -> Result<Self, ServeError> {
        if !site.join("index.html").is_file() {
            return Err(ServeError::NotBuilt(site.to_owned()));
        }
        let runtime = Builder::new_current_thread()
            .enable_io()
            .build()
            .map_err(ServeError::Start)?;
        let listener = runtime
            .block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, port)))
            .map_err(|source| ServeError::Listen { port, source })?;
        let address = listener.local_addr().map_err(ServeError::Start)?;
        Ok(Self {
            site: site.to_owned(),
            listener,
            runtime,
            address,
        })
    }

    /// The address of the application, with a `/` at its end.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Answers in a thread of its own until the program ends, and returns the address.
    pub fn run_beside(self) -> String {
        let url = self.url();
        thread::spawn(move || self.run());
        url
    }

    /// Answers until the program ends.
    pub fn run(self) {
        let folder = ServeDir::new(&self.site)
            .precompressed_br()
            .precompressed_gzip();
        self.runtime.block_on(async move {
            loop {
                // One connection that could not be accepted is no reason to end all others.
                if let Ok((stream, _)) = self.listener.accept().await {
                    tokio::spawn(answer(stream, folder.clone()));
                }
            }
        });
    }
}

async fn answer(stream: tokio::net::TcpStream, folder: ServeDir) {
    let service = service_fn(move |request| {
        let mut folder = folder.clone();
        async move {
            let path = hyper::Request::uri(&request).path().to_owned();
            let mut response = folder.try_call(request).await.unwrap_or_else(|error| {
                let mut response = Response::default();
                *response.status_mut() = status_of(&error);
                response
            });
            let found =
                !response.status().is_client_error() && !response.status().is_server_error();
            let headers = response.headers_mut();
            headers.insert(
                CACHE_CONTROL,
                HeaderValue::from_static(caching(&path, found)),
            );
            headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
            headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
            Ok::<_, Infallible>(response)
        }
    });
    // A browser that goes away in the middle of an answer is its own affair.
    drop(
        http1::Builder::new()
            .serve_connection(TokioIo::new(stream), service)
            .await,
    );
}

/// What a file that could not be opened means to the browser.
fn status_of(error: &io::Error) -> StatusCode {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => StatusCode::NOT_FOUND,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// How long a browser may keep the answer; that there is no such file it forgets at once.
fn caching(path: &str, found: bool) -> &'static str {
    if found {
        hosting::caching(path)
    } else {
        "no-store"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_file_is_not_remembered() {
        assert!(caching("/a-0123456789abcdef.js", true).ends_with("immutable"));
        assert_eq!(caching("/a-0123456789abcdef.js", false), "no-store");
    }

    #[test]
    fn a_file_that_is_not_there_is_no_fault_of_the_server() {
        let status = |kind| status_of(&io::Error::from(kind));
        assert_eq!(status(io::ErrorKind::NotFound), StatusCode::NOT_FOUND);
        assert_eq!(
            status(io::ErrorKind::PermissionDenied),
            StatusCode::INTERNAL_SERVER_ERROR
        );
    }

    #[test]
    fn an_empty_folder_is_not_served() {
        let nowhere = Path::new("no-such-folder");
        assert!(matches!(
            Server::listen(nowhere, 0).map(|server| server.url()),
            Err(ServeError::NotBuilt(_))
        ));
    }
}
