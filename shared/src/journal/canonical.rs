//! Canonical JSON (RFC 8785, JCS) for the values the journal uses: no floats, integers within ±2^53.

use serde_json::Value;

/// The largest integer that every JSON reader keeps exactly.
const SAFE: i64 = 9_007_199_254_740_991;

/// The canonical text of a value, or `None` for a float or an integer beyond ±(2^53 − 1), which the
/// journal never holds.
pub fn canonical(value: &Value) -> Option<String> {
    let mut text = String::new();
    write(value, &mut text)?;
    Some(text)
}

fn write(value: &Value, to: &mut String) -> Option<()> {
    match value {
        Value::Null => to.push_str("null"),
        Value::Bool(true) => to.push_str("true"),
        Value::Bool(false) => to.push_str("false"),
        Value::Number(number) => {
            let number = number.as_i64().filter(|n| (-SAFE..=SAFE).contains(n))?;
            to.push_str(&number.to_string());
        }
        // serde_json escapes exactly what RFC 8785 3.2.2.2 escapes.
        Value::String(text) => to.push_str(&serde_json::to_string(text).ok()?),
        Value::Array(items) => {
            to.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    to.push(',');
                }
                write(item, to)?;
            }
            to.push(']');
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            // RFC 8785 3.2.3: by UTF-16 code units.
            members.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            to.push('{');
            for (index, (name, member)) in members.into_iter().enumerate() {
                if index > 0 {
                    to.push(',');
                }
                to.push_str(&serde_json::to_string(name).ok()?);
                to.push(':');
                write(member, to)?;
            }
            to.push('}');
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_sorted_and_nothing_is_added() {
        let value: Value =
            serde_json::from_str("{ \"b\": [1, true, null], \"a\": \"办\\u000a\\\"\" }").unwrap();
        assert_eq!(canonical(&value).unwrap(), "{\"a\":\"办\\n\\\"\",\"b\":[1,true,null]}");
    }

    #[test]
    fn floats_and_huge_integers_have_no_place_in_the_journal() {
        for text in ["1.5", "9007199254740992", "1e2"] {
            let value: Value = serde_json::from_str(text).unwrap();
            assert_eq!(canonical(&value), None, "{text}");
        }
    }
}
