/**
 * Random environments over the schemas of all parts: `npm run test:fuzz`. Each is planned, keeps the order tables and
 * holds its controls or names what an exemption lets off. A seed makes the same environment on every machine.
 */
import assert from "node:assert/strict";

import { ADDON_NAMES } from "../../components/addons/catalogue";
import { CHART_NAMES } from "../../components/charts/catalogue";
import { PARTS, PARTS_ON_EXISTING_CLUSTER, PARTS_WITHOUT_CLUSTER } from "../../components/platform/parts";
import { FAMILIES, KIT } from "./bases";
import { legalOf, legalWith, legalWithSeveral, placesOfFamily } from "./legal";
import { faultsOfLegal } from "./legal-rules";
import { NOT_REACHED, NOT_SEVERAL, SAME } from "./not-reached";
import { planOf } from "./planned";
import { written } from "./reduce";
import { type Asked, BATCHES, check, checkSeed, COUNT, FIRST, WHOLE } from "./seeds";
import { pathsIn } from "./words";

const seen = new Set<string>();

function legalAsked(seed: number): Asked {
    const { subject } = legalOf(seed);
    for (const path of pathsIn(subject.family.schema, subject.shape)) seen.add(path);
    return { subject, faultsOf: faultsOfLegal };
}

/** Maps of a whole environment: what there may be several of, by name. Few asked for leave the ones made one by one. */
const MAPS = placesOfFamily(KIT)
    .filter(({ path }) => /^\w+\.\*$/.test(path) && !(path in NOT_SEVERAL))
    .filter(({ path }) => COUNT >= WHOLE || /^(fargateProfiles|identityProviders)/.test(path));

const PLACES = FAMILIES.flatMap((family) => placesOfFamily(family).map((place) => ({ family, place })));
const PATHS = new Set(PLACES.map(({ place }) => place.path));

/** There, or where another part has the same words. */
function isSeen(path: string): boolean {
    const same = SAME.map(([here, there]) => path.replace(here, there)).filter((other) => other !== path);
    return [path, ...same].some((one) => seen.has(one));
}

/** Aimed at once more, alone; whatever else the environment has is seen as well. */
function isReached(path: string): boolean {
    return PLACES.filter(({ place }) => place.path === path).some(({ family, place }) => {
        const subject = legalWith(family, place)?.subject;
        if (subject === undefined) return false;
        for (const other of pathsIn(family.schema, subject.shape)) seen.add(other);
        return true;
    });
}

describe(`random environments, ${COUNT} from seed ${FIRST}`, function () {
    this.timeout(600_000);

    for (const { named, seeds } of BATCHES) {
        it(`plan, keep the order and hold their controls: ${named}`, async () => {
            for (const seed of seeds) await checkSeed(seed, legalAsked(seed));
        });
    }

    it("do so with several of what there may be several of", async () => {
        for (const place of MAPS) {
            const legal = legalWithSeveral(KIT, place);
            assert.ok(legal, place.path);
            await check(`several ${place.path}`, { subject: legal.subject, faultsOf: faultsOfLegal });
        }
    });

    it("have every word of every part, or there is a reason", function () {
        if (COUNT < WHOLE) this.skip();
        // What none of them had is aimed at once more, place by place.
        this.timeout(3_600_000);
        const missing = [...PATHS].filter(
            (path) => !isSeen(path) && !(path in NOT_REACHED) && !isReached(path),
        );
        // What was aimed at later may have brought it.
        assert.deepEqual(
            missing.filter((path) => !isSeen(path)),
            [],
        );
    });
});

describe("the words that random environments are to have", () => {
    it("are those of every part", () => {
        const words = [...PARTS, ...PARTS_WITHOUT_CLUSTER, ...PARTS_ON_EXISTING_CLUSTER].flatMap((one) =>
            Object.keys(one.words),
        );
        const named = [
            ...words,
            ...ADDON_NAMES.map((name) => `addons.${name}`),
            ...CHART_NAMES.map((name) => `catalogue.${name}`),
            "compute.kind=karpenter",
            "network.kind=existing",
        ];
        assert.deepEqual(
            named.filter((path) => !PATHS.has(path)),
            [],
        );
    });

    it("are left out for a reason, and are words", () => {
        for (const [path, reason] of Object.entries({ ...NOT_REACHED, ...NOT_SEVERAL }))
            assert.ok(PATHS.has(path) && reason.length > 20, path);
    });

    it("make the same environment for a seed each time, which the kit accepts", () => {
        for (const seed of [1, 2, 3]) {
            const [one, other] = [legalOf(seed).subject, legalOf(seed).subject];
            assert.equal(written(one), written(other));
            assert.ok("plan" in planOf(one));
        }
    });
});
