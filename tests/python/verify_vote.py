"""A second implementation of the recount, from the specification and RFC 9496 with Python's standard
library alone: `verify_vote.py VECTORS` checks the vectors, and a bundle that comes on standard input.

Slow: some ten ballots a second."""

import sys

from bundle import check_ballots, check_frozen, check_journal, read
from protocol import VERSION, demand, jcs
from tally import check_tally
from vectors import check_vectors


def check_bundle(text):
    found = read(text)
    head = found["head"][0]
    demand(head["v"] == VERSION, "another version of the protocol")
    facts, opened, closed = check_journal(found, head)
    ground = check_frozen(found, head, facts, opened)
    cast = check_ballots(found, head, facts, opened, closed, ground)
    return len(cast), check_tally(found, head, facts, ground, cast)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        print(f"vectors {check_vectors(file.read())}")
    text = sys.stdin.buffer.read().decode("utf-8")
    if text:
        ballots, results = check_bundle(text)
        print(f"ballots {ballots}")
        print(f"results {jcs(results)}")


if __name__ == "__main__":
    main()
