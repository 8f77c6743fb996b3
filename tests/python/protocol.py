"""linli.vote.v1: hashes, contexts, items and proofs, from the specification alone."""

import hashlib
import json

from ristretto import GENERATOR, IDENTITY, ORDER, Point

VERSION = "linli.vote.v1"
LOCKS = [(0, 1), (0, 2), (1, 2)]
G = GENERATOR


class Broken(Exception):
    """What a check found."""


def demand(holds, why):
    if not holds:
        raise Broken(why)


def jcs(value):
    """RFC 8785 for ASCII member names and integers."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(data):
    return hashlib.sha256(data.encode() if isinstance(data, str) else data)


def digest(label, *fields):
    hashed = hashlib.sha512()
    for field in (VERSION.encode(), label.encode(), *fields):
        hashed.update(len(field).to_bytes(4, "little") + field)
    return hashed.digest()


def digest_scalar(label, *fields):
    return int.from_bytes(digest(label, *fields), "little") % ORDER


def scalar(data):
    value = int.from_bytes(data, "little")
    demand(len(data) == 32 and value < ORDER, "a number that is not below the order")
    return value


def point(data):
    read = Point.decode(data)
    demand(read is not None, "bytes that are no group element")
    return read


def proper_point(data):
    read = point(data)
    demand(read != IDENTITY, "the identity")
    return read


def u32(number):
    return number.to_bytes(4, "little")


# --- items -----------------------------------------------------------------------------------------


class Item:
    """n boxes of which at most m are marked, with their proofs."""

    def __init__(self, data, boxes, limit):
        demand(len(data) == 32 * (9 * boxes + 4 * limit + 3), "an item of another length")
        fields = [data[at : at + 32] for at in range(0, len(data), 32)]
        self.boxes, self.limit = boxes, limit
        self.encrypted = fields[: 2 * boxes]
        self.pairs = [
            (proper_point(self.encrypted[2 * at]), point(self.encrypted[2 * at + 1]))
            for at in range(boxes)
        ]
        self.proofs, rest = [], fields[2 * boxes :]
        for size in [2] * boxes + [limit + 1]:
            commitments, rest = rest[: 2 * size], rest[2 * size :]
            challenges, rest = rest[: size - 1], rest[size - 1 :]
            responses, rest = rest[:size], rest[size:]
            self.proofs.append(
                (commitments, [scalar(one) for one in challenges], [scalar(one) for one in responses])
            )

    def nonces(self):
        return self.encrypted[::2]

    def check(self, ctx, key):
        """Every box holds 0 or 1, and no more than the limit are marked."""
        commitments = [one for proof in self.proofs for one in proof[0]]
        shared = digest_scalar(
            "item", ctx, key.encode(), u32(self.boxes), u32(self.limit), *self.encrypted, *commitments
        )
        total = (IDENTITY, IDENTITY)
        for r, b in self.pairs:
            total = (total[0] + r, total[1] + b)
        for (r, b), (commitments, challenges, responses) in zip(self.pairs + [total], self.proofs):
            challenges = challenges + [(shared - sum(challenges)) % ORDER]
            for value, (c, s) in enumerate(zip(challenges, responses)):
                a, a1 = point(commitments[2 * value]), point(commitments[2 * value + 1])
                demand(s * G == a + c * r, "a proof does not hold")
                demand(s * key == a1 + c * (b - value * G), "a proof does not hold")


def seal(ctx, key, boxes, limit, marks, seed):
    """The bytes of an item, from its seed."""
    drawn, draw_key = 0, digest("draw", seed, ctx, bytes(marks))

    def draw():
        nonlocal drawn
        drawn += 1
        return digest_scalar("nonce", draw_key, drawn.to_bytes(8, "little"))

    secrets = [draw() for _ in marks]
    pairs = [(r * G, r * key + mark * G) for r, mark in zip(secrets, marks)]
    statements = [(pair, r, mark, 1) for pair, r, mark in zip(pairs, secrets, marks)]
    total = (IDENTITY, IDENTITY)
    for r, b in pairs:
        total = (total[0] + r, total[1] + b)
    statements.append((total, sum(secrets), sum(marks), limit))
    proofs = []
    for (r, b), _, value, most in statements:
        branches = []
        for at in range(most + 1):
            s = draw()
            if at == value:
                branches.append((s * G, s * key, None, s))
            else:
                c = draw()
                branches.append((s * G - c * r, s * key - c * (b - at * G), c, s))
        proofs.append(branches)
    encrypted = [one.encode() for pair in pairs for one in pair]
    commitments = [[one.encode() for b in branches for one in b[:2]] for branches in proofs]
    shared = digest_scalar(
        "item", ctx, key.encode(), u32(boxes), u32(limit), *encrypted, *sum(commitments, [])
    )
    out = encrypted
    for (_, r, value, most), branches, sent in zip(statements, proofs, commitments):
        challenges = [c for _, _, c, _ in branches]
        challenges[value] = (shared - sum(c for c in challenges if c is not None)) % ORDER
        responses = [s for _, _, _, s in branches]
        responses[value] = (responses[value] + challenges[value] * r) % ORDER
        numbers = challenges[:most] + responses
        out = out + sent + [number.to_bytes(32, "little") for number in numbers]
    return b"".join(out)


# --- proofs of knowledge, shares, locks ----------------------------------------------------------


def check_knowledge(public, ctx, c, s):
    commitment = s * G - c * public
    same = digest_scalar("pok", ctx, public.encode(), commitment.encode())
    demand(c == same, "a proof of knowledge does not hold")


def check_share(public, r, d, ctx, c, s):
    by_g, by_r = s * G - c * public, s * r - c * d
    fields = [one.encode() for one in (public, r, d, by_g, by_r)]
    demand(c == digest_scalar("share", ctx, *fields), "a share does not belong to its sum")


def lock_secret(meeting, lock, trustees, secret, other):
    low, high = lock
    return digest_scalar(
        "lock",
        meeting.encode(),
        bytes(lock),
        trustees[low].encode(),
        trustees[high].encode(),
        (secret * other).encode(),
    )


def digits(public):
    """Twenty digits, as the key sheet shows them."""
    number = int.from_bytes(digest("digits", public.encode())[:16], "little") % 10**20
    text = f"{number:020}"
    return " ".join(text[at : at + 5] for at in range(0, 20, 5))
