//! RFC 8259 into a tree.

/// A JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A whole number of 64 bits.
    Whole(i64),
    /// A number that is none: the contract has no such, a newer one may.
    Odd,
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// An object, in the order of the text.
    Map(Vec<(String, Node)>),
}

/// Deeper than any answer of ours.
const DEPTH_MAX: u8 = 64;

/// Reads a text that is one JSON value.
pub fn parse(text: &str) -> Option<Node> {
    let mut reader = Reader { rest: text };
    let node = reader.node(0)?;
    reader.space();
    reader.rest.is_empty().then_some(node)
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\n', '\r', '\t']);
    }

    /// Takes this word if it comes next.
    fn take(&mut self, word: &str) -> bool {
        self.space();
        let found = self.rest.strip_prefix(word);
        self.rest = found.unwrap_or(self.rest);
        found.is_some()
    }

    fn node(&mut self, depth: u8) -> Option<Node> {
        if depth > DEPTH_MAX {
            return None;
        }
        self.space();
        match self.rest.bytes().next()? {
            b'"' => self.text().map(Node::Text),
            b'[' => self.list(depth).map(Node::List),
            b'{' => self.map(depth).map(Node::Map),
            b'-' | b'0'..=b'9' => self.number(),
            _ if self.take("null") => Some(Node::Null),
            _ if self.take("true") => Some(Node::Bool(true)),
            _ if self.take("false") => Some(Node::Bool(false)),
            _ => None,
        }
    }

    fn list(&mut self, depth: u8) -> Option<Vec<Node>> {
        self.take("[");
        let mut list = Vec::new();
        if self.take("]") {
            return Some(list);
        }
        loop {
            list.push(self.node(depth + 1)?);
            if self.take("]") {
                return Some(list);
            }
            self.take(",").then_some(())?;
        }
    }

    fn map(&mut self, depth: u8) -> Option<Vec<(String, Node)>> {
        self.take("{");
        let mut map = Vec::new();
        if self.take("}") {
            return Some(map);
        }
        loop {
            self.space();
            let name = self.text()?;
            self.take(":").then_some(())?;
            map.push((name, self.node(depth + 1)?));
            if self.take("}") {
                return Some(map);
            }
            self.take(",").then_some(())?;
        }
    }

    fn number(&mut self) -> Option<Node> {
        let part = |c: char| matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E');
        let end = self.rest.find(|c| !part(c)).unwrap_or(self.rest.len());
        let (number, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        Some(number.parse().map_or(Node::Odd, Node::Whole))
    }

    fn text(&mut self) -> Option<String> {
        self.rest = self.rest.strip_prefix('"')?;
        let mut text = String::new();
        loop {
            let end = self.rest.find(['"', '\\'])?;
            let (plain, rest) = self.rest.split_at_checked(end)?;
            text.push_str(plain);
            let mut letters = rest.chars();
            if letters.next() == Some('"') {
                self.rest = letters.as_str();
                return Some(text);
            }
            let escaped = letters.next()?;
            self.rest = letters.as_str();
            text.push(match escaped {
                'b' => '\u{8}',
                'f' => '\u{c}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => self.unicode()?,
                '"' | '\\' | '/' => escaped,
                _ => return None,
            });
        }
    }

    /// Four hex digits, or two such with an escape between them for what UTF-16 writes as a pair.
    fn unicode(&mut self) -> Option<char> {
        let first = self.hex()?;
        let Some(high) = first.checked_sub(0xd800).filter(|high| *high < 0x400) else {
            return char::from_u32(first);
        };
        self.rest = self.rest.strip_prefix("\\u")?;
        let low = self.hex()?.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
        char::from_u32(0x1_0000 + (high << 10) + low)
    }

    fn hex(&mut self) -> Option<u32> {
        let (digits, rest) = self.rest.split_at_checked(4)?;
        self.rest = rest;
        u32::from_str_radix(digits, 16).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_value_is_read() {
        let text = r#" {"a":[1,-2,true,false,null,1.5],"b":{},"c":"x\"\n\u4e2d\ud83d\ude00"} "#;
        let map = Node::Map(vec![
            (
                "a".into(),
                Node::List(vec![
                    Node::Whole(1),
                    Node::Whole(-2),
                    Node::Bool(true),
                    Node::Bool(false),
                    Node::Null,
                    Node::Odd,
                ]),
            ),
            ("b".into(), Node::Map(Vec::new())),
            ("c".into(), Node::Text("x\"\n中😀".into())),
        ]);
        assert_eq!(parse(text), Some(map));
    }

    #[test]
    fn broken_text_is_nothing() {
        let deep = "[".repeat(100_000);
        for text in ["", "{", "[1,]", "{\"a\"}", "\"\\ud800\"", "tru", "1 2", "\"\\u12\"", &deep] {
            assert_eq!(parse(text), None, "{}", text.get(..9).unwrap_or(text));
        }
    }
}
