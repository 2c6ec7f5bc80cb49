/** What a policy of the pack says, and what exemptions, waivers and a fork's own controls do to it. */
import assert from "node:assert/strict";

import type { Policies } from "@pulumi/policy";

import type { Policy } from "../../components/platform/policy";
import { policiesFor } from "../../policy/policies";
import type { AskedOfAll } from "../../tools/policy/asked";
import { CATALOGUE } from "../../tools/policy/catalogue";
import type { Control, Evidence } from "../../tools/policy/control";
import type { Exemption } from "../../tools/policy/exemptions";
import { each } from "../../tools/policy/judging";
import { graphOf, planned, smallEnvironment } from "../support/graphs";
import { ask, type Said, tell } from "./engine";

const KEY = planned({
    type: "aws:kms/key:Key",
    name: "keys",
    inputs: { deletionWindowInDays: 30, description: { $secret: true } },
});
const EXEMPT: Exemption = {
    control: "C43",
    urn: KEY.urn,
    reason: "The key is turned by hand each quarter.",
    owner: "platform-team",
    expires: "2027-06-30",
};
const LEVELS: Policy = { levels: {}, waivers: [] };

function pack(asked: Partial<AskedOfAll> = {}, policy = LEVELS, today = "2027-01-01"): Policies {
    const controls = CATALOGUE.filter(({ id }) => id === "C43");
    const all = { controls, entries: [], exemptions: [], ...asked };
    return [...policiesFor(all, { policy, stacks: ["dev"], today })];
}

async function saidOf(policies: Policies, graph = graphOf(KEY)): Promise<Said> {
    await tell(policies, graph);
    return ask(policies, graph);
}

const BROKEN =
    "keys › enableKeyRotation: is not rotated. One key for years makes one loss of it a loss of everything. Take the transform of the key out; the kit's keys are rotated.";

describe("a policy of the pack", () => {
    it("has its control's words, refuses, and ranks as the control does", () => {
        const [, policy] = pack();
        assert.ok(policy !== undefined && "validateStack" in policy);
        const { validateStack: _, ...words } = policy;
        assert.deepEqual(words, {
            name: "C43",
            displayName: "Keys turn",
            description: "Keys turn: keys are rotated.",
            enforcementLevel: "mandatory",
            severity: "medium",
            remediationSteps: "Take the transform of the key out; the kit's keys are rotated",
            tags: ["FSBP KMS.4", "EKS guide data/rotate-keys"],
        });
    });

    it("says where, what, why and what to do, on the resource", async () => {
        const { violations } = await saidOf(pack());
        assert.deepEqual(violations, [{ policy: "C43", message: BROKEN, urn: KEY.urn }]);
    });

    it("does not apply where there is nothing it speaks of", async () => {
        const { notApplicable, violations } = await saidOf(pack(), smallEnvironment());
        assert.deepEqual(violations, []);
        assert.deepEqual([...notApplicable], [["C43", "the environment has nothing it speaks of"]]);
    });

    it("says nothing of what is exempt, until the day after", async () => {
        const entries = [EXEMPT];
        assert.deepEqual((await saidOf(pack({ entries, exemptions: entries }))).violations, []);
        const late = await saidOf(pack({ entries }, LEVELS, "2027-07-01"));
        assert.deepEqual(
            late.violations.map(({ message, policy }) => `${policy} ${message}`),
            [
                `C43 ${BROKEN}`,
                `exemptions control-exemptions.yaml › exemptions[0]: expired on 2027-06-30 (got "C43 of ${KEY.urn}"). Remove it; if it is still right, say so again with a new day.`,
            ],
        );
    });

    it("says nothing of what is waived", async () => {
        const waivers = [{ control: "C43", environment: "dev", reason: "Turned by hand." }];
        assert.deepEqual((await saidOf(pack({}, { levels: {}, waivers }))).violations, []);
    });

    it("may be a fork's own", async () => {
        const own: Control = {
            id: "ACME-1",
            title: "Keys are described",
            severity: "low",
            means: "each key has a description",
            why: "Nobody knows what it is for.",
            remedy: "Describe it",
            decidedBy: [],
            judge: (all) =>
                each(all.ofType(KEY.type), {
                    path: "description",
                    holds: (value) => value === "what it is for",
                    what: "is not described",
                }),
        };
        const { violations } = await saidOf(pack({ controls: [own] }));
        // The engine hands secrets over opened: no value stands in a message.
        assert.deepEqual(
            violations.map(({ message }) => message),
            ["keys › description: is not described. Nobody knows what it is for. Describe it."],
        );
    });

    it("names what a preview does not know yet, as advice", async () => {
        const unknown = { ...KEY, inputs: { enableKeyRotation: { $unknown: true } } };
        const policies = pack();
        assert.deepEqual((await saidOf(policies, graphOf(unknown))).violations, [
            {
                policy: "undecided",
                message: "Not decided before the update: C43. npm run plan -- controls decides them.",
            },
        ]);
        assert.equal(policies.at(-1)?.enforcementLevel, "advisory");
    });

    it("takes all below an unknown for unknown", async () => {
        const cluster = planned({
            type: "aws:eks/cluster:Cluster",
            name: "cluster",
            inputs: { vpcConfig: { $unknown: true } },
        });
        const own = CATALOGUE.filter(({ id }) => id === "C43").map((control) => ({
            ...control,
            judge: (): readonly Evidence[] =>
                each([cluster], {
                    path: "vpcConfig.endpointPrivateAccess",
                    holds: (value) => value === true,
                    what: "is not private",
                }),
        }));
        const { violations } = await saidOf(pack({ controls: own }), graphOf(cluster));
        assert.deepEqual(
            violations.map(({ policy }) => policy),
            ["undecided"],
        );
    });

    it("judges anew what is told anew", async () => {
        const policies = pack();
        assert.equal((await saidOf(policies)).violations.length, 1);
        const turned = graphOf({ ...KEY, inputs: { enableKeyRotation: true } });
        assert.deepEqual((await saidOf(policies, turned)).violations, []);
    });

    it("judges nothing while the policy that notes inputs is disabled", async () => {
        await assert.rejects(ask(pack(), graphOf(KEY)), {
            message: "inputs is disabled. Enable it: controls judge what it notes.",
        });
    });

    it("counts default tags once, also where the provider has put them among a resource's own", async () => {
        const tags = Object.fromEntries(Array.from({ length: 46 }, (_, index) => [`tag-${index}`, "x"]));
        const shared = { "cost-centre": "x", environment: "dev", "managed-by": "pulumi", owner: "x" };
        const provider = planned({
            type: "pulumi:providers:aws",
            name: "aws",
            inputs: { defaultTags: JSON.stringify({ tags: shared }) },
        });
        const tagged = { ...KEY, provider: provider.urn, inputs: { tags: { ...tags, ...shared } } };
        const controls = CATALOGUE.filter(({ id }) => id === "C14");
        assert.deepEqual((await saidOf(pack({ controls }), graphOf(provider, tagged))).violations, []);
        const more = { ...tagged, inputs: { tags: { ...tagged.inputs.tags, "one-more": "x" } } };
        assert.equal((await saidOf(pack({ controls }), graphOf(provider, more))).violations.length, 1);
    });
});
