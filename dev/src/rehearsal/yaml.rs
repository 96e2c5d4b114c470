//! template.yaml as JSON, CloudFormation's tags in their long form: `!Sub text` is `{"Fn::Sub": "text"}`. The contract
//! tests read it by this file too.

use saphyr::{LoadableYamlNode, Scalar, Yaml};
use serde_json::{Value, json};

pub(crate) fn read(text: &str) -> Result<Value, String> {
    let documents = Yaml::load_from_str(text).map_err(|error| error.to_string())?;
    documents.first().map_or(Ok(Value::Null), long)
}

fn long(yaml: &Yaml) -> Result<Value, String> {
    Ok(match yaml {
        Yaml::Value(Scalar::String(text)) => json!(text),
        Yaml::Value(Scalar::Integer(number)) => json!(number),
        Yaml::Value(Scalar::FloatingPoint(number)) => json!(number.into_inner()),
        Yaml::Value(Scalar::Boolean(flag)) => json!(flag),
        Yaml::Sequence(values) => values.iter().map(long).collect::<Result<_, _>>()?,
        Yaml::Mapping(fields) => {
            let field = |(name, value): (&Yaml, &Yaml)| {
                let name = name.as_str().ok_or("a name that is no text")?;
                Ok((name.to_owned(), long(value)?))
            };
            Value::Object(fields.iter().map(field).collect::<Result<_, String>>()?)
        }
        Yaml::Tagged(tag, value) => match (tag.suffix.as_str(), long(value)?) {
            (name @ ("Ref" | "Condition"), value) => json!({ name: value }),
            // The short form alone may join the two.
            ("GetAtt", Value::String(of)) => {
                json!({ "Fn::GetAtt": of.splitn(2, '.').collect::<Vec<_>>() })
            }
            (name, value) => json!({ format!("Fn::{name}"): value }),
        },
        other => return Err(format!("{other:?} has no place in the template")),
    })
}
