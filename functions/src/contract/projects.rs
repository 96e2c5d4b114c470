//! Projects.

use domain::limits;
use models::projects::{ListedProject, NewProject, Project, ProjectPatch};
use serde_json::json;

use super::{example, operation::Operation};
use crate::{
    PROJECT_CREATE, PROJECT_DELETE, PROJECT_GET, PROJECT_LIST, PROJECT_RESTORE, PROJECT_TRANSFER,
    PROJECT_UPDATE, ProjectWithContents, projects::Transfer,
};

pub(super) const TAG: &str = "Projects";

pub(super) fn operations() -> Vec<Operation> {
    let new = json!({
        "title": "Q4 2024 Podcast Episode",
        "description": "Discussion about AI trends and content creation",
    });
    vec![
        Operation::new(PROJECT_LIST, TAG, "Your projects, newest first")
            .says(
                "Or in another order, or those alone whose titles and descriptions have the words of `q`: whole words, in \
                 any order, as they are spelled. Without what lies in them. With `deleted` those that can be restored, with \
                 when each was deleted and until when it can be.",
            )
            .refine("q", None, "podcast")
            .page::<ListedProject>("A page of projects.", json!([example::listed_project()])),
        Operation::new(PROJECT_CREATE, TAG, "Create a project")
            .says("Empty at first: upload files to it, then ask for outputs.")
            .body::<NewProject>(vec![("new", new)])
            .created::<Project>("The new project.", example::project())
            .gives("project_id"),
        Operation::new(PROJECT_GET, TAG, "One project")
            .says("With `include` also the newest of its files and outputs; where there are more, `files_next` and `outputs_next` say.")
            .refine("include", None, "files,outputs")
            .resource::<ProjectWithContents>(
                "The project, with what `include` names.",
                vec![
                    ("alone", example::project()),
                    ("with files and outputs", example::project_with_contents()),
                ],
            ),
        Operation::new(PROJECT_UPDATE, TAG, "Change a project")
            .says("JSON Merge Patch (RFC 7396): what is absent stays, `null` clears.")
            .merge_patch::<ProjectPatch>(vec![(
                "change",
                json!({ "title": "Q4 review", "description": null }),
            )])
            .resource::<Project>("The project as it is now.", vec![("project", example::project())]),
        Operation::new(PROJECT_DELETE, TAG, "Delete a project")
            .says(format!(
                "It is gone at once, with all that is in it, and can be restored for {} days. What is being written is \
                 cancelled. Until it is erased its files count against the plan's storage, and those of a public bucket are \
                 still there for who has their addresses. With `permanent` nothing is left, and what is in flight ends without \
                 writing.",
                limits::RESTORABLE
            ))
            .no_content(),
        Operation::new(PROJECT_RESTORE, TAG, "Restore a deleted project")
            .says(
                "As it was, with all that was in it when it was deleted. An output that was being written is cancelled; a file that \
                 was being read is read anew. One that is not deleted stays as it is.",
            )
            .resource::<Project>("The project.", vec![("project", example::project())]),
        Operation::new(PROJECT_TRANSFER, TAG, "Give a project to another account")
            .says(
                "To your own, or to an organization's whose admin you are, with its files, outputs, versions and all ids; what was \
                 used this month stays with the account that used it. You must be an admin in both. Links to its files go on \
                 working. Where a template of the other account made an output, choose another one to write it anew.",
            )
            .body::<Transfer>(vec![("transfer", json!({ "account_id": "org_2abcdef123456" }))])
            .resource::<Project>("The project as it is there.", vec![("project", example::project())]),
    ]
}
