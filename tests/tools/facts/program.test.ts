/** The kit registers no type without facts. */
import assert from "node:assert/strict";

import { Vpc } from "@pulumi/aws/ec2";
import { Provider } from "@pulumi/aws/provider";

import { FACTS } from "../../../tools/facts";
import { adopted } from "../../support/adopted";
import { bootstrapEverything } from "../../support/bootstrap";
import { everything } from "../../support/everything";
import { AUTO_MODE_OWN } from "../../support/kinds";
import { NETWORKS } from "../../support/networks";
import { graphOfShape } from "../../support/plan-shape";
import { record } from "../../support/record";

const isOurs = (type: string): boolean => /^(platform|pulumi:pulumi):/.test(type);

describe("the kit's types", () => {
    it("all have facts, and the facts leave nothing unknown", async () => {
        // The kit makes no eks.Cluster of @pulumi/eks, but serves programs that adopt one; bootstrap is its other program.
        const { graph, problems } = await record(() => ({
            ...everything(),
            ...adopted(),
            ...bootstrapEverything(),
        }));
        // Auto Mode has no Karpenter beside it, nor what its nodes would need, and acts on no policy before it is told to.
        const auto = { ...AUTO_MODE_OWN, ingressClasses: { alb: { controller: "auto-mode" } } } as const;
        const graphs = [graph, await graphOfShape({ ...auto, namespaces: { "team-a": {} } })];
        const admins = { kind: "identity-center", roles: { ADMIN: { groups: ["g-1"] } } } as const;
        const saml = {
            kind: "saml",
            roleAssertion: "role",
            adminValues: ["ops"],
            editorValues: ["teams"],
        } as const;
        for (const signIn of [admins, { ...saml, metadataUrl: "https://login.example.org/metadata" }]) {
            graphs.push(await graphOfShape({ ...AUTO_MODE_OWN, grafana: { signIn } }));
        }
        // One after the other: the recorder is not re-entrant.
        for (const kind of Object.values(NETWORKS)) graphs.push(await graphOfShape(kind.shape, kind));
        const made = graphs.flatMap(({ resources }) => resources.map(({ type }) => type));
        const types = [...new Set(made)].filter((type) => !isOurs(type));
        assert.deepEqual(
            types.filter((type) => !FACTS.has(type)),
            [],
        );
        assert.deepEqual(problems, []);
        // No facts lie about unused: one that nothing registers is never compared with anything.
        assert.deepEqual(
            [...FACTS.keys()].filter((type) => !types.includes(type)),
            [],
        );
    });

    it("are named when facts are missing", async () => {
        const facts = new Map([...FACTS].filter(([type]) => type !== "aws:kms/alias:Alias"));
        const { problems } = await record(everything, { facts });
        assert.deepEqual(problems, [
            "aws:kms/alias:Alias: no facts, so its outputs are unknown offline. Write tools/facts/aws/kms/alias.ts and list it in tools/facts/index.ts.",
        ]);
    });

    it("show what is unknown when facts leave out an output", async () => {
        const vpc = FACTS.get("aws:ec2/vpc:Vpc");
        assert.ok(vpc);
        const facts = new Map([...FACTS, [vpc.type, { ...vpc, outputs: () => ({}) }]]);
        const { problems } = await record(
            () => {
                const provider = new Provider("aws", { region: "eu-west-1" });
                return { arn: new Vpc("network", { cidrBlock: "10.0.0.0/16" }, { provider }).arn };
            },
            { facts },
        );
        assert.deepEqual(problems, [
            'pulumi:pulumi:Stack "kit-dev" › arn: still unknown in a deterministic plan. Find the Output it is made from and complete the facts of its resource.',
        ]);
    });
});
