//! Voting for somebody else 委托 (PMR12; `domain.md` 2.3): in writing, for one meeting, by the agent in
//! person, revocable until the ballot is cast.

/// Why somebody cannot be an agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProxyFault {
    /// They act for the greatest number already.
    TooMany,
    /// Staff of the property company do not vote for owners.
    PropertyStaff,
    /// The agent's own right comes from another: there is no sub-delegation.
    SubDelegation,
    /// The ballot is cast: it stands.
    Cast,
}

/// What is known of a proxy before it is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProxyFacts {
    /// For how many principals the agent acts in this meeting already.
    pub principals: u32,
    /// The agent works for the property company that serves the estate.
    pub property_staff: bool,
    /// Whoever gives it holds the right by proxy themselves.
    pub sub_delegated: bool,
    /// The principal's ballot is cast.
    pub cast: bool,
}

/// Whether the proxy can be taken; the first reason against it. `most`: for how many principals one
/// agent may vote in one meeting (rule `vote.PROXIES`).
pub const fn check_proxy(facts: ProxyFacts, most: u32) -> Result<(), ProxyFault> {
    if facts.cast {
        Err(ProxyFault::Cast)
    } else if facts.sub_delegated {
        Err(ProxyFault::SubDelegation)
    } else if facts.property_staff {
        Err(ProxyFault::PropertyStaff)
    } else if facts.principals >= most {
        Err(ProxyFault::TooMany)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_2_8_one_agent_acts_for_three_principals_and_no_more() {
        let with = |principals| check_proxy(ProxyFacts { principals, ..ProxyFacts::default() }, 3);
        assert_eq!((with(2), with(3)), (Ok(()), Err(ProxyFault::TooMany)));
    }

    #[test]
    fn staff_agents_of_agents_and_cast_ballots_are_refused() {
        let none = ProxyFacts::default();
        let staff = ProxyFacts { property_staff: true, ..none };
        let second = ProxyFacts { sub_delegated: true, ..none };
        let cast = ProxyFacts { cast: true, ..none };
        assert_eq!(check_proxy(staff, 3), Err(ProxyFault::PropertyStaff));
        assert_eq!(check_proxy(second, 3), Err(ProxyFault::SubDelegation));
        assert_eq!(check_proxy(cast, 3), Err(ProxyFault::Cast));
    }
}
