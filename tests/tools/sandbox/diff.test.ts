import assert from "node:assert/strict";

import { FACTS } from "../../../tools/facts";
import type { Properties } from "../../../tools/facts/facts";
import { UNKNOWN } from "../../../tools/plan/wire-values";
import { type Change, difference, valueAt } from "../../../tools/sandbox/diff";
import { DEFAULTS } from "../../../tools/sandbox/naming";
import { TYPES } from "../../../tools/sandbox/world/lookups";

function diff(type: string, oldInputs: Properties, news: Properties, outputs: Properties = {}) {
    const facts = FACTS.get(type);
    return difference({ type, facts, oldInputs, oldOutputs: { ...oldInputs, ...outputs }, news });
}

/** `cidrBlock!` for a change that forces replacement. */
function marks(changes: readonly Change[]): string[] {
    return changes.map(({ kind, path, replaces }) => `${kind} ${path}${replaces ? "!" : ""}`);
}

type Case = readonly [string, string, Properties, Properties, readonly string[], Properties?];

const CASES: readonly Case[] = [
    ["nothing", TYPES.vpc, { cidrBlock: "10.0.0.0/16" }, { cidrBlock: "10.0.0.0/16" }, []],
    ["a value", TYPES.vpc, { tags: { a: "1" } }, { tags: { a: "2" } }, ["update tags.a"]],
    ["a key more", TYPES.vpc, { tags: {} }, { tags: { a: "1" } }, ["add tags.a"]],
    ["a key less", TYPES.vpc, { tags: { a: "1" } }, { tags: {} }, ["delete tags.a"]],
    [
        "a value that forces replacement",
        TYPES.vpc,
        { cidrBlock: "10.0.0.0/16" },
        { cidrBlock: "10.1.0.0/16" },
        ["update cidrBlock!"],
    ],
    [
        "a value that may force replacement once it is known",
        TYPES.subnet,
        { vpcId: "vpc-1" },
        { vpcId: UNKNOWN },
        ["update vpcId!"],
    ],
    [
        "an item of a list",
        TYPES.cluster,
        { vpcConfig: { subnetIds: ["a", "b"] } },
        { vpcConfig: { subnetIds: ["a", "c", "d"] } },
        ["update vpcConfig.subnetIds[1]", "add vpcConfig.subnetIds[2]"],
    ],
    [
        "a value below one that forces replacement",
        TYPES.nodeGroup,
        { remoteAccess: { ec2SshKey: "a" } },
        { remoteAccess: { ec2SshKey: "b" } },
        ["update remoteAccess.ec2SshKey!"],
    ],
    [
        "an object with a value that forces replacement",
        TYPES.nodeGroup,
        {},
        { launchTemplate: { id: "lt-1", version: "1" } },
        ["add launchTemplate!"],
    ],
    [
        "the version of a template, in place",
        TYPES.nodeGroup,
        { launchTemplate: { id: "lt-1", version: "1" } },
        { launchTemplate: { id: "lt-1", version: "2" } },
        ["update launchTemplate.version"],
    ],
    [
        "encryption switched on, in place",
        TYPES.cluster,
        {},
        { encryptionConfig: { provider: { keyArn: "k" } } },
        ["add encryptionConfig"],
    ],
    [
        "encryption switched off",
        TYPES.cluster,
        { encryptionConfig: { provider: { keyArn: "k" } } },
        {},
        ["delete encryptionConfig!"],
    ],
    ["what AWS has anyway", TYPES.vpc, {}, { enableDnsSupport: true }, [], { enableDnsSupport: true }],
    ["what AWS filled in and goes on having", TYPES.nodeGroup, { version: "1.35" }, {}, []],
    [
        "a source of another kind",
        TYPES.securityGroupIngressRule,
        { cidrIpv4: "10.0.0.0/8" },
        { referencedSecurityGroupId: "sg-1" },
        ["delete cidrIpv4!", "add referencedSecurityGroupId!"],
    ],
    [
        "another source of the same kind",
        TYPES.securityGroupIngressRule,
        { cidrIpv4: "10.0.0.0/8" },
        { cidrIpv4: "10.0.0.0/16" },
        ["update cidrIpv4"],
    ],
    [
        "another tenancy, unless it is the way back",
        TYPES.vpc,
        { instanceTenancy: "dedicated" },
        { instanceTenancy: "default" },
        ["update instanceTenancy"],
    ],
    [
        "a kubeconfig whose cluster is known",
        "pulumi:providers:kubernetes",
        { kubeconfig: "a", clusterIdentifier: "arn" },
        { kubeconfig: UNKNOWN, clusterIdentifier: "arn" },
        ["update kubeconfig"],
    ],
    [
        "a kubeconfig whose cluster is not",
        "pulumi:providers:kubernetes",
        { kubeconfig: "a" },
        { kubeconfig: UNKNOWN },
        ["update kubeconfig!"],
    ],
    [
        "an object's name",
        TYPES.nodePool,
        { metadata: { name: "a" } },
        { metadata: { name: "b" } },
        ["update metadata.name!"],
    ],
    ["lists the bridge keeps", TYPES.role, { [DEFAULTS]: ["name"] }, { [DEFAULTS]: [] }, []],
];

describe("a difference", () => {
    for (const [what, type, before, after, expected, outputs] of CASES) {
        it(`of ${what}`, () => {
            assert.deepEqual(marks(diff(type, before, after, outputs).changes), expected);
        });
    }

    it("deletes first what has a name the program gave, and what the provider says", () => {
        const first = (type: string, before: Properties, after: Properties): boolean =>
            diff(type, before, after).deleteBeforeReplace;
        const named = { name: "a", path: "/" };
        assert.equal(first(TYPES.role, named, { ...named, path: "/x/" }), true);
        const auto = { ...named, [DEFAULTS]: ["name"] };
        assert.equal(first(TYPES.role, auto, { ...auto, path: "/x/" }), false);
        assert.equal(first(TYPES.role, named, { ...named, description: "in place" }), false);
        assert.equal(first(TYPES.subnet, { vpcId: "a" }, { vpcId: "b" }), false);
        assert.equal(first(TYPES.rolePolicyAttachment, { role: "a" }, { role: "b" }), true);
    });

    it("deletes an object first when another of its name would be the same", () => {
        const storageClass = (name: string, provisioner: string) => ({ metadata: { name }, provisioner });
        const type = "kubernetes:storage.k8s.io/v1:StorageClass";
        assert.equal(diff(type, storageClass("a", "x"), storageClass("a", "y")).deleteBeforeReplace, true);
        assert.equal(diff(type, storageClass("a", "x"), storageClass("b", "x")).deleteBeforeReplace, false);
        const release = { name: "a", namespace: "x" };
        assert.equal(diff(TYPES.release, release, { ...release, namespace: "y" }).deleteBeforeReplace, false);
    });

    it("finds values below objects and lists", () => {
        const properties = { a: { b: [{ c: 1 }, { c: 2 }, {}] }, u: UNKNOWN };
        assert.deepEqual(valueAt(properties, "a.b.c"), [1, 2]);
        assert.equal(valueAt(properties, "a.x.c"), undefined);
        assert.equal(valueAt(properties, "u.below"), UNKNOWN);
    });
});
