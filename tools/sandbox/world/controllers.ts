/** Controllers that make something in AWS for objects of a cluster. From public charts and guides, not from the kit's own tables. */
import { objectOf, textOf } from "../../facts/build";
import type { Properties } from "../../facts/facts";
import { type Entry, type Inventory, valuesOf } from "../inventory";
import { hasAddon } from "./credentials";
import {
    autoModeOf,
    chartOf,
    isAlive,
    objectNameOf,
    objects,
    ofCluster,
    parsed,
    text,
    TYPES,
} from "./lookups";
import type { World } from "./model";

const GATEWAY_API = "kubernetes:gateway.networking.k8s.io/v1";
export const KINDS = {
    claim: "kubernetes:core/v1:PersistentVolumeClaim",
    gateway: `${GATEWAY_API}:Gateway`,
    httpRoute: `${GATEWAY_API}:HTTPRoute`,
    ingress: "kubernetes:networking.k8s.io/v1:Ingress",
    scaledJob: "kubernetes:keda.sh/v1alpha1:ScaledJob",
    scaledObject: "kubernetes:keda.sh/v1alpha1:ScaledObject",
    service: "kubernetes:core/v1:Service",
    snapshot: "kubernetes:snapshot.storage.k8s.io/v1:VolumeSnapshot",
    targetGroupBinding: "kubernetes:elbv2.k8s.aws/v1beta1:TargetGroupBinding",
} as const;

/** What it makes for one object. */
export type Made =
    | "accessPoint"
    | "fileSystem"
    | "latticeService"
    | "loadBalancer"
    | "ontapVolume"
    | "record"
    | "snapshot"
    | "volume";

export interface Controller {
    readonly name: string;
    readonly makes: readonly Made[];
    readonly runs: (cluster: Entry, inventory: Inventory) => boolean;
    readonly answers: (object: Entry, cluster: Entry, inventory: Inventory) => boolean;
    /** Whether its objects wait for it when they are deleted. */
    readonly hasFinalizer: boolean;
    /** Whether it takes away what it made once the object is gone. @default true */
    readonly takesAway?: (cluster: Entry, inventory: Inventory) => boolean;
    readonly source: string;
}

export const CONTROLLERS: readonly Controller[] = [
    {
        name: "aws-load-balancer-controller",
        makes: ["loadBalancer"],
        runs: (cluster, inventory) => hasChart(cluster, "aws-load-balancer-controller", inventory),
        answers: (object, _cluster, inventory) => ofLoadBalancerController(object, inventory),
        hasFinalizer: true,
        source: "kubernetes-sigs/aws-load-balancer-controller pkg/k8s/finalizer.go; #2014, #1879",
    },
    {
        name: "Auto Mode",
        makes: ["loadBalancer"],
        runs: isAutoMode,
        answers: (object, cluster, inventory) => {
            if (object.type === KINDS.ingress) return classOf(object, inventory) === "eks.amazonaws.com/alb";
            return isBalanced(object, isAutoMode(cluster, inventory) ? ["", "eks.amazonaws.com/nlb"] : []);
        },
        hasFinalizer: true,
        source: "EKS User Guide, automode/auto-configure-alb and auto-configure-nlb",
    },
    {
        name: "EKS's own controller of Services",
        makes: ["loadBalancer"],
        runs: isAlive,
        answers: (object, cluster, inventory) => !isAutoMode(cluster, inventory) && isBalanced(object, [""]),
        hasFinalizer: true,
        source: "EKS User Guide, delete-cluster; Kubernetes documentation, service, service.kubernetes.io/load-balancer-cleanup",
    },
    {
        name: "aws-gateway-controller-chart",
        makes: ["latticeService"],
        runs: (cluster, inventory) => hasChart(cluster, "aws-gateway-controller-chart", inventory),
        answers: (object) => object.type === KINDS.httpRoute && isOfLattice(object),
        hasFinalizer: true,
        source: "aws/aws-application-networking-k8s pkg/controllers/route_controller.go, finalizers",
    },
    {
        name: "external-dns",
        makes: ["record"],
        runs: (cluster, inventory) => externalDns(cluster, inventory) !== undefined,
        answers: (object) => hostsOf(object).length > 0,
        hasFinalizer: false,
        takesAway: (cluster, inventory) => textOf(externalDns(cluster, inventory)?.["policy"]) === "sync",
        source: "kubernetes-sigs/external-dns docs/flags.md, policy: upsert-only deletes nothing",
    },
    ...drivers(),
    {
        name: "snapshot-controller",
        makes: ["snapshot"],
        runs: (cluster, inventory) => hasAddon(cluster, "snapshot-controller", inventory),
        answers: ({ type }) => type === KINDS.snapshot,
        hasFinalizer: true,
        source: "kubernetes-csi/external-snapshotter pkg/utils/util.go, volumesnapshot-bound-protection",
    },
    {
        name: "keda",
        makes: [],
        runs: (cluster, inventory) => hasChart(cluster, "keda", inventory),
        answers: ({ type }) => type === KINDS.scaledJob || type === KINDS.scaledObject,
        hasFinalizer: true,
        source: "KEDA documentation, deploy, Uninstall",
    },
];

/** CSI drivers: the claim itself goes, and what is behind its volume only by the driver. */
function drivers(): readonly Controller[] {
    const driver = (
        name: string,
        makes: Made,
        provisioner: string,
        runs: Controller["runs"],
    ): Controller => ({
        ...{ name, makes: [makes], runs, hasFinalizer: false },
        answers: (object, _cluster, inventory) =>
            object.type === KINDS.claim && provisionerOf(object, inventory) === provisioner,
        takesAway: (cluster, inventory) => runs(cluster, inventory),
        source: "Kubernetes documentation, persistent-volumes, Reclaim Policy; kubernetes-csi/external-provisioner",
    });
    const addon =
        (name: string): Controller["runs"] =>
        (cluster, inventory) =>
            hasAddon(cluster, name, inventory);
    return [
        driver("aws-ebs-csi-driver", "volume", "ebs.csi.aws.com", addon("aws-ebs-csi-driver")),
        driver("Auto Mode's EBS driver", "volume", "ebs.csi.eks.amazonaws.com", isAutoMode),
        driver("aws-efs-csi-driver", "accessPoint", "efs.csi.aws.com", addon("aws-efs-csi-driver")),
        driver("aws-fsx-csi-driver", "fileSystem", "fsx.csi.aws.com", addon("aws-fsx-csi-driver")),
        driver("aws-fsx-openzfs-csi-driver", "fileSystem", "fsx.openzfs.csi.aws.com", (cluster, inventory) =>
            hasChart(cluster, "aws-fsx-openzfs-csi-driver", inventory),
        ),
        driver("trident-operator", "ontapVolume", "csi.trident.netapp.io", (cluster, inventory) =>
            hasChart(cluster, "trident-operator", inventory),
        ),
    ];
}

function isAutoMode(cluster: Entry, inventory: Inventory): boolean {
    return isAlive(cluster) && autoModeOf(cluster, inventory) !== undefined;
}

/** Values of a living release of the chart. */
function releaseOf(cluster: Entry, chart: string, inventory: Inventory): Properties | undefined {
    const release = inventory
        .ofType(TYPES.release, text(cluster, "arn"))
        .find((entry) => chartOf(valuesOf(entry)) === chart && isAlive(entry));
    return release === undefined ? undefined : objectOf(valuesOf(release)["values"]);
}

export function hasChart(cluster: Entry, chart: string, inventory: Inventory): boolean {
    return releaseOf(cluster, chart, inventory) !== undefined;
}

/** Settings of ExternalDNS, however it is installed. */
function externalDns(cluster: Entry, inventory: Inventory): Properties | undefined {
    const release = releaseOf(cluster, "external-dns", inventory);
    if (release !== undefined) return release;
    const addon = ofCluster(inventory, cluster, TYPES.addon).find(
        (entry) => text(entry, "addonName") === "external-dns" && isAlive(entry),
    );
    return addon === undefined ? undefined : parsed(valuesOf(addon)["configurationValues"]);
}

function specOf(object: Entry): Properties {
    return objectOf(valuesOf(object)["spec"]);
}

function metadataOf(object: Entry): Properties {
    return objectOf(valuesOf(object)["metadata"]);
}

/** Whose a Service of type LoadBalancer is, by its class. */
function isBalanced(object: Entry, classes: readonly string[]): boolean {
    const { loadBalancerClass, type } = specOf(object);
    return (
        object.type === KINDS.service &&
        type === "LoadBalancer" &&
        classes.includes(textOf(loadBalancerClass))
    );
}

function ofLoadBalancerController(object: Entry, inventory: Inventory): boolean {
    switch (object.type) {
        case KINDS.gateway:
            return !isOfLattice(object);
        case KINDS.ingress:
            return classOf(object, inventory) === "ingress.k8s.aws/alb";
        case KINDS.targetGroupBinding:
            return true;
        default:
            return isBalanced(object, ["service.k8s.aws/nlb"]);
    }
}

/** The controller that the class of an Ingress names. The chart of the AWS Load Balancer Controller brings `alb`. */
function classOf(ingress: Entry, inventory: Inventory): string {
    const name = textOf(specOf(ingress)["ingressClassName"]);
    const known = inventory
        .ofType("kubernetes:networking.k8s.io/v1:IngressClass", ingress.place)
        .find((entry) => objectNameOf(entry) === name);
    if (known !== undefined) return textOf(specOf(known)["controller"]);
    return name === "alb" ? "ingress.k8s.aws/alb" : "";
}

function isOfLattice(object: Entry): boolean {
    const { gatewayClassName, parentRefs } = specOf(object);
    if (object.type === KINDS.gateway) return gatewayClassName === "amazon-vpc-lattice";
    return objects(parentRefs).some(({ kind = "Gateway" }) => kind === "Gateway");
}

/** Names that ExternalDNS makes records of. */
export function hostsOf(object: Entry): readonly string[] {
    const annotations = Object.entries(objectOf(metadataOf(object)["annotations"]));
    const annotated = annotations
        .filter(([key]) => /^external-dns\.(alpha\.)?kubernetes\.io\/hostname$/.test(key))
        .flatMap(([, value]) => textOf(value).split(","));
    if (object.type === KINDS.service) return specOf(object)["type"] === "LoadBalancer" ? annotated : [];
    if (object.type !== KINDS.ingress) return [];
    return [...annotated, ...objects(specOf(object)["rules"]).map(({ host }) => textOf(host))].filter(
        (host) => host !== "",
    );
}

const STORAGE_CLASS = "kubernetes:storage.k8s.io/v1:StorageClass";

/** The class of a claim; without a name the default one. */
export function storageClassOf(claim: Entry, inventory: Inventory): Entry | undefined {
    const name = textOf(specOf(claim)["storageClassName"]);
    return inventory
        .ofType(STORAGE_CLASS, claim.place)
        .find((entry) =>
            name === ""
                ? objectOf(metadataOf(entry)["annotations"])[
                      "storageclass.kubernetes.io/is-default-class"
                  ] === "true"
                : objectNameOf(entry) === name,
        );
}

function provisionerOf(claim: Entry, inventory: Inventory): string {
    return text(storageClassOf(claim, inventory), "provisioner");
}

/** Whether a controller of this name is there to take away what it made. */
export function controllerLives(
    { runs }: Controller,
    cluster: Entry | undefined,
    { inventory }: World,
): boolean {
    return cluster !== undefined && runs(cluster, inventory);
}
