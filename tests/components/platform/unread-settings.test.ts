/** Settings that may be left out and that no part of an environment reads: refused, since they would do nothing. */
import assert from "node:assert/strict";

import { planEnvironment } from "../../../components/platform/environment";
import { describeLocated } from "../../../components/platform/located";
import { PARTS, PARTS_ON_EXISTING_CLUSTER, PARTS_WITHOUT_CLUSTER } from "../../../components/platform/parts";
import type { AnyPart } from "../../../components/platform/shape";
import type { Part } from "../../../components/platform/part";
import type { Json } from "../../../components/shared/json";
import { EXISTING_CLUSTER, EXISTING_VPC } from "../../support/networks";
import { readingWith } from "../../support/settings";
import { ON_FARGATE } from "../../support/shapes";

type Parts = readonly Part<AnyPart["words"], never>[];
type Config = Readonly<Record<string, Json | undefined>>;

const { keys, network } = ON_FARGATE;
const WITHOUT_CLUSTER = { keys, network };
const ON_CLUSTER = {
    network: { kind: "existing", egress: "routed", endpoints: [] },
    keys,
    compute: { kind: "existing", nodes: 3 },
    addons: { replicas: 2, zoneSpread: true },
};
const CLUSTER: Config = { "platform:existingCluster": EXISTING_CLUSTER };
const SHOWN_CLUSTER = Object.fromEntries(
    Object.entries(EXISTING_CLUSTER).sort(([one], [other]) => one.localeCompare(other)),
);
const VPC: Config = { "platform:existingVpc": EXISTING_VPC };
const LATTICE: Config = { "platform:lattice": { prefixLists: ["pl-0123456789abcdef0"] } };

function refusedOf(parts: Parts, shape: object, config: Config = {}): readonly string[] {
    const result = planEnvironment(readingWith(config), { parts, shapeOf: () => shape as never });
    return "problems" in result ? result.problems.map(describeLocated) : [];
}

const SERVICES =
    'Pulumi.dev.yaml › platform:serviceCidr: nothing in this environment reads it (got "172.20.0.0/16"). Remove it.';

describe("a setting that no part of an environment reads", () => {
    it("is refused without a cluster, each by name", () => {
        assert.deepEqual(refusedOf(PARTS_WITHOUT_CLUSTER, WITHOUT_CLUSTER, { ...LATTICE, ...CLUSTER }), [
            `Pulumi.dev.yaml › platform:existingCluster: nothing in this environment reads it (got ${JSON.stringify(SHOWN_CLUSTER)}). Remove it.`,
            'Pulumi.dev.yaml › platform:lattice: nothing in this environment reads it (got {"prefixLists":["pl-0123456789abcdef0"]}). Remove it.',
            SERVICES,
        ]);
        assert.deepEqual(
            refusedOf(PARTS_WITHOUT_CLUSTER, WITHOUT_CLUSTER, { "platform:serviceCidr": undefined }),
            [],
        );
    });

    it("is refused on a cluster that somebody else made", () => {
        const config = { ...CLUSTER, ...VPC };
        assert.deepEqual(refusedOf(PARTS_ON_EXISTING_CLUSTER, ON_CLUSTER, config), [SERVICES]);
        const without = { ...config, "platform:serviceCidr": undefined };
        assert.deepEqual(refusedOf(PARTS_ON_EXISTING_CLUSTER, ON_CLUSTER, without), []);
    });

    it("is told beside what is wrong with other settings, those of the part that copies what it can read among them", () => {
        const config = { ...CLUSTER, ...VPC, "platform:region": "nowhere" };
        const refused = refusedOf(PARTS_ON_EXISTING_CLUSTER, ON_CLUSTER, config);
        assert.equal(refused.at(-1), SERVICES);
        assert.equal(refused.length, 2);
    });

    it("may be read by what cannot be read, and then is not told", () => {
        const refused = refusedOf(PARTS_WITHOUT_CLUSTER, { ...WITHOUT_CLUSTER, keys: 7 });
        assert.equal(refused.length > 0 && !refused.includes(SERVICES), true);
    });

    it("may be read by resources of the fork's own", () => {
        const own = { files: { needs: "network", make: () => ({}) } };
        assert.deepEqual(refusedOf(PARTS_WITHOUT_CLUSTER, { ...WITHOUT_CLUSTER, own }), []);
    });

    it("is none where the kit makes the cluster", () => {
        assert.deepEqual(refusedOf(PARTS, ON_FARGATE), []);
    });
});
