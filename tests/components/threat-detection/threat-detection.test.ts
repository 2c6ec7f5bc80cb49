/** GuardDuty for clusters: whose detector, which features, and whose agent. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import type { ThreatDetectionWords } from "../../../components/threat-detection/threat-detection-schema";
import { objectOf } from "../../../tools/facts/build";
import { ancestorsOf } from "../../../tools/plan/order";
import { FARGATE } from "../../support/kinds";
import { graphOfShape, plannedOf, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_NODES } from "../../support/shapes";

const ID = "0123456789abcdef0123456789abcdef";
const OWN = { kind: "own" } as const;
const AGENT = "aws-guardduty-agent";

const shapeWith = (
    threatDetection: ThreatDetectionWords,
    addons: Partial<EnvironmentShape["addons"]> = {},
    base: EnvironmentShape = ON_NODES,
): EnvironmentShape => ({ ...base, threatDetection, addons: { ...base.addons, ...addons } });

async function madeOf(shape: EnvironmentShape) {
    const graph = await graphOfShape(shape);
    const of = graph.resources.filter(({ name, custom }) => custom && name.startsWith("threat-detection-"));
    return Object.fromEntries(
        of.map(({ inputs, name }) => [name.replace("threat-detection-", ""), objectOf(inputs)]),
    );
}

describe("threat detection", () => {
    it("watches the audit log with a detector of its own, before pods and gone before the VPC", async () => {
        const shape = shapeWith({ detector: OWN });
        const { "audit-logs": feature, detector, ...others } = await madeOf(shape);
        assert.deepEqual(others, {});
        assert.deepEqual(detector, {
            enable: true,
            findingPublishingFrequency: "SIX_HOURS",
            tags: { Name: "platform-dev" },
        });
        const { detectorId, ...rest } = feature ?? {};
        assert.deepEqual(rest, { name: "EKS_AUDIT_LOGS", status: "ENABLED" });
        assert.match(String(detectorId), /^[0-9a-f]{32}$/);
        const graph = await graphOfShape(shape);
        const made = resourceNamed(graph, "threat-detection-audit-logs");
        assert.ok(ancestorsOf(graph, made.urn).has(resourceNamed(graph, "network-vpc").urn));
        const pool = resourceNamed(graph, "pool-x86-node-pool");
        assert.ok(ancestorsOf(graph, pool.urn).has(made.urn));
    });

    it("switches features of one that is there, and leaves who keeps the agent to no doubt", async () => {
        const detector = { kind: "existing", id: ID } as const;
        const runtime = (management: string) => ({
            additionalConfigurations: [{ name: "EKS_ADDON_MANAGEMENT", status: management }],
            detectorId: ID,
            name: "RUNTIME_MONITORING",
            status: "ENABLED",
        });
        assert.deepEqual(await madeOf(shapeWith({ detector, auditLogs: false, runtime: "managed" })), {
            "audit-logs": { detectorId: ID, name: "EKS_AUDIT_LOGS", status: "DISABLED" },
            runtime: runtime("ENABLED"),
        });
        const own = shapeWith({ detector, runtime: "add-on" }, { [AGENT]: {} });
        assert.deepEqual((await madeOf(own))["runtime"], runtime("DISABLED"));
        const addon = resourceNamed(await graphOfShape(own), `addon-${AGENT}-addon`);
        assert.equal(objectOf(addon.inputs)["addonVersion"], "v1.16.0-eksbuild.2");
        const sooner = await madeOf(shapeWith({ detector: { ...OWN, findings: "ONE_HOUR" } }));
        assert.equal(sooner["detector"]?.["findingPublishingFrequency"], "ONE_HOUR");
    });

    it("is refused with two agents, with none, and where none can run", () => {
        const two =
            "GuardDuty installs its agent itself (threatDetection.runtime is managed), and the two would undo each other";
        const either = 'Remove it, or write threatDetection.runtime: "add-on"';
        assert.deepEqual(refusedOf(shapeWith({ detector: OWN, runtime: "managed" }, { [AGENT]: {} })), [
            `stacks/dev.ts › addons.${AGENT}: ${two}. ${either}.`,
        ]);
        assert.deepEqual(refusedOf(shapeWith({ detector: OWN, runtime: "add-on" })), [
            `stacks/dev.ts › threatDetection.runtime: the agent is to be the environment's own add-on, and it has none (got "add-on"). Add addons.${AGENT}: {}, or write "managed".`,
        ]);
        assert.deepEqual(refusedOf(shapeWith({ detector: OWN, runtime: "managed" }, {}, FARGATE)), [
            'stacks/dev.ts › threatDetection.runtime: GuardDuty\'s agent runs on nodes, and there is none: pods on Fargate are not watched (got "managed"). Remove it; auditLogs watches the control plane all the same.',
        ]);
        assert.deepEqual(refusedOf(shapeWith({ detector: OWN }, {}, FARGATE)), []);
        assert.deepEqual(refusedOf(shapeWith({ detector: { kind: "existing", id: "d-1" } })), [
            'stacks/dev.ts › threatDetection.detector.id: not the id of a detector (got "d-1"). Write its 32 digits, as aws guardduty list-detectors shows them.',
        ]);
    });

    it("says what is the account's, and what Pulumi does not know", () => {
        const told = (words: ThreatDetectionWords, addons = {}) =>
            plannedOf(shapeWith(words, addons)).notices.filter((notice) => /GuardDuty|detector/.test(notice));
        assert.deepEqual(told({ detector: OWN, runtime: "managed" }), [
            "GuardDuty has one detector an account and region: AWS refuses this one where there is one already",
            "GuardDuty makes an endpoint for guardduty-data and a security group GuardDutyManagedSecurityGroup-<vpc> in the VPC, which are nobody's in Pulumi: whoever deletes the VPC may have to delete them first",
        ]);
        assert.deepEqual(
            told({ detector: { kind: "existing", id: ID }, runtime: "add-on" }, { [AGENT]: {} }),
            [
                "Features of a detector that is there stay as they are when the environment goes, and so does what they cost",
                "GuardDuty's agent sends what it sees to an endpoint of guardduty-data in the VPC, which is yours to make: network.furtherEndpoints",
            ],
        );
    });
});
