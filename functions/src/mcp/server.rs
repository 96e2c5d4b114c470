//! The server as the SDK has it: what it says of itself, which tools it lists, and what a call comes to.

use std::sync::{Arc, OnceLock};

use domain::MemberRole;
use rmcp::{
    RoleServer, ServerHandler,
    model::{
        CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, DiscoverResult,
        ErrorData, Implementation, InitializeRequestParams, InitializeResult, ListToolsResult,
        PaginatedRequestParams, ServerCapabilities, ServerConfig,
    },
    service::RequestContext,
};
use serde::Deserialize;
use web::Problem;

use super::{
    api::{Api, ApiRequest},
    arguments::Arguments,
    tools::{TOOLS, Tool},
};

const INSTRUCTIONS: &str = "Repostr turns one piece of long content (an article, a talk, a podcast) into a blog post, social posts \
    and an email that are true to it. In this order: `create_project`; `import_address` or `import_text`; `generate`; \
    `get_output` with `wait_seconds`, until each is done; `edit_output`, if need be; `export_output`.";

/// Of one request.
#[derive(Debug, Clone)]
pub(super) struct Server {
    pub(super) api: Arc<Api>,
    pub(super) authorization: String,
    /// Why the request is not answered with a message at all.
    pub(super) refusal: Arc<OnceLock<Problem>>,
}

/// Of `GET /auth/me`.
#[derive(Debug, Deserialize)]
struct Identity {
    role: MemberRole,
}

impl Server {
    /// Who asks, as the API knows them.
    async fn role(&self) -> Result<MemberRole, ErrorData> {
        let answer = self
            .api
            .send(ApiRequest::get("/auth/me"), &self.authorization)
            .await
            .map_err(|problem| self.refuse(problem.into_problem()))?;
        let Identity { role } = answer
            .json()
            .map_err(|error| self.refuse(Problem::internal(error)))?;
        Ok(role)
    }

    /// The first refusal is the whole request's.
    fn refuse(&self, problem: Problem) -> ErrorData {
        let said = ErrorData::internal_error(problem.detail.clone(), None);
        _ = self.refusal.set(problem);
        said
    }

    async fn call(&self, tool: &Tool, arguments: Arguments) -> Result<CallToolResult, ErrorData> {
        let request = match tool.request(arguments) {
            Ok(request) => request,
            Err(bad) => return Ok(failed(bad)),
        };
        match self.api.send(request, &self.authorization).await {
            Ok(answer) => {
                let result = (tool.result)(&answer)
                    .map_err(|error| self.refuse(Problem::internal(error)))?;
                Ok(CallToolResult::structured(result))
            }
            Err(problem) if problem.is_unauthorized() => Err(self.refuse(problem.into_problem())),
            Err(problem) => Ok(failed(problem.to_text())),
        }
    }
}

/// What the caller can read and act on.
fn failed(why: String) -> CallToolResult {
    CallToolResult::error(vec![ContentBlock::text(why)])
}

impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        let tools = ServerCapabilities::builder().enable_tools().build();
        let mut config = ServerConfig::new(tools).with_instructions(INSTRUCTIONS);
        config.server_info = Implementation::new("repostr", env!("CARGO_PKG_VERSION"));
        config
    }

    async fn initialize(
        &self,
        request: InitializeRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<InitializeResult, ErrorData> {
        self.role().await?;
        context.peer.set_peer_info(request.clone());
        self.negotiate_initialize(&request)
    }

    async fn ping(&self, _: RequestContext<RoleServer>) -> Result<(), ErrorData> {
        self.role().await.map(drop)
    }

    async fn discover(&self, _: RequestContext<RoleServer>) -> Result<DiscoverResult, ErrorData> {
        self.role().await?;
        let versions = self.supported_protocol_versions().into_owned();
        Ok(DiscoverResult::from_server_info(versions, self.get_info()))
    }

    /// Who may only read is shown no tool that writes.
    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        let writes = self.role().await? != MemberRole::Viewer;
        let shown = TOOLS.iter().filter(|tool| writes || !tool.writes);
        let tools = shown.map(Tool::listed).collect();
        Ok(ListToolsResult::with_all_items(tools))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let Some(tool) = Tool::find(&request.name) else {
            let unknown = format!("no tool is called {}", request.name);
            return Err(ErrorData::invalid_params(unknown, None));
        };
        let arguments = Arguments::new(request.arguments);
        Ok(self.call(tool, arguments).await?.into())
    }
}
