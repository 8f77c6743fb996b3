"""Sums, shares, totals and results of a bundle."""

from bundle import read_point, read_proof
from protocol import LOCKS, VERSION, G, check_share, demand, jcs, sha256
from ristretto import IDENTITY
from rules import Count, total


def name_of(line):
    return line["matter"], line["box"], line["weight"]


def check_postings(found, facts):
    """Every posting of shares stands in the journal under its hash."""
    postings = {}
    for line in found["share"]:
        told = {name: value for name, value in line.items() if name != "seq"}
        postings.setdefault(line["seq"], []).append(jcs(told) + "\n")
    for seq, fact, _, _ in facts:
        if fact["type"] == "share":
            demand(seq in postings, "a posting is left out")
            demand(sha256("".join(postings.pop(seq))).hexdigest() == fact["hash"], "a posting")
    demand(not postings, "shares without an entry")


class Tally:
    def __init__(self, found, head, ground, cast):
        self.head, self.cast = head, cast
        self.matters, self.scopes, self.roll = ground[:3]
        self.locks = {tuple(one["lock"]): read_point(one["point"]) for one in found["lock"]}
        self.sums = {name_of(line): line for line in found["sum"]}
        self.totals = {name_of(line): line["total"] for line in found["total"]}
        self.withheld = {name_of(line): line["why"] for line in found["withheld"]}
        self.shares = {}
        for line in found["share"]:
            self.shares.setdefault(name_of(line), []).append(line)
        for kind, kept in (("sum", self.sums), ("total", self.totals), ("withheld", self.withheld)):
            demand(len(found[kind]) == len(kept), f"a {kind} twice")
        served = [line["party"] for line in found["served"]]
        demand(len(set(served)) == len(served) and set(served) <= set(self.roll), "who was served")
        self.served = served

    def weight(self, party, scope):
        told = self.roll[party][scope]
        return None if told is None else (told["area"], told["persons"])

    def check_sum(self, scope, name):
        """One opened sum: recomputed, its shares checked, its total right. None if not open yet."""
        matter, box, measure = name
        added = [
            (fingerprint, items[matter].pairs[box], self.weight(party, scope))
            for party, (fingerprint, items) in self.cast.items()
            if matter in items
        ]
        r, b = IDENTITY, IDENTITY
        for _, pair, weight in added:
            by = weight[0] if measure == "area" else weight[1]
            r, b = r + by * pair[0], b + by * pair[1]
        ballots = sha256(b"".join(bytes.fromhex(one[0]) for one in added)).hexdigest()
        if name not in self.sums:
            return None
        told = self.sums.pop(name)
        same = read_point(told["r"]) == r and read_point(told["b"]) == b
        demand(same and told["ballots"] == ballots, "not the sum of the ballots")
        about = {
            "ballots": ballots, "box": box, "matter": matter, "meeting": self.head["meeting"],
            "v": VERSION, "weight": measure,
        }  # fmt: skip
        parts, seen = {}, set()
        for share in self.shares.pop(name, []):
            lock, seat, d = tuple(share["lock"]), share["seat"], read_point(share["point"])
            demand(seat in lock and (lock, seat) not in seen, "a share of another seat")
            seen.add((lock, seat))
            check_share(self.locks[lock], r, d, jcs(about).encode(), *read_proof(share["proof"]))
            parts[lock] = d
        if name not in self.totals:
            return None
        number = self.totals.pop(name)
        demand(set(parts) == set(LOCKS), "a total without its shares")
        for d in parts.values():
            b = b - d
        demand(number * G == b, "not what the shares open")
        return number

    def recount(self, frozen, lots):
        matter = frozen["matter"]["id"]
        scope = self.scopes.index(frozen["matter"]["scope"])
        weights = [
            self.weight(party, scope) for party, (_, items) in self.cast.items() if matter in items
        ]
        silent = [self.weight(party, scope) for party in self.served if party not in self.cast]
        roll = total(w for w in (self.weight(party, scope) for party in self.roll) if w)
        demand(roll[0] > 0 and roll[1] > 0, "a scope without parties")
        count = Count(frozen, roll, weights, total(one for one in silent if one), lots)
        totals = count.unopened()
        while wanted := count.wanted(totals):
            for box, measure in wanted:
                number = self.check_sum(scope, (matter, box, measure))
                if number is None:
                    return None
                demand(number <= count.part[0 if measure == "area" else 1], "an impossible total")
                totals[box][measure] = number
        return count.result(totals)


def check_tally(found, head, facts, ground, cast):
    """The results, or None where something is still sealed that is to be opened."""
    check_postings(found, facts)
    tally, told = Tally(found, head, ground, cast), found["result"]
    results = []
    for at, frozen in enumerate(tally.matters):
        results.append(tally.recount(frozen, told[at]["lots"] if told else []))
    left = tally.sums or tally.totals or tally.shares
    demand(not left, "opened without need")
    hashes = [fact["hash"] for _, fact, _, _ in facts if fact["type"] == "result"]
    if not told:
        demand(not hashes and not tally.withheld, "the result is left out")
        return None if None in results else results
    demand(results == [line["result"] for line in told], "not what the rule gives")
    digest = sha256("".join(jcs(line) + "\n" for line in told)).hexdigest()
    demand(hashes and hashes[-1] == digest, "not the journal's result")
    closed = {
        (result["matter"], box, measure): result.get("withheld")
        for result in results
        for box, one in enumerate(result["boxes"])
        for measure in ("persons", "area")
        if one[measure] is None
    }
    demand(closed == tally.withheld, "what stays sealed, and why")
    return results
