//! Where addresses that users give may lead.

use domain::Env;
use imports::Reach;

/// To public hosts alone. `ALLOW_PRIVATE_ADDRESSES` opens this machine and its network too, for the local stack: Lambda's own
/// interfaces are there, so on AWS it is refused.
pub fn reach(env: &mut Env) -> Reach {
    if !env.switch("ALLOW_PRIVATE_ADDRESSES") {
        return Reach::Public;
    }
    if env.optional("AWS_EXECUTION_ENV").is_some() {
        env.problem("ALLOW_PRIVATE_ADDRESSES", "is for the local stack alone");
    }
    Reach::Everything
}
