//! Inputs of GET and DELETE as query strings.

use serde::Serialize;

use super::json::{self, Node};

/// `?key=value&…` of a flat input; lists are joined by commas, absent values left out.
pub fn query_string<T: Serialize + ?Sized>(input: &T) -> String {
    query_of(json::parse(&json::write(input)))
}

fn query_of(input: Option<Node>) -> String {
    let Some(Node::Map(fields)) = input else { return String::new() };
    let mut query = String::new();
    for (name, value) in &fields {
        if let Some(text) = text(value) {
            query.push(if query.is_empty() { '?' } else { '&' });
            encode(name, &mut query);
            query.push('=');
            encode(&text, &mut query);
        }
    }
    query
}

fn text(value: &Node) -> Option<String> {
    match value {
        Node::Text(text) => Some(text.clone()),
        Node::Whole(number) => Some(number.to_string()),
        Node::Bool(flag) => Some(flag.to_string()),
        Node::List(items) if !items.is_empty() => {
            Some(items.iter().filter_map(text).collect::<Vec<_>>().join(","))
        }
        Node::List(_) | Node::Null | Node::Map(_) | Node::Odd => None,
    }
}

/// RFC 3986, 2.3: unreserved letters stay, and the comma, which a query may hold.
fn encode(text: &str, to: &mut String) {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().unwrap_or_default();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b',' => {
                to.push(char::from(byte));
            }
            _ => to.extend(['%', digit(byte >> 4), digit(byte & 15)]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_joined_and_absent_values_left_out() {
        let input = serde_json::json!({
            "cursor": null, "limit": 20, "mine": true, "q": "6 幢", "status": ["NEW", "DONE"], "tags": []
        });
        assert_eq!(query_string(&input), "?limit=20&mine=true&q=6%20%E5%B9%A2&status=NEW,DONE");
        assert_eq!(query_string(&serde_json::json!({})), "");
    }
}
