/** A control does not call broken what a first preview does not know, where it looks for something inside a text. */
import assert from "node:assert/strict";

import type { Json } from "../../../components/shared/json";
import type { PlannedResource } from "../../../tools/plan/graph";
import { UNKNOWN_MARKER } from "../../../tools/plan/wire-values";
import { CATALOGUE } from "../../../tools/policy/catalogue";
import type { Control, Evidence } from "../../../tools/policy/control";
import { Planned } from "../../../tools/policy/planned";
import { isObject } from "../../../tools/policy/reading";
import { controlsOf } from "../../../tools/policy/report";
import { graphOf, planned } from "../../support/graphs";
import { type Judged, judgedGraphs } from "./judged";

/** A resource beside the one whose id it is given. */
function beside(
    one: PlannedResource,
    { by, inputs, type }: { readonly by: string; readonly inputs: object; readonly type: string },
): PlannedResource {
    const made = planned({ type, name: type.split(":").at(-1) ?? "", inputs: { [by]: "id", ...inputs } });
    return { ...made, propertyDependencies: { [by]: [one.urn] } };
}

/** What one control says of each resource it looked at. */
function verdictsOf(id: string, ...resources: readonly PlannedResource[]): readonly string[] {
    const asked = { controls: CATALOGUE.filter((control) => control.id === id), exemptions: [] };
    const { results } = controlsOf(graphOf(...resources), { ...asked, level: "production" });
    return results.flatMap(({ evidence }) => evidence.map(({ verdict }) => verdict));
}

describe("a text that is not known yet", () => {
    const bucket = planned({ type: "aws:s3/bucket:Bucket", name: "logs" });
    const policy = (text: string | typeof UNKNOWN_MARKER): PlannedResource =>
        beside(bucket, { by: "bucket", type: "aws:s3/bucketPolicy:BucketPolicy", inputs: { policy: text } });

    const workspace = planned({ type: "aws:amp/workspace:Workspace", name: "metrics" });
    const rules = beside(workspace, {
        by: "workspaceId",
        type: "aws:amp/ruleGroupNamespace:RuleGroupNamespace",
        inputs: {},
    });
    const alerts = (definition: string | typeof UNKNOWN_MARKER): PlannedResource =>
        beside(workspace, {
            by: "workspaceId",
            type: "aws:amp/alertManagerDefinition:AlertManagerDefinition",
            inputs: { definition },
        });

    it("is no bucket without TLS (C68); one that is known and open is, and so is none at all", () => {
        assert.deepEqual(verdictsOf("C68", bucket, policy(UNKNOWN_MARKER)), ["unknown"]);
        assert.deepEqual(verdictsOf("C68", bucket, policy('{"Statement":[]}')), ["broken"]);
        assert.deepEqual(verdictsOf("C68", bucket), ["broken"]);
    });

    it("is no alert that reaches nobody (R36); one that is known and tells nobody is, and so is none at all", () => {
        assert.deepEqual(verdictsOf("R36", workspace, rules, alerts(UNKNOWN_MARKER)), ["unknown", "held"]);
        assert.deepEqual(verdictsOf("R36", workspace, rules, alerts("receivers: []")), ["broken", "held"]);
        assert.deepEqual(verdictsOf("R36", workspace, rules), ["broken", "held"]);
    });
});

/** What can be told all the same: by edges, which say what a value is made of, or since it is enough that one stands there. */
const TOLD: readonly string[] = [
    "C15 aws:eks/cluster:Cluster roleArn: held",
    "C16 aws:eks/cluster:Cluster vpcConfig: held",
    "C19 aws:eks/nodeGroup:NodeGroup subnetIds: held",
    "C46 aws:backup/vault:Vault kmsKeyArn: held",
    "C52 aws:ec2/securityGroup:SecurityGroup description: held",
    "C52 aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule description: held",
    "C52 aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule description: held",
    "C58 aws:ec2/route:Route natGatewayId: held",
    "C65 aws:cloudwatch/logGroup:LogGroup kmsKeyId: held",
    "C72 aws:sns/topic:Topic kmsMasterKeyId: held",
    "C92 aws:cloudtrail/trail:Trail kmsKeyId: held",
    "C98 aws:fsx/lustreFileSystem:LustreFileSystem kmsKeyId: held",
    "C98 aws:fsx/ontapFileSystem:OntapFileSystem kmsKeyId: held",
    "C98 aws:fsx/openZfsFileSystem:OpenZfsFileSystem kmsKeyId: held",
    "R01 kubernetes:karpenter.k8s.aws/v1:EC2NodeClass spec.subnetSelectorTerms: held",
    "R24 kubernetes:helm.sh/v3:Release values.settings.interruptionQueue: held",
    "R40 aws:eks/fargateProfile:FargateProfile subnetIds: held",
];

/** The input that a path begins with. */
const inputOf = ({ path = "" }: Evidence): string => path.split(".")[0] ?? "";

/** The first of each type and path that a control finds in order, with a value there. */
function heldIn(
    control: Control,
    { graph, level }: Judged,
): readonly (readonly [Evidence, PlannedResource])[] {
    const planned = new Planned(graph, level);
    if (!planned.isAtLeast(control.from ?? "dev")) return [];
    const seen = new Map<string, readonly [Evidence, PlannedResource]>();
    for (const found of control.judge(planned)) {
        const resource = planned.at(found.urn ?? "");
        if (resource === undefined || found.verdict !== "held" || found.path === undefined) continue;
        if (found.value === undefined || found.path.startsWith("options.")) continue;
        const key = `${resource.type} ${found.path}`;
        if (!seen.has(key)) seen.set(key, [found, resource]);
    }
    return [...seen.values()];
}

/** The same graph in which a preview knows nothing of one input. */
function without({ graph, level }: Judged, { urn }: PlannedResource, name: string): Planned {
    const resources = graph.resources.map((one) =>
        one.urn === urn && isObject(one.inputs)
            ? { ...one, inputs: { ...one.inputs, [name]: UNKNOWN_MARKER } }
            : one,
    );
    return new Planned({ ...graph, resources }, level);
}

/** What a control still says of it, and is not that it is open. */
function saidOf(control: Control, judged: Judged, [found, resource]: readonly [Evidence, PlannedResource]) {
    const { path, what } = found;
    return control
        .judge(without(judged, resource, inputOf(found)))
        .filter((one) => one.urn === resource.urn && one.path === path && one.what === what)
        .filter(({ verdict }) => verdict !== "unknown")
        .map(({ verdict }) => `${control.id} ${resource.type} ${path ?? ""}: ${verdict}`);
}

describe("a value that is not known yet", function () {
    this.timeout(120_000);

    it("is open, and not held, in every question about it", async () => {
        const said = (await judgedGraphs()).flatMap((judged) =>
            CATALOGUE.flatMap((control) =>
                heldIn(control, judged).flatMap((held) => saidOf(control, judged, held)),
            ),
        );
        assert.deepEqual([...new Set(said)].sort(), TOLD);
    });

    it("of everybody's addresses, with all that stands around it, leaves C02 open", () => {
        const cluster = (vpcConfig: Json) =>
            planned({ type: "aws:eks/cluster:Cluster", name: "cluster", inputs: { vpcConfig } });
        assert.deepEqual(verdictsOf("C02", cluster(UNKNOWN_MARKER)), ["unknown"]);
        const open = { endpointPublicAccess: true };
        assert.deepEqual(verdictsOf("C02", cluster({ ...open, publicAccessCidrs: UNKNOWN_MARKER })), [
            "unknown",
        ]);
        assert.deepEqual(verdictsOf("C02", cluster({ ...open, publicAccessCidrs: ["192.0.2.0/24"] })), [
            "held",
        ]);
        assert.deepEqual(verdictsOf("C02", cluster(open)), ["broken"]);
    });

    it("is enough where something must be set, unless it is unknown whether that is there at all", () => {
        const pool = (spec: Json) =>
            planned({ type: "kubernetes:karpenter.sh/v1:NodePool", name: "pool", inputs: { spec } });
        const limits = { cpu: UNKNOWN_MARKER, memory: UNKNOWN_MARKER };
        assert.deepEqual(verdictsOf("R25", pool({ limits })), ["held", "held"]);
        assert.deepEqual(verdictsOf("R25", pool({ limits: UNKNOWN_MARKER })), ["unknown", "unknown"]);
        assert.deepEqual(verdictsOf("R25", pool({})), ["broken", "broken"]);
    });
});
