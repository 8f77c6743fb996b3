//! Access tokens: JWTs of fifteen minutes that name an account and its session (`threats.md` S7).

use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode,
};
use serde::{Deserialize, Serialize};
use shared::api::Code;
use shared::domain::account::{AccountId, SessionId};
use shared::value::{MINUTE, Timestamp};

use super::Keys;
use crate::failure::Failure;

/// How long a token lives, in ms.
pub const LIFE: i64 = 15 * MINUTE;
/// How far two clocks may differ, in seconds.
const LEEWAY: i64 = 5;
/// Longer than any token of ours, in bytes.
const LONGEST: usize = 1024;
const ISSUER: &str = "linli";
const AUDIENCE: &str = "linli-api";
/// RFC 9068: says that this is an access token and nothing else.
const TYPE: &str = "at+jwt";

/// Who a token speaks for. Whether the session is still open is asked of the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claims {
    /// The account.
    pub account: AccountId,
    /// Its session.
    pub session: SessionId,
}

#[derive(Serialize, Deserialize)]
struct Payload {
    iss: String,
    aud: String,
    sub: AccountId,
    sid: SessionId,
    iat: i64,
    exp: i64,
}

/// Makes a token; says when it dies.
pub fn issue(
    keys: &Keys,
    account: AccountId,
    session: SessionId,
    now: Timestamp,
) -> Result<(String, Timestamp), Failure> {
    let mut header = Header::new(Algorithm::HS256);
    header.typ = Some(TYPE.to_owned());
    header.kid = Some(keys.kid().to_owned());
    let iat = now.ms().div_euclid(1000);
    let exp = iat.saturating_add(LIFE / 1000);
    let payload = Payload {
        iss: ISSUER.to_owned(),
        aud: AUDIENCE.to_owned(),
        sub: account,
        sid: session,
        iat,
        exp,
    };
    let token = encode(&header, &payload, &EncodingKey::from_secret(keys.token()));
    Ok((token.map_err(Failure::bug)?, Timestamp::from_ms(exp.saturating_mul(1000))))
}

/// Reads a token. Anything wrong with it is the same 401.
pub fn read(keys: &Keys, token: &str, now: Timestamp) -> Result<Claims, Failure> {
    let payload = check(keys, token, now.ms().div_euclid(1000)).ok_or(Code::SignInRequired)?;
    Ok(Claims { account: payload.sub, session: payload.sid })
}

fn check(keys: &Keys, token: &str, now: i64) -> Option<Payload> {
    if token.len() > LONGEST {
        return None;
    }
    let header = decode_header(token).ok()?;
    let ours = header.alg == Algorithm::HS256
        && header.typ.as_deref() == Some(TYPE)
        && header.kid.as_deref() == Some(keys.kid());
    if !ours {
        return None;
    }
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_issuer(&[ISSUER]);
    validation.set_audience(&[AUDIENCE]);
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    // The library would ask the machine's clock; the times are compared below with ours.
    validation.validate_exp = false;
    validation.validate_nbf = false;
    let payload = decode::<Payload>(token, &DecodingKey::from_secret(keys.token()), &validation);
    let payload = payload.ok()?.claims;
    let in_time = payload.exp.saturating_add(LEEWAY) > now
        && payload.iat <= now.saturating_add(LEEWAY)
        && payload.exp.saturating_sub(payload.iat) <= LIFE / 1000;
    in_time.then_some(payload)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use shared::value::Id;

    use super::*;

    const NOW: Timestamp = Timestamp::from_ms(1_795_390_200_000);
    const SECONDS: i64 = 1_795_390_200;

    fn ids() -> (AccountId, SessionId) {
        (Id::v7(NOW, [1; 10]), Id::v7(NOW, [2; 10]))
    }

    fn payload() -> Value {
        let (sub, sid) = ids();
        json!({ "iss": ISSUER, "aud": AUDIENCE, "sub": sub, "sid": sid,
                "iat": SECONDS, "exp": SECONDS + 900 })
    }

    fn header(keys: &Keys) -> Header {
        let mut header = Header::new(Algorithm::HS256);
        header.typ = Some(TYPE.to_owned());
        header.kid = Some(keys.kid().to_owned());
        header
    }

    fn sign(keys: &Keys, header: &Header, payload: &Value) -> String {
        encode(header, payload, &EncodingKey::from_secret(keys.token())).unwrap()
    }

    fn unsigned(header: &Value, payload: &Value, signature: &str) -> String {
        let part =
            |value: &Value| data_encoding::BASE64URL_NOPAD.encode(value.to_string().as_bytes());
        format!("{}.{}.{signature}", part(header), part(payload))
    }

    fn is_refused(keys: &Keys, token: &str) -> bool {
        match read(keys, token, NOW) {
            Err(Failure::Problem(problem)) => problem.status == 401,
            _ => false,
        }
    }

    #[test]
    fn a_token_reads_back_for_its_fifteen_minutes() {
        let keys = Keys::demo();
        let (account, session) = ids();
        let (token, expires) = issue(&keys, account, session, NOW).unwrap();
        assert_eq!(expires, NOW.plus(LIFE));
        for later in [-4_000, 0, LIFE - 1, LIFE + 4_000] {
            let claims = read(&keys, &token, NOW.plus(later)).unwrap();
            assert_eq!(claims, Claims { account, session });
        }
        for wrong in [-6_000, LIFE + 5_000, LIFE * 10] {
            assert!(read(&keys, &token, NOW.plus(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn threat_s7_forged_headers_are_refused() {
        let keys = Keys::demo();
        let other = Keys::from_master(&[7; 32]);
        assert!(!is_refused(&keys, &sign(&keys, &header(&keys), &payload())));

        let mut kid_swap = header(&keys);
        kid_swap.kid = Some(other.kid().to_owned());
        let mut no_kid = header(&keys);
        no_kid.kid = None;
        let mut typ = header(&keys);
        typ.typ = Some("JWT".to_owned());
        let mut no_typ = header(&keys);
        no_typ.typ = None;
        let (mut hs384, mut hs512) = (header(&keys), header(&keys));
        hs384.alg = Algorithm::HS384;
        hs512.alg = Algorithm::HS512;
        for forged in [kid_swap, no_kid, typ, no_typ, hs384, hs512] {
            assert!(is_refused(&keys, &sign(&keys, &forged, &payload())), "{forged:?}");
        }
        // Another server's key under our name, and under its own.
        assert!(is_refused(&keys, &sign(&other, &header(&keys), &payload())));
        assert!(is_refused(&keys, &sign(&other, &header(&other), &payload())));
        for alg in ["none", "None", "NONE", "", "RS256", "HS256"] {
            let head = json!({ "alg": alg, "typ": TYPE, "kid": keys.kid() });
            for signature in ["", "AAAA"] {
                assert!(is_refused(&keys, &unsigned(&head, &payload(), signature)), "{alg}");
            }
        }
    }

    #[test]
    fn threat_s7_wrong_or_missing_claims_are_refused() {
        let keys = Keys::demo();
        for name in ["iss", "aud", "sub", "sid", "iat", "exp"] {
            let mut without = payload();
            without.as_object_mut().unwrap().remove(name);
            assert!(is_refused(&keys, &sign(&keys, &header(&keys), &without)), "no {name}");
            let mut null = payload();
            null[name] = Value::Null;
            assert!(is_refused(&keys, &sign(&keys, &header(&keys), &null)), "null {name}");
        }
        let wrong = [
            ("iss", json!("other")),
            ("iss", json!(["linli"])),
            ("aud", json!("other")),
            ("aud", json!(["linli-api", "other"])),
            ("sub", json!("1")),
            ("sid", json!("")),
            ("exp", json!(SECONDS - 5)),
            ("exp", json!(SECONDS + 901)),
            ("exp", json!("1795391100")),
            ("exp", json!(i64::MAX)),
            ("exp", json!(-1)),
            ("iat", json!(SECONDS + 6)),
            ("iat", json!(i64::MIN)),
        ];
        for (name, value) in wrong {
            let mut forged = payload();
            forged[name] = value.clone();
            assert!(is_refused(&keys, &sign(&keys, &header(&keys), &forged)), "{name}: {value}");
        }
    }

    #[test]
    fn threat_s7_broken_tokens_are_refused() {
        let keys = Keys::demo();
        let good = sign(&keys, &header(&keys), &payload());
        let cut = good.get(..good.len() - 1).unwrap().to_owned();
        let parts: Vec<&str> = good.split('.').collect();
        let swapped = [parts[0], parts[0], parts[2]].join(".");
        for broken in
            [String::new(), "..".to_owned(), "a.b.c".to_owned(), cut, swapped, "x".repeat(5000)]
        {
            assert!(is_refused(&keys, &broken), "{broken}");
        }
    }
}
