/** Presets given what they do not take, refused with the shape they stand in. */
import assert from "node:assert/strict";

import { z } from "zod";

import { preset } from "../../../components/platform/preset";
import type { NodePoolShape } from "../../../components/platform/shape";
import { generalPool } from "../../fixtures/fork/stacks/presets";
import { refusedTogether } from "../../support/part-environment";
import { ON_FARGATE } from "../../support/shapes";

/** As a program that nobody type-checked says it. */
const pool = generalPool as (given: unknown) => NodePoolShape;
const GIVEN = { architecture: "amd64", capacityTypes: ["spot"], cpuLimit: 32 };

function refusedWith(general: NodePoolShape): string[] {
    return refusedTogether({
        ...ON_FARGATE,
        compute: { ...ON_FARGATE.compute, pools: { general } },
    });
}

const AT = "stacks/dev.ts › compute.pools.general › generalPool";
const KNOWN = "Known: architecture, capacityTypes, cpuLimit, weight.";

describe("a preset", () => {
    it("makes what it makes of words it takes", () => {
        assert.deepEqual(refusedWith(pool(GIVEN)), []);
        assert.deepEqual(pool({ ...GIVEN, weight: 3 }), { ...pool(GIVEN), weight: 3 });
        assert.deepEqual(Object.getOwnPropertySymbols(pool(GIVEN)), []);
    });

    it("refuses a word it does not take, where its result stands, and says where that word belongs", () => {
        assert.deepEqual(refusedWith(pool({ ...GIVEN, diskSizeGiB: 300 })), [
            `${AT}.diskSizeGiB: not one of the words it takes. ` +
                `Write it behind the preset: { ...generalPool({ … }), diskSizeGiB: … }. ${KNOWN}`,
        ]);
        assert.deepEqual(refusedWith(pool({ ...GIVEN, wieght: 3 })), [
            `${AT}.wieght: not one of the words it takes. Did you mean "weight"? ${KNOWN}`,
        ]);
    });

    it("refuses what is missing, of another kind or no word it knows, and nothing that follows from it", () => {
        assert.deepEqual(refusedWith(pool({ architecture: "amd", capacityTypes: "spot", weight: null })), [
            `${AT}.architecture: not one of the words known here (got "amd"). ` +
                'Did you mean "amd64"? Known: amd64, arm64.',
            `${AT}.capacityTypes: not a list (got "spot"). Write a list.`,
            `${AT}.cpuLimit: missing. Set it.`,
            `${AT}.weight: not a number (got null). Write a number.`,
        ]);
        assert.deepEqual(refusedWith(pool(undefined)), [
            "stacks/dev.ts › compute.pools.general › generalPool: missing. Write it as { … }.",
        ]);
    });

    it("refuses it when its result is spread, beside what is wrong with the rest of the shape", () => {
        const spread = { ...pool({ ...GIVEN, diskSizeGib: 300 }), weigth: 1, labels: null };
        assert.deepEqual(refusedWith(spread as unknown as NodePoolShape), [
            `${AT}.diskSizeGib: not one of the words it takes. ${KNOWN}`,
            "stacks/dev.ts › compute.pools.general.labels: not { … } (got null). Write { … }.",
            "stacks/dev.ts › compute.pools.general.weigth: not a part of a shape. " +
                'Did you mean "weight"? Known: amiAlias, annotations, diskSizeGiB, disruption, ' +
                "expireAfter, labels, limits, nodeClass, replicas, requirements, startupTaints, taints, " +
                "terminationGracePeriod, weight.",
        ]);
    });

    it("within a preset of one's own is refused as well", () => {
        const schema = z.strictObject({ cores: z.number() });
        const own = preset("own", schema, ({ cores }) => pool({ ...GIVEN, cpuLimit: cores, cpu: 1 }));
        const within = `${AT}.cpu: not one of the words it takes. Did you mean "cpuLimit"? ${KNOWN}`;
        assert.deepEqual(refusedWith(own({ cores: 8 })), [within]);
        assert.deepEqual(refusedWith(own({ cores: 8, corse: 4 } as { cores: number })), [
            within,
            "stacks/dev.ts › compute.pools.general › own.corse: not one of the words it takes. " +
                'Did you mean "cores"? Known: cores.',
        ]);
    });
});
