//! What a resource is made of: all columns of its row, as they are, and what is written down here beside them.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{app::contract::contract, database::Database};

/// A resource and its table.
struct Resource {
    schema: &'static str,
    table: &'static str,
    /// Columns that say whose or what a row is where the path has said so, or that only the workers need. None of the schema
    /// reference's.
    hidden: &'static [&'static str],
    /// What is no column.
    beyond: &'static [&'static str],
    /// Columns that may be null, and never are in what is shown.
    filled: &'static [&'static str],
}

const RESOURCES: [Resource; 10] = [
    Resource::whole("Profile", "profiles"),
    Resource::whole("Project", "projects"),
    Resource {
        beyond: &["files", "files_next", "outputs", "outputs_next"],
        ..Resource::whole("ProjectWithContents", "projects")
    },
    Resource {
        beyond: &["deleted_at", "file_count", "output_count"],
        ..Resource::whole("AdminProject", "projects")
    },
    Resource {
        hidden: &["etag", "key_account"],
        beyond: &["transcription_status", "error_message", "progress"],
        ..Resource::whole("File", "files")
    },
    Resource {
        hidden: &["etag", "key_account"],
        beyond: &[
            "transcription_status",
            "error_message",
            "progress",
            "upload",
        ],
        ..Resource::whole("FileWithUpload", "files")
    },
    Resource {
        hidden: &["etag", "key_account"],
        beyond: &[
            "transcription_status",
            "error_message",
            "progress",
            "duration",
            "transcription_text",
            "download",
        ],
        ..Resource::whole("FileWithDownload", "files")
    },
    Resource {
        beyond: &["job_id", "task_id", "progress"],
        ..Resource::whole("Output", "outputs")
    },
    Resource::whole("Template", "templates"),
    Resource {
        hidden: &["user_id"],
        beyond: &["speakers"],
        ..Resource::whole("Transcription", "transcriptions")
    },
];

const VERSION: Resource = Resource {
    hidden: &["output_id", "user_id"],
    filled: &["body"],
    ..Resource::whole("Version", "output_versions")
};

impl Resource {
    const fn whole(schema: &'static str, table: &'static str) -> Self {
        Self {
            schema,
            table,
            hidden: &[],
            beyond: &[],
            filled: &[],
        }
    }
}

/// Every answer is held against its schema (`Answer::expect`), so that what is required is there.
#[tokio::test]
async fn a_resource_has_every_column_of_its_row() {
    let database = Database::migrated().await;
    let mut superuser = database.superuser().await;
    for Resource {
        schema,
        table,
        hidden,
        beyond,
        filled,
    } in RESOURCES.iter().chain([&VERSION])
    {
        let columns: Vec<(String, String, bool)> = sqlx::query_as(
            "SELECT column_name::text, udt_name::text, is_nullable = 'YES' FROM information_schema.columns
             WHERE table_schema = 'public' AND table_name = $1",
        )
        .bind(table)
        .fetch_all(&mut superuser)
        .await
        .unwrap();
        assert!(columns.len() > 4, "{table}: {columns:?}");
        let resource = &contract().document["components"]["schemas"][schema];
        let properties = resource["properties"].as_object().unwrap();
        let said: BTreeSet<_> = properties.keys().map(String::as_str).collect();
        let all = columns.iter().map(|(name, ..)| name.as_str());
        let shown = all.filter(|name| !hidden.contains(name));
        let expected = shown.chain(beyond.iter().copied()).collect();
        assert_eq!(said, expected, "{schema}");

        let required = resource["required"].as_array().unwrap().iter();
        let required: BTreeSet<_> = required.map(|name| name.as_str().unwrap()).collect();
        for (name, udt, nullable) in &columns {
            if hidden.contains(&name.as_str()) {
                continue;
            }
            assert!(required.contains(name.as_str()), "{schema}: {name}");
            let property = &resource["properties"][name];
            let nullable = *nullable && !filled.contains(&name.as_str());
            assert_eq!(may_be_null(property), nullable, "{schema}: {name}");
            if udt == "timestamptz" {
                assert_eq!(property["format"], "date-time", "{schema}: {name}");
            }
        }
    }
}

fn may_be_null(property: &Value) -> bool {
    let mut types = property["type"].as_array().into_iter().flatten();
    let mut forms = property["anyOf"].as_array().into_iter().flatten();
    types.any(|kind| kind == "null") || forms.any(|form| form["type"] == "null")
}
