//! POST /mcp: the API as tools, for assistants that speak the Model Context Protocol.

use domain::Env;
use functions::{MCP, mcp::Mcp};
use web::{AuthenticatedRequest, Error, HandlerResult, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let mcp = Mcp::from_env(&mut env)?;
    serve(env, MCP, mcp, answer).await
}

async fn answer(request: AuthenticatedRequest, mcp: &Mcp) -> HandlerResult {
    mcp.answer(&request).await
}
