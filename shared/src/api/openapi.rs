//! OpenAPI 3.1 from the contract: one more reader of the endpoint table.

use schemars::SchemaGenerator;
use serde_json::{Map, Value, json};

use super::{Access, Answer, EndpointInfo, Method, Payload, Problem};

/// The whole document.
pub fn document() -> Value {
    let settings = schemars::generate::SchemaSettings::draft2020_12()
        .with(|s| s.definitions_path = "/components/schemas".into());
    let mut schemas = settings.into_generator();
    let problem = schemas.subschema_for::<Problem>();
    let features = [
        ("account", super::account::TABLE, super::account::schemas(&mut schemas)),
        ("estate", super::estate::TABLE, super::estate::schemas(&mut schemas)),
        ("report", super::report::TABLE, super::report::schemas(&mut schemas)),
        ("inbox", super::inbox::TABLE, super::inbox::schemas(&mut schemas)),
        ("vote", super::vote::TABLE, super::vote::schemas(&mut schemas)),
        ("journal", super::journal::TABLE, super::journal::schemas(&mut schemas)),
    ];
    let mut paths: Map<String, Value> = Map::new();
    for (feature, table, operations) in features {
        for (info, (input, output)) in table.iter().zip(operations) {
            let operation = operation(feature, info, &input.into(), &output.into(), &mut schemas);
            let path = paths.entry(named_path(info.path)).or_insert_with(|| json!({}));
            if let Value::Object(methods) = path {
                methods.insert(info.method.as_str().to_lowercase(), operation);
            }
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Linli 邻里",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Owner self-service for residential communities. Instants are Unix milliseconds, areas hundredths of a square metre.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "paths": paths,
        "components": {
            "schemas": schemas.take_definitions(true),
            "responses": {
                "Problem": {
                    "description": "What the caller can act on (RFC 9457). `code` is stable.",
                    "content": { "application/problem+json": { "schema": Value::from(problem) } },
                },
            },
            "securitySchemes": {
                "bearer": { "type": "http", "scheme": "bearer", "bearerFormat": "JWT" },
                "cookie": { "type": "apiKey", "in": "cookie", "name": "__Host-linli" },
            },
            "parameters": {
                "Seat": {
                    "name": super::SEAT_HEADER,
                    "in": "header",
                    "required": true,
                    "description": "The seat acted in: one of `Me.seats`.",
                    "schema": { "type": "string", "format": "uuid" },
                },
            },
        },
    })
}

fn operation(
    feature: &str,
    info: &EndpointInfo,
    input: &Value,
    output: &Value,
    schemas: &mut SchemaGenerator,
) -> Value {
    let mut parameters = path_parameters(info.path);
    if info.access == Access::Seated {
        parameters.push(json!({ "$ref": "#/components/parameters/Seat" }));
    }
    let in_query = matches!(info.method, Method::Get | Method::Delete)
        || matches!(info.payload, Payload::Photo | Payload::Sheet);
    if in_query {
        parameters.extend(query_parameters(input, schemas));
    }
    let security = match info.access {
        Access::Anyone => json!([]),
        Access::Cookie => json!([{ "cookie": [] }]),
        Access::SignedIn | Access::Seated => json!([{ "bearer": [] }]),
    };
    let mut operation = json!({
        "operationId": info.name,
        "tags": [feature],
        "summary": info.about.trim(),
        "parameters": parameters,
        "security": security,
        "responses": {
            "200": { "description": "Done.", "content": answer(info, output) },
            "default": { "$ref": "#/components/responses/Problem" },
        },
    });
    if let (Some(body), Value::Object(members)) = (body(info, input), &mut operation) {
        members.insert("requestBody".to_owned(), body);
    }
    operation
}

fn body(info: &EndpointInfo, input: &Value) -> Option<Value> {
    let content = match (info.method, info.payload) {
        (Method::Get | Method::Delete, _) => return None,
        (_, Payload::Json | Payload::LongJson) => {
            json!({ "application/json": { "schema": input } })
        }
        (_, Payload::Photo) => json!({ "image/jpeg": {}, "image/png": {}, "image/webp": {} }),
        (_, Payload::Sheet) => json!({ "application/octet-stream": {} }),
    };
    Some(json!({ "required": true, "content": content }))
}

fn answer(info: &EndpointInfo, output: &Value) -> Value {
    match info.answer {
        Answer::Json => json!({ "application/json": { "schema": output } }),
        Answer::File => json!({ "application/octet-stream": {} }),
        Answer::Stream => json!({ "text/event-stream": { "schema": output } }),
    }
}

/// `/api/x/{}/y` with its holes named by place.
fn named_path(path: &str) -> String {
    let mut named = String::new();
    for (index, part) in path.split("{}").enumerate() {
        if index > 0 {
            named.push_str(&format!("{{arg{index}}}"));
        }
        named.push_str(part);
    }
    named
}

fn path_parameters(path: &str) -> Vec<Value> {
    let holes = path.matches("{}").count();
    let parameter = |index: usize| {
        json!({
            "name": format!("arg{index}"),
            "in": "path",
            "required": true,
            "schema": { "type": "string" },
        })
    };
    (1..=holes).map(parameter).collect()
}

/// The members of an input that travels in the query.
fn query_parameters(input: &Value, schemas: &SchemaGenerator) -> Vec<Value> {
    let reference = input.get("$ref").and_then(Value::as_str);
    let name = reference.and_then(|path| path.rsplit('/').next());
    let schema = name.and_then(|name| schemas.definitions().get(name)).unwrap_or(input);
    let required: Vec<&str> = schema
        .get("required")
        .and_then(Value::as_array)
        .map(|names| names.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default();
    let members = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    let parameter = |(name, schema): (&String, &Value)| {
        json!({
            "name": name,
            "in": "query",
            "required": required.contains(&name.as_str()),
            "schema": schema,
        })
    };
    members.map(parameter).collect()
}
