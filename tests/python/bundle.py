"""A bundle, check by check. The signature of the head's checkpoint is not checked here: the tree of the
head is taken as it is, or compared with one that is given."""

import base64
import hashlib
import json

from protocol import (
    LOCKS,
    VERSION,
    Item,
    check_knowledge,
    check_share,
    demand,
    jcs,
    proper_point,
    scalar,
    sha256,
)
from ristretto import IDENTITY

KINDS = [
    ["head"], ["matter"], ["roll"], ["trustee"], ["lock"], ["key"], ["leaf", "ballot", "checked"],
    ["invalid"], ["served"], ["sum"], ["share"], ["total", "withheld"], ["result"], ["foot"],
]  # fmt: skip
RANK = {kind: at for at, kinds in enumerate(KINDS) for kind in kinds}


def unbase64(text):
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    demand(base64.urlsafe_b64encode(data).rstrip(b"=").decode() == text, "not base64url")
    return data


def read_point(text):
    return proper_point(unbase64(text))


def read_proof(text):
    data = unbase64(text)
    demand(len(data) == 64, "a proof of another length")
    return scalar(data[:32]), scalar(data[32:])


def read(text):
    """The lines by kind, canonical, in order, with a foot that fits."""
    lines = text.split("\n")
    demand(lines.pop() == "", "the last line does not end")
    hashed, rank, found = hashlib.sha256(), 0, {kind: [] for kind in RANK}
    for number, line in enumerate(lines):
        value = json.loads(line)
        demand(jcs(value) == line, f"line {number + 1} is not canonical")
        kind = value.pop("kind")
        demand(RANK[kind] >= rank, f"line {number + 1} is out of order")
        rank = RANK[kind]
        if kind == "foot":
            demand(number == len(lines) - 1, "something follows the foot")
            demand(value == {"lines": number, "sha256": hashed.hexdigest()}, "the foot")
        hashed.update(line.encode() + b"\n")
        found[kind].append(value)
        if kind in ("leaf", "ballot", "checked"):
            found.setdefault("journal", []).append((kind, value))
    for kind in ("head", "key", "foot"):
        demand(len(found[kind]) == 1, f"not one {kind}")
    return found


# --- the journal's tree (RFC 6962, RFC 9162 2.1.3.2) -------------------------------------------


def node(left, right):
    return sha256(b"\x01" + left + right).digest()


def leaf_hash(text):
    return sha256(b"\x00" + text.encode()).digest()


def tree_root(leaves):
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return node(tree_root(leaves[:half]), tree_root(leaves[half:]))


def is_included(leaf, index, size, path, root):
    if not 0 <= index < size:
        return False
    at, last, hashed = index, size - 1, leaf
    for other in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            hashed = node(other, hashed)
            while at & 1 == 0 and at != 0:
                at, last = at >> 1, last >> 1
        else:
            hashed = node(hashed, other)
        at, last = at >> 1, last >> 1
    return last == 0 and hashed == root


def check_journal(found, head):
    """Entries in the tree, without a gap; what they say of this meeting, with their kind of line."""
    tree, facts, before = head["tree"], [], None
    for kind, line in found.get("journal", []):
        entry = line["entry"]
        path = [bytes.fromhex(one) for one in line["path"]]
        leaf, root = leaf_hash(jcs(entry)), bytes.fromhex(tree["root"])
        demand(is_included(leaf, entry["seq"] - 1, tree["size"], path, root), "not in the journal")
        demand(before is None or entry["seq"] == before["seq"] + 1, "an entry is left out")
        demand(before is None or entry["at"] >= before["at"], "entries out of time")
        before, fact = entry, entry["fact"]
        ours = fact["kind"] == "vote" and fact["fact"]["meeting"] == head["meeting"]
        facts.append((entry["seq"], fact["fact"] if ours else {"type": None}, kind, line))
    demand(facts and facts[0][1]["type"] and facts[-1][1]["type"], "not the meeting's entries")
    steps = {}
    for name in ("NOTICE", "OPEN", "CLOSE"):
        at = [seq for seq, fact, _, _ in facts if fact["type"] == "step" and fact["event"] == name]
        demand(len(at) == 1, f"not one {name}")
        steps[name] = at[0]
    demand(steps["OPEN"] < steps["CLOSE"], "closed before it opened")
    return facts, steps["OPEN"], steps["CLOSE"]


# --- matters, roll, key ------------------------------------------------------------------------


def check_frozen(found, head, facts, opened):
    matters = [line["frozen"] for line in found["matter"]]
    demand(matters, "no matter")
    scopes, ids = [], [one["matter"]["id"] for one in matters]
    demand(len(set(ids)) == len(ids), "a matter twice")
    for one in matters:
        demand(one["community"] == head["community"], "a matter of another estate")
        demand(one["meeting"] == head["meeting"], "a matter of another meeting")
        kind, options = one["matter"]["kind"], [option["id"] for option in one["options"]]
        majority = "SPECIAL" if kind in ("M6", "M7", "M8") else "ORDINARY"
        demand(kind != "U279" and one["majority"] == majority, "another majority than the law's")
        seats = one["matter"].get("seats")
        question = seats is None and one["limit"] == 1 and options == ["FOR", "AGAINST"]
        demand(question or (seats is not None and seats == one["limit"]), "boxes and limit")
        demand(1 <= one["limit"] <= len(options) <= 99, "boxes and limit")
        if one["matter"]["scope"] not in scopes:
            scopes.append(one["matter"]["scope"])
    rows = found["roll"]
    parties = [row["party"] for row in rows]
    demand(parties == sorted(set(parties)), "the roll's rows, each once in order")
    for row in rows:
        demand(len(row["weights"]) == len(scopes), "a row's weights")
        demand(all(one is None or one["persons"] in (0, 1) for one in row["weights"]), "persons")
    root = tree_root([leaf_hash(jcs(row)) for row in rows]).hex()
    texts = [sha256(jcs(one)).hexdigest() for one in matters]
    key = read_point(found["key"][0]["key"])
    frozen = {"text": dict(zip(ids, texts)), "roll": root, "key": key.encode().hex()}
    seen, last = set(), {}
    for seq, fact, _, _ in facts:
        if fact["type"] == "text":
            demand(frozen["text"].get(fact["matter"]) == fact["hash"], "another text")
            seen |= {fact["matter"]} if seq < opened else set()
        for name, field in (("roll", "root"), ("key", "key")):
            if fact["type"] == name:
                demand(seq < opened or fact[field] == frozen[name], f"the {name} changed")
                last[name] = fact[field] if seq < opened else last.get(name)
    demand(seen == set(ids), "a text that was not frozen")
    demand(last == {"roll": root, "key": frozen["key"]}, "another roll or key in the journal")
    check_key(found, head, root, texts, key)
    return matters, scopes, {row["party"]: row["weights"] for row in rows}, root, texts, key


def check_key(found, head, root, texts, key):
    base = {"community": head["community"], "v": VERSION}
    demand([one["seat"] for one in found["trustee"]] and len(found["trustee"]) == 3, "trustees")
    demand({one["seat"] for one in found["trustee"]} == {0, 1, 2}, "three seats")
    for one in found["trustee"]:
        ctx = jcs({**base, "seat": one["seat"]}).encode()
        check_knowledge(read_point(one["public"]), ctx, *read_proof(one["proof"]))
    text = sha256(jcs(texts)).hexdigest()
    halves = {}
    for one in found["lock"]:
        lock, seat = tuple(one["lock"]), one["seat"]
        demand(lock in LOCKS and seat in lock and (lock, seat) not in halves, "a half of a lock")
        about = {"lock": one["lock"], "meeting": head["meeting"], "roll": root}
        ctx = jcs({**base, **about, "seat": seat, "text": text}).encode()
        halves[lock, seat] = read_point(one["point"])
        check_knowledge(halves[lock, seat], ctx, *read_proof(one["proof"]))
    made = IDENTITY
    for low, high in LOCKS:
        demand(halves[(low, high), low] == halves[(low, high), high], "the halves of a lock differ")
        made = made + halves[(low, high), low]
    demand(len(halves) == 6 and made == key, "the locks do not make the key")


# --- ballots -----------------------------------------------------------------------------------


def check_ballots(found, head, facts, opened, closed, ground):
    matters, scopes, roll, root, texts, key = ground
    void = {fact["fingerprint"] for _, fact, _, _ in facts if fact["type"] == "checked"}
    invalid = [(one["party"], one["matter"]) for one in found["invalid"]]
    demand(len(set(invalid)) == len(invalid), "an invalid item twice")
    nonces, cast = set(), {}
    for seq, fact, kind, line in facts:
        demand((fact["type"] == "cast") == (kind == "ballot"), "a cast ballot that is not shown")
        demand((fact["type"] == "checked") == (kind == "checked"), "a check that is not shown")
        if kind != "ballot":
            continue
        ballot = line["ballot"]
        party, fingerprint = ballot["party"], sha256(jcs(ballot)).hexdigest()
        demand(fact["fingerprint"] == fingerprint, "not the ballot of its entry")
        demand(opened < seq < closed, "not between opening and close")
        demand(fingerprint not in void, "a ballot that was checked")
        demand(party not in cast and party in roll, "a second ballot, or of nobody")
        place = {"community": head["community"], "meeting": head["meeting"], "v": VERSION}
        demand({name: ballot[name] for name in place} == place, "a ballot of another place")
        demand(set(ballot) == {*place, "channel", "items", "party"}, "a ballot's members")
        scope_of = lambda one: scopes.index(one["matter"]["scope"])
        decides = [at for at, one in enumerate(matters) if roll[party][scope_of(one)] is not None]
        demand(decides, "a party that decides on nothing")
        marked = {at for at in decides if (party, matters[at]["matter"]["id"]) in invalid}
        demand(not marked or ballot["channel"] == "paper", "invalid, and not on paper")
        demand(sum(one[0] == party for one in invalid) == len(marked), "an invalid item elsewhere")
        decides = [at for at in decides if at not in marked]
        ids = [matters[at]["matter"]["id"] for at in decides]
        demand([one["matter"] for one in ballot["items"]] == ids, "not its matters")
        cast[party] = (fingerprint, {})
        for at, told in zip(decides, ballot["items"]):
            one = matters[at]
            context = {
                **place, "channel": ballot["channel"], "key": key.encode().hex(),
                "matter": one["matter"]["id"], "party": party, "roll": root, "text": texts[at],
            }  # fmt: skip
            item = Item(unbase64(told["item"]), len(one["options"]), one["limit"])
            item.check(sha256(jcs(context)).digest(), key)
            demand(not nonces & set(item.nonces()), "a copy of an item")
            nonces |= set(item.nonces())
            cast[party][1][told["matter"]] = item
    demand({one[0] for one in invalid} <= set(cast), "an invalid item without a ballot")
    return cast
