/** What EKS and the cluster answer, from recorded answers: what of it is found, and what is never asked. */
import assert from "node:assert/strict";

import type { Json } from "../../../components/shared/json";
import { groundOf } from "../../../tools/upgrade/ground";
import { askLive } from "../../../tools/upgrade/live";
import { UPGRADE_TABLE } from "../../../tools/upgrade/table";
import { targetOf } from "../../../tools/upgrade/target";
import { failed, fakeProbe, printed, type Recorded } from "../../support/fake-probe";
import { environmentWith, lineOf } from "./planted";

const ENDPOINT = "https://ABC.gr7.us-east-1.eks.amazonaws.com";
const CLUSTER = { cluster: { endpoint: ENDPOINT, version: "1.35" } };
const CONTEXT = { clusters: [{ cluster: { server: ENDPOINT.toLowerCase() } }] };

interface Answers {
    readonly aws?: Readonly<Record<string, Json>>;
    readonly kubectl?: Readonly<Record<string, Json>>;
    readonly programs?: Recorded["programs"];
}

/** Everything is well but for what a test says. */
async function ask({ aws = {}, kubectl = {}, programs = {} }: Answers = {}, to = "1.36") {
    const target = targetOf(to);
    if (typeof target === "string") throw new Error(target);
    const ground = groundOf(await environmentWith({}), target, UPGRADE_TABLE);
    const offers = Object.entries(UPGRADE_TABLE.addons["1.36"] ?? {}).map(([addon, pin]) => [
        `aws eks describe-addon-versions --kubernetes-version 1.36 --addon-name ${addon}`,
        { addons: [offerOf(addon, pin?.value ?? "")] },
    ]);
    const answers: Record<string, Json> = {
        "aws eks describe-cluster": CLUSTER,
        "aws eks list-insights": { insights: [] },
        "aws eks list-nodegroups": { nodegroups: [] },
        ...(Object.fromEntries(offers) as Record<string, Json>),
        "kubectl config view": CONTEXT,
        "kubectl get nodes": { items: [] },
        "kubectl get pdb": { items: [] },
        "kubectl get validatingwebhookconfigurations": { items: [] },
        ...aws,
        ...kubectl,
    };
    const texts = Object.entries(answers).map(([line, answer]) => [line, JSON.stringify(answer)] as const);
    const probe = fakeProbe({
        programs: { ...Object.fromEntries(texts), "kubectl get --raw /metrics": "", ...programs },
    });
    const findings = await askLive(ground, { probe, step: () => undefined });
    return { lines: findings.map(lineOf), findings, asked: probe.asked.commands };
}

function offerOf(addon: string, version: string): Json {
    const compatibilities = [{ clusterVersion: "1.36", defaultVersion: true }];
    return { addonName: addon, addonVersions: [{ addonVersion: version, compatibilities }] };
}

const INSIGHT = {
    id: "a1",
    name: "Deprecated APIs removed in Kubernetes v1.36",
    kubernetesVersion: "1.36",
    insightStatus: { status: "ERROR", reason: "Deprecated API usage detected." },
};

describe("an upgrade, with the account asked", function () {
    this.timeout(60_000);

    it("finds nothing where all is well, and asks questions alone", async () => {
        const { asked, lines } = await ask();
        assert.deepEqual(lines, []);
        for (const line of asked) {
            assert.match(line, /^(aws eks (describe|list)-[a-z-]+ |kubectl (config view|get) )/);
        }
    });

    it("takes over insights of this minor and of those on the way, not those that pass or are of later ones", async () => {
        const passing = {
            ...INSIGHT,
            id: "a2",
            name: "Kubelet version skew",
            insightStatus: { status: "PASSING" },
        };
        const later = { ...INSIGHT, id: "a3", kubernetesVersion: "1.37" };
        const unknown = {
            ...INSIGHT,
            id: "a4",
            name: "Cluster health issues",
            insightStatus: { status: "UNKNOWN" },
        };
        const detail = {
            insight: {
                recommendation: "Update manifests.",
                categorySpecificSummary: {
                    deprecationDetails: [
                        {
                            usage: "/apis/storagemigration.k8s.io/v1alpha1/storageversionmigrations",
                            stopServingVersion: "1.36",
                            clientStats: [{ userAgent: "old-operator", numberOfRequestsLast30Days: 4 }],
                        },
                    ],
                },
                resources: [{ kubernetesResourceUri: "/api/v1/nodes/ip-10-0-0-1" }],
            },
        };
        const { asked, findings, lines } = await ask({
            aws: {
                "aws eks list-insights": { insights: [INSIGHT, passing, later, unknown] },
                "aws eks describe-insight --cluster-name large --id a1": detail,
                "aws eks describe-insight --cluster-name large --id a4": { insight: {} },
            },
        });
        assert.deepEqual(lines, [
            "first insight: EKS on 1.36: Deprecated APIs removed in Kubernetes v1.36: ERROR",
            "unknown insight-unknown: EKS on 1.36: Cluster health issues: UNKNOWN",
        ]);
        assert.deepEqual(
            findings.slice(0, 1).map(({ remedy, resources, why }) => [why, remedy, resources]),
            [
                [
                    "Deprecated API usage detected. /apis/storagemigration.k8s.io/v1alpha1/storageversionmigrations goes in 1.36, used by old-operator (4 requests in 30 days).",
                    "Update manifests",
                    ["/api/v1/nodes/ip-10-0-0-1"],
                ],
            ],
        );
        assert.equal(asked.filter((line) => line.startsWith("aws eks describe-insight")).length, 2);
    });

    it("finds nodes and groups that are behind, and groups that are unwell", async () => {
        const node = (name: string, kubeletVersion: string): Json => ({
            metadata: { name },
            status: { nodeInfo: { kubeletVersion } },
        });
        const { lines } = await ask({
            aws: {
                "aws eks list-nodegroups": { nodegroups: ["system-a", "system-b"] },
                "aws eks describe-nodegroup --cluster-name large --nodegroup-name system-a": {
                    nodegroup: { version: "1.34", status: "ACTIVE", health: { issues: [] } },
                },
                "aws eks describe-nodegroup --cluster-name large --nodegroup-name system-b": {
                    nodegroup: { version: "1.35", status: "DEGRADED", health: { issues: [] } },
                },
            },
            kubectl: {
                "kubectl get nodes": {
                    items: [
                        node("a", "v1.34.9-eks-1"),
                        node("b", "v1.35.6-eks-1"),
                        node("fargate-c", "v1.34.9-eks-1"),
                    ],
                },
            },
        });
        assert.deepEqual(lines, [
            "first nodes-behind: Node group system-a is of 1.34, and the control plane of 1.35",
            "first group-unwell: Node group system-b is DEGRADED",
            "first nodes-behind: 2 nodes are of 1.34, and the control plane of 1.35",
        ]);
    });

    it("finds budgets and webhooks that allow nothing now, whoever made them, and deprecated APIs in use", async () => {
        const budget = (name: string, status: Json): Json => ({
            metadata: { name, namespace: "shop" },
            status,
        });
        const rules = [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] }];
        const { lines } = await ask({
            kubectl: {
                "kubectl get pdb": {
                    items: [
                        budget("web", { disruptionsAllowed: 0, expectedPods: 2 }),
                        budget("open", { disruptionsAllowed: 1, expectedPods: 2 }),
                        budget("empty", { disruptionsAllowed: 0, expectedPods: 0 }),
                    ],
                },
                "kubectl get validatingwebhookconfigurations": {
                    items: [{ metadata: { name: "gate" }, webhooks: [{ name: "gate.example.com", rules }] }],
                },
            },
            programs: {
                "kubectl get --raw /metrics": printed(
                    [
                        `# HELP apiserver_requested_deprecated_apis [STABLE] Gauge`,
                        `apiserver_requested_deprecated_apis{group="storage.k8s.io",removed_release="1.37",resource="volumeattributesclasses",subresource="",version="v1beta1"} 1`,
                        `apiserver_request_total{code="200"} 1`,
                    ].join("\n"),
                ),
            },
        });
        assert.deepEqual(lines, [
            "breaks budget-closed-now: Budget shop/web allows no pod to go now",
            "breaks webhook-closed: Webhook gate.example.com refuses pods while nobody answers it",
            "after api-in-use: Somebody asks for storage.k8s.io/v1beta1/volumeattributesclasses",
        ]);
    });

    it("asks no other cluster than the environment's", async () => {
        const { asked, lines } = await ask({
            kubectl: { "kubectl config view": { clusters: [{ cluster: { server: "https://other" } }] } },
        });
        assert.deepEqual(lines, [
            "unknown cluster-not-asked: Which nodes are behind, which budgets allow nothing now, which deprecated APIs are in use",
        ]);
        assert.ok(!asked.some((line) => line.startsWith("kubectl get")));
    });

    it("finds a control plane that somebody has moved, and builds that EKS does not have", async () => {
        const coredns = "aws eks describe-addon-versions --kubernetes-version 1.36 --addon-name coredns";
        const { lines } = await ask({
            aws: {
                "aws eks describe-cluster": { cluster: { endpoint: ENDPOINT, version: "1.36" } },
                [coredns]: { addons: [offerOf("coredns", "v1.14.6-eksbuild.4")] },
            },
        });
        assert.deepEqual(lines, [
            "first settings-behind: The control plane is of 1.36, and the settings say 1.35",
            "first addon-offer: EKS does not have coredns v1.14.3-eksbuild.23 for 1.36",
        ]);
    });

    it("names EKS's own builds for a minor of which the kit pins none, all in one", async () => {
        const offers = (addon: string, version: string): Json => {
            const compatibilities = [{ clusterVersion: "1.37", defaultVersion: true }];
            return {
                addons: [{ addonName: addon, addonVersions: [{ addonVersion: version, compatibilities }] }],
            };
        };
        const asked = "aws eks describe-addon-versions --kubernetes-version 1.37 --addon-name";
        const { lines } = await ask(
            {
                aws: {
                    ...{ [`${asked} aws-ebs-csi-driver`]: { addons: [] } },
                    ...{ [`${asked} coredns`]: offers("coredns", "v1.14.6-eksbuild.4") },
                    ...{ [`${asked} eks-pod-identity-agent`]: { addons: [] } },
                    ...{ [`${asked} kube-proxy`]: offers("kube-proxy", "v1.37.1-eksbuild.2") },
                    ...{ [`${asked} metrics-server`]: { addons: [] } },
                    ...{ [`${asked} vpc-cni`]: { addons: [] } },
                },
            },
            "1.37",
        );
        assert.deepEqual(lines, [
            "unknown addon-offers: What the kit will pin for 1.37; EKS's own builds are today: aws-ebs-csi-driver none, coredns v1.14.6-eksbuild.4, eks-pod-identity-agent none, kube-proxy v1.37.1-eksbuild.2, metrics-server none, vpc-cni none",
        ]);
    });

    it("says what AWS did not answer, and makes nothing of it", async () => {
        const { lines } = await ask({
            programs: { "aws eks list-insights": failed("An error occurred (AccessDeniedException)") },
        });
        assert.deepEqual(lines, ["unknown unanswered: What AWS says of upgrade insights"]);
    });
});
