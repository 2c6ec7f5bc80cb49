import assert from "node:assert/strict";

import fc from "fast-check";

import {
    childName,
    childNameOf,
    limitName,
    LOGICAL_NAME_LIMITS,
    shortHash,
} from "../../../components/shared/names";

const part = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,80}$/);
const options = { seed: 20261124, numRuns: 500 };

describe("names", () => {
    it("joins the component's name and the key", () => {
        assert.equal(childName("network", "public", "a"), "network-public-a");
        assert.equal(childNameOf("role", "cluster"), "cluster");
    });

    it("cuts at the limit of the kind and adds a hash of the whole name", () => {
        const long = "x".repeat(60);
        assert.equal(childNameOf("role", long), `${"x".repeat(47)}-${shortHash(long)}`);
        assert.equal(childNameOf("role", long).length, LOGICAL_NAME_LIMITS.role);
    });

    it("never ends its head in a dash", () => {
        const name = `${"x".repeat(40)}-------${"y".repeat(40)}`;
        assert.equal(limitName(name, 56), `${"x".repeat(40)}-${shortHash(name)}`);
    });

    it("rule 43: every name fits its kind, so that Pulumi's suffix never makes it too long for AWS", () => {
        const limits: Record<keyof typeof LOGICAL_NAME_LIMITS, number> = {
            role: 64,
            alias: 238,
            policy: 128,
            nodeGroup: 63,
            fargateProfile: 100,
            launchTemplate: 128,
            eventRule: 64,
            queue: 80,
            instanceProfile: 128,
            virtualCluster: 64,
            other: 255,
        };
        fc.assert(
            fc.property(
                fc.constantFrom("role", "alias", "other"),
                fc.array(part, { minLength: 1 }),
                (kind, parts) => {
                    assert.ok(childNameOf(kind, ...parts).length + "-1a2b3c4".length <= limits[kind]);
                },
            ),
            options,
        );
    });

    it("rule 43: two different names stay different when cut, and the same name is always cut the same way", () => {
        fc.assert(
            fc.property(part, part, (one, other) => {
                const cut = (text: string): string => limitName(`${"long-".repeat(10)}${text}`, 56);
                assert.equal(cut(one) === cut(other), one === other);
                assert.equal(cut(one), cut(one));
            }),
            options,
        );
    });
});
