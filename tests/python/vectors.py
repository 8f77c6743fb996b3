"""The vectors of the protocol, checked and sealed again."""

from protocol import (
    LOCKS,
    G,
    Item,
    check_knowledge,
    check_share,
    demand,
    jcs,
    lock_secret,
    point,
    scalar,
    seal,
    sha256,
)
import json


def check_vectors(text):
    vectors = json.loads(text)
    from_hex = bytes.fromhex
    ctx, key = from_hex(vectors["ctx"]), point(from_hex(vectors["key"]))
    demand(sha256(vectors["ctx_json"]).digest() == ctx, "the context's hash")
    demand(jcs(json.loads(vectors["ctx_json"])) == vectors["ctx_json"], "the context's form")

    secrets = [scalar(from_hex(one)) for one in vectors["secrets"]]
    trustees = [secret * G for secret in secrets]
    demand([one.encode().hex() for one in trustees] == vectors["trustees"], "the trustees' keys")
    total = None
    for lock, told in zip(LOCKS, vectors["locks"]):
        low, high = lock
        one = lock_secret(vectors["meeting"], lock, trustees, secrets[low], trustees[high])
        other = lock_secret(vectors["meeting"], lock, trustees, secrets[high], trustees[low])
        public = one * G
        demand(one == other and public.encode().hex() == told, "a lock")
        total = public if total is None else total + public
    demand(total == key, "the meeting's key")

    for one in vectors["items"]:
        boxes, limit, marks = one["boxes"], one["max"], one["marks"]
        sealed = seal(ctx, key, boxes, limit, marks, from_hex(one["seed"]))
        demand(sealed.hex() == one["item"], "an item's bytes")
        Item(sealed, boxes, limit).check(ctx, key)

    pok = {name: from_hex(value) for name, value in vectors["pok"].items()}
    check_knowledge(point(pok["x"]), b"pok-ctx", scalar(pok["c"]), scalar(pok["s"]))
    share = {name: from_hex(value) for name, value in vectors["share"].items()}
    check_share(
        point(from_hex(vectors["locks"][0])),
        point(share["r"]),
        point(share["d"]),
        b"sum-ctx",
        scalar(share["c"]),
        scalar(share["s"]),
    )
    return len(vectors["items"])
