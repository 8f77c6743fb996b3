//! The contract, the rules and the values that server and browser share.
