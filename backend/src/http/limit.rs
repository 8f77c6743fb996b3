//! Floods (`threats.md` L2): 300 requests in five minutes for an account, 600 for an address
//! without one.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use shared::api::{Code, Problem};

use super::ctx::Ctx;
use crate::failure::Failure;

type Limiter = Arc<DefaultKeyedRateLimiter<String>>;

/// Who may come how often.
#[derive(Clone)]
pub struct Limits {
    accounts: Limiter,
    addresses: Limiter,
}

/// So many at once, and so many again over five minutes.
fn quota(burst: NonZeroU32) -> Quota {
    let every = Duration::from_mins(5) / burst.get();
    Quota::with_period(every).unwrap_or(Quota::per_minute(burst)).allow_burst(burst)
}

impl Default for Limits {
    fn default() -> Self {
        Self::of(300, 600)
    }
}

impl Limits {
    /// So many requests in five minutes for an account, and for an address without one.
    pub fn of(accounts: u32, addresses: u32) -> Self {
        let limiter = |burst: u32| {
            let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
            Arc::new(RateLimiter::keyed(quota(burst)))
        };
        Self { accounts: limiter(accounts), addresses: limiter(addresses) }
    }

    /// Lets a request in, or says when to come again.
    pub(super) fn check(&self, ctx: &Ctx) -> Result<(), Failure> {
        let checked = match &ctx.who {
            Some(who) => self.accounts.check_key(&who.account.to_string()),
            None => self.addresses.check_key(&address_key(ctx.peer)),
        };
        checked.map_err(|not_until| {
            let wait = not_until.wait_time_from(DefaultClock::default().now());
            let wait = i64::try_from(wait.as_millis()).unwrap_or(60_000);
            Problem::new(Code::TooMany).retry_at(ctx.now.plus(wait.max(1000))).into()
        })
    }

    /// Forgets who has not come for a while: called every minute.
    pub fn forget_idle(&self) {
        self.accounts.retain_recent();
        self.addresses.retain_recent();
    }
}

/// An IPv4 address, or the /64 of an IPv6 one: what one household holds. On a listener for both
/// families every IPv4 address comes inside the same /64, `::ffff:0:0`.
pub(crate) fn address_key(address: std::net::IpAddr) -> String {
    match address.to_canonical() {
        std::net::IpAddr::V4(v4) => v4.to_string(),
        std::net::IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threat_l2_an_ipv6_network_counts_as_one_and_a_mapped_ipv4_as_itself() {
        let of = |text: &str| address_key(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), of("2001:db8:1:2::1"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
        assert_ne!(of("::ffff:192.0.2.1"), of("::ffff:192.0.2.2"));
    }
}
