/** Stacks beside each other: one cluster name twice is refused, what is worth knowing is said, the rest is left alone. */
import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import type { Settings } from "../../../components/platform/settings/types";
import { describeLocated } from "../../../components/platform/located";
import { compareNeighbours, type Neighbour } from "../../../tools/plan/neighbours";
import { planStack } from "../../../tools/plan/plan-stack";
import { FORK } from "../../../tools/plan/root";

const PLACE = { account: "210987654321", region: "us-east-1" };

function stack(name: string, settings: Partial<Settings> = {}): Neighbour {
    const own = { ...PLACE, environment: name, clusterName: `platform-${name}` };
    return { stack: name, file: `Pulumi.${name}.yaml`, settings: { ...own, ...settings } };
}

function refusals(own: Neighbour, ...others: readonly Neighbour[]): readonly string[] {
    return compareNeighbours(own, others).problems.map(describeLocated);
}

function notices(own: Neighbour, ...others: readonly Neighbour[]): readonly string[] {
    return compareNeighbours(own, others).notices;
}

describe("stacks beside each other", () => {
    it("may not have one cluster name in one account and region", () => {
        const taken = { clusterName: "platform-dev" };
        assert.deepEqual(refusals(stack("production", taken), stack("staging"), stack("dev")), [
            'Pulumi.production.yaml › platform:clusterName: Pulumi.dev.yaml has a cluster of this name in the same account and region, and EKS takes one (got "platform-dev"). Give each environment a name of its own.',
        ]);
        for (const elsewhere of [{ account: "111111111111" }, { region: "eu-west-1" }]) {
            assert.deepEqual(refusals(stack("production", { ...taken, ...elsewhere }), stack("dev")), []);
        }
        assert.deepEqual(
            refusals({ ...stack("production"), settings: {} }, { ...stack("dev"), settings: {} }),
            [],
        );
    });

    it("are told of a name that says another environment", () => {
        const said = [
            "Pulumi.production.yaml: the cluster's name eks_Dev-1 says dev, which is another environment",
        ];
        assert.deepEqual(notices(stack("production", { clusterName: "eks_Dev-1" }), stack("dev")), said);
        for (const clusterName of ["platform-device", "production", "platform-production"]) {
            assert.deepEqual(notices(stack("production", { clusterName }), stack("dev")), []);
        }
        // A further dev says dev with right; so does a stack of dev's shape.
        assert.deepEqual(notices(stack("dev-eu"), stack("dev")), []);
        assert.deepEqual(
            notices(stack("pr-1", { environment: "dev", clusterName: "dev-pr" }), stack("dev")),
            [],
        );
    });

    it("are told of addresses that meet", () => {
        const [own, other] = [
            stack("dev", { vpcCidr: "10.0.0.0/16" }),
            stack("staging", { vpcCidr: "10.0.128.0/20" }),
        ];
        assert.deepEqual(notices(own, other), [
            "Pulumi.dev.yaml: platform:vpcCidr 10.0.0.0/16 overlaps 10.0.128.0/20 of Pulumi.staging.yaml, so the two networks can never be connected",
        ]);
        assert.deepEqual(notices(own, stack("staging", { vpcCidr: "10.1.0.0/16" }), stack("production")), []);
    });

    it("may share a VPC that is there already", () => {
        const vpcCidr = "10.0.0.0/16";
        const existingVpc = { vpcId: "vpc-12345678", nodeSubnets: { a: ["subnet-12345678"] } };
        const own = stack("dev", { vpcCidr, existingVpc });
        assert.deepEqual(notices(own, stack("staging", { vpcCidr, existingVpc })), []);
        const wide = { ...existingVpc, vpcId: "vpc-00000001", secondaryCidrs: ["100.64.0.0/16"] };
        assert.deepEqual(
            notices(
                stack("dev", { vpcCidr: "10.2.0.0/16", existingVpc: wide }),
                stack("qa", { vpcCidr: "100.64.0.0/20" }),
            ),
            [
                "Pulumi.dev.yaml: platform:existingVpc.secondaryCidrs 100.64.0.0/16 overlaps 100.64.0.0/20 of Pulumi.qa.yaml, so the two networks can never be connected",
            ],
        );
        const elsewhere = { ...existingVpc, vpcId: "vpc-87654321" };
        assert.equal(notices(own, stack("staging", { vpcCidr, existingVpc: elsewhere })).length, 1);
        assert.equal(notices(stack("staging", { vpcCidr }), own).length, 1);
    });

    it("are told of a region in which their account's deploy role may build nothing", () => {
        const own = stack("dev", { region: "eu-west-1" });
        const account = {
            file: "bootstrap/Pulumi.account.yaml",
            account: PLACE.account,
            organisation: undefined,
        };
        const of = (more: object) => compareNeighbours(own, [], [{ ...account, ...more }]).notices;
        assert.deepEqual(of({ regions: ["us-east-1", "us-east-2"] }), [
            "bootstrap/Pulumi.account.yaml: bootstrap:regions lacks eu-west-1 of dev. Add it and run pulumi up in bootstrap/.",
        ]);
        for (const fine of [
            { regions: ["eu-west-1"] },
            {},
            { regions: ["us-east-1"], account: "111111111111" },
        ]) {
            assert.deepEqual(of(fine), []);
        }
    });

    it("are told of rules that their account's deploy role does not follow", () => {
        const registry = "210987654321.dkr.ecr.us-east-1.amazonaws.com";
        const rules = { iamPath: "/platform/", namePrefix: "acme-", registry, tags: {} };
        const own = stack("dev", { organisation: rules });
        const account = { file: "bootstrap/Pulumi.account.yaml", account: PLACE.account };
        const prepared = {
            ...account,
            organisation: { namePrefix: "acme-", permissionsBoundary: "policy/x" },
        };
        assert.deepEqual(compareNeighbours(own, [], [prepared]).notices, [
            "Pulumi.dev.yaml: organisation.permissionsBoundary is none, and the deploy role of bootstrap/Pulumi.account.yaml may make what has policy/x",
            "Pulumi.dev.yaml: organisation.iamPath is /platform/, and the deploy role of bootstrap/Pulumi.account.yaml may make what has none",
            `Pulumi.dev.yaml: organisation.registry is ${registry}, and the deploy role of bootstrap/Pulumi.account.yaml may pull charts from none`,
        ]);
        const other = { ...account, account: "111111111111", organisation: undefined };
        const same = { ...account, organisation: own.settings.organisation };
        assert.deepEqual(compareNeighbours(own, [], [other, same]).notices, []);
    });

    it("are told of a deploy role that trusts none of their jobs, or may not build in their region", () => {
        const file = "bootstrap/Pulumi.account.yaml";
        const jobs = { deployFrom: ["environment:staging"], regions: ["eu-west-1"] };
        const prepared = { file, account: PLACE.account, organisation: undefined, ...jobs };
        assert.deepEqual(compareNeighbours(stack("dev"), [], [prepared]).notices, [
            `${file}: bootstrap:deployFrom lets no job of dev deploy. Add environment:dev and run pulumi up in bootstrap/.`,
            `${file}: bootstrap:regions lacks us-east-1 of dev. Add it and run pulumi up in bootstrap/.`,
        ]);
    });
});

/** What the shape itself is worth knowing for is another test's. */
const ofFiles = (notice: string) => /^(bootstrap\/)?Pulumi\./.test(notice);

describe("npm run plan, beside other settings files", () => {
    let directory = "";
    before(() => {
        directory = mkdtempSync(path.join(tmpdir(), "neighbours-"));
        mkdirSync(path.join(directory, "bootstrap"));
        for (const file of [
            "Pulumi.yaml",
            "Pulumi.dev.yaml",
            "bootstrap/Pulumi.yaml",
            "bootstrap/Pulumi.account.yaml",
        ])
            cpSync(path.join(FORK, file), path.join(directory, file));
    });
    after(() => rmSync(directory, { recursive: true }));

    function write(name: string, ...edits: readonly (readonly [string, string])[]): void {
        const text = readFileSync(path.join(FORK, "Pulumi.dev.yaml"), "utf8");
        const edited = edits.reduce((done, [from, to]) => done.replace(from, to), text);
        writeFileSync(path.join(directory, name), edited);
    }

    it("refuses the second of two clusters of one name, and nothing is planned", async () => {
        write("Pulumi.other.yaml");
        const result = await planStack({ directory, stack: "other", mode: "deterministic" });
        assert.deepEqual(result, {
            problems: [
                'Pulumi.other.yaml › platform:clusterName: Pulumi.dev.yaml has a cluster of this name in the same account and region, and EKS takes one (got "platform-dev"). Give each environment a name of its own.',
            ],
        });
    });

    it("plans with a notice where two stacks can live beside each other but had better not", async () => {
        write(
            "Pulumi.other.yaml",
            ["platform-dev", "platform-other"],
            [
                "platform:environment: dev",
                "platform:environment: dev\n  platform:organisation: { iamPath: /x/ }",
            ],
            ["platform:region: us-east-1", "platform:region: us-east-2"],
            ["a: us-east-1a", "a: us-east-2a"],
            ["b: us-east-1b", "b: us-east-2b"],
        );
        const result = await planStack({ directory, stack: "other", mode: "deterministic" });
        assert.ok("notices" in result, JSON.stringify(result));
        assert.deepEqual(result.meetings, result.notices.filter(ofFiles));
        assert.deepEqual(result.notices.filter(ofFiles), [
            "Pulumi.other.yaml: platform:vpcCidr 10.0.0.0/16 overlaps 10.0.0.0/16 of Pulumi.dev.yaml, so the two networks can never be connected",
            "Pulumi.other.yaml: organisation.iamPath is /x/, and the deploy role of bootstrap/Pulumi.account.yaml may make what has none",
            "bootstrap/Pulumi.account.yaml: bootstrap:deployFrom lets no job of other deploy. Add environment:other and run pulumi up in bootstrap/.",
            "bootstrap/Pulumi.account.yaml: bootstrap:regions lacks us-east-2 of other. Add it and run pulumi up in bootstrap/.",
        ]);
    });

    it("leaves a neighbour's own faults to the neighbour", async () => {
        writeFileSync(path.join(directory, "Pulumi.other.yaml"), "config: [\n");
        const result = await planStack({ directory, stack: "dev", mode: "deterministic" });
        assert.ok("notices" in result, JSON.stringify(result));
        assert.deepEqual(result.notices.filter(ofFiles), []);
    });
});
