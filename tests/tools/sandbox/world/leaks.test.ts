import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

import type { Json } from "../../../../components/shared/json";
import type { Properties } from "../../../../tools/facts/facts";
import type { Entry } from "../../../../tools/sandbox/inventory";
import { CONTROLLERS, KINDS } from "../../../../tools/sandbox/world/controllers";
import { madeForObjects } from "../../../../tools/sandbox/world/leaks";
import { TYPES } from "../../../../tools/sandbox/world/lookups";
import { EBS_CSI, makeAddon, makeIrsaRole, makeProfile, makeRelease } from "../../../support/sandbox-compute";
import { arnOf, makeCluster, refusalOf, Rig, type SmallCluster } from "../../../support/sandbox-world";

const TIMED_OUT = "timed out waiting for the condition:";

/** An object, and how its controller comes to be. */
interface Case {
    readonly kind: string;
    readonly spec: Json;
    readonly install: (rig: Rig, small: SmallCluster) => Promise<Entry>;
    /** What it makes, without numbers. */
    readonly made: readonly string[];
    /** With the controller gone first: why the object stays, or what is left behind. */
    readonly late: string;
}

const chart =
    (name: string, values: Properties = {}) =>
    (rig: Rig, small: SmallCluster) =>
        makeRelease(rig, small, name, values);

/** A driver and a class that is the default one. */
const driver =
    (addonName: string, provisioner: string, change: Properties = {}) =>
    async (rig: Rig, small: SmallCluster) => {
        const annotations = { "storageclass.kubernetes.io/is-default-class": "true" };
        const inputs = { metadata: { name: "default", annotations }, provisioner, ...change };
        await rig.create("kubernetes:storage.k8s.io/v1:StorageClass", "default", inputs, small.inside);
        // The sandbox knows the pods of this one: they need a place and a role.
        if (addonName !== "aws-ebs-csi-driver") return makeAddon(rig, addonName);
        await makeProfile(rig, small, { selectors: [EBS_CSI] });
        const role = await makeIrsaRole(rig, small, "ebs", ["ec2:CreateVolume"]);
        return makeAddon(rig, addonName, undefined, { serviceAccountRoleArn: arnOf(role) });
    };

const CASES: Readonly<Record<string, Case>> = {
    "aws-load-balancer-controller, Ingress": {
        kind: KINDS.ingress,
        spec: { ingressClassName: "alb" },
        install: chart("aws-load-balancer-controller"),
        made: ["security group sg-k8s-N", "load balancer k8s-web-N"],
        late: `${TIMED_OUT} Ingress apps/web keeps its finalizer: no aws-load-balancer-controller lives, and sg-k8s-N, k8s-web-N stays`,
    },
    "aws-load-balancer-controller, Service of its class": {
        kind: KINDS.service,
        spec: { type: "LoadBalancer", loadBalancerClass: "service.k8s.aws/nlb" },
        install: chart("aws-load-balancer-controller"),
        made: ["security group sg-k8s-N", "load balancer k8s-web-N"],
        late: `${TIMED_OUT} Service apps/web keeps its finalizer: no aws-load-balancer-controller lives, and sg-k8s-N, k8s-web-N stays`,
    },
    "aws-load-balancer-controller, Gateway": {
        kind: KINDS.gateway,
        spec: { gatewayClassName: "alb" },
        install: chart("aws-load-balancer-controller"),
        made: ["security group sg-k8s-N", "load balancer k8s-web-N"],
        late: `${TIMED_OUT} Gateway apps/web keeps its finalizer: no aws-load-balancer-controller lives, and sg-k8s-N, k8s-web-N stays`,
    },
    "aws-load-balancer-controller, TargetGroupBinding": {
        kind: KINDS.targetGroupBinding,
        spec: {},
        install: chart("aws-load-balancer-controller"),
        made: [],
        late: `${TIMED_OUT} TargetGroupBinding apps/web keeps its finalizer: no aws-load-balancer-controller lives`,
    },
    "aws-gateway-controller-chart, HTTPRoute": {
        kind: KINDS.httpRoute,
        spec: { parentRefs: [{ name: "lattice" }] },
        install: chart("aws-gateway-controller-chart"),
        made: ["service of VPC Lattice svc-N"],
        late: `${TIMED_OUT} HTTPRoute apps/web keeps its finalizer: no aws-gateway-controller-chart lives, and svc-N stays`,
    },
    "snapshot-controller, VolumeSnapshot": {
        kind: KINDS.snapshot,
        spec: {},
        install: (rig) => makeAddon(rig, "snapshot-controller"),
        made: ["EBS snapshot snap-N"],
        late: `${TIMED_OUT} VolumeSnapshot apps/web keeps its finalizer: no snapshot-controller lives, and snap-N stays`,
    },
    "keda, ScaledObject": {
        kind: KINDS.scaledObject,
        spec: {},
        install: chart("keda"),
        made: [],
        late: `${TIMED_OUT} ScaledObject apps/web keeps its finalizer: no keda lives`,
    },
    "keda, ScaledJob": {
        kind: KINDS.scaledJob,
        spec: {},
        install: chart("keda"),
        made: [],
        late: `${TIMED_OUT} ScaledJob apps/web keeps its finalizer: no keda lives`,
    },
    "external-dns, Ingress with a host": {
        kind: KINDS.ingress,
        spec: { rules: [{ host: "web.example.com" }] },
        install: chart("external-dns", { policy: "sync" }),
        made: ["DNS record web.example.com"],
        late: "DNS record web.example.com is left behind: no external-dns lived when Ingress apps/web went",
    },
    "external-dns as an add-on, Ingress with a host": {
        kind: KINDS.ingress,
        spec: { rules: [{ host: "web.example.com" }] },
        install: (rig) => makeAddon(rig, "external-dns", { policy: "sync" }),
        made: ["DNS record web.example.com"],
        late: "DNS record web.example.com is left behind: no external-dns lived when Ingress apps/web went",
    },
    "aws-ebs-csi-driver, PersistentVolumeClaim": {
        kind: KINDS.claim,
        spec: {},
        install: driver("aws-ebs-csi-driver", "ebs.csi.aws.com"),
        made: ["EBS volume vol-N"],
        late: "EBS volume vol-N is left behind: no aws-ebs-csi-driver lived when PersistentVolumeClaim apps/web went",
    },
    "aws-efs-csi-driver, PersistentVolumeClaim": {
        kind: KINDS.claim,
        spec: { storageClassName: "default" },
        install: driver("aws-efs-csi-driver", "efs.csi.aws.com"),
        made: ["access point fsap-N"],
        late: "access point fsap-N is left behind: no aws-efs-csi-driver lived when PersistentVolumeClaim apps/web went",
    },
    "aws-fsx-csi-driver, PersistentVolumeClaim": {
        kind: KINDS.claim,
        spec: {},
        install: driver("aws-fsx-csi-driver", "fsx.csi.aws.com"),
        made: ["file system fs-N"],
        late: "file system fs-N is left behind: no aws-fsx-csi-driver lived when PersistentVolumeClaim apps/web went",
    },
};

function withoutNumbers(text: string): string {
    return text.replaceAll(/(-)\d{10}/g, "$1N");
}

describe("what controllers make in the sandbox", () => {
    let rig: Rig;
    let small: SmallCluster;

    beforeEach(async () => {
        rig = new Rig();
        small = await makeCluster(rig);
    });

    function make(kind: string, spec: Json, metadata: Properties = {}): Promise<Entry> {
        const inputs = { metadata: { name: "web", namespace: "apps", ...metadata }, spec };
        return rig.create(kind, "web", inputs, small.inside);
    }

    function made(): readonly string[] {
        return madeForObjects(rig.inventory).map(({ text }) =>
            withoutNumbers(text).replace(/, made for \w+ apps\/web$/, ""),
        );
    }

    for (const [what, { install, kind, late, made: expected, spec }] of Object.entries(CASES)) {
        it(`goes with its object: ${what}`, async () => {
            const object = await make(kind, spec);
            assert.deepEqual(made(), [], "nobody answers yet");
            const controller = await install(rig, small);
            assert.deepEqual(made(), expected);
            assert.equal(await refusalOf(rig.remove(object, small.inside)), undefined);
            assert.deepEqual([made(), rig.log.notes], [[], []]);
            await rig.remove(controller, controller.type === TYPES.release ? small.inside : undefined);
            assert.deepEqual(made(), []);
        });

        it(`stays by name when the controller goes before its object: ${what}`, async () => {
            const controller = await install(rig, small);
            const object = await make(kind, spec);
            await rig.remove(controller, controller.type === TYPES.release ? small.inside : undefined);
            const refusal = await refusalOf(rig.remove(object, small.inside));
            assert.deepEqual(made(), expected);
            assert.deepEqual([refusal, ...rig.log.notes].flatMap((text) => text ?? []).map(withoutNumbers), [
                late,
            ]);
        });
    }

    it("is of controllers that each have a case", () => {
        const shown = new Set(Object.keys(CASES).map((what) => what.split(/,| as /)[0]));
        const alone = [
            "Auto Mode",
            "EKS's own controller of Services",
            "Auto Mode's EBS driver",
            "aws-fsx-openzfs-csi-driver",
            "trident-operator",
        ];
        assert.deepEqual(
            CONTROLLERS.map(({ name }) => name).filter((name) => !shown.has(name)),
            alone,
        );
    });

    it("stays when controller and object go at the same time", async () => {
        const controller = await makeRelease(rig, small, "aws-load-balancer-controller", {});
        const ingress = await make(KINDS.ingress, { ingressClassName: "alb" });
        const pending = refusalOf(rig.remove(ingress, small.inside));
        await sleep(10);
        await rig.remove(controller, small.inside);
        assert.match((await pending) ?? "", /no aws-load-balancer-controller lives/);
    });

    it("of an internet-facing load balancer holds public subnets, gateway and VPC, and names itself", async () => {
        await rig.update(small.open, { tags: { "kubernetes.io/role/elb": "1" } });
        await makeRelease(rig, small, "aws-load-balancer-controller", {});
        const annotations = { "alb.ingress.kubernetes.io/scheme": "internet-facing" };
        await make(KINDS.ingress, { ingressClassName: "alb" }, { annotations });
        await rig.remove(small.association);
        await rig.remove(small.cluster);
        await rig.remove(small.nat);
        const [balancer, group] = [TYPES.loadBalancer, TYPES.leftBehind].map(
            (type) => rig.inventory.ofType(type)[0]?.id ?? "",
        );
        assert.equal(
            await refusalOf(rig.remove(small.open)),
            `DependencyViolation: The subnet '${small.open.id}' has dependencies and cannot be deleted. (held by ${balancer})`,
        );
        assert.equal(
            await refusalOf(rig.remove(small.gateway)),
            `DependencyViolation: Network ${small.vpc.id} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway. (held by ${balancer})`,
        );
        const vpc = (await refusalOf(rig.remove(small.vpc))) ?? "";
        assert.match(vpc, new RegExp(`held by .*${group}, ${balancer}`));
        assert.equal(await refusalOf(rig.remove(small.nodes[0])), undefined);
    });

    it("of EKS itself outlives the cluster: a Service's load balancer holds the cluster's subnets", async () => {
        await make(KINDS.service, { type: "LoadBalancer" });
        await make(KINDS.service, { type: "ClusterIP" });
        assert.deepEqual(made(), ["security group sg-k8s-N", "load balancer k8s-web-N"]);
        await rig.remove(small.association);
        await rig.remove(small.cluster);
        const [balancer] = rig.inventory.ofType(TYPES.loadBalancer);
        assert.match(
            (await refusalOf(rig.remove(small.nodes[0]))) ?? "",
            new RegExp(`^DependencyViolation: The subnet .* \\(held by ${balancer?.id}\\)$`),
        );
    });

    it("keeps a hosted zone, unless it may be deleted with what is in it", async () => {
        const zone = await rig.create(TYPES.zone, "zone", { name: "example.com" });
        await rig.create(TYPES.zone, "other", { name: "ample.com" });
        await makeRelease(rig, small, "external-dns", { policy: "upsert-only" });
        const ingress = await make(KINDS.ingress, { rules: [{ host: "web.example.com" }] });
        await rig.remove(ingress, small.inside);
        assert.deepEqual(rig.log.notes, [
            "DNS record web.example.com is left behind: external-dns deletes nothing when Ingress apps/web goes",
        ]);
        assert.equal(
            await refusalOf(rig.remove(zone)),
            "HostedZoneNotEmpty: The specified hosted zone contains non-required resource record sets and so cannot be deleted. (held by web.example.com)",
        );
        await rig.update(zone, { forceDestroy: true });
        assert.equal(await refusalOf(rig.remove(rig.now(zone))), undefined);
        assert.deepEqual(made(), []);
    });

    it("of a file system holds its subnet, the one its class names", async () => {
        const parameters = { subnetId: small.nodes[2].id };
        await driver("aws-fsx-csi-driver", "fsx.csi.aws.com", { parameters })(rig, small);
        await make(KINDS.claim, {});
        const [fileSystem] = rig.inventory.ofType(TYPES.fileSystem);
        assert.equal(
            await refusalOf(rig.remove(small.nodes[2])),
            `DependencyViolation: The subnet '${small.nodes[2].id}' has dependencies and cannot be deleted. (held by ${fileSystem?.id})`,
        );
    });

    it("of claims that a chart makes stays with them when the chart goes", async () => {
        await driver("aws-ebs-csi-driver", "ebs.csi.aws.com")(rig, small);
        const storageSpec = { volumeClaimTemplate: { spec: { storageClassName: "default" } } };
        const bare = await makeRelease(rig, small, "kube-prometheus-stack", {});
        assert.deepEqual(made(), []);
        await rig.remove(bare, small.inside);
        const chart = await makeRelease(rig, small, "kube-prometheus-stack", {
            prometheus: { prometheusSpec: { storageSpec } },
        });
        const claim = "PersistentVolumeClaim kube-system/prometheus-kube-prometheus-stack-db-0";
        assert.deepEqual(made(), [`EBS volume vol-N, made for ${claim}`]);
        await rig.remove(chart, small.inside);
        assert.deepEqual(made(), [`EBS volume vol-N, made for ${claim}`]);
        const [left] = rig.inventory.ofType(KINDS.claim);
        assert.ok(left);
        await rig.remove(left, small.inside);
        assert.deepEqual(made(), []);
    });

    it("of a class that says Retain stays, and says so", async () => {
        await driver("aws-ebs-csi-driver", "ebs.csi.aws.com", { reclaimPolicy: "Retain" })(rig, small);
        const claim = await make(KINDS.claim, {});
        await rig.remove(claim, small.inside);
        assert.deepEqual(rig.log.notes.map(withoutNumbers), [
            "EBS volume vol-N is left behind: the class of PersistentVolumeClaim apps/web says Retain",
        ]);
    });

    for (const [type, inputs] of [
        ["aws:efs/mountTarget:MountTarget", (id: string) => ({ subnetId: id, fileSystemId: "fs-1" })],
        [
            "aws:amp/scraper:Scraper",
            (id: string) => ({
                source: { eks: { subnetIds: [id], clusterArn: "arn" } },
                scrapeConfiguration: "",
            }),
        ],
        ["aws:lb/loadBalancer:LoadBalancer", (id: string) => ({ subnetMappings: [{ subnetId: id }] })],
    ] as const) {
        it(`knows who else has interfaces in a subnet: ${type}`, async () => {
            const holder = await rig.create(type, "holder", inputs(small.nodes[2].id));
            assert.match(
                (await refusalOf(rig.remove(small.nodes[2]))) ?? "",
                new RegExp(`\\(held by holder ${holder.id.replaceAll(/[/]/g, ".")}\\)$`),
            );
            await rig.remove(holder);
            assert.equal(await refusalOf(rig.remove(small.nodes[2])), undefined);
        });
    }
});
