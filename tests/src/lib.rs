//! The harness of the tests: server, actors, browser, builders.
