/**
 * Ring 5: each controller is gone while its objects exist. What the tables of leaks say hangs, hangs on a real API server with
 * real controllers of Kubernetes beside it, and goes once somebody takes its finalizer off.
 */
import assert from "node:assert/strict";

import type { Json } from "../../components/shared/json";
import type { KubernetesObject } from "../../tools/apiserver/client";
import { installDefinitions, snapshotDefinitions } from "../../tools/apiserver/crds";
import { objectOf } from "../../tools/apiserver/objects";
import { type ClusterClient, Refused } from "../../tools/cluster/objects";
import { buildPrograms, type Cluster, startCluster } from "../../tools/cluster/start";
import { LEAKS } from "../../tools/destroy/destroy";
import { textOf } from "../../tools/facts/build";
import { objectsIn } from "../../tools/fit/world";
import { DEFINITIONS } from "../apiserver/team-cases";
import { LEAK_ROWS } from "../order/leaks";
import { describeWithGo } from "./with-go";

/** With a first build on a slow machine. */
const START_MS = 60 * 60_000;
const STEP_MS = 3 * 60_000;
/** What has not gone by then hangs: without a finalizer it takes a moment. */
const HANGS_MS = 3_000;
const GOES_MS = 30_000;

/** Without its name. */
interface Bare {
    readonly apiVersion: string;
    readonly kind: string;
    readonly spec: Json;
}

interface Hanging {
    /** Rows of tools/destroy that say so. */
    readonly leak: string;
    readonly controller: string;
    readonly object: Bare;
    /** What the controller puts on it; its source. */
    readonly finalizer: string;
    readonly source: string;
}

const GATEWAY = "gateway.networking.k8s.io/v1";
const SNAPSHOTS = "snapshot.storage.k8s.io/v1";

/** Each kind whose controller has a finalizer on it. */
const HANGING: readonly Hanging[] = [
    {
        ...{ leak: "ingresses", controller: "aws-load-balancer-controller" },
        object: {
            ...{ apiVersion: "networking.k8s.io/v1", kind: "Ingress" },
            spec: { defaultBackend: { service: { name: "web", port: { number: 80 } } } },
        },
        finalizer: "ingress.k8s.aws/resources",
        source: "kubernetes-sigs/aws-load-balancer-controller pkg/ingress/finalizer.go",
    },
    {
        ...{ leak: "ingresses", controller: "aws-load-balancer-controller" },
        object: { apiVersion: "elbv2.k8s.aws/v1beta1", kind: "TargetGroupBinding", spec: {} },
        finalizer: "elbv2.k8s.aws/resources",
        source: "kubernetes-sigs/aws-load-balancer-controller controllers/elbv2/targetgroupbinding_controller.go",
    },
    {
        ...{ leak: "services", controller: "EKS's own, or aws-load-balancer-controller" },
        object: {
            ...{ apiVersion: "v1", kind: "Service" },
            spec: { type: "LoadBalancer", ports: [{ port: 80 }] },
        },
        finalizer: "service.kubernetes.io/load-balancer-cleanup",
        source: "Kubernetes documentation, service, Garbage Collecting Load Balancers",
    },
    {
        ...{ leak: "lattice", controller: "aws-gateway-controller-chart" },
        object: { apiVersion: GATEWAY, kind: "HTTPRoute", spec: {} },
        finalizer: "httproute.k8s.aws/resources",
        source: "aws/aws-application-networking-k8s pkg/controllers/route_controller.go",
    },
    {
        ...{ leak: "snapshots", controller: "snapshot-controller" },
        object: {
            ...{ apiVersion: SNAPSHOTS, kind: "VolumeSnapshot" },
            spec: { source: { persistentVolumeClaimName: "web" } },
        },
        finalizer: "snapshot.storage.kubernetes.io/volumesnapshot-bound-protection",
        source: "kubernetes-csi/external-snapshotter pkg/utils/util.go",
    },
    {
        ...{ leak: "scaled-objects", controller: "keda" },
        object: { apiVersion: "keda.sh/v1alpha1", kind: "ScaledObject", spec: {} },
        finalizer: "finalizer.keda.sh",
        source: "KEDA documentation, deploy, Uninstall",
    },
];

/** Rows that speak of finalizers or of a webhook: what is deleted in Kubernetes hangs. */
const HANG = ["ingresses", "services", "lattice", "snapshots", "scaled-objects", "external-secrets"];

describeWithGo("controllers gone while their objects exist", function () {
    this.timeout(STEP_MS);
    let cluster: Cluster;
    let client: ClusterClient;

    before("start", async function () {
        this.timeout(START_MS);
        cluster = await startCluster(await buildPrograms(() => undefined));
        ({ client } = cluster);
        const own = [...DEFINITIONS, ...FURTHER_DEFINITIONS, ...(await snapshotDefinitions()).values()];
        await cluster.define(async (plain) => installDefinitions(plain, own));
        for (const { finalizer, object } of HANGING) {
            const namespace = placeOf(object.kind);
            await make({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
            await make(asObject(object, { name: "web", namespace, finalizers: [finalizer] }));
            await client.remove(object.apiVersion, object.kind, { namespace, name: "web" });
            await client.remove("v1", "Namespace", { name: namespace });
        }
    });

    after("stop", async () => cluster.stop());

    for (const { controller, finalizer, leak, object } of HANGING) {
        const { apiVersion, kind } = object;
        it(`${kind} of ${controller} hangs, and its namespace with it, until somebody takes its finalizer off`, async () => {
            const namespace = placeOf(kind);
            await until(async () => (await whyStays(namespace)) !== "");
            assert.match(await whyStays(namespace), new RegExp(`${finalizer} in 1 resource instances`));
            const name = { namespace, name: "web" };
            const left = await client.get(apiVersion, kind, name);
            assert.notEqual(left?.metadata.deletionTimestamp, undefined);
            await client.patch(apiVersion, kind, name, { metadata: { finalizers: null } });
            await goes("Namespace", { name: namespace });
            assert.ok(HANG.includes(leak));
        });
    }

    it("one without a finalizer goes at once: the tables name none", async () => {
        const name = { namespace: "default", name: "plain" };
        await make(asObject({ apiVersion: "networking.k8s.io/v1", kind: "Ingress", spec: BACKEND }, name));
        await client.remove("networking.k8s.io/v1", "Ingress", name);
        assert.equal(await client.get("networking.k8s.io/v1", "Ingress", name), undefined);
    });

    it("an ExternalSecret cannot even be deleted: its webhook is asked, and nobody answers", async () => {
        const name = { namespace: "default", name: "web" };
        await make(
            asObject({ apiVersion: "external-secrets.io/v1", kind: "ExternalSecret", spec: {} }, name),
        );
        await make(WEBHOOK);
        await until(async () => {
            const refused = await client
                .remove("external-secrets.io/v1", "ExternalSecret", name, { dryRun: ["All"] })
                .catch((error: unknown) => error);
            return refused instanceof Refused && /failed calling webhook/.test(refused.message);
        });
        await assert.rejects(
            client.remove("external-secrets.io/v1", "ExternalSecret", name),
            /failed calling webhook "validate\.externalsecret\.external-secrets\.io"/,
        );
    });

    it("a claim goes without its driver, and its volume stays behind: released, and nobody deletes it", async () => {
        const claim = { namespace: "default", name: "web" };
        await make(VOLUME);
        await make(CLAIM);
        await until(async () => (await phase("PersistentVolumeClaim", claim)) === "Bound");
        await client.remove("v1", "PersistentVolumeClaim", claim);
        await goes("PersistentVolumeClaim", claim);
        await until(async () => (await phase("PersistentVolume", { name: "web" })) === "Released");
        await client.remove("v1", "PersistentVolume", { name: "web" });
        await new Promise((resolve) => setTimeout(resolve, HANGS_MS));
        const left = await client.get("v1", "PersistentVolume", { name: "web" });
        assert.deepEqual(left?.metadata.finalizers, [PROVISIONER]);
    });

    it("are the rows of the tables: each that orders objects before a controller is asked here, or says why not", () => {
        const asked = new Set([...HANGING.map(({ leak }) => leak), "external-secrets", "volumes"]);
        const rows = LEAK_ROWS.flatMap(({ leaks }) => leaks);
        const others = [...new Set(rows)].filter((leak) => !asked.has(leak)).sort();
        assert.deepEqual(others, Object.keys(ELSEWHERE).sort());
        const known = new Set(LEAKS.map(({ id }) => id));
        assert.deepEqual(
            [...asked].filter((id) => !known.has(id) || !rows.includes(id)),
            [],
        );
    });

    async function make(object: KubernetesObject): Promise<void> {
        await client.create(object);
    }

    async function whyStays(namespace: string): Promise<string> {
        const found = await client.get("v1", "Namespace", { name: namespace });
        const said = objectsIn(found?.status["conditions"]).find(
            ({ type }) => type === "NamespaceFinalizersRemaining",
        );
        return textOf(said?.["message"]);
    }

    async function phase(kind: string, name: { readonly namespace?: string; readonly name: string }) {
        return textOf((await client.get("v1", kind, name))?.status["phase"]);
    }

    async function goes(kind: string, name: { readonly namespace?: string; readonly name: string }) {
        await until(async () => (await client.get("v1", kind, name)) === undefined);
    }
});

/** Rows about AWS alone: Kubernetes lets the object go, and the sandbox says what stays (tests/engine/controllers-removed.test.ts). */
const ELSEWHERE: Readonly<Record<string, string>> = {
    "access-points": "as volumes, of another driver",
    "file-systems": "as volumes, of another driver",
    "ontap-volumes": "as volumes, of another driver",
    records: "ExternalDNS has no finalizer",
    scrapers: "no object of the cluster",
    zones: "no object of the cluster",
};

const BACKEND = { defaultBackend: { service: { name: "web", port: { number: 80 } } } };

function placeOf(kind: string): string {
    return `without-${kind.toLowerCase()}`;
}

function asObject(
    object: Bare,
    {
        finalizers = [],
        ...metadata
    }: { readonly name: string; readonly namespace: string; readonly finalizers?: readonly string[] },
): KubernetesObject {
    return objectOf(metadata.name, { ...object, metadata: { ...metadata, finalizers: [...finalizers] } });
}

/** Source: kubernetes-csi/external-provisioner v5, pkg/controller: external-provisioner.volume.kubernetes.io/finalizer. */
const PROVISIONER = "external-provisioner.volume.kubernetes.io/finalizer";

const VOLUME = objectOf("web", {
    ...{ apiVersion: "v1", kind: "PersistentVolume" },
    metadata: {
        name: "web",
        finalizers: [PROVISIONER],
        annotations: { "pv.kubernetes.io/provisioned-by": "ebs.csi.aws.com" },
    },
    spec: {
        ...{ accessModes: ["ReadWriteOnce"], capacity: { storage: "1Gi" } },
        ...{ storageClassName: "gp3", persistentVolumeReclaimPolicy: "Delete" },
        csi: { driver: "ebs.csi.aws.com", volumeHandle: "vol-0123456789abcdef0" },
    },
});

const CLAIM: KubernetesObject = {
    ...{ apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: { name: "web", namespace: "default" } },
    spec: {
        ...{ accessModes: ["ReadWriteOnce"], storageClassName: "gp3", volumeName: "web" },
        resources: { requests: { storage: "1Gi" } },
    },
};

/** Source: external-secrets/external-secrets deploy/charts/external-secrets/templates/validatingwebhook.yaml. */
const WEBHOOK: KubernetesObject = {
    ...{ apiVersion: "admissionregistration.k8s.io/v1", kind: "ValidatingWebhookConfiguration" },
    metadata: { name: "externalsecret-validate" },
    webhooks: [
        {
            name: "validate.externalsecret.external-secrets.io",
            ...{
                admissionReviewVersions: ["v1"],
                sideEffects: "None",
                failurePolicy: "Fail",
                timeoutSeconds: 5,
            },
            clientConfig: { service: { name: "external-secrets-webhook", namespace: "external-secrets" } },
            rules: [
                {
                    ...{
                        apiGroups: ["external-secrets.io"],
                        apiVersions: ["v1"],
                        resources: ["externalsecrets"],
                    },
                    ...{ operations: ["CREATE", "UPDATE", "DELETE"], scope: "Namespaced" },
                },
            ],
        },
    ],
};

const FURTHER_DEFINITIONS = [
    definition("keda.sh", "ScaledObject", "scaledobjects", "v1alpha1"),
    definition("external-secrets.io", "ExternalSecret", "externalsecrets", "v1"),
];

/** Of a kind that takes anything. */
function definition(group: string, kind: string, plural: string, version: string): string {
    const open = { type: "object", "x-kubernetes-preserve-unknown-fields": true };
    const schema: Json = { openAPIV3Schema: { type: "object", properties: { spec: open } } };
    return JSON.stringify({
        ...{ apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" },
        metadata: { name: `${plural}.${group}` },
        spec: {
            group,
            names: { kind, listKind: `${kind}List`, plural, singular: kind.toLowerCase() },
            scope: "Namespaced",
            versions: [{ name: version, served: true, storage: true, schema }],
        },
    });
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + GOES_MS;
    while (!(await isSo())) {
        assert.ok(Date.now() < deadline, "in time");
        await new Promise((resolve) => setTimeout(resolve, 200));
    }
}
