"""What a vote needs, what may be opened, what it comes to: domain.md 2.3, 2.4 and 2.6, in integers.

A weight is a pair (area in 0.01 m², persons)."""

ZERO = (0, 0)


def plus(a, b):
    return (a[0] + b[0], a[1] + b[1])


def total(weights):
    out = ZERO
    for weight in weights:
        out = plus(out, weight)
    return out


def exceeds_half(part, whole):
    return all(2 * p > w for p, w in zip(part, whole))


def is_quorate(part, roll):
    return all(3 * p >= 2 * w for p, w in zip(part, roll))


def decide(majority, in_favour, part, roll):
    if not is_quorate(part, roll):
        return "QUORUM_NOT_MET"
    if majority == "SPECIAL":
        carried = all(4 * f >= 3 * p for f, p in zip(in_favour, part))
    else:
        carried = exceeds_half(in_favour, part)
    return "PASSED" if carried else "REJECTED"


class Count:
    """One matter: weights of who takes part, and how it is counted."""

    def __init__(self, frozen, roll, weights, silent, lots):
        self.frozen, self.roll, self.weights = frozen, roll, weights
        self.part = total(weights)
        self.candidates = None
        if "seats" in frozen["matter"]:
            self.candidates = [option["id"] for option in frozen["options"]]
        follows = "follow" in frozen and frozen["majority"] == "ORDINARY" and not self.candidates
        self.silent = silent if follows else None
        self.lots = lots
        self.boxes = len(frozen["options"])

    def unopened(self):
        persons = 0 if self.part[1] == 0 else None
        area = 0 if self.part[0] == 0 else None
        return [{"area": area, "persons": persons} for _ in range(self.boxes)]

    def opens(self):
        if self.frozen["open_without_quorum"] or self.silent is not None:
            return True
        return is_quorate(self.part, self.roll)

    def wanted(self, totals):
        if not self.opens():
            return []
        closed = [at for at, one in enumerate(totals) if one["persons"] is None]
        if closed:
            return [(at, "persons") for at in closed]
        needed = self.question_areas(totals) if self.candidates is None else self.contest_areas(totals)
        return [(at, "area") for at in range(self.boxes) if needed[at] and totals[at]["area"] is None]

    def is_small(self, persons):
        hidden = any(weight[1] == 0 and weight[0] > 0 for weight in self.weights)
        return persons < self.frozen["min_group"] and (persons > 0 or hidden)

    def between(self, one):
        if one["area"] is not None:
            return one["area"], one["area"]
        areas = sorted(weight[0] for weight in self.weights if weight[1] > 0)
        others = sum(weight[0] for weight in self.weights if weight[1] == 0)
        count = one["persons"] or 0
        return sum(areas[:count]), sum(areas[len(areas) - min(count, len(areas)) :]) + others

    def judge(self, totals, for_area, against_area):
        in_favour = (for_area, totals[0]["persons"] or 0)
        against = (against_area, totals[1]["persons"] or 0)
        majority = self.frozen["majority"]
        plain = decide(majority, in_favour, self.part, self.roll)
        if self.silent is None:
            return plain, None
        part = plus(self.part, self.silent)
        for choice, own, other in (("FOR", in_favour, against), ("AGAINST", against, in_favour)):
            leads = own[0] > other[0] and own[1] > other[1]
            if leads and exceeds_half(own, self.roll):
                with_silent = plus(in_favour, self.silent) if choice == "FOR" else in_favour
                return plain, (choice, decide(majority, with_silent, part, self.roll))
        return plain, (None, plain)

    def question_areas(self, totals):
        groups = [one["persons"] for one in totals]
        groups.append(self.part[1] - sum(groups))
        if not any(self.is_small(group) for group in groups):
            return [True, True]
        (for_low, for_high), (against_low, against_high) = map(self.between, totals)
        for_high = min(for_high, self.part[0] - against_low)
        against_high = min(against_high, self.part[0] - for_low)
        lowest = self.judge(totals, for_low, against_low)
        return [
            lowest != self.judge(totals, for_high, against_low) or totals[0]["area"] is not None,
            lowest != self.judge(totals, for_low, against_high) or totals[1]["area"] is not None,
        ]

    def qualifies(self, weight):
        return is_quorate(self.part, self.roll) and exceeds_half(weight, self.part)

    def contest_areas(self, totals):
        ends = []
        for one in totals:
            low, high = self.between(one)
            ends.append([self.qualifies((area, one["persons"])) for area in (low, high)])
        needed = []
        for at, one in enumerate(totals):
            persons = one["persons"]
            small = self.is_small(persons) or self.is_small(self.part[1] - persons)
            rivals = (
                ends[other][0] and totals[other]["persons"] == persons
                for other in range(self.boxes)
                if other != at
            )
            decides = ends[at][0] != ends[at][1] or (ends[at][0] and any(rivals))
            needed.append(not small or decides or one["area"] is not None)
        return needed

    def result(self, totals):
        opens = self.opens()
        withheld = None if opens else "NO_QUORUM"
        if opens and any(one["area"] is None for one in totals):
            withheld = "FEW"
        weight = lambda pair: {"area": pair[0], "persons": pair[1]}
        out = {
            "boxes": totals if opens else [{"area": None, "persons": None}] * self.boxes,
            "majority": self.frozen["majority"],
            "matter": self.frozen["matter"]["id"],
            "participating": weight(self.part),
            "roll": weight(self.roll),
        }
        if withheld:
            out["withheld"] = withheld
        if self.candidates is not None:
            out["elected"] = self.elect(totals)
            quorate = is_quorate(self.part, self.roll)
            established = "PASSED" if out["elected"]["established"] else "REJECTED"
            out["outcome"] = established if quorate else "QUORUM_NOT_MET"
            return out
        areas = [self.between(one)[0] for one in totals]
        out["outcome"], followed = self.judge(totals, *areas)
        if followed is not None:
            choice, outcome = followed
            silent = weight(self.silent)
            out["followed"] = {"choice": choice, "outcome": outcome, "silent": silent}
        return out

    def elect(self, totals):
        seats = self.frozen["limit"]
        ranked = []
        for at, one in enumerate(totals):
            pair = (self.between(one)[0], one["persons"] or 0)
            if self.qualifies(pair):
                lot = self.lots[at] if self.lots else at
                ranked.append((-pair[1], -pair[0], lot, self.candidates[at]))
        names = [name for _, _, _, name in sorted(ranked)]
        members = names[:seats]
        return {
            "alternates": names[seats : seats + seats // 2],
            "established": len(members) >= 5 and 2 * len(members) > seats,
            "members": members,
        }
