/**
 * Random environments over the schemas of all parts: `npm run test:fuzz`, FUZZ of each kind, seeds from FUZZ_SEED on. A
 * legal one is planned, keeps the order tables and holds its controls or names what an exemption lets off; an illegal one
 * is refused, with every fault in one message. A seed makes the same environment on every machine.
 */
import assert from "node:assert/strict";

import { ADDON_NAMES } from "../../components/addons/catalogue";
import { CHART_NAMES } from "../../components/charts/catalogue";
import { PARTS, PARTS_ON_EXISTING_CLUSTER, PARTS_WITHOUT_CLUSTER } from "../../components/platform/parts";
import { illegalOf } from "./illegal";
import { faultsOfIllegal } from "./illegal-rules";
import { legalOf, legalWith, placesOfFamily } from "./legal";
import { faultsOfLegal } from "./legal-rules";
import { KIT, ON_EXISTING_CLUSTER } from "./bases";
import { NOT_REACHED } from "./not-reached";
import { planOf, type Subject } from "./planned";
import { reduced, written } from "./reduce";
import { pathsIn } from "./words";

/** What is asked of all of them together is asked of so many. */
const WHOLE = 2000;
const COUNT = Number(process.env["FUZZ"] ?? WHOLE);
const FIRST = Number(process.env["FUZZ_SEED"] ?? 1);
/** Parts, add-ons, charts, kinds of compute and of network by name. */
const NAMED = /^(\w+|(addons|catalogue)\.[\w-]+|(compute|network)\.kind=.+)$/;
/** Of all words of all parts, how many stand in some environment. Fewer than 2,000 have had 91 %. */
const LEAST_SHARE = 0.85;
/** Seeds of one test. */
const BATCH = 50;

const BATCHES = Array.from({ length: Math.ceil(COUNT / BATCH) }, (_, index) => FIRST + index * BATCH);

interface Kind {
    readonly make: (seed: number) => {
        readonly subject: Subject;
        readonly faultsOf: (subject: Subject) => Promise<readonly string[]>;
    };
}

function seedsFrom(first: number): readonly number[] {
    return Array.from({ length: Math.min(BATCH, FIRST + COUNT - first) }, (_, index) => first + index);
}

/** @throws AssertionError with the seed, how to run it alone, and the least of its environment that shows the fault */
async function check(seed: number, { make }: Kind): Promise<void> {
    const { faultsOf, subject } = make(seed);
    const faults = await faultsOf(subject);
    const [first] = faults;
    if (first === undefined) return;
    const kindOf = (fault: string): string => fault.slice(0, 40);
    const smallest = await reduced(subject, async (smaller) => {
        const found = await faultsOf(smaller).catch(() => []);
        return found.some((fault) => kindOf(fault) === kindOf(first));
    });
    const again = `FUZZ=1 FUZZ_SEED=${seed} npm run test:fuzz`;
    assert.fail(`seed ${seed} (${again}):\n${faults.join("\n")}\n${written(smallest)}`);
}

const seen = new Set<string>();

const LEGAL: Kind = {
    make: (seed) => {
        const { subject } = legalOf(seed);
        for (const path of pathsIn(subject.family.schema, subject.shape)) seen.add(path);
        return { subject, faultsOf: faultsOfLegal };
    },
};

const ILLEGAL: Kind = {
    make: (seed) => {
        const { faults, subject } = illegalOf(seed);
        // Less of it is another environment: faults taken out are no longer to be named.
        const faultsOf = (one: Subject): Promise<readonly string[]> =>
            faultsOfIllegal({ seed, subject: one, faults: one === subject ? faults : [] });
        return { subject, faultsOf };
    },
};

describe(`random environments, ${COUNT} of each kind from seed ${FIRST}`, function () {
    this.timeout(600_000);

    for (const first of BATCHES) {
        const seeds = seedsFrom(first);
        const named = `seeds ${first} to ${first + seeds.length - 1}`;
        it(`legal ones plan, keep the order and hold their controls: ${named}`, async () => {
            for (const seed of seeds) await check(seed, LEGAL);
        });

        it(`illegal ones are refused with every fault in one message: ${named}`, async () => {
            for (const seed of seeds) await check(seed, ILLEGAL);
        });
    }

    it("have every part, every add-on, every chart and every kind, and most of their words", function () {
        if (COUNT < WHOLE) this.skip();
        // What none of them had is aimed at once more, place by place.
        this.timeout(3_600_000);
        const places = [KIT, ON_EXISTING_CLUSTER].flatMap((family) =>
            placesOfFamily(family).map((place) => ({ family, place })),
        );
        const unseen = places.filter(({ place }) => NAMED.test(place.path) && !seen.has(place.path));
        const reached = unseen.filter(({ family, place }) => legalWith(family, place) !== undefined);
        const paths = new Set(reached.map(({ place }) => place.path));
        const missing = unseen.map(({ place }) => place.path).filter((path) => !paths.has(path));
        assert.deepEqual([...new Set(missing)].filter((path) => !(path in NOT_REACHED)).sort(), []);
        const all = new Set(places.map(({ place }) => place.path));
        const share = [...all].filter((path) => seen.has(path)).length / all.size;
        assert.ok(share > LEAST_SHARE, `${Math.round(share * 100)} % of ${all.size} words`);
    });
});

describe("the words that random environments are to have", () => {
    it("are those of every part", () => {
        const words = [...PARTS, ...PARTS_WITHOUT_CLUSTER, ...PARTS_ON_EXISTING_CLUSTER].flatMap((one) =>
            Object.keys(one.words),
        );
        const known = new Set([KIT, ON_EXISTING_CLUSTER].flatMap(placesOfFamily).map(({ path }) => path));
        assert.deepEqual(
            words.filter((word) => !known.has(word)),
            [],
        );
        const named = [
            ...ADDON_NAMES.map((name) => `addons.${name}`),
            ...CHART_NAMES.map((name) => `catalogue.${name}`),
            "compute.kind=karpenter",
            "network.kind=existing",
        ];
        assert.deepEqual(
            named.filter((path) => !known.has(path)),
            [],
        );
    });

    it("are left out for a reason", () => {
        for (const [path, reason] of Object.entries(NOT_REACHED)) assert.ok(reason.length > 20, path);
    });

    it("make the same environment for a seed each time, which the kit accepts", () => {
        for (const seed of [1, 2, 3]) {
            const [one, other] = [legalOf(seed).subject, legalOf(seed).subject];
            assert.equal(written(one), written(other));
            assert.ok("plan" in planOf(one));
        }
    });
});
